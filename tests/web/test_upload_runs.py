"""Work that is handed to the pipeline: its turn, its interruption, publishing and going back, and what is kept of it."""

import fcntl
import io
import json
import os
import time
from pathlib import Path

import pytest
from dash import html
from openpyxl import load_workbook

from components.publication import publication_report
from tests.web.delivering import Steward, main_text
from views.runs import read_run
from web import inbox, pipeline
from web.markup import markup
from web.steps import lone_step

OLD, NEW = "0123456789ab", "ba9876543210"
DAY_SECONDS = 24 * 3600


def _inbox(steward: Steward) -> Path:
    folder = steward.data_dir / "inbox"
    folder.mkdir(exist_ok=True)
    return folder


def _left_behind(steward: Steward, *, name: str = "ab" * 8, state: str = "working", age_days: float = 0) -> Path:
    """A run of two files whose first was checked before the server ended."""
    folder = _inbox(steward) / name
    (folder / "01").mkdir(parents=True)
    (folder / "01" / "goed.csv").write_bytes(b"goed")
    done = {"failure": "Dit is al gebeurd."}
    steps = [{"label": "a.csv", "stored": "", "result": done}, {"label": "goed.csv", "stored": "01/goed.csv", "result": None}]
    told = {"kind": "deliver", "state": state, "before": "", "source": "", "steps": steps}
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")
    long_ago = time.time() - age_days * DAY_SECONDS
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_publishing_says_what_changed_and_offers_the_way_back(steward: Steward) -> None:
    steward.report_on("goed.csv")
    answer = steward.post("/aanleveren/publiceren")
    page = steward.until_done(answer.headers["Location"])
    text = main_text(page)
    assert f"De cijfers zijn gepubliceerd Nu te zien: stand {NEW}. 12 nieuwe cijfers, 3 herziene cijfers, 1 verdwenen cijfer." in text
    assert "1 levering wacht nog op bevestiging en zit er niet in." in text
    assert "Deelwagens via het kaderbestek Herzien: 3 Lier 2024: 66 → 71 en nog 2 Verdwenen: 1" in text
    assert "Kilometers Nieuw: 12, nieuwe periode: januari 2026" in text
    assert f'name="stand" value="{OLD}"' in page
    home = steward.get("/aanleveren").text
    assert f"Nu op de pagina's: stand {NEW}." in main_text(home)
    assert f'href="{answer.headers["Location"]}"' in home
    back = main_text(steward.until_done(steward.post("/aanleveren/terugzetten", {"stand": OLD}).headers["Location"]))
    assert f"De gekozen stand staat terug Nu te zien: stand {OLD}." in back
    assert [call[0] for call in steward.calls] == ["deliver", "build", "diff", "rollback"]


def test_after_going_back_publishing_says_what_stays_and_offers_the_newest() -> None:
    publication = {"published": False, "snapshot": OLD, "newest": NEW}
    step = lone_step("publiceren")[0] | {"result": {"publication": publication}}
    told = {"kind": "build", "state": "done", "before": OLD, "steps": [step]}
    page = markup(html.Div(publication_report(read_run("ab" * 8, told, is_attended=False))))
    assert f"Stand {OLD} is teruggezet en blijft te zien tot er iets nieuws aanvaard is." in main_text(f"<main>{page}</main>")
    assert f'name="stand" value="{NEW}"' in page


@pytest.mark.parametrize("snapshot", ["", "../CURRENT", "--help", "0123456789AB", "0" * 13])
def test_odd_snapshot_never_reaches_the_pipeline(steward: Steward, snapshot: str) -> None:
    assert steward.post("/aanleveren/terugzetten", {"stand": snapshot}).status_code == 400
    assert steward.calls == []


