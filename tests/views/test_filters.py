"""The filters of a page live in its address: what is chosen is written there and read back from it."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.aggregation import UNIT_LABELS
from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from views.filters import Filters, UnknownFilterError, query_string, read_filters, strict_filters

CATALOGUE = load_catalogue()
YEARS = st.none() | st.integers(1900, 2100)


@st.composite
def _filters(draw: st.DrawFn) -> Filters:
    years = draw(st.lists(st.integers(1900, 2100), min_size=2, max_size=2))
    first, last = sorted(years)
    return Filters(
        municipalities=tuple(draw(st.lists(st.sampled_from(list(CATALOGUE.municipalities)), unique=True))),
        first_year=draw(st.sampled_from([None, first])),
        last_year=draw(st.sampled_from([None, last])),
        unit=draw(st.sampled_from(list(UNIT_LABELS))),
        snapshot=draw(st.sampled_from(["", "0123456789ab"])),
    )


@given(_filters())
def test_an_address_restores_what_was_chosen(filters: Filters) -> None:
    address = query_string(filters, CATALOGUE)
    assert read_filters(dict(parse_qsl(address.removeprefix("?"))), CATALOGUE) == (filters, [])
    assert strict_filters(dict(parse_qsl(address.removeprefix("?"))), CATALOGUE) == filters
    assert (address == "") is (filters == Filters())


def test_the_address_is_short_and_readable(catalogue: Catalogue) -> None:
    filters = Filters(municipalities=("12025", "12021"), first_year=2019, last_year=2024, unit="inwoner")
    assert query_string(filters, catalogue) == "?gemeente=mechelen,lier&van=2019&tot=2024&eenheid=inwoner"
    assert query_string(Filters(first_year=2024, last_year=2024), catalogue) == "?jaar=2024"
    assert query_string(Filters(), catalogue, extra=[("voor", "excel")]) == "?voor=excel"


def test_one_year_wins_from_a_span(catalogue: Catalogue) -> None:
    filters, notices = read_filters({"van": "2018", "tot": "2020", "jaar": "2024"}, catalogue)
    assert (filters.first_year, filters.last_year, notices) == (2024, 2024, [])


def test_a_municipality_chosen_twice_counts_once(catalogue: Catalogue) -> None:
    assert read_filters({"gemeente": "lier,lier,,mechelen"}, catalogue)[0].municipalities == ("12021", "12025")


UNKNOWN = [
    ({"gemeente": "antwerpen"}, "'antwerpen' is geen gemeente van Rivierenland"),
    ({"gemeente": "Lier"}, "'Lier' is geen gemeente van Rivierenland"),
    ({"van": "vorig"}, "'vorig' is geen jaar; de filter 'van' is niet toegepast"),
    ({"tot": "20244"}, "'20244' is geen jaar; de filter 'tot' is niet toegepast"),
    ({"tot": "9" * 5000}, "is geen jaar; de filter 'tot' is niet toegepast"),
    ({"jaar": "1899"}, "'1899' is geen jaar; de filter 'jaar' is niet toegepast"),
    ({"jaar": "\N{ARABIC-INDIC DIGIT TWO}" * 4}, "is geen jaar"),
    ({"van": "2024", "tot": "2019"}, "De periode 2024–2019 eindigt voor ze begint"),
    ({"eenheid": "procent"}, "'procent' is geen eenheid; de cijfers staan absoluut"),
]


@pytest.mark.parametrize(("asked", "notice"), UNKNOWN)
def test_a_page_ignores_what_does_not_exist_and_says_so(catalogue: Catalogue, asked: dict[str, str], notice: str) -> None:
    filters, notices = read_filters(asked | {"gemeente": f"lier,{asked.get('gemeente', '')}"}, catalogue)
    assert filters == Filters(municipalities=("12021",))
    assert [told for told in notices if notice in told], notices
    assert all(len(told) < 200 for told in notices)


@pytest.mark.parametrize(("asked", "notice"), UNKNOWN)
def test_a_program_is_refused_what_does_not_exist(catalogue: Catalogue, asked: dict[str, str], notice: str) -> None:
    with pytest.raises(UnknownFilterError, match=notice):
        strict_filters(asked, catalogue)


@given(st.dictionaries(st.sampled_from(["gemeente", "van", "tot", "jaar", "eenheid", "stand"]), st.text() | st.none()))
def test_any_query_gives_filters_that_can_be_used(asked: dict[str, str | None]) -> None:
    filters, _ = read_filters(asked, CATALOGUE)
    first, last = filters.period
    assert first <= last
    assert filters.unit in UNIT_LABELS
    assert set(filters.municipalities) <= set(CATALOGUE.municipalities)
