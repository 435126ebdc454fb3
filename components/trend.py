"""A small line without axes, as a picture in the text."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

WIDTH, HEIGHT, EDGE = 72, 26, 4


def trend(values: Sequence[float], *, label: str) -> html.Img | None:
    """The line of a series with its last point marked; nothing for a series of fewer than three."""
    if len(values) < 3:  # noqa: PLR2004
        return None
    least, span = min(values), (max(values) - min(values)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, HEIGHT - EDGE - (v - least) / span * (HEIGHT - 2 * EDGE)) for i, v in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}'>"
        f"<polyline points='{line}' fill='none' stroke='#0a6a94' stroke-width='1.8' stroke-linejoin='round'/>"
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='#0a6a94'/></svg>"
    )
    return html.Img(src=f"data:image/svg+xml,{quote(svg)}", alt=label, width=WIDTH, height=HEIGHT, className="trend")
