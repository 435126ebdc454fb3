"""`make pack`: a file per municipality, made again the same from the snapshot, with a bar that says how far it is."""

import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from tests.conftest import PROJECT
from tests.snapshots import current_of


def run(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/pack.py", *arguments]
    environment = os.environ | {"PEIL_DATA_DIR": str(data_dir), "PEIL_DEMO": "0"}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_each_municipality_gets_its_files_and_stands_out_in_them(data_dir: Path, tmp_path: Path) -> None:
    stand = current_of(data_dir)
    done = run(data_dir, "--gemeente", "lier,nijlen", "--soort", "pptx,xlsx", "--uit", str(tmp_path / "uit"), "--datum", "2026-12-15")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0/2 Lier" in done.stderr
    assert "1/2 Nijlen" in done.stderr
    assert "2/2 klaar" in done.stderr
    wanted = {f"peil-bundel-{slug}-{stand}.{kind}" for slug in ("lier", "nijlen") for kind in ("pptx", "xlsx")}
    assert {path.name for path in (tmp_path / "uit").iterdir()} == wanted
    content = (tmp_path / "uit" / f"peil-bundel-lier-{stand}.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "Lier in cijfers" in {cell.value for row in book["Uitleg"].iter_rows() for cell in row}
    slides = Presentation(str(tmp_path / "uit" / f"peil-bundel-lier-{stand}.pptx")).slides
    assert len(slides) > 15
    again = run(
        data_dir, "--gemeente", "lier", "--soort", "xlsx", "--uit", str(tmp_path / "weer"), "--datum", "2026-12-15", "--stand", stand
    )
    assert again.returncode == 0
    assert (tmp_path / "weer" / f"peil-bundel-lier-{stand}.xlsx").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--gemeente", "parijs"), "'parijs' is geen gemeente"),
        (("--stand", "ffffffffffff"), "ffffffffffff"),
        (("--datum", "morgen"), "'morgen' is geen dag"),
    ],
)
def test_what_cannot_be_is_one_dutch_sentence(data_dir: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(data_dir, "--soort", "xlsx", "--uit", str(tmp_path / "uit"), *arguments)
    assert done.returncode == 1
    assert "Niet gelukt: " in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_what_the_maker_refuses_is_one_dutch_sentence_and_leaves_no_file(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run(data_dir, "--gemeente", "lier", "--soort", "pdf", "--uit", str(tmp_path / "uit"))
    assert done.returncode == 1
    assert "Niet gelukt: Er is geen Chromium" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "uit").iterdir()) == []
