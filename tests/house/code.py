"""The files of the project and the code in them, for the rules of the house to look at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.conftest import PROJECT

ROOMS = ("catalogue", "data_pipeline", "warehouse", "charts", "exports", "views", "components", "pages", "callbacks", "web")
DOORS = ("app.py", "serve.py", "settings.py", "gunicorn.conf.py")
VENDORED = ("assets/00-geo.js", "assets/01-plotly.js", "assets/bootstrap.css", "tests/browser/axe.min.js")
Node = TypeVar("Node", bound=ast.AST)


@cache
def repository_files() -> list[Path]:
    """Every file of the repository, also one that was not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [path for name in sorted(listed) if (path := PROJECT / name).is_file()]


def named(path: Path) -> str:
    """The path as a reader of the project knows it."""
    return path.relative_to(PROJECT).as_posix()


@cache
def code_files() -> list[Path]:
    """The Python files of the app and the pipeline, tests and tools left out."""
    found = [path for path in repository_files() if path.suffix == ".py" and (named(path).split("/")[0] in ROOMS or named(path) in DOORS)]
    assert len(found) > 60
    assert {named(path).split("/")[0] for path in found} == {*ROOMS, *DOORS}
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Every node of a kind in the code, with the name of its file and its line."""
    for path in code_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, kind):
                yield f"{named(path)}:{getattr(node, 'lineno', 0)}", node


def imported() -> Iterator[tuple[str, str]]:
    """Every imported module, with where."""
    for where, plain in nodes(ast.Import):
        for alias in plain.names:
            yield where, alias.name
    for where, chosen in nodes(ast.ImportFrom):
        for alias in chosen.names:
            yield where, f"{chosen.module}.{alias.name}"
