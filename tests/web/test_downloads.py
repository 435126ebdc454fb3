"""Downloads over HTTP: pictures with the right size, rows with their meaning, and clear refusals."""

import csv
import io
import struct

import pytest

from catalogue.loader import load_catalogue
from tests.server_process import Server
from views.registry import all_views
from warehouse import queries
from warehouse.snapshot import Snapshot

PLEDGES, SCANS = "engagementsverklaringen", "energiescans"
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
FORMS = sorted({view.form for view in all_views().values()})


def of_form(form: str, snapshot: Snapshot) -> str:
    """A view of a form that has figures."""
    counts = queries.indicator_figures(snapshot)
    themes = {project.theme for project in queries.projects(snapshot)}
    return next(
        view.id
        for view in all_views().values()
        if view.form == form and (any(i in counts for i in view.indicators) or (form == "projects" and view.theme in themes))
    )


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, as its head says."""
    assert png.startswith(PNG_SIGN)
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a CSV by head, without the notes below an empty line."""
    return list(csv.DictReader(io.StringIO(text.partition("\r\n\r\n")[0]), delimiter=delimiter))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_a_picture_and_rows(server: Server, snapshot: Snapshot, form: str) -> None:
    view = of_form(form, snapshot)
    picture = server.ask(f"/download/{view}.png")
    assert picture.status == 200, picture.text
    assert picture.headers["Content-Type"] == "image/png"
    assert size(picture.body)[0] == 1800
    assert f'filename="peil-{view.replace("_", "-")}-{snapshot.id}.png"' in picture.headers["Content-Disposition"]
    table = server.ask(f"/download/{view}.csv")
    assert table.status == 200
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert rows(table.text)
    for_excel = server.ask(f"/download/{view}.csv?voor=excel")
    assert for_excel.body.startswith(b"\xef\xbb\xbf")
    assert ";" in for_excel.text.splitlines()[0]


@pytest.mark.parametrize(("scale", "width"), [(1, 900), (2, 1800), (3, 2700)])
def test_scale_of_a_picture(server: Server, scale: int, width: int) -> None:
    assert size(server.ask(f"/download/{PLEDGES}.png?schaal={scale}").body)[0] == width


def test_rows_are_those_of_the_warehouse(server: Server, snapshot: Snapshot) -> None:
    answer = server.ask(f"/download/{SCANS}.csv?gemeente=lier,duffel&van=2020&tot=2022")
    found = {(row["nis"], row["period_start"], row["value"], row["value_text"]) for row in rows(answer.text)}
    expected = {
        (row.nis or "", row.period_start.isoformat(), row.value, row.value_text)
        for row in queries.observations(snapshot, indicators=[SCANS])
        if row.nis in {None, "12021", "12009"} and row.period_start.year >= 2020 and row.period_end.year <= 2022
    }
    assert {(nis, start, float(value), text) for nis, start, value, text in found} == expected
    excel = server.ask(f"/download/{SCANS}.csv?voor=excel").body.decode("utf-8-sig")
    assert load_catalogue().indicators[SCANS].definition in excel


def test_rows_for_excel_are_the_same_rows(server: Server) -> None:
    view = "supra_aandeel_met_werken"
    machine = rows(server.ask(f"/download/{view}.csv").text)
    excel = rows(server.ask(f"/download/{view}.csv?voor=excel").body.decode("utf-8-sig"), ";")
    assert len(machine) == len(excel) > 0
    texts = [[next(v for k, v in row.items() if k.lower() in {"value", "waarde"}) for row in table] for table in (machine, excel)]
    assert all(text.count(",") == 1 for text in texts[1] if not text.isdigit())
    assert any("." in text for text in texts[0])
    assert [float(text) for text in texts[0]] == [float(text.replace(".", "").replace(",", ".")) for text in texts[1]]


def test_named_snapshot(server: Server, snapshot: Snapshot) -> None:
    here = server.ask(f"/download/{SCANS}.csv?stand={snapshot.id}")
    assert here.status == 200
    assert rows(here.text) == rows(server.ask(f"/download/{SCANS}.csv").text)


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/download/bestaat_niet.png", 404, "weergave"),
        ("/download/bestaat_niet.csv", 404, "weergave"),
        (f"/download/{PLEDGES}.exe", 404, "bestand"),
        (f"/download/{PLEDGES}.PNG", 404, "bestand"),
        (f"/download/{PLEDGES}", 404, "adres"),
        (f"/download/{PLEDGES}.csv?stand=0123456789ab", 404, "0123456789ab"),
        (f"/download/{PLEDGES}.csv?stand=../../x", 404, "stand"),
        (f"/download/{PLEDGES}.png?stand=0123456789ab", 404, "0123456789ab"),
        (f"/download/{PLEDGES}.csv?gemeente=parijs", 400, "parijs"),
        (f"/download/{PLEDGES}.png?gemeente=lier,parijs", 400, "parijs"),
        (f"/download/{PLEDGES}.csv?van=20x", 400, "20x"),
        (f"/download/{PLEDGES}.csv?jaar=1", 400, "jaar"),
        (f"/download/{PLEDGES}.csv?van=2024&tot=2019", 400, "2024"),
        (f"/download/{PLEDGES}.csv?eenheid=parsec", 400, "parsec"),
        (f"/download/{PLEDGES}.png?schaal=9", 400, "schaal"),
        (f"/download/{PLEDGES}.png?schaal=", 400, "schaal"),
        (f"/download/{PLEDGES}.png?schaal=1e3", 400, "schaal"),
        (f"/download/{PLEDGES}.csv?gemeente=%00%ff", 400, "gemeente"),
    ],
)
def test_refusal_in_dutch(server: Server, path: str, status: int, word: str) -> None:
    answer = server.ask(path)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json) == {"error", "reference"}
    assert word in answer.json["error"].lower() or word in answer.json["error"]
    assert answer.json["error"].endswith(".")
    assert answer.trace == []


def test_choice_without_figures_gives_an_empty_table_and_a_picture_that_says_so(server: Server) -> None:
    choice = "gemeente=nijlen&van=1990&tot=1991"
    assert rows(server.ask(f"/download/{SCANS}.csv?{choice}").text) == []
    assert size(server.ask(f"/download/{SCANS}.png?{choice}").body)[0] == 1800
