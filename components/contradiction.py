"""One contradiction on the page of quality: every figure, where it stands, and why they differ."""

from dash import dcc, html

from catalogue.loader import load_catalogue
from components.attributes import Children
from components.status import mark
from views.definitions import definition_address
from views.quality import ARITHMETIC, KIND_WORDS
from warehouse.rows import ConflictRow


def _place(conflict: ConflictRow) -> Children:
    catalogue = load_catalogue()
    place = catalogue.municipalities[conflict.nis].name if conflict.nis else ""
    told: Children = [", ".join(filter(None, (place, catalogue.sources[conflict.source_id].short, f"deel {conflict.section}")))]
    if conflict.indicator_id:
        label = catalogue.indicators[conflict.indicator_id].short_label
        told += [". Gaat over: ", dcc.Link(label, href=definition_address(conflict.indicator_id))]
    return told


def contradiction(conflict: ConflictRow) -> html.Article:
    """A contradiction with all its figures."""
    word, _ = KIND_WORDS[conflict.kind]
    figures = [
        html.Li([html.Strong(figure.printed), html.Span(f" ({figure.stands_at})", className="plaats")]) for figure in conflict.figures
    ]
    return html.Article(
        [
            html.H4([conflict.title, mark(word, "attention" if conflict.kind in ARITHMETIC else "quiet")]),
            html.Ul(figures),
            html.P(conflict.explanation, className="uitleg"),
            html.P(_place(conflict), className="bron"),
        ],
        className="tegenstrijd",
    )
