"""Deliveries in the browser, against a stand-in for the pipeline: what is sent, refused, told and changed."""

import io
import json
import time
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from tests.server_process import Server
from tests.web.delivering import SAME_ORIGIN, Steward, main_text
from tests.web.test_markup import Parsed
from web import steps, uploads

NO_RUN = "0" * 16


@pytest.mark.parametrize(("path", "status"), [("/aanleveren", 200), (f"/aanleveren/{NO_RUN}", 404), ("/aanleveren/", 200)])
def test_page_carries_the_headers_of_the_app(server: Server, path: str, status: int) -> None:
    answer = server.ask(path)
    assert answer.status == status
    assert "script-src 'self' 'sha256-" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert answer.trace == []


def test_other_site_is_refused_by_the_whole_app(server: Server) -> None:
    answer = server.ask("/aanleveren/publiceren", method="POST", body=b"", headers={"Origin": "https://elders.example"})
    assert answer.status == 403


def test_form_works_without_javascript(steward: Steward) -> None:
    page = steward.get("/aanleveren").text
    form = next(attributes for tag, attributes in Parsed(page).tags if tag == "form")
    assert (form["method"], form["action"], form["enctype"]) == ("post", "/aanleveren", "multipart/form-data")
    assert 'type="file"' in page
    assert " multiple" in page
    for field in ("kies-bestanden", "kies-bron"):
        assert f'for="{field}"' in page
        assert f'id="{field}"' in page
    assert '<option value="wijk_werken">Wijk-werken per jaar</option>' in page
    assert "<script>" not in page


def test_what_is_expected_when(steward: Steward) -> None:
    text = main_text(steward.get("/aanleveren").text)
    assert "Eén levering is te laat." in text
    assert (
        "Wijk-werken per jaar IGEMO, maandelijks 5 oktober 2026, 11.00 uur cijfers tot en met 30 september 2026 5 november 2026 Te laat"
        in text
    )
    assert "Klimaatacties (SECAP) IGEMO, maandelijks nog geen levering bekend na de eerste levering Nog nooit geleverd" in text
    assert text.index("Wijk-werken per jaar IGEMO") < text.index("Deelwagens per maand IGEMO")


def test_report_on_files_of_every_outcome(steward: Steward) -> None:
    text = main_text(steward.report_on("goed.csv", "houd.xlsx", "slecht.xls", "fouten.csv"))
    assert "4 bestanden: 2 aanvaard, 1 wacht op bevestiging, 1 geweigerd." in text
    assert "Aanvaard goed.csv" in text
    assert "14 rijen in het bestand = 12 geladen + 0 in quarantaine + 2 genegeerd" in text
    assert "Wacht op bevestiging houd.xlsx" in text
    assert "Blad '2024', rij 15, kolom 'Uren' Het totaal in het bestand (1.250) verschilt van de som der rijen (1.240)." in text
    assert "Geweigerd slecht.xls" in text
    assert "Heel het bestand 'slecht.xls' is geen echt Excel-bestand maar een webpagina. Exporteer als .xlsx of .csv. A07" in text
    assert "Aanvaard, op 2 rijen na fouten.csv" in text
    assert "14 rijen in het bestand = 10 geladen + 2 in quarantaine + 2 genegeerd" in text
    assert text.index("Rij 5: gemeente 'Bornen'") < text.index("Rij 7: negatieve waarde")
    assert "Klaar om te publiceren" in text
    assert steward.files == {"lock", "report.json"}, "no uploaded file may stay behind"
    assert [call[:2] for call in steward.calls] == [["deliver", "--json"]] * 4


def test_same_file_again_changes_nothing(steward: Steward) -> None:
    steward.report_on("goed.csv")
    assert "Al bekend goed.csv" in main_text(steward.report_on("goed.csv"))


def test_chosen_source_goes_along(steward: Steward) -> None:
    assert "Herkend als: Wijk-werken per jaar." in main_text(steward.report_on("goed.csv", source="wijk_werken"))
    assert steward.calls[0][:4] == ["deliver", "--json", "--source", "wijk_werken"]


@pytest.mark.parametrize("source", ["--help", "../wijk_werken", "wijk werken", "x" * 61])
def test_odd_source_never_reaches_the_pipeline(steward: Steward, source: str) -> None:
    answer = steward.send([("goed.csv", b"x")], source=source)
    assert answer.status_code == 400
    assert steward.calls == []


