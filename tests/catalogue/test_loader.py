"""A catalogue that does not hold together is refused, every fault with its file and key."""

import shutil
from pathlib import Path

import pytest

from catalogue.loader import CATALOGUE_DIR, CatalogueError, read_catalogue
from catalogue.model import Catalogue

TRIAL = "indicators/proef.toml"
ENTRY = """
[proef]
label = "Proefcijfer"
unit = "stuks"
decimals = 0
definition = "Een cijfer om mee te proeven."
theme = "energie"
goal = "2.1"
sources = ["igemo_evaluatierapport"]
geography = "gemeente"
good_is = "up"
over_area = "none"
breakdown = ["deel"]
breakdown_labels = { deel = "een deel" }
form = "comparison"
caveats = ["periode_niet_vermeld"]
target = { value = 10, kind = "doel", basis = "proef" }
"""
OTHERS = {
    "services.toml": '\n[proefdienst]\nlabel = "Proef"\ntheme = "energie"\ndescription = "Een proef."\n',
    "caveats.toml": '\n[proefnoot]\nlabel = "Proef"\ntext = "Een proef."\n',
}
TOWN = """
[[municipality]]
nis = "99999"
name = "Proefdorp"
slug = "proefdorp"
spellings = ["Proefdorp"]
area_km2 = 1.0
vervoerregio = "Mechelen"
igemo_member = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue with an entry of each kind more, to break."""
    copy = Path(shutil.copytree(CATALOGUE_DIR, tmp_path / "catalogue"))
    for file, entry in ({TRIAL: ENTRY, "municipalities.toml": TOWN} | OTHERS).items():
        with (copy / file).open("a", encoding="utf-8") as handle:
            handle.write(entry)
    return copy


def _replace(path: Path, old: str, new: str) -> None:
    """Changes the last place where a text stands: that of our own entry."""
    before, found, after = path.read_text(encoding="utf-8").rpartition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")


def _faults(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    first, *faults = str(caught.value).split("\n- ")
    assert first == "De catalogus klopt niet:"
    return faults


WHERE = f"{TRIAL} [proef]"
TOGETHER = f"{WHERE}: over_area = 'weighted_mean' en weight horen samen"
BROKEN = [
    (TRIAL, "decimals", 'kleur = "blauw"\ndecimals', f"{WHERE}: onbekende sleutel 'kleur'"),
    (TRIAL, 'label = "Proefcijfer"\n', "", f"{WHERE}: 'label' ontbreekt"),
    (TRIAL, 'definition = "Een cijfer om mee te proeven."\n', "", f"{WHERE}: 'definition' ontbreekt"),
    (TRIAL, "Een cijfer om mee te proeven.", "", f"{WHERE}: 'definition' is leeg"),
    (TRIAL, '"comparison"', '"taart"', f"{WHERE}: form = 'taart' bestaat niet; kies uit evolution"),
    (TRIAL, "decimals = 0", "decimals = 0.5", f"{WHERE}: decimals moet van het type int zijn"),
    (TRIAL, '"energie"', '"energy"', f"{WHERE}: thema 'energy' bestaat niet"),
    (TRIAL, '"2.1"', '"9"', f"{WHERE}: doelstelling '9' bestaat niet"),
    (TRIAL, '"igemo_evaluatierapport"', '"krant"', f"{WHERE}: bron 'krant' bestaat niet"),
    (TRIAL, '"periode_niet_vermeld"', '"pas_op"', f"{WHERE}: kanttekening 'pas_op' bestaat niet"),
    (TRIAL, '"doel"', '"wens"', f"{WHERE} target: kind = 'wens' bestaat niet"),
    (TRIAL, '["deel"]', '["deel", "rest"]', f"{WHERE}: geen naam voor uitsplitsing 'rest'"),
    (TRIAL, '"none"', '"weighted_mean"\nweight = "wagens"', f"{WHERE}: weight 'wagens' is geen indicator"),
    (TRIAL, '"none"', '"weighted_mean"', TOGETHER),
    (TRIAL, '"none"', '"none"\nweight = "energiescans"', TOGETHER),
    ("services.toml", '"energie"', '"energy"', "services.toml [proefdienst]: thema 'energy' bestaat niet"),
    ("caveats.toml", "text", "tekst", "caveats.toml [proefnoot]: onbekende sleutel 'tekst'"),
    ("municipalities.toml", "area_km2 = 1.0\n", "", "municipalities.toml Proefdorp: 'area_km2' ontbreekt"),
    ("municipalities.toml", "= true", '= "ja"', "municipalities.toml Proefdorp: igemo_member moet van het type bool zijn"),
]


def test_the_entries_to_break_are_whole(folder: Path) -> None:
    whole = read_catalogue(folder)
    assert (whole.indicators["proef"].unit, whole.municipalities["99999"].name) == ("stuks", "Proefdorp")


@pytest.mark.parametrize(("file", "old", "new", "fault"), BROKEN)
def test_a_fault_is_named_with_file_and_key(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    _replace(folder / file, old, new)
    told = _faults(folder)
    assert [line for line in told if line.startswith(fault)], told


def test_all_faults_are_told_at_once(folder: Path) -> None:
    for file, old, new, _ in BROKEN[:2]:
        _replace(folder / file, old, new)
    assert len(_faults(folder)) == 2


def test_an_indicator_stands_in_one_file_only(folder: Path) -> None:
    shutil.copyfile(folder / TRIAL, folder / "indicators" / "zz.toml")
    assert "indicators/zz.toml [proef]: deze indicator staat al in een ander bestand" in _faults(folder)


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    _replace(folder / TRIAL, "decimals = 0", "decimals =")
    with pytest.raises(CatalogueError, match=r"proef\.toml: geen geldige TOML"):
        read_catalogue(folder)


def test_the_catalogue_of_the_project_holds_together(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) > 150
    assert len(catalogue.themes) == 17
    assert catalogue == read_catalogue(CATALOGUE_DIR)
    assert {m.slug for m in catalogue.municipalities.values()} >= {"lier", "heist-op-den-berg", "puurs-sint-amands"}
    assert len({m.slug for m in catalogue.municipalities.values()}) == 12
    for indicator in catalogue.indicators.values():
        assert indicator.target is None or indicator.target.applies_to in {"totaal", *indicator.breakdown}, indicator.id
        assert not indicator.headline_breakdown or indicator.headline_breakdown in indicator.breakdown, indicator.id
        assert not indicator.scorecard or indicator.scorecard.breakdown in {"", *indicator.breakdown}, indicator.id
        assert indicator.over_area == "none" or indicator.geography == "gemeente" or not indicator.weight, indicator.id


def test_no_dutch_text_of_the_catalogue_holds_an_em_dash(catalogue: Catalogue) -> None:
    texts = [
        text
        for i in catalogue.indicators.values()
        for text in (i.label, i.short, i.definition, i.computation, *i.breakdown_labels.values())
    ]
    texts += [text for c in catalogue.caveats.values() for text in (c.label, c.text)]
    assert len(texts) > 500
    assert [text for text in texts if "\N{EM DASH}" in text] == []
