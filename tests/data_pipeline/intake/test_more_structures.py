"""As many cases again that are on no list: the files as people make them."""

import pytest

from tests.data_pipeline.intake.bench import Bench, check_expected
from tests.data_pipeline.intake.fixture import File
from tests.data_pipeline.intake.structure import Structure
from tests.data_pipeline.intake.structures_excel import WORKBOOKS
from tests.data_pipeline.intake.structures_text import TEXTS

STRUCTURES = (*TEXTS, *WORKBOOKS)


@pytest.mark.parametrize("case", STRUCTURES, ids=lambda case: case.why)
def test_structure(bench: Bench, case: Structure) -> None:
    report = bench.give(File(name=case.name, content=case.content, source=case.source))
    told = [(m.code, m.text) for m in report.messages]
    assert (report.outcome, report.loaded, report.quarantined, report.ignored) == (case.outcome, *case.counts), told
    for code, text in case.says.items():
        assert (code, text) in told
    if case.silent:
        assert told == []
    figures = bench.figures(report.source)
    for wanted in case.expected:
        check_expected(figures, wanted)


def test_the_list_is_long_and_says_each_case_once() -> None:
    assert len({case.why for case in STRUCTURES}) == len(STRUCTURES) >= 50
