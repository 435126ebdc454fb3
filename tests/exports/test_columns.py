"""How a table fits on a page: nothing lost, nothing wider than the page, words whole where they can be."""

from hypothesis import given
from hypothesis import strategies as st

from charts.theme import text_width
from exports.columns import LYING_PT, UPRIGHT_PT, fit
from exports.exhibit import Grid, GridCell
from tests.exports.paper_exhibits import number


def _grid(columns: int, *, rows: int = 3, text: str = "Lier") -> Grid:
    body = tuple((GridCell(text=text), *(number(1000 * i) for i in range(1, columns))) for _ in range(rows))
    return Grid(caption="", head=("Gebied", *(f"jaar {i}" for i in range(1, columns))), rows=body)


def test_a_small_table_stands_upright_and_is_no_wider_than_it_needs() -> None:
    found = fit(_grid(3))
    assert (len(found.parts), found.size, found.is_lying) == (1, 9.0, False)
    assert sum(found.parts[0].widths) < UPRIGHT_PT / 2


def test_a_wider_table_gets_smaller_type_then_a_page_on_its_side_then_parts() -> None:
    steps = [fit(_grid(columns)) for columns in range(2, 70)]
    looks = list(dict.fromkeys((found.size, found.is_lying, len(found.parts) > 1) for found in steps))
    assert looks == [(9.0, False, False), (8.0, False, False), (8.0, True, False), (8.0, True, True)]


def test_long_texts_get_a_page_on_its_side() -> None:
    text = "een zin van gewone woorden " * 12
    row = tuple(
        GridCell(text=word)
        for word in ("Ondersteuning van de dienst in de gemeente", "contract", "Puurs-Sint-Amands", "2020 tot 2024", text)
    )
    grid = Grid(caption="", head=("Wat", "Soort", "Gemeente of partner", "Periode", "Toestand en feiten"), rows=(row,) * 5)
    assert fit(grid).is_lying


def test_every_part_of_a_table_begins_with_the_columns_that_name_its_rows() -> None:
    rows = tuple((GridCell(text="Lier"), GridCell(text="voorbeelddata"), *(number(1000 * i) for i in range(60))) for _ in range(2))
    found = fit(Grid(caption="", head=("Gebied", "Soort", *(f"mnd {i}" for i in range(60))), rows=rows))
    assert len(found.parts) > 1
    assert {part.columns[:2] for part in found.parts} == {(0, 1)}
    assert [i for part in found.parts for i in part.columns[2:]] == list(range(2, 62))


def test_a_usual_word_does_not_break() -> None:
    grid = _grid(8, text="Sint-Katelijne-Waver")
    found = fit(grid)
    assert found.parts[0].widths[0] > text_width("Katelijne-", found.size)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=40), st.integers(0, 3))
def test_no_table_is_wider_than_its_page_or_loses_a_column(heads: list[str], rows: int) -> None:
    grid = Grid(caption="", head=tuple(heads), rows=tuple(tuple(GridCell(text=head * 3) for head in heads) for _ in range(rows)))
    found = fit(grid)
    room = LYING_PT if found.is_lying else UPRIGHT_PT
    assert found.parts
    assert all(sum(part.widths) <= room + 0.01 for part in found.parts)
    assert {i for part in found.parts for i in part.columns} == set(range(len(heads)))
    assert all(width > 0 for part in found.parts for width in part.widths)