@pytest.mark.parametrize(
    ("exit_code", "told", "sentence"),
    [
        (75, "Er loopt al een opbouw; wacht tot die klaar is.", "Er loopt al een publicatie. Wacht een minuut en probeer het opnieuw."),
        (
            1,
            "WARNING x: y\nNiets gepubliceerd, de vorige stand blijft.\nBestand a.csv, rij 3.",
            "de vorige stand blijft. Bestand a.csv, rij 3.",
        ),
        (1, "", "Er is niets gepubliceerd; de vorige cijfers blijven staan."),
        (9, "", "Er ging iets mis in Peil zelf. Probeer het opnieuw."),
        (1, 'Traceback (most recent call last):\n  File "geheim.py"', "Er ging iets mis in Peil zelf. Probeer het opnieuw."),
    ],
)
def test_publishing_that_fails_says_why(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, exit_code: int, told: str, sentence: str
) -> None:
    script = f"import sys; sys.stderr.write({told!r}); sys.exit({exit_code})"
    stand_in = pipeline.command()
    monkeypatch.setattr(pipeline, "command", lambda: [stand_in[0], "-c", script])
    text = main_text(steward.until_done(steward.post("/aanleveren/publiceren").headers["Location"]))
    assert "Publiceren is niet gelukt" in text
    assert sentence in text
    assert "WARNING" not in text
    assert "geheim" not in text
    assert "Opnieuw proberen" in text


