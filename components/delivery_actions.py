"""What a steward can do with a delivery: confirm it, take it back, fetch its quarantined rows."""

from dash import html

from components.attributes import Children, aria
from components.delivery_form import HOME
from components.forms import Field, hidden, post_button
from views.deliveries import Delivery

MOST_REASON = 300


def _withdrawal(delivery: Delivery, *, back: str) -> html.Details:
    """Taking back asks for a reason, so it is folded away."""
    field_id = f"reden-{delivery.id.replace('/', '-')}"
    reason = Field(
        attributes={
            "type": "text",
            "id": field_id,
            "name": "reden",
            "required": True,
            "maxlength": str(MOST_REASON),
            "class": "form-control",
        }
    )
    parts: Children = [
        hidden("terug", back),
        html.Label("Waarom trekt u deze levering in?", htmlFor=field_id),
        reason,
        html.Button(["Levering intrekken", html.Span(f": {delivery.file}", className="visually-hidden")], type="submit", className="knop"),
    ]
    return html.Details(
        [
            html.Summary(["Intrekken", html.Span(f": {delivery.file}", className="visually-hidden")]),
            html.Form(parts, method="post", action=f"{HOME}/levering/{delivery.id}/intrekken", className="redenformulier"),
        ],
        className="uitklap",
    )


def delivery_actions(delivery: Delivery, *, back: str) -> html.Div | None:
    """The buttons of a delivery in its present state; None when nothing can be done.

    Args:
        back: the run to return to, empty for the page itself.
    """
    parts: Children = []
    if delivery.state == "held":
        action = f"{HOME}/levering/{delivery.id}/bevestigen"
        parts.append(post_button("Bevestigen", action=action, values={"terug": back}, about=f": {delivery.file}"))
    if delivery.has_quarantine:
        label: Children = ["Rijen in quarantaine (XLSX)", html.Span(f" van {delivery.file}", className="visually-hidden")]
        parts.append(html.A(label, href=f"{HOME}/levering/{delivery.id}/quarantaine.xlsx", className="tekstlink"))
    if delivery.state != "withdrawn":
        parts.append(_withdrawal(delivery, back=back))
    return html.Div(parts, className="leveringsacties", role="group", **aria(label=f"Acties voor {delivery.file}")) if parts else None
