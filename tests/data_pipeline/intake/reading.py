"""Rows as the engine understands them, without a file: what is said, what is loaded and what stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.loader import load_catalogue
from data_pipeline.contracts import load_contracts
from data_pipeline.intake.document import Document, Line, Sheet
from data_pipeline.intake.facts import facts_of
from data_pipeline.intake.places import Places
from data_pipeline.intake.report import Message
from data_pipeline.intake.table import Findings, read_table
from data_pipeline.model import Observation

DUFFEL, LIER, PUTTE, NIJLEN, PSA = "12009", "12021", "12029", "12026", "12041"
MONTHLY = ("gemeente", "maand", "ritten", "km")
LOANS = ("gemeente", "jaar", "kredieten", "bedrag")
STAFF = ("gemeente", "jaar", "uren", "actieve wijk-werkers", "inkomsten")
PROJECT = ("project", "gemeente", "looptijd", "budget", "aandeel")
TODAY = date(2026, 11, 24)
PLACES = Places(load_catalogue())


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of a few rows."""

    findings: Findings
    figures: Sequence[Observation]

    def about(self, row: int) -> list[Message]:
        """What is said of one row."""
        return [message for message in self.findings.messages if message.row == row]

    @property
    def quarantined(self) -> list[int]:
        """The rows that are not loaded."""
        return [row.row for row in self.findings.quarantined]

    def figure(self, indicator: str, nis: str | None, *, breakdown: str = "") -> Observation | None:
        """The only figure of an indicator for a municipality, or none."""
        found = [f for f in self.figures if (f.indicator_id, f.nis, f.breakdown) == (indicator, nis, breakdown)]
        assert len(found) <= 1, found
        return found[0] if found else None


def said(told: Told, row: int = 2) -> str:
    """Everything that is said of one row."""
    return " ".join(message.text for message in told.about(row))


def read(source: str, *rows: Sequence[str], kinds: Mapping[tuple[int, int], str] | None = None, sheet: str = "") -> Told:
    """What the contract of a source makes of these rows, the first being the titles.

    Args:
        kinds: what a workbook says of a cell, by row and position.
    """
    contract, catalogue = load_contracts()[source], load_catalogue()
    told = kinds or {}
    lines = [
        Line(number=number, cells=cells, kinds={position: kind for (row, position), kind in told.items() if row == number})
        for number, cells in enumerate(rows, 1)
    ]
    findings = read_table(Document(sheets=[Sheet(name=sheet, lines=lines)]), contract, PLACES, file="levering.csv", today=TODAY)
    assert findings.rows_in == findings.loaded + len(findings.quarantined) + findings.ignored
    return Told(findings=findings, figures=[f.observation for f in facts_of(findings.rows, contract, catalogue, file="levering.csv")])
