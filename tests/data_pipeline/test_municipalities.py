"""From a spelling to a municipality: every known one, and never a guess."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.loader import load_catalogue
from catalogue.model import Catalogue
from data_pipeline.municipalities import MunicipalityNames, UnknownMunicipalityError

CATALOGUE = load_catalogue()
NAMES = MunicipalityNames(CATALOGUE.municipalities.values())
SPELLINGS = [(spelling, m.nis) for m in CATALOGUE.municipalities.values() for spelling in (m.nis, m.name, *m.spellings)]


def test_there_are_twelve_with_all_their_spellings(catalogue: Catalogue) -> None:
    assert len(catalogue.municipalities) == 12
    assert all(m.name in m.spellings for m in catalogue.municipalities.values())
    assert len(SPELLINGS) > 80


@pytest.mark.parametrize(("spelling", "nis"), SPELLINGS)
def test_every_spelling_of_the_catalogue_is_known(spelling: str, nis: str) -> None:
    for text in (spelling, spelling.upper(), spelling.lower(), f"  {spelling} ", spelling.replace("-", " ")):
        assert NAMES.nis(text) == nis


def test_no_spelling_belongs_to_two_municipalities() -> None:
    owners: dict[str, set[str]] = {}
    for spelling, nis in SPELLINGS:
        owners.setdefault(spelling.lower(), set()).add(nis)
    assert {spelling: found for spelling, found in owners.items() if len(found) > 1} == {}


def test_old_codes_of_merged_municipalities_lead_to_the_new_one() -> None:
    assert NAMES.nis("12030") == NAMES.nis("12034") == NAMES.nis("Puurs") == "12041"


def test_nothing_stands_for_the_region() -> None:
    assert NAMES.nis("") is None
    assert NAMES.nis("  ") is None


@pytest.mark.parametrize(
    ("name", "hint"), [("Meechelen", "mechelen"), ("Liers", "lier"), ("Bornhem", "bornem"), ("Sint-Katelijne", "sint katelijne waver")]
)
def test_a_name_that_is_nearly_right_is_refused_with_a_suggestion(name: str, hint: str) -> None:
    with pytest.raises(UnknownMunicipalityError, match=f"'{name}' is geen bekende gemeente. Bedoelt u '{hint}'"):
        NAMES.nis(name)


@pytest.mark.parametrize("name", ["Antwerpen", "Rivierenland", "Klein-Brabant", "12", "12999", "-", "Lier, Mechelen"])
def test_another_place_is_no_municipality_of_ours(name: str) -> None:
    with pytest.raises(UnknownMunicipalityError):
        NAMES.nis(name)


@given(place=st.sampled_from(SPELLINGS), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), data=st.data())
def test_one_letter_more_is_never_taken_for_the_name(place: tuple[str, str], letter: str, data: st.DataObject) -> None:
    spelling = place[0]
    position = data.draw(st.integers(min_value=0, max_value=len(spelling)))
    changed = spelling[:position] + letter + spelling[position:]
    assume(not any(changed.lower() == known.lower() for known, _ in SPELLINGS))
    with pytest.raises(UnknownMunicipalityError):
        NAMES.nis(changed)
