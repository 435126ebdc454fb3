"""PRI-05, PRI-06: figures that are easy to recognise are hidden by the pipeline and then looked for in everything that leaves Peil."""

import io
import json
import math
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb
import pytest
from flask.testing import FlaskClient

from app import server
from catalogue.loader import load_catalogue
from data_pipeline.model import Observation
from data_pipeline.privacy import PrivacyRule, protect
from exports.document import pack_document
from exports.exhibit import HouseStyle
from exports.paper import pack_pdf
from exports.presentation import pack_presentation
from exports.workbook import pack_workbook
from tests.altered_snapshot import altered_copy, insert
from tests.data_pipeline.made import scans
from tests.exports.opened_pdf import opened, words
from tests.web.callback_bodies import page_body, table_body
from views.briefings import briefing
from views.files import png_figure
from views.filters import Filters
from views.packs import Choice, pack_of
from views.registry import all_views
from views.render import render
from warehouse.snapshot import Snapshot, Warehouse, installed_warehouse

COUNT, HOURS, SCORED = "wijk_werken_actieve_werkers", "wijk_werken_uren", "energiescans"
SLUGS = {m.slug: m.nis for m in load_catalogue().municipalities.values()}
SNAPSHOT = "c" * 12
SMALL, BESIDE = 774_411.0, 912_347.0
SHOWN = {"berlaar": 1_387_159.0, "duffel": 2_561_483.0, "mechelen": 3_945_271.0}
BEFORE = {"lier": 531_983.0, "bornem": 643_157.0} | {slug: value - 111_111 for slug, value in SHOWN.items()}
FACTOR = {COUNT: 1.0, HOURS: 1.013, SCORED: 1.0207}
RULES = {
    COUNT: PrivacyRule(floor=800_000),
    HOURS: PrivacyRule(counted_by=COUNT, min_contributors=800_000),
    SCORED: PrivacyRule(floor=800_000),
}
UNITS = ("absoluut", "inwoner", "km2", "index", "aandeel")
PAGES = (
    "/",
    "/wijk-werken",
    "/thema/energie",
    "/gemeente/lier",
    "/gemeente/mechelen?met=lier",
    "/gemeente/bornem",
    "/kwaliteit",
    "/bronnen",
)


def _row(indicator: str, slug: str | None, value: float, year: int) -> Observation:
    printed = f"{value:,.0f}".replace(",", ".")
    return scans(
        value, printed, indicator_id=indicator, nis=SLUGS[slug] if slug else None, period_start=date(year, 1, 1),
        period_end=date(year, 12, 31), source_id="wijk_werken", source_ref=f"blad {year}, rij 7: '{printed}'", lower=value, upper=value,
    )  # fmt: skip


def _value(indicator: str, value: float) -> float:
    return float(round(value * FACTOR[indicator]))


def _delivered(indicator: str) -> list[Observation]:
    """Lier has too few, Bornem goes with it because the total of the region is there; in 2030 all were enough."""
    now = {"lier": SMALL, "bornem": BESIDE} | SHOWN
    rows = [_row(indicator, slug, _value(indicator, value), 2031) for slug, value in now.items()]
    rows.append(_row(indicator, None, math.fsum(row.value or 0 for row in rows), 2031))
    return rows + [_row(indicator, slug, _value(indicator, value) + 800_000, 2030) for slug, value in BEFORE.items()]


@pytest.fixture(scope="module")
def delivered() -> list[Observation]:
    """What was delivered, with its canaries."""
    return [row for indicator in FACTOR for row in _delivered(indicator)]