@pytest.mark.parametrize(
    "name",
    [
        "../../deelwagens.csv",
        "map/deel.csv",
        "map\\deel.csv",
        "a\x00.csv",
        "a\r\nb.csv",
        "\u202evsc.deel.csv",
        "..",
        "...",
        f"{'x' * 210}.csv",
    ],
)
def test_bad_name_is_refused_and_blocks_no_other(steward: Steward, name: str) -> None:
    files = [(name, b"x"), ("goed.csv", b"goed")]
    folder = steward.data_dir / "inbox" / "proef"
    folder.mkdir(parents=True)
    made = uploads.store([FileStorage(stream=io.BytesIO(content), filename=sent) for sent, content in files], folder)
    assert made[0]["result"]["report"]["messages"][0]["text"] == "De bestandsnaam is ongeldig."
    assert made[0]["result"]["report"]["messages"][0]["code"] == "A17"
    assert made[1]["result"] is None
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] == ["01/goed.csv"]
    assert all(character.isprintable() for character in made[0]["label"])


def test_path_in_a_name_is_refused_over_http(steward: Steward) -> None:
    text = main_text(steward.report_on("../../deelwagens.csv", "goed.csv"))
    assert "Geweigerd ../../deelwagens.csv" in text
    assert "De bestandsnaam is ongeldig. A17" in text
    assert "Aanvaard goed.csv" in text
    assert len(steward.calls) == 1


@pytest.mark.parametrize("name", ["-rf.csv", "--json", "cijfers 2024 (1).csv", "Financiën.csv", "e\u0301e\u0301n.csv", "a'\"$(x);&|.csv"])
def test_any_other_name_travels_as_one_argument(steward: Steward, name: str) -> None:
    assert "Aanvaard" in main_text(steward.report_on(name))
    (call,) = steward.calls
    assert len(call) == 3
    assert Path(call[2]).is_absolute()


def test_file_that_is_too_large_is_refused_and_blocks_no_other(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MEGABYTE", 1)
    text = main_text(steward.until_done(steward.send([("groot.csv", b"x" * 51), ("goed.csv", b"x" * 50)]).headers["Location"]))
    assert "Geweigerd groot.csv" in text
    assert "'groot.csv' is groter dan de toegelaten 50 MB. A14" in text
    assert "Aanvaard goed.csv" in text


def test_request_that_is_too_large_is_refused_before_it_is_read(steward: Steward) -> None:
    started = time.monotonic()
    sent = {"CONTENT_LENGTH": "300000000", "CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": NeverRead()}
    answer = steward.client.post("/aanleveren", headers=SAME_ORIGIN, environ_overrides=sent)
    assert time.monotonic() - started < 1
    assert answer.status_code == 413
    assert "Deze bestanden zijn samen groter dan 250 MB. Lever ze in delen aan." in main_text(answer.text)
    assert not (steward.data_dir / "inbox").exists()


class NeverRead:
    """A body that fails the test when somebody reads it."""

    def read(self, *_: object) -> bytes:
        """Nobody may."""
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None:
        """The client closes it."""


def test_form_takes_more_than_the_rest_of_the_app(steward: Steward) -> None:
    settings = steward.client.application.config
    settings["MAX_CONTENT_LENGTH"] = 1_000
    assert steward.send([("goed.csv", b"x" * 2_000)]).status_code == 303
    assert steward.post("/aanleveren/terugzetten", {"stand": "x" * 2_000}).status_code == 413
    assert settings["MAX_CONTENT_LENGTH"] == 1_000


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        pytest.param([], "Kies minstens één bestand.", id="none"),
        pytest.param([("", b"")], "Kies minstens één bestand.", id="empty field"),
        pytest.param([(f"{n}.csv", b"x") for n in range(21)], "Kies hoogstens 20 bestanden tegelijk.", id="too many"),
    ],
)
def test_mistake_in_the_form_is_told_at_the_field(steward: Steward, files: list[tuple[str, bytes]], sentence: str) -> None:
    answer = steward.send(files)
    assert answer.status_code == 400
    assert f'<p id="fout-bestanden" class="fout" role="alert">{sentence}</p>' in answer.text
    assert 'aria-describedby="hulp-bestanden fout-bestanden"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert steward.calls == []