def test_one_run_waits_for_the_other(steward: Steward) -> None:
    with (_inbox(steward) / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        address = steward.send([("goed.csv", b"x")]).headers["Location"]
        page = steward.get(address).text
        assert "Er loopt nog een andere opdracht." in page
        assert '<noscript><meta http-equiv="refresh"' in page
        assert steward.calls == []
    text = main_text(steward.until_done(address))
    assert "Aanvaard goed.csv" in text


def test_progress_counts_the_files(steward: Steward) -> None:
    address = steward.send([(name, name.encode()) for name in ("goed.csv", "houd.csv", "traag.csv")]).headers["Location"]
    deadline = time.monotonic() + 20
    while "2 van 3 bestanden gecontroleerd." not in (page := steward.get(address).text):
        assert time.monotonic() < deadline, main_text(page)
    assert 'role="status"' in page
    (steward.data_dir / "ga-door").touch()
    assert "3 bestanden: 2 aanvaard, 1 wacht op bevestiging." in main_text(steward.until_done(address))


def test_no_more_than_a_few_runs_wait(steward: Steward) -> None:
    with (_inbox(steward) / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        addresses = [steward.send([("goed.csv", b"x")]).headers["Location"] for _ in range(inbox.MOST_UNFINISHED)]
        answer = steward.send([("goed.csv", b"x")])
        assert answer.status_code == 503
        assert f"Er wachten al {inbox.MOST_UNFINISHED} opdrachten." in main_text(answer.text)
    for address in addresses:
        steward.until_done(address)
    assert len(steward.calls) == inbox.MOST_UNFINISHED


def test_run_of_a_server_that_ended_can_go_on(steward: Steward) -> None:
    folder = _left_behind(steward)
    page = steward.get(f"/aanleveren/{folder.name}")
    assert page.status_code == 200
    assert "Het werk is onderbroken" in page.text
    assert "1 van 2 onderdelen waren klaar." in page.text
    answer = steward.post(f"/aanleveren/{folder.name}/verder")
    text = main_text(steward.until_done(answer.headers["Location"]))
    assert "Niet gecontroleerd a.csv Dit is al gebeurd." in text
    assert "Aanvaard goed.csv" in text
    assert len(steward.calls) == 1


def test_going_on_with_what_is_done_does_nothing(steward: Steward) -> None:
    steward.report_on("goed.csv")
    (folder,) = [path for path in _inbox(steward).iterdir() if path.is_dir()]
    before = (folder / "report.json").read_bytes()
    steward.post(f"/aanleveren/{folder.name}/verder")
    assert "Aanvaard" in steward.until_done(f"/aanleveren/{folder.name}")
    assert json.loads((folder / "report.json").read_bytes()) == json.loads(before)
    assert len(steward.calls) == 1


def test_file_that_is_gone_is_said_so(steward: Steward) -> None:
    folder = _left_behind(steward)
    (folder / "01" / "goed.csv").unlink()
    steward.post(f"/aanleveren/{folder.name}/verder")
    text = main_text(steward.until_done(f"/aanleveren/{folder.name}"))
    assert "Het bestand ligt niet meer op de server. Lever het opnieuw aan." in text


def test_old_reports_and_forgotten_files_go(steward: Steward) -> None:
    kept = [
        _left_behind(steward, name="11" * 8, age_days=0.9),
        _left_behind(steward, name="22" * 8, state="done", age_days=89),
    ]
    gone = [
        _left_behind(steward, name="33" * 8, age_days=1.1),
        _left_behind(steward, name="44" * 8, state="done", age_days=91),
    ]
    (_inbox(steward) / "iets anders").mkdir()
    inbox.tidy()
    assert [folder.is_dir() for folder in (*kept, *gone)] == [True, True, False, False]
    assert (_inbox(steward) / "iets anders").is_dir()


@pytest.mark.parametrize("run_id", ["..", ".", "", "../inbox", "anders"])
def test_only_a_run_is_read_as_a_run(steward: Steward, run_id: str) -> None:
    told = (_left_behind(steward) / "report.json").read_text(encoding="utf-8")
    (_inbox(steward) / "anders").mkdir()
    for folder in (steward.data_dir, _inbox(steward), _inbox(steward) / "anders"):
        (folder / "report.json").write_text(told, encoding="utf-8")
    with pytest.raises(inbox.UnknownRunError):
        inbox.find_run(run_id)


def test_folder_of_a_run_is_for_this_user_only(steward: Steward) -> None:
    steward.report_on("goed.csv")
    (folder,) = [path for path in _inbox(steward).iterdir() if path.is_dir()]
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sjabloon/wijk_werken.xlsx", "peil-sjabloon-wijk_werken.xlsx"),
        ("levering/wijk_werken/2026-11-24-01234567/quarantaine.xlsx", "peil-quarantaine-wijk_werken-2026-11-24-01234567.xlsx"),
    ],
)
def test_workbook_is_a_download_under_a_name_of_ours(steward: Steward, address: str, name: str) -> None:
    answer = steward.get(f"/aanleveren/{address}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert load_workbook(io.BytesIO(answer.data)).worksheets[0]["A1"].value in {"wijk_werken", "wijk_werken/2026-11-24-01234567"}


@pytest.mark.parametrize(
    "address",
    [
        "sjabloon/bestaat_niet.xlsx",
        "sjabloon/--help.xlsx",
        "sjabloon/..%2fx.xlsx",
        "levering/bestaat_niet/2026-11-24-01234567/quarantaine.xlsx",
        "levering/wijk_werken/2026-11-24/quarantaine.xlsx",
    ],
)
def test_workbook_that_is_not_there(steward: Steward, address: str) -> None:
    assert steward.get(f"/aanleveren/{address}").status_code == 404


@pytest.mark.parametrize("action", ["bevestigen", "intrekken"])
@pytest.mark.parametrize("delivery", ["wijk_werken/2026-11-24-01234567", "wijk_werken/2026-11-24-0123456Z", "-x/2026-11-24-01234567"])
def test_unknown_delivery(steward: Steward, action: str, delivery: str) -> None:
    answer = steward.post(f"/aanleveren/levering/{delivery}/{action}", {"reden": "fout"})
    assert answer.status_code == 404
    assert "Deze levering bestaat niet of niet meer." in main_text(answer.text)


def test_form_stays_when_the_lists_cannot_be_read(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = pipeline.command()
    monkeypatch.setattr(pipeline, "command", lambda: [stand_in[0], "-c", "print('{}')"])
    answer = steward.get("/aanleveren")
    assert answer.status_code == 200
    assert "De lijst van bronnen en leveringen is nu niet te lezen." in answer.text
    assert 'id="kies-bestanden"' in answer.text


def test_address_that_sends_back_is_one_of_ours(steward: Steward) -> None:
    steward.report_on("houd.csv")
    (delivery,) = [d["delivery"] for d in json.loads((steward.data_dir / "stand_in.json").read_text())["deliveries"]]
    for odd in ("https://elders.example", "//elders.example", "../..", "\r\nX: y"):
        answer = steward.post(f"/aanleveren/levering/{delivery}/bevestigen", {"terug": odd})
        assert answer.headers["Location"] == "/aanleveren?gedaan=bevestigd#leveringen"