@pytest.fixture(scope="module")
def folder(data_dir: Path, tmp_path_factory: pytest.TempPathFactory, delivered: list[Observation]) -> Path:
    """A data folder that publishes what was delivered, as the pipeline protects it."""
    done = protect(delivered, rules=RULES, catalogue=load_catalogue())
    rows = [asdict(row) | {"flags": list(row.flags)} for row in done.rows]

    def add(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("insert into source select * replace ('wijk_werken' as source_id) from source limit 1")
        insert(connection, "observation", rows)

    return altered_copy(data_dir, tmp_path_factory.mktemp("kanarie") / "peil", snapshot=SNAPSHOT, alter=[add])


@pytest.fixture(scope="module")
def published(folder: Path) -> Iterator[Snapshot]:
    """The snapshot with the canaries, published for pages, files and codes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEIL_DATA_DIR", str(folder))
        installed_warehouse.cache_clear()
        yield Warehouse(folder / "warehouse").current()
    installed_warehouse.cache_clear()


@pytest.fixture(scope="module")
def client(published: Snapshot) -> FlaskClient:
    """The app, asked in this process."""
    return FlaskClient(server, server.response_class)


def _digits(text: str) -> str:
    """The text with its numbers as bare digits, however they are written."""
    return re.sub(r"(?<=\d)(?:[.,'\s]|\\u00a0|\\u202f|&nbsp;|&#160;)+(?=\d)", "", text)


def _of(delivered: list[Observation], slugs: set[str], year: int = 2031) -> dict[tuple[str, str], float]:
    return {
        (row.indicator_id, slug): row.value
        for row in delivered for slug, nis in SLUGS.items()
        if row.nis == nis and slug in slugs and row.period_end.year == year and row.value is not None
    }  # fmt: skip


def _forbidden(delivered: list[Observation]) -> set[str]:
    """The hidden figures and what can be computed from them: rates, changes, the sum of what is left."""
    catalogue = load_catalogue()
    hidden, before = _of(delivered, {"lier", "bornem"}), _of(delivered, set(BEFORE), 2030)
    told = {f"{value:.0f}" for value in hidden.values()}
    told |= {f"{value - before[key]:.0f}" for key, value in hidden.items()}
    told |= {f"{value / catalogue.municipalities[SLUGS[slug]].area_km2:.1f}".replace(".", "") for (_, slug), value in hidden.items()}
    for indicator in FACTOR:
        told.add(f"{sum(value for (name, _), value in _of(delivered, set(SHOWN)).items() if name == indicator):.0f}")
    return told


def _leaks(texts: dict[str, str], delivered: list[Observation]) -> dict[str, set[str]]:
    found = {name: {told for told in _forbidden(delivered) if told in _digits(text)} for name, text in texts.items()}
    return {name: told for name, told in found.items() if told}


def _finds(texts: dict[str, str], delivered: list[Observation]) -> set[str]:
    """In which texts a shown figure stands: what proves that the search would find a hidden one."""
    shown = {f"{value:.0f}" for value in _of(delivered, set(SHOWN)).values()}
    return {name for name, text in texts.items() if any(told in _digits(text) for told in shown)}


def test_the_pipeline_hides_the_canaries_and_nothing_else(delivered: list[Observation]) -> None:
    done = protect(delivered, rules=RULES, catalogue=load_catalogue())
    hidden = {(row.indicator_id, row.nis, row.period_end.year) for row in done.rows if row.status == "verborgen"}
    assert hidden == {(name, SLUGS[slug], 2031) for name in FACTOR for slug in ("lier", "bornem")}
    assert len(_forbidden(delivered)) == 2 * 3 * 3 + 3


def test_no_table_of_the_snapshot_holds_a_canary(folder: Path, delivered: list[Observation]) -> None:
    path = folder / "warehouse" / f"snap-{SNAPSHOT}.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        tables = {name: json.dumps(connection.execute(f"select * from {name}").fetchall(), default=str) for name in names}
    assert len(tables) > 10
    assert _finds(tables, delivered) == {"observation"}
    assert _leaks(tables, delivered) == {}
    raw = path.read_bytes()
    for value in _of(delivered, {"lier", "bornem"}).values():
        assert struct.pack("<d", value) not in raw
        assert f"{value:.0f}".encode() not in raw


def test_no_page_shows_a_canary(client: FlaskClient, delivered: list[Observation]) -> None:
    pages = {}
    for page in PAGES:
        for unit in UNITS:
            path, _, query = page.partition("?")
            search = "?" + "&".join(filter(None, (query, f"eenheid={unit}")))
            answer = client.post("/_dash-update-component", json=page_body({"path": path, "search": search}))
            assert answer.status_code == 200
            pages[f"{page} {unit}"] = json.dumps(answer.get_json(), ensure_ascii=False)
    assert _finds(pages, delivered) >= {"/wijk-werken absoluut", "/thema/energie absoluut", "/gemeente/mechelen?met=lier absoluut"}
    assert _leaks(pages, delivered) == {}
    for page in ("/", "/wijk-werken", "/gemeente/lier", "/gemeente/mechelen?met=lier"):
        assert "niet getoond (privacy)" in pages[f"{page} absoluut"].lower(), page


@pytest.mark.parametrize("unit", UNITS)
def test_no_table_file_or_picture_of_a_card_holds_a_canary(
    client: FlaskClient, published: Snapshot, delivered: list[Observation], unit: str
) -> None:
    texts = {}
    filters = Filters(unit=unit)  # type: ignore[arg-type]
    for name in (*FACTOR, "kernindicatoren"):
        opened = client.post("/_dash-update-component", json=table_body(name, choice=f"?eenheid={unit}"))
        texts[f"{name} tabel"] = json.dumps(opened.get_json(), ensure_ascii=False)
        for kind in ("", "&voor=excel"):
            answer = client.get(f"/download/{name}.csv?eenheid={unit}{kind}")
            assert answer.status_code == 200
            texts[f"{name} csv{kind}"] = answer.get_data(as_text=True)
        card = render(all_views()[name], filters, published)
        figure, _, _ = png_figure(card, filters)
        texts[f"{name} beeld"] = json.dumps(figure, ensure_ascii=False) + card.summary + card.title
    assert _leaks(texts, delivered) == {}
    if unit == "absoluut":
        assert _finds(texts, delivered) == set(texts)
    csv = {name: text for name, text in texts.items() if "csv" in name}
    assert {name for name, text in csv.items() if "verborgen" in text or "niet getoond (privacy)" in text} == set(csv)


def _opened(content: bytes) -> str:
    """Everything in an office file as text, files within it included."""
    told = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            told.append(_opened(part) if name.endswith((".xlsx", ".docx")) else part.decode("utf-8", "replace"))
    return "\n".join(told)


def test_no_document_pack_or_briefing_holds_a_canary(published: Snapshot, delivered: list[Observation]) -> None:
    views = [all_views()[name] for name in (*FACTOR, "kernindicatoren")]
    choice = Choice(views=(), title="", meeting=None, filters=Filters())
    pack = pack_of(views, choice, published, base="http://127.0.0.1:8050", style=HouseStyle())
    texts = {
        "xlsx": _opened(pack_workbook(pack)),
        "pptx": _opened(pack_presentation(pack, pictures={})),
        "docx": _opened(pack_document(pack, pictures={})),
        "pdf": words(opened(pack_pdf(pack, pictures={}))),
    }
    assert _finds(texts, delivered) == set(texts)
    for slug in ("lier", "bornem", "mechelen"):
        told = briefing(load_catalogue().municipalities[SLUGS[slug]], published, base="http://127.0.0.1:8050")
        texts[f"briefing {slug}"] = repr(told)
    assert _leaks(texts, delivered) == {}
    assert all("niet getoond (privacy)" in texts[kind] for kind in ("xlsx", "pptx", "docx"))


def test_the_passport_of_a_hidden_figure_tells_that_and_no_more(client: FlaskClient, delivered: list[Observation]) -> None:
    texts = {}
    for name in FACTOR:
        for slug in ("lier", "bornem", "mechelen"):
            answer = client.get(f"/api/v1/figures/RIV:{name}/{slug}/2031@{SNAPSHOT}")
            assert answer.status_code == 200
            texts[f"{name} {slug}"] = json.dumps(answer.get_json(), ensure_ascii=False)
    assert _finds(texts, delivered) == {f"{name} mechelen" for name in FACTOR}
    assert _leaks(texts, delivered) == {}
    assert all(("niet getoond (privacy)" in text) is not name.endswith("mechelen") for name, text in texts.items())


def test_what_a_program_can_ask_for_holds_no_canary(client: FlaskClient, delivered: list[Observation]) -> None:
    texts = {}
    for name in FACTOR:
        for path in (
            f"/api/v1/observations?indicator={name}",
            f"/api/v1/observations?indicator={name}&format=csv",
            f"/download/{name}.csv-metadata.json",
        ):
            answer = client.get(path)
            assert answer.status_code == 200
            texts[path] = answer.get_data(as_text=True)
    for path in ("/api/v1/observations", "/api/v1/indicators", "/api/v1/views", "/api/v1/catalog.jsonld", "/api/v1/openapi.json"):
        texts[path] = client.get(path).get_data(as_text=True)
    assert _finds(texts, delivered) >= {path for path in texts if "/observations" in path}
    assert _leaks(texts, delivered) == {}
    assert all("verborgen" in text for path, text in texts.items() if "/observations" in path)
