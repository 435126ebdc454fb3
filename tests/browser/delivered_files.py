"""Files as people deliver them: one that is right and five that are not."""

from pathlib import Path

from openpyxl import Workbook

PLACES = ("Bonheiden", "Bornem", "Duffel", "Mechelen", "Putte", "Willebroek")
GOOD, TWO_WRONG_ROWS, WRONG_COLUMN = "deelwagens januari.csv", "deelwagens februari.csv", "deelwagens maart.csv"
WEB_PAGE, PERSONS, WRONG_TOTAL = "export.xls", "gebruikers.csv", "wijk-werken 2024.xlsx"


def _months(month: str, *, column: str = "km", changed: dict[int, str] | None = None) -> str:
    """A month of shared cars as a supplier exports it.

    Args:
        column: how the column with kilometres is called.
        changed: lines that differ, by their row in the file.
    """
    lines = [f"Gemeente;Maand;Gebruikerstype;Ritten;{column};Uren"]
    for number, place in enumerate(PLACES):
        lines += [f"{place};{month};gemeente;{number + 4};{number * 10 + 105},5;{number + 20}"]
        lines += [f"{place};{month};andere;{number + 14};1.{number * 10 + 105},5;{number + 60}"]
    for row, line in (changed or {}).items():
        lines[row - 1] = line
    return "\r\n".join([*lines, ""])


def _year_of_work(path: Path) -> None:
    """A year of wijk-werken with a title and a printed total that does not add up."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "2024"
    sheet.append(["Wijk-werken Rivierenland, jaar 2024"])
    sheet.append([])
    sheet.append(["Gemeente", "Uren", "Actieve wijk-werkers"])
    for number, place in enumerate(PLACES):
        sheet.append([place, 1000 + 100 * number, 20 + number])
    sheet.append(["Totaal", 9500, 135])
    book.save(path)


def write_files(folder: Path) -> dict[str, Path]:
    """The six files by name."""
    texts = {
        GOOD: _months("2026-01"),
        TWO_WRONG_ROWS: _months(
            "2026-02", changed={4: "Bornen;2026-02;gemeente;5;115,5;21", 9: "Mechelen;2026-02;andere;17;-1.135,5;63"}
        ),
        WRONG_COLUMN: _months("2026-03", column="afgelegd"),
        WEB_PAGE: "<html><body><table><tr><td>Gemeente</td><td>km</td></tr></table></body></html>",
        PERSONS: "Naam;Voornaam;Gemeente;Maand;km\r\nPeeters;An;Duffel;2026-01;12\r\nJanssens;Jan;Putte;2026-01;14\r\n",
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    _year_of_work(folder / WRONG_TOTAL)
    return {name: folder / name for name in (*texts, WRONG_TOTAL)}
