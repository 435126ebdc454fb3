"""REL-16: every case of bad_inputs.csv has a fixture, and comes out as the list says, in the words of the list."""

import csv
import json
import re
from pathlib import Path

import pytest

from data_pipeline.deliver import exit_code
from data_pipeline.intake.report import FileReport, Message
from tests.conftest import PROJECT, run_pipeline
from tests.data_pipeline.intake import fixtures_files, fixtures_rows, fixtures_values
from tests.data_pipeline.intake.bench import Bench, check_expected
from tests.data_pipeline.intake.fixture import Fixture

LIST = Path(__file__).with_name("bad_inputs.csv")
PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
OUTCOME = {
    "reject_file": ("refused", "error", 2),
    "hold_publish": ("held", "warning", 3),
    "accept_flag": ("accepted", "warning", 0),
    "accept_normalise": ("accepted", "info", 0),
    "quarantine_row": ("accepted", "error", 0),
    "noop": ("unchanged", "info", 0),
}
BY_COMMAND = ("A01", "A17", "C13", "C10", "C04", "C22", "H01")


with LIST.open(encoding="utf-8", newline="") as handle:
    CASES = {case["id"]: case for case in csv.DictReader(handle)}
FIXTURES = fixtures_files.FIXTURES | fixtures_rows.FIXTURES | fixtures_values.FIXTURES
DELIVERED = {key: fixture for key, fixture in FIXTURES.items() if not fixture.proven_by}
ELSEWHERE = {key: fixture for key, fixture in FIXTURES.items() if fixture.proven_by}


def case_of(key: str) -> dict[str, str]:
    """The case of the list to which a fixture belongs."""
    return CASES[key.partition("-")[0]]


def sentence_of(case: dict[str, str], fixture: Fixture) -> re.Pattern[str]:
    """The Dutch sentence of a case with what the fixture says stands at its placeholders; what it does not say may be anything."""
    sentence = case["melding_nl"] if fixture.sentence is None else fixture.sentence
    places = {"bestand": fixture.name, **fixture.places}
    return re.compile(PLACEHOLDER.sub(lambda p: re.escape(places[p.group(1)]) if p.group(1) in places else ".+?", re.escape(sentence)))


def said(report: FileReport, key: str, fixture: Fixture) -> Message:
    """The message of a case, its words and its place checked."""
    case = case_of(key)
    of_code = [m for m in report.messages if m.code == case["id"]]
    assert of_code, f"geen melding {case['id']}: {[(m.code, m.text) for m in report.messages]}"
    pattern = sentence_of(case, fixture)
    fitting = [m for m in of_code if pattern.fullmatch(m.text)]
    assert fitting, f"verwacht {pattern.pattern!r}, gezegd: {[m.text for m in of_code]}"
    for name in ("row", "sheet", "column"):
        wanted = getattr(fixture, name)
        fitting = [m for m in fitting if wanted is None or getattr(m, name) == wanted]
        assert fitting, f"{name} moet {wanted!r} zijn: {of_code}"
    return fitting[0]


def deliver_earlier(bench: Bench, fixture: Fixture) -> None:
    """What was delivered before, and accepted."""
    for file in fixture.prior:
        earlier = bench.give(file)
        assert earlier.outcome == "accepted", (file.name, [m.text for m in earlier.messages])


def test_every_case_has_a_fixture_and_every_fixture_a_case() -> None:
    assert len(CASES) == 115
    assert sorted(CASES.keys() - {key.partition("-")[0] for key in FIXTURES}) == []
    assert sorted(key for key in FIXTURES if key.partition("-")[0] not in CASES) == []


def test_the_list_is_the_one_that_was_given() -> None:
    given = PROJECT.parent / "shared" / "data" / "bad_inputs.csv"
    if not given.is_file():
        pytest.skip("de opgegeven lijst ligt niet naast dit project")
    assert LIST.read_bytes() == given.read_bytes()


@pytest.mark.parametrize("key", ELSEWHERE)
def test_a_case_that_no_file_shows_is_proven_elsewhere(key: str) -> None:
    path, _, test = ELSEWHERE[key].proven_by.partition("::")
    assert f"def {test}(" in (PROJECT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", DELIVERED)
def test_bad_input(bench: Bench, key: str) -> None:
    fixture, case = DELIVERED[key], case_of(key)
    outcome, level, code = OUTCOME[case["verwachte_uitkomst"]]
    deliver_earlier(bench, fixture)
    inputs, deliveries = bench.inputs, bench.deliveries

    report = bench.give(fixture)

    assert report.outcome == outcome, [(m.code, m.level, m.text) for m in report.messages]
    assert exit_code([report]) == code
    assert report.file == fixture.name
    for name, number in fixture.counts.items():
        assert getattr(report, name) == number, f"{name}: {report}"
    if case["melding_nl"] or fixture.sentence:
        assert said(report, key, fixture).level == level
    figures = bench.figures(report.source)
    for wanted in fixture.expected:
        check_expected(figures, wanted)
    for fields in fixture.projects:
        told = bench.projects(report.source)
        assert any(all(getattr(p, name) == value for name, value in fields.items()) for p in told), (fields, told)
    if case["verwachte_uitkomst"] == "quarantine_row":
        assert report.loaded > 0, "de overige rijen worden geladen"
        kept = next(d for d in bench.deliveries if d.id == report.delivery).quarantine
        assert len(kept) == report.quarantined > 0
        assert {row.row for row in kept} == {m.row for m in report.messages if m.level == "error"}
    if case["verwachte_uitkomst"] in {"accept_normalise", "accept_flag"}:
        assert report.quarantined == 0, [(m.code, m.text) for m in report.messages]
        assert fixture.expected or fixture.projects, "zeg wat er moet staan"
    if outcome != "accepted":
        assert bench.inputs == inputs, "wat niet aanvaard is, verandert geen cijfer"
    if outcome in {"refused", "unchanged"}:
        assert bench.deliveries == deliveries


@pytest.mark.parametrize("key", ["C05", "I05"])
def test_a_file_with_personal_data_leaves_nothing_but_its_checksum(bench: Bench, key: str) -> None:
    fixture = DELIVERED[key]
    report = bench.give(fixture)
    assert report.outcome == "refused"
    left = [p for p in bench.settings.data_dir.rglob("*") if p.is_file() and p.name not in {"CURRENT", ".lock", "refused.jsonl"}]
    assert left == []
    (told,) = (bench.settings.deliveries_dir / "refused.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(told)["sha256"] == report.sha256
    assert set(json.loads(told)) == {"at", "sha256", "code"}


@pytest.mark.parametrize("key", BY_COMMAND)
def test_the_command_says_the_same(bench: Bench, key: str) -> None:
    fixture = DELIVERED[key]
    outcome, _, code = OUTCOME[case_of(key)["verwachte_uitkomst"]]
    deliver_earlier(bench, fixture)
    path = bench.written(fixture.file)
    source = ["--source", fixture.source] if fixture.source else []
    done = run_pipeline(bench.settings.data_dir, "deliver", "--json", *source, str(path))
    told = json.loads(done.stdout)
    (file,) = told["files"]
    assert (done.returncode, told["exit"], file["outcome"]) == (code, code, outcome), done.stderr
    assert (file["file"], file["rows_in"]) == (fixture.name, file["loaded"] + file["quarantined"] + file["ignored"])
    pattern = sentence_of(case_of(key), fixture)
    assert any(m["code"] == key and pattern.fullmatch(m["text"]) for m in file["messages"]), file["messages"]
    assert all(set(m) == {"code", "level", "sheet", "row", "column", "text"} for m in file["messages"])
