"""A code from an old document: the figure as it was in that snapshot, and what it is now."""

from urllib.parse import unquote

from dash import dcc, html

from catalogue.codes import UnknownCodeError
from components.attributes import Children
from components.table import figures_table
from pages import Page
from views.table import Cell, Figure, Table
from views.traces import Trace, TraceLine, trace

CODE_PATH = "/c/"
LEAD = "Een code onder een cijfer of grafiek noemt de indicator, het gebied, de periode en de stand. Zo was het toen, en zo is het nu."
GONE = "Die stand is hier niet bewaard: wat er toen stond, is niet meer na te gaan. Dit is wat er nu staat."
NOTHING = "Bij deze code hoort geen enkel cijfer, toen niet en nu niet."


def _cells(line: TraceLine) -> tuple[Cell, ...]:
    figures = [(Figure(text=text, code=code),) for text, code in ((line.then, line.code_then), (line.now, line.code_now))]
    both = [Cell(figures=figure, is_number=True) for figure in figures]
    return (Cell(text=line.what), Cell(text=line.period), *both, Cell(text=line.reason))


def _verdict(found: Trace) -> str:
    total = len(found.lines)
    if not found.changed:
        return "Er is niets veranderd." if total > 1 else "Dit cijfer is niet veranderd."
    return "Dit cijfer is veranderd." if total == 1 else f"{found.changed} van de {total} cijfers zijn veranderd; die staan bovenaan."


def _content(found: Trace) -> Children:
    if not found.lines:
        return [html.P(NOTHING)]
    then = f"Toen, stand {found.snapshot}" + (f", {found.made}" if found.made else "")
    head = ("Gebied", "Periode", then, f"Nu, stand {found.current}", "Waarom")
    table = Table(caption=f"{found.title}, toen en nu", head=head, rows=tuple(_cells(line) for line in found.lines))
    page, _, anchor = found.address.partition("#")
    links: Children = [dcc.Link("De grafiek zoals ze nu is", href=found.address)]
    if found.made:
        links += [" · ", html.A("De grafiek in die stand", href=f"{page}?stand={found.snapshot}#{anchor}")]
    told = html.P(_verdict(found) if found.made else GONE, className="kaartmelding")
    return [told, figures_table(table, is_named=False), html.P(links, className="vervolg")]


def page(path: str) -> Page:
    """The page of a code.

    Args:
        path: the address behind `/c/`.
    """
    code = unquote(path)
    try:
        found = trace(code)
    except UnknownCodeError as error:
        content: Children = [html.H1("Code opzoeken"), html.P(LEAD, className="intro"), html.P(str(error), className="kaartmelding")]
        return Page(title="Code opzoeken", content=html.Div(content, className="naslag"))
    content = [
        html.H1(found.title),
        html.P(LEAD, className="intro"),
        html.P(["Code: ", html.Code(found.code)]),
        html.Section(_content(found), className="kaart breed"),
    ]
    return Page(title=f"{found.title}, toen en nu", content=html.Div(content, className="naslag"))
