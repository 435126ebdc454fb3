"""What lies in the repository: vendored files that match, shapes that draw, and no address of a registry."""

import re
from itertools import pairwise
from typing import Any

import pytest
from plotly.offline import get_plotlyjs_version

from catalogue.model import Catalogue
from settings import PROJECT_DIR
from tests.conftest import PROJECT
from tests.house.code import named, repository_files
from views.shapes import SHAPES_FILE, centres, shapes

REGISTRIES = (
    "pypi",
    "pythonhosted",
    "npmjs",
    "npmmirror",
    "yarnpkg",
    "jsdelivr",
    "unpkg",
    "artifactory",
    "jfrog",
    "nexus",
    "proxy",
    "mirror",
    "conda.anaconda",
    "crates",
    "rubygems",
    "maven",
)
ADDRESS = re.compile(r"https?://[^\s\"'<>)]+", re.IGNORECASE)
Ring = list[list[float]]


def _texts() -> dict[str, str]:
    """The text files of the repository by name."""
    found = {}
    for path in repository_files():
        try:
            found[named(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_registry() -> None:
    texts = _texts()
    assert len(texts) > 250
    assert {"requirements.txt", "requirements-dev.txt", "pyproject.toml", "Makefile", "README.md"} <= set(texts)
    addresses = [(name, address.group()) for name, text in texts.items() for address in ADDRESS.finditer(text)]
    assert len(addresses) > 20
    hosts = [(name, address.split("/")[2].lower()) for name, address in addresses]
    assert [(name, host) for name, host in hosts if any(registry in host for registry in REGISTRIES)] == []
    assert [
        name
        for name, text in texts.items()
        if name.startswith("requirements") and re.search(r"^\s*--?(i|index-url|extra-index-url|find-links)\b", text, re.M)
    ] == []


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        entries = re.findall(r"^[a-z0-9][^\n]*(?:\n\s+[^\n]+)*", text, re.M | re.I)
        assert len(entries) > 10
        assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_what_is_required_to_run_is_also_there_to_test() -> None:
    pins = {
        name: dict(re.findall(r"^([a-z0-9_.-]+)==([^\s;\\]+)", (PROJECT / name).read_text(encoding="utf-8"), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"]
    assert pins["requirements.txt"].items() <= pins["requirements-dev.txt"].items()


def test_the_vendored_plotly_is_the_one_of_the_python_package() -> None:
    script = (PROJECT / "assets" / "01-plotly.js").read_text(encoding="utf-8")
    version = re.search(r'\.version="(\d+\.\d+\.\d+)"', script)
    assert version
    assert version.group(1) == get_plotlyjs_version()
    assert f'"plotly.js": "{get_plotlyjs_version()}"' in (PROJECT / "tools" / "assets" / "package.json").read_text(encoding="utf-8")


def test_no_vendored_script_is_fetched_from_elsewhere() -> None:
    own = {
        name: text
        for name, text in _texts().items()
        if name.startswith(("assets/peil", "assets/zz-", "components/", "pages/")) or name == "app.py"
    }
    assert len(own) > 20
    assert [name for name, text in own.items() if re.search(r"(src|href|url|import)\s*[=(]\s*f?[\"']?https?://", text)] == []


def test_the_shapes_on_screen_are_those_that_were_delivered() -> None:
    delivered = max((PROJECT_DIR / "data" / "sources" / "statbel_grenzen").iterdir()) / "rivierenland.geojson"
    assert SHAPES_FILE.read_bytes() == delivered.read_bytes()


def _exterior_rings() -> list[tuple[str, Ring]]:
    found: list[tuple[str, Ring]] = []
    for feature in shapes()["features"]:
        geometry: dict[str, Any] = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found += [(feature["properties"]["name"], polygon[0]) for polygon in polygons]
    return found


def test_exterior_rings_run_clockwise_as_plotly_draws_them() -> None:
    rings = _exterior_rings()
    assert len(rings) >= 12
    for name, ring in rings:
        assert ring[0] == ring[-1]
        doubled = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
        assert doubled < 0, name


def test_every_municipality_has_its_shape_and_a_middle_inside_the_region(catalogue: Catalogue) -> None:
    assert {nis: name for nis, (name, _, _) in centres().items()} == {m.nis: m.name for m in catalogue.municipalities.values()}
    for name, longitude, latitude in centres().values():
        points = [point for ring_name, ring in _exterior_rings() if ring_name == name for point in ring]
        assert min(x for x, _ in points) < longitude < max(x for x, _ in points)
        assert min(y for _, y in points) < latitude < max(y for _, y in points)


@pytest.mark.parametrize("room", ["catalogue", "data_pipeline", "warehouse", "charts", "exports", "views"])
def test_every_room_has_tests(room: str) -> None:
    files = [name for path in repository_files() if (name := named(path)).startswith(f"tests/{room}/test_")]
    assert files
