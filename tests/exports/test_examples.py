"""Example data as it leaves the building: the passport and the file say what it is and borrow nothing from a real source."""

import pytest

from catalogue.model import Catalogue
from exports.passport import passport
from views.passports import passports_of
from warehouse import queries
from warehouse.snapshot import Snapshot

HOURS = "wijk_werken_uren"


@pytest.fixture
def told(example_snapshot: Snapshot, catalogue: Catalogue) -> dict[str, str]:
    """The passport of one example."""
    row = next(r for r in queries.observations(example_snapshot, indicators=[HOURS], is_example=True) if r.value)
    source = next(s for s in queries.sources(example_snapshot) if s.source_id == row.source_id)
    found = passport(
        row, code="RIV:x", catalogue=catalogue, source=source, conflicts=[], snapshot_id=example_snapshot.id,
        updated=example_snapshot.built_at.date(),
    )  # fmt: skip
    assert found.is_example
    assert found.title == "Voorbeelddata: Gewerkte uren in wijk-werken"
    return dict(found.lines)


def test_the_passport_begins_with_a_warning_and_names_no_publisher(told: dict[str, str], catalogue: Catalogue) -> None:
    assert next(iter(told)) == "Let op"
    assert told["Let op"].startswith("Voorbeelddata, door Peil gemaakt")
    assert told["Bron"] == "voorbeelddata, gemaakt door Peil"
    assert told["Wacht op"] == catalogue.indicators[HOURS].awaits
    assert told["Status"] == "voorbeelddata"
    assert told["Berekening"] == "door Peil bedacht"
    assert told["Vindplaats"].startswith("voorbeeldbestand, ")
    assert not {"Zoals gedrukt", "Lezing", "Licentie", "Kanttekeningen", "Tegenspraak"} & told.keys()


@pytest.mark.usefixtures("installed_examples")
def test_the_code_of_an_example_leads_to_its_passport(example_snapshot: Snapshot) -> None:
    (found,) = passports_of(f"RIV:{HOURS}/duffel/2024@{example_snapshot.id}")
    assert found.is_example
    (real,) = passports_of(f"RIV:energiescans/lier/2024@{example_snapshot.id}")
    assert not real.is_example
    assert "Let op" not in dict(real.lines)


@pytest.mark.usefixtures("installed_examples")
def test_an_absent_example_keeps_its_word(example_snapshot: Snapshot) -> None:
    (found,) = passports_of(f"RIV:{HOURS}/nijlen/2024@{example_snapshot.id}")
    told = dict(found.lines)
    assert (told["Waarde"], told["Status"]) == ("neemt niet deel", "neemt niet deel")
    assert told["Let op"]
