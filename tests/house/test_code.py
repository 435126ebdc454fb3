"""The rules of the house that code can break."""

import ast
import re
import subprocess
import sys

from catalogue.loader import load_catalogue
from tests.conftest import PROJECT
from tests.house.code import VENDORED, code_files, named, nodes, repository_files

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "base", "core"}
SQL = re.compile(
    r"\s*(select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|create\s+table|with\s.+\sas\s*\()", re.IGNORECASE | re.DOTALL
)
MOST_LINES = 300
CODE = {".py", ".js", ".css", ".sh", ".sql"}


def _dotted(node: ast.expr) -> str:
    """The dotted name of an expression: `dcc.Graph`."""
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_the_environment_is_read_in_the_settings_only() -> None:
    found = {where.split(":")[0] for where, node in nodes(ast.Attribute) if _dotted(node) in {"os.environ", "os.getenv", "os.putenv"}}
    assert found == {"settings.py"}


def test_a_graph_is_made_in_one_place_only() -> None:
    found = {where.split(":")[0] for where, node in nodes(ast.Call) if _dotted(node.func).endswith("Graph")}
    assert found == {"components/graph.py"}


def test_no_code_asks_which_indicator_it_has() -> None:
    known = set(load_catalogue().indicators)
    compared = 0
    found = []
    for where, node in nodes(ast.Compare):
        compared += 1
        texts = {part.value for side in (node.left, *node.comparators) for part in ast.walk(side) if isinstance(part, ast.Constant)}
        asks = any(
            _dotted(side) == "indicator_id" or _dotted(side).endswith(("indicator.id", ".indicator_id"))
            for side in (node.left, *node.comparators)
        )
        if texts & known or (asks and any(isinstance(text, str) and text for text in texts)):
            found.append(where)
    assert compared > 100
    assert found == []


def test_statements_of_sql_stand_in_the_queries_and_the_pipeline_only() -> None:
    found = {where.split(":")[0] for where, node in nodes(ast.Constant) if isinstance(node.value, str) and SQL.match(node.value)}
    assert "warehouse/queries.py" in found
    assert [name for name in found if not name.startswith(("warehouse/", "data_pipeline/"))] == []


def test_no_query_is_put_together_from_text() -> None:
    (queries,) = [path for path in code_files() if named(path) == "warehouse/queries.py"]
    tree = ast.parse(queries.read_text(encoding="utf-8"))
    assert len([node for node in tree.body if isinstance(node, ast.FunctionDef)]) > 10
    joined = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Mod) or (isinstance(node, ast.Attribute) and node.attr == "format")
    ]
    assert joined == []


def test_no_error_is_swallowed() -> None:
    handlers = list(nodes(ast.ExceptHandler))
    assert len(handlers) > 10
    assert [where for where, node in handlers if node.type is None or _dotted(node.type) in {"Exception", "BaseException"}] == []
    assert [where for where, node in handlers if all(isinstance(part, ast.Pass) for part in node.body)] == []


def test_a_module_is_named_after_what_it_does() -> None:
    names = {path.stem for path in code_files()} | {path.parent.name for path in code_files()}
    assert len(names) > 50
    assert names & VAGUE == set()


def test_no_file_of_code_is_too_long() -> None:
    code = [path for path in repository_files() if path.suffix in CODE and named(path) not in VENDORED]
    assert len(code) > 120
    counts = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    assert {name: count for name, count in counts.items() if count > MOST_LINES} == {}


def test_the_check_of_file_sizes_agrees() -> None:
    done = subprocess.run([sys.executable, "tools/file_sizes.py"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_text_for_a_reader_holds_an_em_dash() -> None:
    texts = [(where, node.value) for where, node in nodes(ast.Constant) if isinstance(node.value, str)]
    assert len(texts) > 2_000
    assert [where for where, text in texts if "\N{EM DASH}" in text] == []
