"""The readers of open data: several plans are never added up, and what is not known stops the build."""

import shutil
from pathlib import Path

import pytest

from catalogue.model import Catalogue
from data_pipeline.model import DeliveryError
from data_pipeline.readers import READERS, abb_bbc
from data_pipeline.sources import newest_deliveries, read_source
from settings import PROJECT_DIR

SOURCES = PROJECT_DIR / "data" / "sources"


def _copy(source: str, tmp_path: Path) -> Path:
    """A delivery to change."""
    return Path(shutil.copytree(max((SOURCES / source).iterdir()), tmp_path / source / "2026-11-24"))


def test_every_source_has_a_delivery_and_every_reader_a_source() -> None:
    folders = newest_deliveries(SOURCES)
    assert {folder.parent.name for folder in folders} >= set(READERS)
    for folder in folders:
        delivery = read_source(folder)
        assert delivery.source_id == folder.parent.name
        assert all(len(file.sha256) == 64 for file in delivery.files)


def test_the_newest_delivery_of_a_source_counts(tmp_path: Path) -> None:
    for day in ("2025-12-31", "2026-11-24", "2026-02-01"):
        (tmp_path / "bron" / day).mkdir(parents=True)
    assert [folder.name for folder in newest_deliveries(tmp_path)] == ["2026-11-24"]


def test_an_older_plan_is_not_added_to_the_newest(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = _copy("abb_bbc", tmp_path)
    plain = abb_bbc.read(folder, catalogue).observations
    for layout in abb_bbc.LAYOUTS:
        path = folder / layout.file_name
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        older = [line.replace(",2020,", ",2019,", 1) for line in lines]
        path.write_text("\n".join([header, *older, *lines]) + "\n", encoding="utf-8")
    assert abb_bbc.read(folder, catalogue).observations == plain


def test_a_policy_field_that_is_not_declared_stops_the_build(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = _copy("abb_bbc", tmp_path)
    path = folder / abb_bbc.LAYOUTS[0].file_name
    path.write_text(path.read_text(encoding="utf-8").replace("0119 Overige", "0666 Nieuwe", 1), encoding="utf-8")
    with pytest.raises(DeliveryError, match="'0666' staat niet bij geplande_investeringen_beleidsveld in de catalogus"):
        abb_bbc.read(folder, catalogue)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("9 Zorg en opvang", "zorg_en_opvang"),
        ("I.1.A Investeringen in financiële vaste activa", "investeringen_in_financiele_vaste_activa"),
    ],
)
def test_the_key_of_a_domain(label: str, key: str) -> None:
    assert abb_bbc.broad_key(label) == key


def test_the_code_of_a_policy_field() -> None:
    assert abb_bbc.detail_key("0990 Begraafplaatsen") == "0990"
    assert abb_bbc.detail_key("REK220-7 Terreinen") == "rek220_7"


def test_a_population_by_an_unknown_method_stops_the_build(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = _copy("statbel_bevolking", tmp_path)
    path = folder / "population.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("statbel_published", "gegokt", 1), encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"population\.csv, rij 2, kolom method: 'gegokt' is niet bekend"):
        READERS["statbel_bevolking"](folder, catalogue)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('publisher = "', 'uitgever = "', "vul in: publisher"),
        ('id = "statbel_bevolking"', 'id = "statbel"', "id en delivered moeten gelijk zijn aan de namen van de mappen"),
        ("delivered = 2026-11-24", "delivered = 2026-11-23", "id en delivered moeten gelijk zijn aan de namen van de mappen"),
    ],
)
def test_a_source_that_is_not_described_stops_the_build(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = _copy("statbel_bevolking", tmp_path)
    path = folder / "source.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DeliveryError, match=told):
        read_source(folder)
