"""Workbooks as people make them, and what must come of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from tests.data_pipeline.intake.archives import MAIN, SHEET, changed, swap, with_strings
from tests.data_pipeline.intake.fixture import Expected, workbook
from tests.data_pipeline.intake.structure import LIER, PUTTE, STAFF, TITLES, Structure, hours, km

REMOVED = "Het bestand is niet verwerkt en is verwijderd. Lever geaggregeerde cijfers aan."
LIER_IN_MARCH = ("Lier", "2024-03", 12)


@dataclass(frozen=True, kw_only=True)
class Excel(Structure):
    """A workbook and what must come of it."""

    name: str = "deelwagens.xlsx"


def _of_months(*rows: Sequence[object], change: Callable[[Workbook], object] | None = None) -> bytes:
    return workbook({"deelwagens": [TITLES, *rows]}, change=change)


def _merged(book: Workbook) -> None:
    book["deelwagens"].merge_cells("A2:A3")


def _number_merged(book: Workbook) -> None:
    book["deelwagens"].merge_cells("C2:C3")


def _hidden_row(book: Workbook) -> None:
    book["deelwagens"].row_dimensions[3].hidden = True


def _hidden_column(book: Workbook) -> None:
    book["deelwagens"].column_dimensions["C"].hidden = True


def _protected(book: Workbook) -> None:
    book["deelwagens"].protection.set_password("geheim")
    book["deelwagens"]["A2"].comment = Comment("nog na te kijken", "Jan")


def _percent(book: Workbook) -> None:
    book["projecten"]["D2"].number_format = "0.0%"


def _charted(book: Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["deelwagens"], min_col=3, min_row=1, max_row=2))
    book["deelwagens"].add_chart(chart, "F2")  # type: ignore[call-arg]
    book.create_chartsheet("Grafiek").add_chart(BarChart())


def _shared_texts() -> bytes:
    """A workbook as Excel writes it: texts shared, one of them in two fonts and with its pronunciation."""
    rich = b"<si><r><t>gem</t></r><r><rPr><b/></rPr><t>eente</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    strings = b'<sst xmlns="%s">%s%s</sst>' % (
        MAIN,
        rich,
        b"".join(b"<si><t>%s</t></si>" % t for t in (b"maand", b"km", b"Lier", b"2024-03")),
    )
    rows = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    rows += b'<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>12</v></c></row>'
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, rows)
    return with_strings(changed(_of_months(), parts={SHEET: sheet}), strings)


def _prefixed() -> bytes:
    """A sheet of which every element has a prefix, as some programs write them."""
    cells = b"".join(
        b'<x:c r="%s1" t="inlineStr"><x:is><x:t>%s</x:t></x:is></x:c>' % (c, t.encode())
        for c, t in zip((b"A", b"B", b"C"), TITLES, strict=True)
    )
    row = b'<x:c r="A2" t="inlineStr"><x:is><x:t>Lier</x:t></x:is></x:c><x:c r="B2" t="inlineStr"><x:is><x:t>2024-03</x:t></x:is></x:c>'
    row += b'<x:c r="C2"><x:f>6*2</x:f><x:v>12</x:v></x:c>'
    sheet = b'<x:worksheet xmlns:x="%s"><x:sheetData><x:row r="1">%s</x:row><x:row r="2">%s</x:row></x:sheetData></x:worksheet>'
    return changed(_of_months(), parts={SHEET: sheet % (MAIN, cells, row)})


def _of_formula(kept: bytes) -> bytes:
    """A workbook of which a figure is the result of a formula."""
    return changed(
        _of_months(("Lier", "2024-03", 1), ("Putte", "2024-03", 13)),
        edit={SHEET: swap(b'<c r="C2" t="n"><v>1</v></c>', b'<c r="C2"><f>10+2</f>%s</c>' % kept)},
    )


WORKBOOKS = (
    Excel(
        why="titelrijen over samengevoegde cellen",
        content=lambda: workbook(
            {"deelwagens": [("Deelwagens 2024",), (), TITLES, LIER_IN_MARCH]},
            change=lambda book: book["deelwagens"].merge_cells("A1:C2"),
        ),
        counts=(1, 0, 2),
        expected=(km(12),),
    ),
    Excel(
        why="een gemeente over twee rijen",
        content=lambda: _of_months(LIER_IN_MARCH, (None, "2024-04", 13), change=_merged),
        counts=(2, 0, 0),
        expected=(km(12), km(13, month="2024-04")),
        silent=True,
    ),
    Excel(
        why="een getal over twee rijen",
        content=lambda: _of_months(LIER_IN_MARCH, ("Lier", "2024-04", None), ("Putte", "2024-03", 13), change=_number_merged),
        counts=(1, 2, 0),
        expected=(km(13, PUTTE), Expected(indicator="deelwagen_km", nis=LIER, period="2024-03", is_there=False)),
    ),
    Excel(
        why="een verborgen rij",
        content=lambda: _of_months(LIER_IN_MARCH, ("Putte", "2024-03", 13), change=_hidden_row),
        counts=(2, 0, 0),
        expected=(km(13, PUTTE),),
        says={"verborgen": "Werkblad 'deelwagens' heeft verborgen rijen of kolommen; ook die zijn gelezen."},
    ),
    Excel(
        why="een verborgen kolom",
        content=lambda: _of_months(LIER_IN_MARCH, change=_hidden_column),
        expected=(km(12),),
        says={"verborgen": "Werkblad 'deelwagens' heeft verborgen rijen of kolommen; ook die zijn gelezen."},
    ),
    Excel(why="getallen als tekst", content=lambda: _of_months(("Lier", "2024-03", "1.250,5")), expected=(km(1250.5),)),
    Excel(
        why="een maand als datum",
        content=lambda: _of_months(("Lier", datetime(2024, 3, 1), 12)),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een maand als tekst",
        content=lambda: _of_months(("Lier", "maart 2024", 12)),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een aandeel met procentopmaak",
        name="projecten.xlsx",
        content=lambda: workbook(
            {
                "projecten": [
                    ("gemeente", "project", "looptijd", "aandeel"),
                    ("Lier", "Park", "2024", 0.618),
                    ("Putte", "Plein", "2024", 61.8),
                ]
            },
            change=_percent,
        ),
        counts=(2, 0, 0),
        says={"procent": "(info) Procentopmaak van Excel toegepast: 61,8 %."},
    ),
    Excel(
        why="een formule met bewaarde uitkomst",
        content=lambda: _of_formula(b"<v>12</v>"),
        counts=(2, 0, 0),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een formule zonder bewaarde uitkomst",
        content=lambda: _of_formula(b"<v></v>"),
        counts=(1, 1, 0),
        expected=(km(13, PUTTE),),
        says={"formule": "Cel C2 bevat een formule zonder bewaarde uitkomst. Open het bestand in Excel en bewaar het opnieuw."},
    ),
    Excel(
        why="een formule zonder uitkomst, zonder spoor",
        content=lambda: _of_formula(b""),
        counts=(1, 1, 0),
        expected=(km(13, PUTTE),),
    ),
    Excel(
        why="een beveiligd blad met een opmerking",
        content=lambda: _of_months(LIER_IN_MARCH, change=_protected),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een lege eerste kolom en lege eerste rij",
        content=lambda: workbook({"deelwagens": [(), (None, *TITLES), (None, "Lier", "2024-03", 12)]}),
        counts=(1, 0, 1),
        expected=(km(12),),
    ),
    Excel(
        why="een blad met een grafiek",
        content=lambda: _of_months(LIER_IN_MARCH, change=_charted),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een blad Uitleg",
        content=lambda: workbook({"Uitleg": [("Vul het volgende blad in",)], "deelwagens": [TITLES, LIER_IN_MARCH]}),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een ander blad ernaast",
        content=lambda: workbook({"deelwagens": [TITLES, LIER_IN_MARCH], "Berekening": [("x", 1)]}),
        expected=(km(12),),
        says={"blad": "Werkblad 'Berekening' is niet ingelezen."},
    ),
    Excel(
        why="het rijksregister op een ander blad",
        content=lambda: workbook({"deelwagens": [TITLES, LIER_IN_MARCH], "Berekening": [("x", "85.07.30-033 28")]}),
        outcome="refused",
        counts=(0, 0, 0),
        says={"C05": f"'deelwagens.xlsx' bevat persoonsgegevens (werkblad 'Berekening'). {REMOVED}"},
    ),
    Excel(
        why="Blad1, de bron gekozen",
        source="deelwagens_maand",
        content=lambda: workbook({"Blad1": [TITLES, LIER_IN_MARCH]}),
        outcome="refused",
        counts=(0, 0, 0),
        says={"C20": "Werkblad 'deelwagens' niet gevonden. Aanwezig: Blad1."},
    ),
    Excel(
        why="een blad per jaar",
        name="wijk-werken.xlsx",
        content=lambda: workbook({"2023": [STAFF, ("Lier", 100, 10)], "Jaar 2024": [STAFF, ("Lier", 120, 12)]}),
        counts=(2, 0, 0),
        expected=(hours(100, year="2023"), hours(120)),
    ),
    Excel(
        why="twee bladen voor hetzelfde jaar",
        name="wijk-werken.xlsx",
        content=lambda: workbook({"2024": [STAFF, ("Lier", 100, 10), ("Putte", 50, 5)], "2024 oud": [STAFF, ("Lier", 120, 12)]}),
        counts=(1, 2, 0),
        expected=(hours(50, PUTTE),),
        says={"H04": "Rij 2 en 2 van werkblad '2024 oud': twee verschillende waarden voor Lier 2024."},
    ),
    Excel(
        why="titelrijen, totaal en noot, zoals wijk-werken ze maakt",
        name="Wijk-werken 2024 def (2).xlsx",
        content=lambda: workbook(
            {
                "2024": [
                    ("Wijk-werken Rivierenland",),
                    ("stand 31 december",),
                    (),
                    STAFF,
                    ("Lier", 100.5, 10),
                    ("Putte", 50, 5),
                    ("Totaal", 150.5, 15),
                    (),
                    ("Bron: VDAB",),
                ]
            }
        ),
        counts=(2, 0, 6),
        expected=(hours(100.5), hours(50, PUTTE)),
    ),
    Excel(why="gedeelde teksten, zoals Excel ze schrijft", content=_shared_texts, expected=(km(12),), silent=True),
    Excel(why="een ander programma, met voorvoegsels", content=_prefixed, expected=(km(12),), silent=True),
    Excel(why="een dag als maand", content=lambda: _of_months(("Lier", date(2024, 3, 31), 12)), expected=(km(12),)),
    Excel(
        why="de hoofdletters van de extensie",
        name="DEELWAGENS.XLSX",
        content=lambda: _of_months(LIER_IN_MARCH),
        expected=(km(12),),
        silent=True,
    ),
    Excel(
        why="een type dat niet in de lijst staat",
        name="deelwagens.ods",
        content=b"PK\x03\x04",
        outcome="refused",
        counts=(0, 0, 0),
        says={"A19": "Bestandstype '.ods' wordt niet aanvaard. Toegelaten: .xlsx, .csv."},
    ),
)
