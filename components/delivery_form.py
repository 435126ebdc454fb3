"""The form that takes files in, and what is expected when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dash import html

from catalogue.formatting import format_day
from components.attributes import Children, aria, data
from components.forms import Field
from components.status import mark
from views.deliveries import ExpectedSource

HOME = "/aanleveren"
FORM = "bestanden"
IRREGULAR = "onregelmatig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may come in at once."""

    files: int
    file_mb: int
    total_mb: int

    @property
    def sentence(self) -> str:
        """The limits in words."""
        return (
            f"Excel (.xlsx), CSV of JSON. Hoogstens {self.files} bestanden tegelijk, elk hoogstens {self.file_mb} MB, "
            f"samen hoogstens {self.total_mb} MB."
        )


def day_and_hour(moment: datetime) -> str:
    """A moment as it reads in a list: `24 november 2026, 10.05 uur`."""
    return f"{format_day(moment.date())}, {moment:%H.%M} uur"


def upload_form(sources: Sequence[ExpectedSource], *, limits: Limits, error: str = "") -> html.Section:
    """Choose files, say what they are if you want to, let them be checked.

    Args:
        limits: how many files and how large; a browser with JavaScript says so before it sends them.
        error: what was wrong with the last try.
    """
    described = f"hulp-bestanden{' fout-bestanden' if error else ''}"
    chooser = Field(
        attributes={
            "type": "file", "id": "kies-bestanden", "name": "bestand", "multiple": True, "required": True, "class": "form-control",
            "aria-describedby": described, **({"aria-invalid": "true", "autofocus": True} if error else {}),
        }
    )  # fmt: skip
    place: Children = [chooser]
    choices = [html.Option("Peil herkent de bron zelf", value=""), *[html.Option(source.title, value=source.id) for source in sources]]
    files: Children = [html.Label("Bestanden", htmlFor="kies-bestanden"), html.Div(place, className="kiezer")]
    if error:
        files.append(html.P(error, id="fout-bestanden", className="fout", role="alert"))
    files.append(html.P(limits.sentence, id="hulp-bestanden", className="hulp"))
    source: Children = [
        html.Label("Bron (niet verplicht)", htmlFor="kies-bron"),
        html.Select(choices, id="kies-bron", name="bron", className="form-select", **aria(describedby="hulp-bron")),
        html.P("Kies alleen een bron als Peil het bestand niet herkent.", id="hulp-bron", className="hulp"),
    ]
    fields: Children = [html.Div(files, className="veld"), html.Div(source, className="veld")]
    fields.append(html.Button("Controleren", type="submit", className="knop hoofdknop"))
    return html.Section(
        [
            html.H2("Bestanden kiezen"),
            html.Form(
                fields,
                method="post",
                action=HOME,
                encType="multipart/form-data",
                className="aanleverformulier",
                **data(bestanden=str(limits.files), bestand=str(limits.file_mb), samen=str(limits.total_mb)),
            ),
        ],
        className="kaart",
        id=FORM,
    )


def _due(source: ExpectedSource) -> Children:
    if source.is_overdue:
        return [mark("Te laat", "attention")]
    if source.last_delivery is None:
        return [mark("Nog nooit geleverd", "quiet")]
    return [mark("Op schema", "good") if source.next_expected else mark("Geen vast moment", "quiet")]


def _when(source: ExpectedSource) -> str:
    if source.next_expected:
        return format_day(source.next_expected)
    return "geen vaste datum" if source.frequency == IRREGULAR else "bekend na de eerste levering"


def _expected_row(source: ExpectedSource) -> html.Tr:
    last = day_and_hour(source.last_delivery) if source.last_delivery else "nog geen levering"
    until = (
        [html.Span(f"cijfers tot en met {format_day(source.last_period_end)}", className="onderregel")] if source.last_period_end else []
    )
    label: Children = ["Sjabloon", html.Span(f" voor {source.title}", className="visually-hidden"), " (XLSX)"]
    template = html.A(label, href=f"{HOME}/sjabloon/{source.id}.xlsx") if source.has_template else "geen, komt als CSV of JSON"
    return html.Tr(
        [
            html.Th([source.title, html.Span(f"{source.owner}, {source.frequency}", className="onderregel")], scope="row"),
            html.Td([last, *until]),
            html.Td(_when(source)),
            html.Td(_due(source)),
            html.Td(template),
        ]
    )


def expected_list(sources: Sequence[ExpectedSource]) -> html.Section:
    """Per source who delivers it, when it last came and when it is expected again."""
    heads = ["Bron en wie levert", "Laatste levering", "Volgende verwacht", "Toestand", "Leeg bestand"]
    late = sum(source.is_overdue for source in sources)
    told = (
        "Geen enkele levering is te laat." if not late else f"{late} leveringen zijn te laat." if late > 1 else "Eén levering is te laat."
    )
    table = html.Table(
        [
            html.Caption("Wat wanneer verwacht wordt, per bron", className="visually-hidden"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_expected_row(source) for source in sorted(sources, key=lambda s: (not s.is_overdue, s.title))]),
        ],
        className="tabel",
    )
    frame = html.Div(table, className="tabelkader", tabIndex="0", role="region", **aria(label="Wat wanneer verwacht wordt"))
    return html.Section(
        [html.H2("Wat wanneer verwacht wordt"), html.P(told, className="onderkop"), frame], className="kaart breed", id="verwacht"
    )
