"""What the pipeline tells about deliveries and publishing, as the page reads it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.deliveries import Message, UnreadableAnswerError, read_file_report, read_status
from views.runs import Change, read_changes

REPORT: dict[str, Any] = {
    "file": "a.csv", "sha256": "ab", "source": "wijk_werken", "outcome": "accepted", "rows_in": 3, "loaded": 2, "flagged": 0,
    "quarantined": 1, "ignored": 0, "delivery": "wijk_werken/2026-11-24-01234567",
    "messages": [
        {"code": "B01", "level": "info", "sheet": "", "row": None, "column": "", "text": "i"},
        {"code": "D22", "level": "error", "sheet": "2024", "row": 9, "column": "km", "text": "e9"},
        {"code": "D22", "level": "error", "sheet": "2024", "row": 5, "column": "km", "text": "e5"},
    ],
}  # fmt: skip
STATUS: dict[str, Any] = {"published": None, "unpublished": False, "sources": [], "deliveries": []}


def test_messages_come_gravest_first_and_from_top_to_bottom() -> None:
    report = read_file_report(REPORT)
    assert [message.text for message in report.messages] == ["e5", "e9", "i"]
    assert report.message_counts == {"error": 2, "info": 1}
    assert [message.text for message in report.messages_of("error")] == ["e5", "e9"]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "place"),
    [("2024", 5, "km", "blad '2024', rij 5, kolom 'km'"), ("", 5, "", "rij 5"), ("", None, "km", "kolom 'km'"), ("", None, "", "")],
)
def test_place_in_words(sheet: str, row: int | None, column: str, place: str) -> None:
    assert Message(code="X", level="error", text="", sheet=sheet, row=row, column=column).place == place


@pytest.mark.parametrize("change", [{"outcome": "lost"}, {"loaded": "veel"}, {"messages": [{}]}, {"rows_in": None}, {"messages": None}])
def test_report_outside_the_contract_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_file_report(REPORT | change)


@pytest.mark.parametrize("change", [{"sources": [{}]}, {"deliveries": None}, {"deliveries": [{"state": "lost"}]}])
def test_status_outside_the_contract_is_refused(change: dict[str, Any]) -> None:
    assert read_status(STATUS).published == ""
    with pytest.raises(UnreadableAnswerError):
        read_status(STATUS | change)


def test_changes_are_told_apart_by_their_indent() -> None:
    lines = [
        "Energiescans (energiescans)",
        "  herzien: 2",
        "    Lier 2023: 66 → 71",
        "    en nog 1",
        "  nieuw: 1",
        "Leningen (leningen)",
        "  nieuw: 4",
    ]
    assert read_changes(lines) == (
        Change(indicator="Energiescans (energiescans)", lines=(("herzien: 2", ("Lier 2023: 66 → 71", "en nog 1")), ("nieuw: 1", ()))),
        Change(indicator="Leningen (leningen)", lines=(("nieuw: 4", ()),)),
    )
    assert read_changes(["Geen enkel cijfer verschilt."]) == ()


@given(st.lists(st.text(max_size=12)))
def test_no_answer_breaks_the_reading(lines: list[str]) -> None:
    assert len(read_changes(lines)) <= len(lines)
