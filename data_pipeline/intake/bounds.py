"""Looks through a text file of any size for what no file of trips holds: a line, a text or a number without end."""

from pathlib import Path

from data_pipeline.intake.guard import refused

LONGEST = 65536


def _is_endless(piece: bytes, *, is_json: bool) -> bool:
    """Whether nothing ends in a piece: no line of a table, no text of a JSON file."""
    if is_json:
        return piece.count(b'"') <= piece.count(b'\\"')
    return b"\n" not in piece and b"\r" not in piece


def check_bounds(path: Path, *, name: str) -> None:
    """Refuses a file of which one line or one value is so long that reading it would take all memory or time.

    Raises RefusedError; the file is read once, a piece at a time.
    """
    is_json = Path(name).suffix.lower() == ".json"
    with path.open("rb") as handle:
        while len(piece := handle.read(LONGEST)) == LONGEST:
            if _is_endless(piece, is_json=is_json):
                what = "een tekst of getal" if is_json else "een rij"
                told = f"'{name}' bevat {what} van meer dan {LONGEST // 1024} kB en wordt geweigerd. Exporteer het opnieuw."
                raise refused("grenzen", told)
