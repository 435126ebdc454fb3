"""The line above a page when it cannot show what was published."""

from dash import html

from views.snapshots import snapshot_warning


def state_warning() -> list[html.P]:
    """One line when the published snapshot cannot be read and another one is shown; nothing when all is well."""
    told = snapshot_warning()
    return [html.P(told, className="standmelding", role="alert")] if told else []
