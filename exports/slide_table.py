"""Native tables on a slide: columns as wide as their words ask, and as many slides as the rows take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide

from exports.slide_shapes import add_frame
from exports.slide_style import Palette
from exports.slide_text import LEAST_SIZE, Paragraph, Run, clean, joined, line_xml, paragraph_xml, text_width, wrapped

SIZE = LEAST_SIZE
LINE_POINTS, ROW_AIR, CELL_AIR = 14.8, 5.0, 14.0
WIDEST, LEAST_COLUMN, WIDEST_WORD = 640.0, 34.0, 150.0
SPREAD, SLACK = 26.0, 4.0
CONTINUED = "(vervolg)"
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell as it reads; numbers stand to the right, and a link leads to another slide."""

    text: str
    is_number: bool = False
    link: "str | Slide" = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideTable:
    """A table of any length; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """As much of a table as stands on one slide, with widths and heights in points."""

    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def across(self) -> float:
        """How wide it is."""
        return sum(self.widths)

    @property
    def down(self) -> float:
        """How high it is."""
        return sum(self.heights)


def _cleaned(table: SlideTable) -> SlideTable:
    count = len(table.head)
    blank = TableCell(text="")
    rows = (tuple(replace(cell, text=clean(cell.text)) for cell in (*row, *(blank,) * count)[:count]) for row in table.rows)
    return SlideTable(head=tuple(map(clean, table.head)), rows=tuple(rows))


def _needs(table: SlideTable) -> tuple[list[float], list[float]]:
    """Of each column the least width that breaks no ordinary word, and the width that needs no second line."""
    least, natural = [], []
    for i, name in enumerate(table.head):
        texts = [row[i].text for row in table.rows]
        words = [text_width(word, SIZE) for text in texts for word in text.split(" ")]
        heads = [text_width(word, SIZE, is_bold=True) for word in name.split(" ")]
        is_figures = any(row[i].is_number for row in table.rows)
        whole = max([text_width(text, SIZE) for text in texts] or [0])
        narrow = whole if is_figures and whole < WIDEST_WORD else min(max([*words, *heads]), WIDEST_WORD)
        least.append(max(narrow, min(max(heads), WIDEST_WORD), LEAST_COLUMN) + CELL_AIR + SLACK)
        natural.append(max(least[-1], min(max(whole, text_width(name, SIZE, is_bold=True)), WIDEST) + CELL_AIR))
    return least, natural


def _widths(least: Sequence[float], natural: Sequence[float], width: float) -> list[float]:
    if sum(natural) <= width:
        extra = min((width - sum(natural)) / len(natural), SPREAD)
        return [each + extra for each in natural]
    spare, wanted = width - sum(least), sum((n - low) ** 0.75 for low, n in zip(least, natural, strict=True)) or 1.0
    return [low + spare * (n - low) ** 0.75 / wanted for low, n in zip(least, natural, strict=True)]


def _blocks(table: SlideTable, width: float) -> Iterator[tuple[SlideTable, list[float]]]:
    """The table, or where its columns do not fit beside each other parts of it, each with the first column."""
    least, natural = _needs(table)
    least = [min(each, width / 2) for each in least]
    if sum(least) <= width:
        yield table, _widths(least, [max(n, low) for n, low in zip(natural, least, strict=True)], width)
        return
    columns = list(range(1, len(table.head)))
    while columns:
        taken, used = [0], least[0]
        while columns and (len(taken) == 1 or used + least[columns[0]] <= width):
            used += least[columns[0]]
            taken.append(columns.pop(0))
        part = SlideTable(head=tuple(table.head[i] for i in taken), rows=tuple(tuple(row[i] for i in taken) for row in table.rows))
        yield part, _widths([least[i] for i in taken], [max(natural[i], least[i]) for i in taken], width)


def _lines(text: str, width: float, *, is_bold: bool = False) -> list[str]:
    return wrapped(text, width=width - CELL_AIR, size=SIZE, is_bold=is_bold)


def _height(texts: Sequence[str], widths: Sequence[float], *, is_bold: bool = False) -> float:
    most = max(len(_lines(text, width, is_bold=is_bold)) for text, width in zip(texts, widths, strict=True))
    return most * LINE_POINTS + ROW_AIR


def _split(row: tuple[TableCell, ...], widths: Sequence[float], room: float) -> Iterator[tuple[TableCell, ...]]:
    """A row, in parts where it is higher than a slide."""
    fitting = max(int((room - ROW_AIR) / LINE_POINTS), 1)
    lines = [_lines(cell.text, width) for cell, width in zip(row, widths, strict=True)]
    for start in range(0, max(map(len, lines)), fitting):
        parts = [joined(found[start : start + fitting]) for found in lines]
        if start and not parts[0]:
            parts[0] = CONTINUED
        yield tuple(replace(cell, text=part) for cell, part in zip(row, parts, strict=True))


def pieces_of(table: SlideTable, *, width: float, first: float, following: float) -> list[Piece]:
    """The table in parts that each fit on a slide.

    Args:
        width: the room in points.
        first, following: the height of the room on the first slide and on those after it.
    """
    pieces: list[Piece] = []
    for block, widths in _blocks(_cleaned(table), width):
        head = _height(block.head, widths, is_bold=True)
        room = (following if pieces else first) - head
        rows: list[tuple[TableCell, ...]] = []
        heights: list[float] = [head]
        for whole in block.rows:
            for row in _split(whole, widths, min(first, following) - head):
                height = _height([cell.text for cell in row], widths)
                if rows and sum(heights) - head + height > room:
                    pieces.append(Piece(head=block.head, rows=tuple(rows), widths=tuple(widths), heights=tuple(heights)))
                    rows, heights, room = [], [head], following - head
                rows.append(row)
                heights.append(height)
        pieces.append(Piece(head=block.head, rows=tuple(rows), widths=tuple(widths), heights=tuple(heights)))
    return pieces


def _cell_xml(cell: TableCell, slide: Slide, *, is_head: bool, palette: Palette) -> str:
    colour = palette.second if is_head else palette.ink
    run = Run(text=cell.text, size=SIZE, is_bold=is_head, colour=palette.link if cell.link else colour, link=cell.link)
    words = paragraph_xml(Paragraph(runs=(run,), align="r" if cell.is_number else "l"), slide.part)
    none = "".join(f"<a:ln{side}><a:noFill/></a:ln{side}>" for side in "LRT")
    under = line_xml(palette.ink if is_head else palette.rule, 1.25 if is_head else 0.75).replace("a:ln", "a:lnB")
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="0" marR="{round(CELL_AIR * 12700)}" marT="31750" marB="31750" '
        f'anchor="{"b" if is_head else "t"}">{none}{under}<a:noFill/></a:tcPr></a:tc>'
    )


def add_table(slide: Slide, piece: Piece, *, left: float, top: float, palette: Palette, name: str, summary: str) -> None:
    """Puts a part of a table on a slide, its heads marked as such; left and top in points."""
    numbers = [any(row[i].is_number for row in piece.rows) for i in range(len(piece.head))]
    heads = tuple(TableCell(text=text, is_number=is_number) for text, is_number in zip(piece.head, numbers, strict=True))
    grid = "".join(f'<a:gridCol w="{round(width * 12700)}"/>' for width in piece.widths)
    rows = "".join(
        f'<a:tr h="{round(height * 12700)}">{"".join(_cell_xml(cell, slide, is_head=i == 0, palette=palette) for cell in row)}</a:tr>'
        for i, (row, height) in enumerate(zip((heads, *piece.rows), piece.heights, strict=True))
    )
    look = f'<a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN_STYLE}</a:tableStyleId></a:tblPr>'
    table = f"<a:tbl>{look}<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
    uri = "http://schemas.openxmlformats.org/drawingml/2006/table"
    add_frame(slide, table, (left, top, piece.across, piece.down), uri=uri, name=name, summary=summary)