FOREIGN = [
    {"Origin": "http://elders.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8051"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Host": "elders.example", "Origin": "http://elders.example", "Sec-Fetch-Site": "same-origin"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_site_changes_anything(steward: Steward, headers: dict[str, str]) -> None:
    rules = [rule for rule in steward.client.application.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(rules) == 6
    for rule in rules:
        address = rule.rule.replace("<run_id>", NO_RUN).replace("<source>", "wijk_werken").replace("<name>", "2026-11-24-01234567")
        answer = steward.post(address, {"stand": "0123456789ab", "reden": "x"}, headers=headers)
        assert answer.status_code == 403, rule.rule
        assert "Dit verzoek komt niet van een pagina van Peil" in main_text(answer.text)
    assert steward.calls == []


def test_program_that_is_no_browser_may_deliver(steward: Steward) -> None:
    assert steward.post("/aanleveren", {"bestand": (io.BytesIO(b"x"), "goed.csv")}, headers={}).status_code == 303


@pytest.mark.parametrize("address", [NO_RUN, "..", "%2e%2e", "x" * 16, f"{NO_RUN}/verder", "sjabloon", "levering/a/b", f"{NO_RUN[:-1]}G"])
def test_unknown_address_is_a_dutch_page(steward: Steward, address: str) -> None:
    answer = steward.get(f"/aanleveren/{address}")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "Niet gevonden" in main_text(answer.text)


@pytest.mark.parametrize("name", ["crash.csv", "onzin.csv"])
def test_fault_of_the_pipeline_is_a_sentence_with_a_reference(steward: Steward, name: str, caplog: pytest.LogCaptureFixture) -> None:
    page = steward.report_on(name, "goed.csv")
    text = main_text(page)
    assert f"Niet gecontroleerd {name} Er ging iets mis in Peil zelf. Probeer het opnieuw. Meld de referentie" in text
    reference = text.partition("Meld de referentie ")[2][:8]
    assert reference in caplog.text
    assert "Aanvaard goed.csv" in text
    assert "Traceback" not in page
    assert "secret" not in page


def test_check_that_takes_too_long_is_ended(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LONG_SECONDS", 3)
    started = time.monotonic()
    text = main_text(steward.report_on("traag.csv", "goed.csv"))
    assert time.monotonic() - started < 20
    assert "Niet gecontroleerd traag.csv Dit duurde langer dan 3 seconden en is gestopt." in text
    assert "Aanvaard goed.csv" in text


def test_text_of_a_file_is_never_read_as_markup(steward: Steward) -> None:
    page = steward.report_on("<img src=x onerror=alert(1)>opmaak.csv")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;vet&lt;/b&gt;" in page


def test_of_very_many_messages_the_first_are_shown_and_all_are_counted(steward: Steward) -> None:
    page = steward.report_on("veel.csv")
    assert "Fouten (500)" in page
    assert page.count('class="plaats"') == steps.MOST_MESSAGES
    assert "Er zijn er nog 200; hier staan de eerste." in page


def test_held_delivery_is_confirmed_where_it_stands(steward: Steward) -> None:
    answer = steward.send([("houd.xlsx", b"x")])
    page = steward.until_done(answer.headers["Location"])
    action = page.partition('/bevestigen"')[0].rpartition('action="')[2] + "/bevestigen"
    back = answer.headers["Location"].rpartition("/")[2]
    done = steward.post(action, {"terug": back})
    assert done.status_code == 303
    assert done.headers["Location"] == f"/aanleveren/{back}?gedaan=bevestigd"
    text = main_text(steward.get(done.headers["Location"]).text)
    assert "De levering is bevestigd." in text
    assert "1 bestand: 1 bevestigd. De levering is bevestigd. Druk op Publiceren" in text
    assert "Publiceren" in text


def test_withdrawal_takes_a_reason_as_it_was_written(steward: Steward) -> None:
    steward.report_on("goed.csv")
    (delivery,) = [d["delivery"] for d in json.loads((steward.data_dir / "stand_in.json").read_text())["deliveries"]]
    address = f"/aanleveren/levering/{delivery}/intrekken"
    for bad in ("", "   ", "x" * 301, "a\u202eb"):
        assert steward.post(address, {"reden": bad}).status_code == 400
    done = steward.post(address, {"reden": "--json \n foute maand"})
    assert done.headers["Location"] == "/aanleveren?gedaan=ingetrokken#leveringen"
    assert steward.calls[-1] == ["withdraw", delivery, "--reason=--json foute maand"]
    text = main_text(steward.get(done.headers["Location"]).text)
    assert "De levering is ingetrokken." in text
    assert "Ingetrokken 12 geladen, 0 in quarantaine" in text
