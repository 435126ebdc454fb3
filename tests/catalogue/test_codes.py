"""The address of a figure: what is printed under it leads back to it."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.codes import Code, UnknownCodeError, figure_code, period_code, read_code
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from warehouse import queries
from warehouse.snapshot import Snapshot

STAND = "0123456789ab"
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_the_code_of_every_figure_leads_back_to_it(snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = queries.observations(snapshot)
    assert len(rows) > 4_000
    for row in rows:
        code = Code(
            indicator_id=row.indicator_id,
            breakdown=row.breakdown,
            nis=row.nis,
            period_start=row.period_start,
            period_end=row.period_end,
            snapshot=snapshot.id,
        )
        assert read_code(figure_code(code, catalogue), catalogue) == code


def test_only_figures_that_contradict_each_other_share_a_code(snapshot: Snapshot) -> None:
    seen: dict[tuple[object, ...], list[bool]] = {}
    for row in queries.observations(snapshot):
        seen.setdefault((row.indicator_id, row.breakdown, row.nis, *row.period), []).append(row.is_conflicting)
    shared = [flags for flags in seen.values() if len(flags) > 1]
    assert shared
    assert all(all(flags) for flags in shared)


@given(DAYS, DAYS)
def test_any_period_leads_back_to_itself(first: date, last: date) -> None:
    catalogue = load_catalogue()
    start, end = sorted((first, last))
    code = Code(indicator_id="energiescans", breakdown="", nis=None, period_start=start, period_end=end, snapshot=STAND)
    assert read_code(figure_code(code, catalogue), catalogue) == code


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(0, 30))
def test_whole_months_and_years_lead_back_to_themselves(year: int, month: int, more: int) -> None:
    catalogue = load_catalogue()
    last_year, last_month = divmod(year * 12 + month - 1 + more, 12)
    if last_year > 2100:
        return
    end = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    code = Code(indicator_id="energiescans", breakdown="", nis="12021", period_start=date(year, month, 1), period_end=end, snapshot=STAND)
    assert read_code(figure_code(code, catalogue), catalogue) == code


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 12, 1), date(2024, 12, 31), "2024-12"),
        (date(2018, 1, 1), date(2024, 12, 31), "2018..2024"),
        (date(2024, 12, 31), date(2024, 12, 31), "2024-12-31"),
        (date(2019, 9, 1), date(2020, 6, 30), "2019-09..2020-06"),
    ],
)
def test_the_period_in_a_code(start: date, end: date, text: str) -> None:
    assert period_code(start, end) == text


def test_a_code_reads_as_it_is_cited(catalogue: Catalogue) -> None:
    code = read_code(f"RIV:deelwagen_km_per_wagen:andere/regio/2024-12@{STAND}", catalogue)
    assert (code.indicator_id, code.breakdown, code.nis) == ("deelwagen_km_per_wagen", "andere", None)
    assert (code.period_start, code.period_end) == (date(2024, 12, 1), date(2024, 12, 31))
    assert read_code(f"RIV:energiescans/lier/2024@{STAND}", catalogue).nis == "12021"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is geen code van Peil"),
        ("energiescans/lier/2024", "is geen code van Peil"),
        (f"riv:energiescans/lier/2024@{STAND}", "is geen code van Peil"),
        (f"RIV:energiescans/lier/2024@{STAND}0", "is geen code van Peil"),
        (f"RIV:energiescans/lier/2024@{STAND}\n", "is geen code van Peil"),
        (f"RIV:energiescans/../2024@{STAND}", "is geen code van Peil"),
        (f"RIV:toverkracht/lier/2024@{STAND}", "Indicator 'toverkracht' bestaat niet"),
        (f"RIV:energiescans/antwerpen/2024@{STAND}", "'antwerpen' is geen gemeente van Rivierenland"),
        (f"RIV:energiescans/lier/2024-13@{STAND}", "'2024-13' is geen bestaande dag of maand"),
        (f"RIV:energiescans/lier/2023-02-29@{STAND}", "'2023-02-29' is geen bestaande dag of maand"),
    ],
)
def test_what_is_no_code_is_refused_in_dutch(catalogue: Catalogue, text: str, reason: str) -> None:
    with pytest.raises(UnknownCodeError, match=reason):
        read_code(text, catalogue)


@given(st.text(max_size=60))
@example("2023-02-29")
@example("2024-13..2024-14")
@example("0000")
def test_any_text_is_either_a_code_or_refused(text: str) -> None:
    for tried in (text, f"RIV:energiescans/lier/{text}@{STAND}"):
        try:
            assert read_code(tried, load_catalogue()).snapshot
        except UnknownCodeError:
            continue
