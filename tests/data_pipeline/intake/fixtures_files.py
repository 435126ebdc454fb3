"""The bad inputs about files and encoding (A and B)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.data_pipeline.intake.archives import SHEET, changed, swap, with_size
from tests.data_pipeline.intake.fixture import Expected, Fixture, lines, month_file, workbook

LIER, WAVER = "12021", "12035"
TITLES = ("gemeente", "maand", "gebruikerstype", "ritten", "km", "uren")
MONTH = workbook({"deelwagens": [TITLES, ("Lier", "2024-03", "andere", 10, 100, 5)]})
KM = Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", breakdown="andere", value=100)
PROJECTS = "gemeente;project;looptijd;budget"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextmanager
def _growing(path: Path) -> Iterator[None]:
    """The file gets longer as long as somebody looks at it."""
    done = threading.Event()

    def write() -> None:
        with path.open("ab") as handle:
            while not done.wait(0.02):
                handle.write(b"Putte;2024-03;andere;10;100;5\n")
                handle.flush()

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.05)
    try:
        yield
    finally:
        done.set()
        writer.join()


def _linked() -> bytes:
    """A workbook of which a cell takes its value from another file."""
    cell = b'<c r="E2"><f>[1]Blad1!A1</f><v>100</v></c>'
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return changed(MONTH, parts={"xl/externalLinks/externalLink1.xml": link}, edit={SHEET: swap(b'<c r="E2" t="n"><v>100</v></c>', cell)})


FIXTURES: dict[str, Fixture] = {
    "A01": Fixture(name="deelwagens.csv", content=b""),
    "A02": Fixture(name="deelwagens.csv", content=month_file()),
    "A02-xlsx": Fixture(name="deelwagens.xlsx", content=workbook({"deelwagens": [TITLES]})),
    "A04": Fixture(
        name="deelwagens.csv",
        content=month_file("Lier;2024-03;andere;10;100;5") + b"Lier;2024;12",
        places={"rij": "3", "n": "3", "m": "6"},
        row=3,
    ),
    "A05": Fixture(name="deelwagens.csv", content=month_file("Lier;2024-03;andere;10;100;5"), while_delivering=_growing),
    "A07": Fixture(name="deelwagens.xls", content=b"<html><table><tr><td>gemeente</td><td>km</td></tr></table></html>"),
    "A07-xlsx": Fixture(name="deelwagens.xlsx", content=b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><body><table></table></body></html>"),
    "A08": Fixture(name="deelwagens.xlsx", content=month_file("Lier;2024-03;andere;10;100;5")),
    "A10": Fixture(name="deelwagens.xlsx", content=changed(MONTH, parts={"xl/vbaProject.bin": OLE})),
    "A10-xlsm": Fixture(name="deelwagens.xlsm", content=MONTH),
    "A11": Fixture(name="deelwagens.xlsx", content=OLE + bytes(4096) + "EncryptedPackage".encode("utf-16-le") + bytes(512)),
    "A13": Fixture(name="deelwagens.xlsx", content=with_size(MONTH, SHEET, 64)),
    "A14": Fixture(
        name="deelwagens.csv",
        content=lambda: month_file("Lier;2024-03;andere;10;100;5") + b"Putte;2024-03;andere;10;100;5\n" * 1_800_000,
        places={"limiet": "50"},
    ),
    "A14-xlsx": Fixture(name="deelwagens.xlsx", content=lambda: MONTH + bytes(51 * 1024 * 1024), places={"limiet": "50"}),
    "A16": Fixture(name="deelwagens.xlsx", content=changed(MONTH, parts={"../../etc/cron.d/x": b"* * * * * root true\n"})),
    "A17": Fixture(name="..\\..\\deelwagens.csv", content=month_file("Lier;2024-03;andere;10;100;5")),
    "A17-stuurteken": Fixture(name="deel\x1b[2Jwagens\n.csv", content=month_file("Lier;2024-03;andere;10;100;5")),
    "A17-rtl": Fixture(name="deelwagens\u202evsc.csv", content=month_file("Lier;2024-03;andere;10;100;5")),
    "A19": Fixture(name="data.pkl", content=b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00]\x94.", places={"ext": ".pkl"}),
    "A19-parquet": Fixture(name="deelwagens.parquet", content=b"PAR1" + bytes(100) + b"PAR1", places={"ext": ".parquet"}),
    "A20": Fixture(name="deelwagens.xlsx", content=_linked(), places={"cel": "E2"}, sheet="deelwagens", row=2, column="km", expected=(KM,)),
    "B01": Fixture(name="deelwagens.csv", content=b"\xef\xbb\xbf" + month_file("Lier;2024-03;andere;10;100;5"), expected=(KM,)),
    "B02": Fixture(
        name="projecten.csv",
        content=lines(PROJECTS, "Lier;Financiële steun – €5;2024;1.000,00", encoding="cp1252"),
        projects=({"name": "Financiële steun – €5", "nis": LIER, "amount_eur": 1000.0},),
    ),
    "B04": Fixture(name="deelwagens.csv", content=month_file("Lier;2024-03;andere;10;100;5").decode().encode("utf-16-le")),
    "B04-chosen": Fixture(
        name="deelwagens.csv",
        source="deelwagens_maand",
        content=month_file("Lier;2024-03;andere;10;100;5").decode().encode("utf-16-be"),
    ),
    "B05": Fixture(
        name="projecten.csv",
        content=lines(PROJECTS, "Lier;FinanciÃ«le steun;2024;1.000,00", "Putte;Kasteelpark;2024;500,00"),
        places={"rij": "2", "waarde": "FinanciÃ«le steun"},
        row=2,
        column="project",
        projects=({"name": "Kasteelpark"},),
    ),
    "B07": Fixture(
        name="projecten.csv",
        content=lines(PROJECTS, "Lier;Financie\u0308le steun;2024;1.000,00"),
        projects=({"name": "Financi\u00eble steun"},),
    ),
    "B08": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente,maand,km", "Lier,2024-03,1,5"),
        places={"rij": "2", "n": "4", "m": "3"},
        row=2,
    ),
    "B08-puntkomma": Fixture(
        name="deelwagens.csv",
        content=month_file("Lier;2024-03;andere;10;100;5", "Putte;2024-03;andere;10;1;5;5", "Putte;2024-04;andere;10;100;5"),
        places={"rij": "3", "n": "7", "m": "6"},
        row=3,
    ),
    "B10": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", '"Sint-Katelijne-\nWaver";2024-03;12', "Lier;2024-03;100"),
        row=2,
        column="gemeente",
        expected=(
            Expected(indicator="deelwagen_km", nis=WAVER, period="2024-03", value=12),
            Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", value=100),
        ),
    ),
    "B11": Fixture(
        name="deelwagens.csv",
        content=lines("gemeente;maand;km", '"Lier;2024-03;12', "Putte;2024-03;13", "Duffel;2024-03;14"),
        places={"rij": "2"},
        row=2,
    ),
}
