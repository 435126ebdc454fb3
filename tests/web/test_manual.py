"""The manual for who delivers says what the page says."""

import pytest

from components import delivery_report
from tests.conftest import PROJECT
from web import uploads

MANUAL = (PROJECT / "docs" / "deliver-data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verdict", [delivery_report.HELD, delivery_report.REFUSED, delivery_report.UNCHANGED, delivery_report.NOT_CHECKED])
def test_manual_explains_every_verdict(verdict: delivery_report.Verdict) -> None:
    assert f"| {verdict.word} |" in MANUAL


def test_manual_names_the_limits() -> None:
    for told in (
        f"Hoogstens {uploads.MOST_FILES} bestanden tegelijk",
        f"elk hoogstens {uploads.MOST_FILE_MB} MB",
        f"samen hoogstens {uploads.MOST_TOTAL_MB} MB",
    ):
        assert told in MANUAL


@pytest.mark.parametrize("button", ["Controleren", "Bevestigen", "Intrekken", "Publiceren", "Vorige stand terugzetten", "Verdergaan"])
def test_manual_names_every_button(button: str) -> None:
    assert f"**{button}**" in MANUAL
