"""A briefing as files: one page, every sentence with its code and caveat, the charts with their words, and three lists."""

import re

import pytest

from catalogue.loader import load_catalogue
from exports.contents import BRIEFING_LISTS, sentence_foot
from exports.document import briefing_document
from exports.exhibit import Briefing, HouseStyle
from exports.paper import briefing_pdf
from tests.exports.opened_pdf import bare, kinds, links, opened, words
from tests.exports.opened_word import Opened
from tests.exports.paper_exhibits import drawing, photo
from tests.exports.test_paper import assert_framed
from views.briefings import briefing
from warehouse.snapshot import Snapshot

PLAIN = HouseStyle()
CROWDED, SPARSE = "lier", "nijlen"


def told(slug: str, snapshot: Snapshot) -> Briefing:
    municipality = load_catalogue().municipality_by_slug(slug)
    assert municipality is not None
    return briefing(municipality, snapshot, base="http://127.0.0.1:8050")


def everything(found: Briefing) -> list[str]:
    lines = [line for _, name in BRIEFING_LISTS for line in getattr(found, name)]
    return [found.title, found.sources, found.snapshot, *(s.text for s in found.sentences), *map(sentence_foot, found.sentences), *lines]


@pytest.mark.parametrize("slug", [m.slug for m in load_catalogue().municipalities.values()])
def test_a_briefing_is_one_accessible_page_of_pdf_that_says_everything(slug: str, snapshot: Snapshot) -> None:
    found = told(slug, snapshot)
    picture = drawing(found.picture.width, found.picture.height) if found.picture else None
    pdf = opened(briefing_pdf(found, style=PLAIN, picture=picture))
    assert len(pdf.pages) == 1
    said = words(pdf)
    assert [text for text in everything(found) if bare(text) not in said] == []
    assert kinds(pdf).count("/Figure") == (picture is not None)
    assert found.address in links(pdf)
    assert_framed(pdf, title=f"{found.title}: briefing")


@pytest.mark.parametrize("slug", [CROWDED, SPARSE])
def test_a_briefing_in_word_says_everything_and_names_its_charts(slug: str, snapshot: Snapshot) -> None:
    found = told(slug, snapshot)
    document = Opened(briefing_document(found, style=PLAIN, picture=photo(760, 300)))
    said = " ".join(document.said())
    assert [text for text in everything(found) if re.sub(r"\s+", " ", text) not in re.sub(r"\s+", " ", said)] == []
    assert document.said("heading 1") == [found.title]
    assert document.said("heading 2") == [heading for heading, _ in BRIEFING_LISTS]
    assert [picture["descr"] for picture in document.pictures()] == [found.summary]
    assert found.address in document.links()


def test_without_a_picture_the_sentences_stand_alone(snapshot: Snapshot) -> None:
    found = told(CROWDED, snapshot)
    assert Opened(briefing_document(found, style=PLAIN, picture=None)).pictures() == []
    assert kinds(opened(briefing_pdf(found, style=PLAIN, picture=None))).count("/Figure") == 0
