"""REL-28: broken contracts are told at start, all at once, in Dutch; and a new supplier of a known kind is a contract, not code."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from catalogue.loader import read_catalogue
from catalogue.model import Catalogue
from data_pipeline.contracts import CONTRACTS_DIR, ContractError, load_contracts, read_contracts
from data_pipeline.deliver import Desk, deliver
from data_pipeline.deliveries import all_deliveries, known_facts
from data_pipeline.trips.contract import trip_contract
from settings import Settings
from tests.conftest import PROJECT, run_pipeline


@dataclass(frozen=True)
class Broken:
    """A contract with one mistake in it.

    Attributes:
        base: the contract that was right.
        old: what stood there, nothing when the whole file is replaced.
        faults: what must be said, after the name of the file.
    """

    base: str
    old: str
    new: str
    faults: tuple[str, ...]


NO_UNIT = 'unit = "km", minimum = 0, maximum = 100000'
BROKEN = {
    "deelwagens_maand": Broken(
        "deelwagens_maand", 'theme = "deelwagens"', 'theme = "deelwagens"\nkleur = "rood"', ("onbekende sleutel 'kleur'",)
    ),
    "wijk_werken": Broken("wijk_werken", "due_days = 60", 'due_days = "twee maanden"', ("due_days moet van het type int zijn",)),
    "energieleningen": Broken(
        "energieleningen",
        'indicator = "energielening_aantal"',
        'indicator = "energieleningen_aantal"',
        ("[[measures]] energieleningen_aantal: deze indicator staat niet in de catalogus",),
    ),
    "deelwagens_aanbod": Broken(
        "deelwagens_aanbod",
        'column = "deelwagens"',
        'column = "wagens"',
        ("[[measures]] deelwagens_aantal: kolom 'wagens' bestaat niet",),
    ),
    "deelwagens_reservaties": Broken(
        "deelwagens_reservaties", 'key = ["reservatie_id"]', 'key = ["reservatie", "km"]', ("key: kolom 'reservatie' bestaat niet",)
    ),
    "bbc_rekening": Broken(
        "bbc_rekening", 'unit = "€", is_money = true', "is_money = true", ("[columns] totaal: een getal heeft een eenheid nodig",)
    ),
    "dakloosheid": Broken(
        "dakloosheid",
        "minimum = 0, is_whole",
        "minimum = 10, maximum = 5, is_whole",
        ("[columns] personen: minimum is groter dan maximum",),
    ),
    "secap_acties": Broken("secap_acties", "", 'version = 1\ntitle = "zonder einde\n', ("geen geldige TOML",)),
    "provincies_in_cijfers": Broken(
        "provincies_in_cijfers", 'formats = ["csv"]', 'formats = ["csv", "ods"]', ("[layout]: formaat 'ods' bestaat niet; kies uit csv",)
    ),
    "bbc_beleidsveld": Broken("bbc_beleidsveld", "version = 1", "version = 0", ("version moet 1 of hoger zijn",)),
    "jaarrekening": Broken(
        "wijk_werken",
        'persons = "actieve_wijk_werkers"',
        'persons = "wijk_werkers"',
        ("[privacy]: 'persons' moet de kolom met het aantal personen noemen",),
    ),
    "deelsteps": Broken("deelwagens_maand", "version = 1", "version = 1", ("bron 'deelsteps' staat niet in catalogue/sources.toml",)),
    "deelfietsen_ritten": Broken(
        "deelfietsen_ritten",
        'distance_unit = "m"',
        'distance_unit = "mijl"\nkleur = "rood"',
        ("[trips] onbekende sleutel 'kleur'", "[trips] distance_unit: kies uit m, km"),
    ),
}
SHAPES = {
    "columns = 3": "columns moet een tabel zijn",
    'measures = "km"': "measures moet een lijst van tabellen zijn",
    'key = "gemeente"': "key moet een lijst van teksten zijn",
    "key = [1, 2]": "key moet een lijst van teksten zijn",
    'start = "2021"': "start moet een datum zijn",
    'frequency = "wekelijks"': "frequency = 'wekelijks' bestaat niet; kies uit maandelijks",
    "layout = 1": "[layout]: dit moet een tabel zijn",
    "privacy = { floors = { deelwagen_km = true } }": "[privacy]: floors moet een tabel zijn",
    'area = "wereld"': "area moet een van gemeente, regio zijn of een van ruimer zijn",
    "retention_months = 0": "retention_months moet 1 of hoger zijn",
    "due_days = -1": "due_days mag niet negatief zijn",
}
SENSE = {
    "dubbele titel": (
        'synonyms = ["periode", "datum", "jaar", "jaar-maand"]',
        'synonyms = ["periode", "gemeente"]',
        "titel 'gemeente' staat bij gemeente en maand",
    ),
    "onbekend deel": ('burger = "andere"', 'burger = "burgers"', "'burgers' is volgens de catalogus geen uitsplitsing"),
    "geen periode": ('kind = "period", required = true', 'kind = "text", required = true', "er is geen kolom met de periode"),
    "geen getal": ('column = "ritten"', 'column = "gebruikerstype"', "kolom 'gebruikerstype' bevat geen getallen"),
    "delen door niets": ('per = "voertuig_id"', 'per = ""', "aggregate = 'ratio' en per horen samen"),
    "scheidingsteken": ('sheet = "deelwagens"', 'sheet = "deelwagens"\ndelimiter = "|"', "scheidingsteken '|' wordt niet gelezen"),
    "code": ("is_whole = true, example", 'is_whole = true, codes = { "-1" = "weg" }, example', "code '-1' kan niet 'weg' betekenen"),
    "geen gemeente": ('not_participating = ["12026"]', 'not_participating = ["2800"]', "not_participating: '2800' is geen gemeente"),
}


def _shipped(name: str) -> str:
    return (CONTRACTS_DIR / f"{name}.toml").read_text(encoding="utf-8")


def _text(broken: Broken) -> str:
    if not broken.old:
        return broken.new
    shipped = _shipped(broken.base)
    assert broken.old in shipped
    return shipped.replace(broken.old, broken.new, 1)


def _write(folder: Path, texts: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _told(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(ContractError) as caught:
        read_contracts(folder, catalogue)
    return str(caught.value)


def _assert_all_told(told: str) -> None:
    for name, broken in BROKEN.items():
        lines = [line for line in told.splitlines() if line.startswith(f"- {name}.toml")]
        for fault in broken.faults:
            assert any(fault in line for line in lines), f"{name}: {fault} niet in {told}"
        assert len(lines) == len(broken.faults), lines


def test_rel_28_every_fault_of_every_contract_is_told_at_once(tmp_path: Path, catalogue: Catalogue) -> None:
    told = _told(_write(tmp_path, {name: _text(broken) for name, broken in BROKEN.items()}), catalogue)
    assert told.startswith("De datacontracten kloppen niet:\n- ")
    _assert_all_told(told)


@pytest.mark.parametrize("line", SHAPES)
def test_a_value_of_another_kind_is_told_and_not_a_trace(line: str, tmp_path: Path, catalogue: Catalogue) -> None:
    key = line.split(" = ", maxsplit=1)[0]
    kept = [text for text in _shipped("deelwagens_maand").split("\n\n") if not text.startswith((f"[{key}]", f"[[{key}]]"))]
    top = [text for text in kept[0].splitlines() if not text.startswith(f"{key} = ")]
    told = _told(_write(tmp_path, {"deelwagens_maand": "\n".join([*top, line, "", "\n\n".join(kept[1:])])}), catalogue)
    assert any(text.startswith("- deelwagens_maand.toml") and SHAPES[line] in text for text in told.splitlines()), told


@pytest.mark.parametrize("mistake", SENSE)
def test_what_could_never_give_a_right_figure_is_told(mistake: str, tmp_path: Path, catalogue: Catalogue) -> None:
    old, new, fault = SENSE[mistake]
    shipped = _shipped("deelwagens_maand")
    assert old in shipped
    told = _told(_write(tmp_path, {"deelwagens_maand": shipped.replace(old, new)}), catalogue)
    assert fault in told


@pytest.mark.parametrize("command", [("build",), ("deliver", "levering.csv"), ("status",)])
def test_rel_28_a_command_tells_them_and_stops_without_a_trace(command: tuple[str, ...], tmp_path: Path) -> None:
    project = tmp_path / "project"
    for room in ("catalogue", "data_pipeline"):
        shutil.copytree(PROJECT / room, project / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PROJECT / "settings.py", project / "settings.py")
    _write(project / "data_pipeline" / "contracts", {name: _text(broken) for name, broken in BROKEN.items()})
    done = run_pipeline(tmp_path / "data", *command, project=project)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    _assert_all_told(done.stderr)


def test_the_shipped_contracts_hold_together(catalogue: Catalogue) -> None:
    contracts = load_contracts()
    assert set(contracts) <= set(catalogue.sources)
    assert len(contracts) == len(list(CONTRACTS_DIR.glob("*.toml")))


CAR_SUPPLIER = """
version = 1
title = "Deelwagens: maandcijfers van een andere aanbieder"
owner = "andere aanbieder"
legal_basis = "nog te bevestigen"
purpose = "gebruik van de deelwagens opvolgen"
frequency = "maandelijks"
due_days = 15
number_locale = "en"
date_locale = "iso"
grain = "maand"
start = 2021-01-01
key = ["plaats", "maand", "soort"]
rows_mean = "parts"
theme = "deelwagens"

