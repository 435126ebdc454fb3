"""Views for the tests of documents on paper: real ones of every form of chart, examples, and words that try to break out."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import replace

from charts.native import NativeChart, NativeSeries
from exports.exhibit import Exhibit, Grid, GridCell, HouseStyle, Pack, Picture, Records
from views.exhibits import exhibit
from views.filters import Filters
from views.registry import all_views
from warehouse.snapshot import Snapshot

BASE = "http://127.0.0.1:8050"
FORMS = (
    "deelwagen-km-per-wagen", "deelwagens-aantal", "energiescans", "wijk-werken-uren-per-werker", "supra-aandeel-met-werken",
    "supra-trajecten", "cijfers-wonen", "projecten-ruimte", "kernindicatoren", "deelwagen-km",
)  # fmt: skip
EXAMPLE_MARK = "Voorbeelddata: door Peil gemaakt om te tonen wat hier komt; dit zijn geen gepubliceerde cijfers."
HOSTILE = (
    "", " \u200b",
    "=1+1", "+32 15", "-40%", "@som", "\t=1", "\r=1", "a\x00b\x1fc\x7f", "<b>&amp; \"'", "#eval(\"1\") *x* _y_ $z$ `r` @l <k> // /* \\",
    "woord" * 60, "tekst met woorden " * 280, "\u200frechts \u202elinks\u202c", "漢字 😀 α שלום", "e\u0301\ufeff\ufffe", "]\n= Kop\n- punt",
    "%s {} {0} ${x}",
)  # fmt: skip


def drawing(width: int, height: int) -> bytes:
    """A drawing with a text in our type."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        '<rect width="80" height="20" fill="#0a6a94"/><text x="90" y="15" font-family="Inter" font-size="12.5">80 漢</text></svg>'
    ).encode()


def photo(width: int, height: int) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = (b"\0" + b"\x0a\x6a\x94" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def real_exhibits(snapshot: Snapshot) -> dict[str, Exhibit]:
    """One real view of each form, by its name."""
    views = {view.anchor: view for view in all_views().values()}
    return {name: exhibit(views[name], Filters(), snapshot, base=BASE) for name in FORMS}


def photos(exhibits: Mapping[str, Exhibit]) -> dict[str, bytes]:
    """A PNG at scale 2 of each view that has a picture."""
    return {name: photo(e.picture.width * 2, e.picture.height * 2) for name, e in exhibits.items() if e.picture}


def drawings(exhibits: Mapping[str, Exhibit]) -> dict[str, bytes]:
    """An SVG of each view that has a picture."""
    return {name: drawing(e.picture.width, e.picture.height) for name, e in exhibits.items() if e.picture}


def number(value: float) -> GridCell:
    """A cell with a number."""
    return GridCell(text=f"{value:g}".replace(".", ","), value=value, number_format="#,##0", is_number=True)


def example(months: int = 40) -> Exhibit:
    """Example data, its table wider than any page."""
    months_named = tuple(f"mnd {i}" for i in range(1, months + 1))
    rows = tuple((GridCell(text=name), *(number(1000 * i + row) for i in range(months))) for row, name in enumerate(("Duffel", "Lier")))
    series = NativeSeries(name="km", values=(1.0, None), labels=("1", ""), colours=("#0a6a94", "#0a6a94"))
    chart = NativeChart(
        kind="column",
        title="",
        categories=("mnd 1", "mnd 2"),
        series=(series,),
        unit="km",
        decimals=0,
        least=0,
        greatest=1,
        is_example=True,
    )
    return Exhibit(
        view="proef", title="Kilometers met deelwagens", subtitle="Kilometers (km), 2 van 12 gemeenten", summary="Duffel: 1 km.",
        charts=(chart,), picture=Picture(figure={}, width=760, height=300),
        table=Grid(caption="Kilometers", head=("Gebied", *months_named), rows=rows),
        records=Records(columns=(), rows=()), marks=(EXAMPLE_MARK, "Neemt niet deel: Nijlen."),
        notes=(("Definitie", "Gereden kilometers."),),
        caveats=(("Voorlopig", "Nog niet nagekeken."),),
        conflicts=("Wagens: 22 (tekst) / 24 (lijst)",), terms=(("Kilometers", "Gereden."),),
        source_line="Bron: voorbeelddata, gemaakt door Peil.", code="RIV:km/regio/2024@eeee (voorbeelddata)",
        address=f"{BASE}/deelwagens?stand=eeee#proef", snapshot="eeee", is_example=True,
    )  # fmt: skip


def hostile(text: str) -> Exhibit:
    """A view whose every word is this text."""
    grid = Grid(caption=text, head=(text, "Getal"), rows=((GridCell(text=text), number(3)), (GridCell(text="Lier"), GridCell(text=text))))
    return replace(
        example(), title=text, subtitle=text, summary=text, table=grid, marks=(text,), notes=((text, text),), caveats=((text, text),),
        conflicts=(text,), terms=((text, text),), source_line=text, code=text, address=text, is_example=False,
    )  # fmt: skip


def pack_of(*exhibits: Exhibit, style: HouseStyle | None = None) -> Pack:
    """A briefing of these views."""
    return Pack(
        title="Bundel voor het bestuur", scope="Alle gemeenten, 2018–2024", meeting="15 december 2026", made="30 november 2026",
        exhibits=exhibits, snapshot="eeee", address=f"{BASE}/bundel?stand=eeee", style=style or HouseStyle(),
    )  # fmt: skip
