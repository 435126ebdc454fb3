"""Fails when a file of code is longer than 300 lines."""

import subprocess
import sys
from pathlib import Path

MOST_LINES = 300
LISTED = ("/usr/bin/env", "git", "ls-files", "-co", "--exclude-standard")
CODE = {".py", ".js", ".css", ".sh", ".sql"}
VENDORED = ("assets/01-plotly.js", "assets/bootstrap.css", "tests/browser/axe.min.js")


def main() -> int:
    """Names each file that is too long; returns 1 when there is one."""
    tracked = subprocess.check_output(LISTED, text=True).splitlines()
    code = [Path(name) for name in tracked if Path(name).suffix in CODE and name not in VENDORED and Path(name).is_file()]
    long = [(path, count) for path in code if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES]
    for path, count in long:
        sys.stderr.write(f"{path}: {count} regels, hoogstens {MOST_LINES}\n")
    return 1 if long or not code else 0


if __name__ == "__main__":
    sys.exit(main())
