"""What was once read as something else than it says, without a word: each of these must be told, and no value may get lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_pipeline.deliver import deliver
from data_pipeline.intake.document import FAULT, NO_VALUE
from data_pipeline.intake.report import QuarantinedRow
from data_pipeline.workbooks import write_quarantine
from tests.data_pipeline.intake.archives import changed, swap
from tests.data_pipeline.intake.bench import Bench
from tests.data_pipeline.intake.fixture import File, lines, workbook
from tests.data_pipeline.intake.reading import LIER, MONTHLY, PROJECT, PUTTE, STAFF, read, said

TYPED = ("gemeente", "maand", "gebruikerstype", "km")


@pytest.mark.parametrize(("kind", "text", "code"), [(FAULT, "#N/A", "C22"), (NO_VALUE, "", "formule")])
def test_a_part_that_excel_could_not_work_out_is_no_total(kind: str, text: str, code: str) -> None:
    rows = [("Lier", "2024-03", "andere", "10"), ("Putte", "2024-03", text, "13")]
    told = read("deelwagens_maand", TYPED, *rows, kinds={(3, 2): kind}, sheet="deelwagens")
    assert (told.quarantined, told.figure("deelwagen_km", PUTTE)) == ([3], None)
    assert code in {m.code for m in told.about(3)}
    assert "Cel C3 bevat" in said(told, 3)


@pytest.mark.parametrize(("position", "cell"), [(0, "A2"), (2, "C2")])
@pytest.mark.parametrize(("kind", "text"), [(FAULT, "#REF!"), (NO_VALUE, "")])
def test_a_name_or_a_date_that_excel_could_not_work_out(kind: str, text: str, position: int, cell: str) -> None:
    cells = ["Park", "Lier", "2024", "1000", "50"]
    cells[position] = text
    told = read("projecten", PROJECT, cells, kinds={(2, position): kind}, sheet="projecten")
    assert told.quarantined == [2]
    assert f"Cel {cell} bevat" in said(told)


def test_a_figure_beside_words_for_taking_no_part_is_not_thrown_away() -> None:
    told = read(
        "deelwagens_maand", MONTHLY, ("Lier", "2024-03", "1", "12 (buiten concessie)"), ("Putte", "2024-03", "1", "neemt niet deel")
    )
    assert told.quarantined == [2]
    figure = told.figure("deelwagen_km", PUTTE)
    assert figure is not None
    assert figure.status == "niet_deelnemend"


def test_a_total_that_cannot_be_read_is_told() -> None:
    told = read("deelwagens_maand", MONTHLY, ("Lier", "2024-03", "1", "12"), ("Totaal", "", "1", "1,234.5"))
    assert said(told, 3) == "Rij 3: het totaal van 'km' kan niet gelezen worden en is niet nagerekend."


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((("Voorlopige cijfers", "", "", "", ""), STAFF, ("Lier", "2023", "500", "12", "")), "voorlopig"),
        ((STAFF, ("Lier", "2023", "500°", "12", ""), ("° tot juni",), ("De cijfers zijn voorlopig",)), "voorlopig"),
        ((STAFF, ("Lier", "2023", "500", "12", ""), ("Putte", "2023", "500*", "12", ""), ("* voorlopig",)), "definitief"),
    ],
)
def test_what_a_title_or_a_note_calls_provisional_is_so(rows: tuple[tuple[str, ...], ...], wanted: str) -> None:
    told = read("wijk_werken", *rows)
    figure = told.figure("wijk_werken_uren", LIER)
    assert figure is not None
    assert figure.status == wanted
    assert [m.level for m in told.findings.messages if m.code == "C17"] == ["warning"]


def test_a_row_of_a_crosstab_comes_back_as_it_was_delivered() -> None:
    head = [("Boekjaar", "2024", "2025"), ("BV_domein", "Algemeen bestuur", "Algemeen bestuur"), ("BV_subdomein", "x", "x")]
    below = [("Beleidsveld", "0100 Politiek", "0100 Politiek"), ("NIS-code", "Uitgave", "Uitgave"), (LIER, "abc", "300")]
    (row,) = read("bbc_kruistabel", *head, *below).findings.quarantined
    assert (row.row, row.cells) == (6, (LIER, "abc", "300"))


def test_a_negative_duration_is_told_as_it_stands(bench: Bench) -> None:
    rows = [("gemeente", "maand", "km", "uren"), ("Lier", "2024-03", 10, timedelta(minutes=-30)), ("Putte", "2024-03", 10, 2)]
    report = bench.give(File(name="deelwagens.xlsx", content=workbook({"deelwagens": rows})))
    assert "Rij 2: negatieve waarde -0:30:00 voor 'uren' is niet mogelijk." in [m.text for m in report.messages]


def test_a_cell_without_end_is_not_called_an_open_quote(bench: Bench) -> None:
    report = bench.give(File(name="deelwagens.csv", content=lines("gemeente;maand;km", f"Lier;2024-03;{'1' * 200_000}")))
    assert [(m.code, m.row) for m in report.messages] == [("cellen", 2)]


def test_a_repeat_of_a_file_of_which_later_ones_say_the_same_is_not_called_replaced(bench: Bench) -> None:
    first, longer = (File(name=f"deelwagens_{n}.csv", content=lines("gemeente;maand;km", "Lier;2024-03;12", *more))
                     for n, more in enumerate(((), ("Putte;2024-03;13",))))  # fmt: skip
    reports = [bench.give(file) for file in (first, longer, first)]
    assert [m.code for m in reports[-1].messages] == ["H01"]


def test_a_refused_cell_with_a_control_character_can_be_written(tmp_path: Path) -> None:
    write_quarantine([QuarantinedRow(sheet="", row=2, cells=("1\x01a",), reasons=("Rij 2: geen getal.",))], tmp_path / "terug.xlsx")
    assert load_workbook(tmp_path / "terug.xlsx").worksheets[0]["D2"].value == "1\N{REPLACEMENT CHARACTER}a"


def test_a_number_of_a_booking_that_excel_could_not_work_out_is_no_number() -> None:
    rows = [("reservatie", "gemeente", "begin", "km"), ("#N/A", "Lier", "1/3/2024", "42,5"), ("#N/A", "Lier", "1/3/2024", "42,5")]
    assert read("deelwagens_reservaties", *rows).quarantined == [2, 3]


@pytest.mark.parametrize("moment", ["data_pipeline.intake.guard.time.sleep", "data_pipeline.deliver.recognise_text"])
def test_a_file_that_is_taken_away_while_it_is_looked_at_stops_nothing(bench: Bench, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bench.written(File(name="deelwagens.csv", content=lines("gemeente;maand;km", "Lier;2024-03;12")))
    path.touch()

    def take_away(*_: object, **__: object) -> None:
        path.unlink()
        path.read_bytes()

    monkeypatch.setattr(moment, (lambda _: path.unlink()) if "sleep" in moment else take_away)
    (report,) = deliver([path], bench.desk)
    assert (report.outcome, [m.code for m in report.messages]) == ("held", ["A05"])


def test_a_cell_that_stands_twice_in_a_workbook_is_no_figure(bench: Bench) -> None:
    rows = [("gemeente", "maand", "km"), ("Lier", "2024-03", 12), ("Putte", "2024-03", 13)]
    cell = b'<c r="C2" t="n"><v>12</v></c>'
    twice = swap(cell, cell + cell.replace(b"12", b"99"))
    content = changed(workbook({"deelwagens": rows}), edit={"xl/worksheets/sheet1.xml": twice})
    report = bench.give(File(name="deelwagens.xlsx", content=content))
    assert (report.outcome, [m.code for m in report.messages]) == ("refused", ["A13"])


def test_one_missing_figure_is_told_in_the_singular(bench: Bench) -> None:
    for n, row in enumerate(("Putte;2024-03;13", "Putte;2024-03;")):
        report = bench.give(File(name=f"deelwagens_{n}.csv", content=lines("gemeente;maand;km", "Lier;2024-03;12", row)))
    told = "De levering mist 1 cijfer dat voor deze perioden al bekend was; wat bekend was, blijft staan. Bevestig."
    assert told in [m.text for m in report.messages]
