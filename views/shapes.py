"""The shapes of the municipalities: their address on screen and where each name stands on the map."""

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

SHAPES_FILE: Path = Path(__file__).resolve().parents[1] / "assets" / "rivierenland.geojson"
MAP_ADDRESS = "/assets/rivierenland.geojson"


@cache
def shapes() -> dict[str, Any]:
    """The GeoJSON itself, for an export that cannot fetch it."""
    return cast("dict[str, Any]", json.loads(SHAPES_FILE.read_text(encoding="utf-8")))


@cache
def centres() -> dict[str, tuple[str, float, float]]:
    """Name, longitude and latitude of the middle of each municipality, by NIS code."""
    found = {}
    for feature in shapes()["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        ring = max((polygon[0] for polygon in polygons), key=len)
        found[feature["properties"]["nis"]] = (feature["properties"]["name"], *_centroid(ring))
    return found


def _centroid(ring: list[list[float]]) -> tuple[float, float]:
    """The centre of gravity of a ring (shoelace formula)."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (x / (3 * area), y / (3 * area))
