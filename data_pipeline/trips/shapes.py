"""In which municipality a point lies: exactly one, or outside (decision 0010)."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
import shapely.geometry

from settings import PROJECT_DIR

SHIPPED = PROJECT_DIR / "data" / "sources" / "statbel_grenzen"
OUTSIDE = -1
Degrees = npt.NDArray[np.float64]


class MunicipalityShapes:
    """The shapes of the municipalities, ready to be asked for many points at once."""

    def __init__(self, shape_by_nis: dict[str, shapely.Geometry]) -> None:
        self.codes = tuple(sorted(shape_by_nis))
        self._shapes = [shape_by_nis[nis] for nis in self.codes]
        shapely.prepare(self._shapes)

    @classmethod
    def from_geojson(cls, path: Path) -> "MunicipalityShapes":
        """The shapes of a GeoJSON file (WGS84) whose features carry the property nis."""
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return cls({f["properties"]["nis"]: shapely.geometry.shape(f["geometry"]) for f in features})

    def shape(self, nis: str) -> shapely.Geometry:
        """The shape of one municipality."""
        return self._shapes[self.codes.index(nis)]

    def locate(self, *, longitude: Degrees, latitude: Degrees) -> npt.NDArray[np.int16]:
        """For each point the position of its municipality in `codes`, or OUTSIDE.

        A point on a border that two municipalities share is in the one with the lowest code; the region's own border is inside.
        The shapes are simplified, so near a border the answer is that of the map shown, not of the land register.
        """
        found = np.full(len(longitude), OUTSIDE, dtype=np.int16)
        for position in reversed(range(len(self.codes))):
            found[shapely.intersects_xy(self._shapes[position], longitude, latitude)] = position
        return found


@cache
def shipped_shapes() -> MunicipalityShapes:
    """The shapes that the maps show, read once per process."""
    return MunicipalityShapes.from_geojson(next(SHIPPED.glob("*/*.geojson")))
