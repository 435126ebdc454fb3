"""An address that does not exist, said politely."""

from dash import dcc, html

from pages import Page


def page(path: str) -> Page:
    """What one reads at an address that leads nowhere."""
    return Page(
        title="Pagina niet gevonden",
        content=html.Div(
            [
                html.H1("Deze pagina bestaat niet"),
                html.P(f"Op het adres {path[:120]} staat niets. Kijk het adres na of zoek bovenaan.", className="intro"),
                html.P(dcc.Link("Naar het overzicht", href="/")),
            ]
        ),
    )