[layout]
formats = ["csv"]
delimiter = "\\t"

[columns]
plaats = { label = "Home town", kind = "municipality", required = true }
maand = { label = "Month", kind = "period", required = true }
soort = { label = "Renter", kind = "category", required = true, values = { "town staff" = "gemeente", public = "andere" } }
km = { label = "Distance (m)", kind = "number", required = true, unit = "km", minimum = 0 }
ritten = { label = "Rentals", kind = "number", required = true, unit = "ritten", minimum = 0, is_whole = true }

[[measures]]
indicator = "deelwagen_km"
column = "km"
aggregate = "sum"
breakdown = "soort"

[[measures]]
indicator = "deelwagen_ritten"
column = "ritten"
aggregate = "sum"
breakdown = "soort"
"""
CAR_FILE = (
    "Month\tHome town\tRenter\tDistance (m)\tRentals\n"
    "2025-03\tDuffel\ttown staff\t1,234,500.5\t17\n"
    "2025-03\tDuffel\tpublic\t80,000\t1,002\n"
    "2025-03\tLier\tPublic\t12\t1\n"
)
BIKE_FILE = (
    "Rit;Vertrek;Aankomst;Van breedte;Van lengte;Naar breedte;Naar lengte;Afstand\n"
    "a1;15.03.2025 10:00;15.03.2025 10:12;51,0257;4,4776;51,0257;4,4776;2,5\n"
    "a2;15.03.2025 11:00;15.03.2025 11:30;51,0954;4,5058;51,0257;4,4776;7\n"
)


def _with_sources(folder: Path, *names: str) -> Catalogue:
    """The catalogue with a source more, as somebody adds it: a table in sources.toml."""
    shutil.copytree(PROJECT / "catalogue", folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    about = 'organisation = "x"\ntitle = "Nieuw"\nshort = "Nieuw"\npublisher = "x"\nfrequency = "maandelijks"\nwhat = "Ritten."\n'
    with (folder / "sources.toml").open("a", encoding="utf-8") as handle:
        handle.write("".join(f"\n[{name}]\n{about}" for name in names))
    return read_catalogue(folder)


def test_another_supplier_is_a_contract_and_no_code(tmp_path: Path) -> None:
    catalogue = _with_sources(tmp_path / "catalogue", "deelwagens_nieuw", "deelfietsen_nieuw")
    bikes = (
        _shipped("deelfietsen_ritten")
        .replace('delimiter = ","', 'delimiter = ";"')
        .replace('number_locale = "en"', 'number_locale = "nl-BE"')
        .replace('"%d/%m/%Y %H:%M"', '"%d.%m.%Y %H:%M"')
        .replace('distance_unit = "m"', 'distance_unit = "km"')
    )
    titles = {"started_at": "Vertrek", "ended_at": "Aankomst", "start_lat": "Van breedte", "start_lng": "Van lengte",
              "end_lat": "Naar breedte", "end_lng": "Naar lengte", "distance": "Afstand", "trip_id": "Rit"}  # fmt: skip
    for field, title in titles.items():
        bikes = bikes.replace(f'\n{field} = ["', f'\n{field} = ["{title}", "')
    folder = _write(
        tmp_path / "contracts",
        {"deelwagens_nieuw": CAR_SUPPLIER, "deelfietsen_nieuw": bikes, "deelwagens_maand": _shipped("deelwagens_maand")},
    )
    contracts = read_contracts(folder, catalogue)
    assert trip_contract(contracts["deelfietsen_nieuw"]).metres == 1000.0
    settings = Settings(data_dir=tmp_path / "data", host="127.0.0.1", port=8050, workers=1)
    desk = Desk(settings=settings, contracts=contracts, catalogue=catalogue)
    paths = [tmp_path / "wagens.csv", tmp_path / "fietsen.csv"]
    for path, text in zip(paths, (CAR_FILE, BIKE_FILE), strict=True):
        path.write_text(text, encoding="utf-8")
    cars, trips = deliver(paths, desk)
    assert (cars.source, cars.outcome, cars.loaded, cars.quarantined) == ("deelwagens_nieuw", "accepted", 3, 0), cars.messages
    assert (trips.source, trips.outcome, trips.loaded, trips.quarantined) == ("deelfietsen_nieuw", "accepted", 2, 0), trips.messages
    known, _ = known_facts([d for d in all_deliveries(settings.deliveries_dir) if d.source == "deelwagens_nieuw"])
    rows = [fact.observation for fact in known.values()]
    assert {(r.indicator_id, r.nis, r.breakdown): r.value for r in rows} == {
        ("deelwagen_km", "12009", "gemeente"): pytest.approx(1234.5005),
        ("deelwagen_km", "12009", "andere"): pytest.approx(80.0),
        ("deelwagen_km", "12021", "andere"): pytest.approx(0.012),
        ("deelwagen_ritten", "12009", "gemeente"): 17.0,
        ("deelwagen_ritten", "12009", "andere"): 1002.0,
        ("deelwagen_ritten", "12021", "andere"): 1.0,
    }


def test_the_same_file_under_the_shipped_contract_is_refused_with_the_titles_that_it_has(tmp_path: Path, catalogue: Catalogue) -> None:
    settings = Settings(data_dir=tmp_path / "data", host="127.0.0.1", port=8050, workers=1)
    desk = Desk(settings=settings, contracts=load_contracts(), catalogue=catalogue)
    path = tmp_path / "wagens.csv"
    path.write_text(CAR_FILE, encoding="utf-8")
    (told,) = deliver([path], desk)
    (chosen,) = deliver([path], replace(desk, source="deelwagens_maand"))
    assert (told.outcome, chosen.outcome) == ("refused", "refused")
    assert "Home town" in told.messages[0].text
