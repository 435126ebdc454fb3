"""The pieces that the pages of reference share: facts, counts, a list to jump from, lists of links."""

from collections.abc import Sequence

from dash import dcc, html

from components.attributes import Children, aria

Fact = tuple[str, Children]


def facts(lines: Sequence[Fact]) -> html.Dl:
    """Labels with what is known; a label without content is left out."""
    return html.Dl([html.Div([html.Dt(label), html.Dd(told)]) for label, told in lines if told], className="kenmerken")


def counts(told: Sequence[tuple[str, str, str]]) -> html.Dl:
    """Large numbers: what is counted, how many, and what that means."""
    return html.Dl(
        [
            html.Div([html.Dt(label), html.Dd([html.Span(number, className="teller"), html.Span(note, className="uitleg")])])
            for label, number, note in told
        ],
        className="tellers",
    )


def jump_list(places: Sequence[tuple[str, str, str]], *, label: str) -> html.Nav:
    """Links to places on the same page: anchor, name, and how much there is."""
    links = [html.Li(html.A([name, html.Span(f" {amount}", className="aantal")], href=f"#{place}")) for place, name, amount in places]
    return html.Nav(html.Ul(links), className="springlijst", **aria(label=label))


def link_list(links: Sequence[tuple[str, str]]) -> Children:
    """Links to other pages, with commas between them."""
    told: Children = []
    for name, href in links:
        told += [", "] if told else []
        told.append(dcc.Link(name, href=href))
    return told
