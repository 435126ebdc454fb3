"""Every point lies in exactly one municipality or outside."""

import numpy as np
import pytest
import shapely

from data_pipeline.trips.shapes import OUTSIDE, MunicipalityShapes, shipped_shapes
from tests.data_pipeline.trips.made import ANTWERPEN, LIER, MECHELEN

SHAPES = shipped_shapes()


def nis_of(latitude: float, longitude: float) -> str:
    position = SHAPES.locate(longitude=np.array([longitude]), latitude=np.array([latitude]))[0]
    return "buiten" if position == OUTSIDE else SHAPES.codes[position]


@pytest.mark.parametrize(
    ("point", "nis"),
    [(MECHELEN, "12025"), (LIER, "12021"), (ANTWERPEN, "buiten"), ((46.948, 7.4474), "buiten"), ((51.0965, 4.2414), "12007")],
)
def test_known_places_lie_where_they_lie(point: tuple[float, float], nis: str) -> None:
    assert nis_of(*point) == nis


def test_there_are_twelve_municipalities() -> None:
    assert len(SHAPES.codes) == 12


def vertices() -> np.ndarray:
    return np.unique(np.concatenate([shapely.get_coordinates(shape) for shape in SHAPES._shapes]), axis=0)


def test_every_corner_of_every_border_lies_in_one_municipality_that_has_it() -> None:
    points = vertices()
    found = SHAPES.locate(longitude=points[:, 0], latitude=points[:, 1])
    assert len(points) > 1500
    assert (found != OUTSIDE).all()
    for position, shape in enumerate(SHAPES._shapes):
        assert shapely.covers(shape, shapely.points(points[found == position])).all()


def test_a_point_on_a_shared_border_is_in_the_one_with_the_lowest_code() -> None:
    points = vertices()
    touching = np.array([shapely.intersects(shape, shapely.points(points)) for shape in SHAPES._shapes])
    shared = touching.sum(axis=0) > 1
    assert shared.sum() > 500
    assert (SHAPES.locate(longitude=points[:, 0], latitude=points[:, 1])[shared] == touching[:, shared].argmax(axis=0)).all()


def test_the_order_of_the_file_does_not_matter() -> None:
    turned = MunicipalityShapes(dict(reversed(list(zip(SHAPES.codes, SHAPES._shapes, strict=True)))))
    points = vertices()
    assert turned.codes == SHAPES.codes
    told, other = (s.locate(longitude=points[:, 0], latitude=points[:, 1]) for s in (SHAPES, turned))
    assert (told == other).all()


def test_it_agrees_with_the_search_tree_of_shapely_inside_the_borders() -> None:
    generator = np.random.default_rng(20240604)
    longitude, latitude = generator.uniform(4.1, 4.9, 20_000), generator.uniform(50.95, 51.22, 20_000)
    points, positions = shapely.STRtree(SHAPES._shapes).query(shapely.points(longitude, latitude), predicate="intersects")
    expected = np.full(20_000, OUTSIDE)
    expected[points] = positions
    assert len(points) == len(set(points.tolist()))
    assert (SHAPES.locate(longitude=longitude, latitude=latitude) == expected).all()
    assert 5_000 < len(points) < 15_000


def test_no_point_at_all_gives_no_answer_at_all() -> None:
    assert SHAPES.locate(longitude=np.array([]), latitude=np.array([])).tolist() == []
