"""How the rows of the sources become a mark in the matrix of services."""

from typing import Any

import pytest

from views.services import PARTICIPATION_KINDS, has_ended, is_one_day, participation
from warehouse import queries
from warehouse.rows import ProjectRow
from warehouse.snapshot import Snapshot

# What the sources print as the state of an agreement, as a person read it: a new word must be read by one too.
RUNNING_STATES = {
    "", "Deelnemer", "Infopunt Werk na ENSURE voortgezet door IGEMO", "Jobatelier na ENSURE voortgezet door IGEMO", "Nazorg en beheer",
    "Opdracht lopende", "Raamcontract lopende", "Verkoop", "Werken gestart in 2024", "X", "aangesloten", "aanvullend", "afnemer eind 2024",
    "deelwagens in het aanbod, eind 2024", "erkend", "gebruiker in 2024", "gesloten", "goedgekeurd", "lopend", "onderschreven",
    "ondertekend", "opnieuw toegetreden", "vennoot",
}  # fmt: skip
ENDED_STATES = {
    "Jobatelier in 2023 overgenomen door VDAB", "Opdracht beëindigd", "Raamcontract beëindigd", "Uitgetreden", "beëindigd door fusie",
    "uitgetreden",
}  # fmt: skip


def made(**changes: Any) -> ProjectRow:
    """A contract that the evaluation report could name."""
    plain: dict[str, Any] = {
        "kind": "contract", "service": "secap", "theme": "klimaat", "name": "Contract", "nis": "12009", "partner": "", "started": "",
        "ended": "", "state": "", "amount_eur": None, "printed_amount": "", "detail": "", "source_id": "igemo_evaluatierapport",
        "section": "3.4.4", "table_id": "",
    }  # fmt: skip
    return ProjectRow(**plain | changes)


def test_every_state_of_an_agreement_has_been_read(snapshot: Snapshot) -> None:
    agreed = [p for p in queries.projects(snapshot) if p.service and p.nis and p.kind in PARTICIPATION_KINDS and not is_one_day(p)]
    assert len(agreed) > 100
    assert {p.state for p in agreed} <= RUNNING_STATES | ENDED_STATES
    assert all(has_ended(p, 2024) for p in agreed if p.state in ENDED_STATES)
    assert not any(has_ended(p, 2024) for p in agreed if p.state in RUNNING_STATES)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([made(started="2014-12-16")], ("running", "sinds 2014")),
        ([made(started="2014", ended="2019-12-31")], ("ended", "tot 2019")),
        ([made(started="2014", ended="2024-11")], ("ended", "tot 2024")),
        ([made(started="2018", ended="2024")], ("running", "2018–2024")),
        ([made(started="2023-05", ended="2026-05-26")], ("running", "sinds 2023")),
        ([made(started="2020", ended="2023"), made(started="2023", ended="2026")], ("running", "sinds 2023")),
        ([made(started="2014", state="Uitgetreden")], ("ended", "beëindigd")),
        ([made(state="vennoot")], ("running", "lopend")),
        ([made()], ("running", "zonder datum")),
        ([made(kind="plan"), made(kind="plan")], ("named", "2 plannen")),
        ([made(kind="plan"), made(kind="dossier")], ("named", "2 keer vermeld")),
        ([made(kind="engagement", started="2024-12-10", ended="2024-12-10")], ("named", "op 10/12/2024")),
    ],
)
def test_how_rows_become_one_mark(rows: list[ProjectRow], expected: tuple[str, str]) -> None:
    found = participation(rows, {"igemo_evaluatierapport": 2024})
    assert (found.standing, found.when) == expected
