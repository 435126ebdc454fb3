"""Files that are meant to exhaust, deceive or run something, each made on the spot, and what must come of them."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.data_pipeline.intake.archives import CONTENT_TYPES, SHEET, changed, with_size, with_strings
from tests.data_pipeline.intake.fixture import lines
from tests.data_pipeline.intake.hostile_makers import (
    GOOD,
    MEGABYTE,
    OLE,
    STYLES,
    deep,
    deflated,
    encrypted,
    entities,
    flipped,
    json_made,
    laughs,
    listed,
    long_string_everywhere,
    macro_named_otherwise,
    many_strings,
    merged_everywhere,
    nested,
    noise,
    overlapping,
    packed,
    ratio_bomb,
    row,
    sheet,
    station,
    streamed,
    strict,
    strings,
    wide_dimension,
    without,
    zip_made,
)

GOOD_ROW = "Lier;2024-03;12"


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """A file, and what must come of it.

    Attributes:
        code: the code of the message that refuses it; nothing for a file that is read well.
        says: what the Dutch sentence must hold.
        loaded: how many rows are loaded of one that is read well.
    """

    name: str
    content: Callable[[], bytes] = field(repr=False)
    code: str = ""
    says: str = ""
    loaded: int = 0
    source: str = ""


ARCHIVES = (
    Hostile(name="genest.xlsx", content=nested, code="A08"),
    Hostile(name="overlappend.xlsx", content=overlapping, code="A12"),
    Hostile(name="10GB.xlsx", content=ratio_bomb, code="A12"),
    Hostile(name="liegt.xlsx", content=lambda: listed({"xl/workbook.xml": (deflated(300 * MEGABYTE), 1000)}), code="A13"),
    Hostile(name="300MB.xlsx", content=lambda: streamed("xl/media/image1.png", 320 * MEGABYTE), code="A12"),
    Hostile(
        name="veel kleine.xlsx", content=lambda: changed(GOOD, parts={f"xl/x{n}.bin": bytes(MEGABYTE) for n in range(110)}), code="A12"
    ),
    Hostile(name="liegt groter.xlsx", content=lambda: with_size(GOOD, SHEET, 50_000), code="A13"),
    Hostile(name="5000 delen.xlsx", content=lambda: changed(GOOD, parts={f"xl/x{n}.xml": b"<a/>" for n in range(5000)}), code="A12"),
    Hostile(name="wortel.xlsx", content=lambda: changed(GOOD, parts={"/etc/passwd": b"x"}), code="A16"),
    Hostile(name="schijf.xlsx", content=lambda: changed(GOOD, parts={"C:\\windows\\x.dll": b"x"}), code="A16"),
    Hostile(name="terug.xlsx", content=lambda: changed(GOOD, parts={"xl\\..\\..\\x": b"x"}), code="A16"),
    Hostile(name="half.xlsx", content=lambda: GOOD[: len(GOOD) // 2], code="A13"),
    Hostile(name="beschadigd.xlsx", content=lambda: flipped(GOOD), code="A13"),
    Hostile(
        name="versleuteld.xlsx",
        content=encrypted,
        code="A11",
    ),
    Hostile(name="lzma.xlsx", content=lambda: packed(zipfile.ZIP_LZMA), code="A13"),
    Hostile(name="gewone zip.xlsx", content=lambda: zip_made({"deelwagens.csv": b"gemeente;maand;km\n"}), code="A08"),
)
XML = (
    Hostile(name="kwadratisch.xlsx", content=lambda: entities(1000), code="A15"),
    Hostile(name="lachen.xlsx", content=laughs, code="A15"),
    Hostile(
        name="extern.xlsx",
        content=lambda: sheet(row(2), before=b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        code="A15",
    ),
    Hostile(name="diep.xlsx", content=deep, loaded=1),
    Hostile(
        name="utf7.xlsx", content=lambda: changed(GOOD, parts={SHEET: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'}), code="A15"
    ),
    Hostile(name="geen xml.xlsx", content=lambda: changed(GOOD, parts={SHEET: b"\x00\x01\x02 geen xml"}), code="A13"),
    Hostile(name="geen inhoudsopgave.xlsx", content=lambda: without(CONTENT_TYPES), code="A13"),
    Hostile(name="geen stijlen.xlsx", content=lambda: without(STYLES), loaded=1),
    Hostile(name="zware stijlen.xlsx", content=lambda: changed(GOOD, parts={STYLES: noise(6 * MEGABYTE)}), code="A12"),
    Hostile(name="strikt.xlsx", content=strict, code="strikt", says="Strict Open XML"),
)
SHEETS = (
    Hostile(
        name="tien miljoen kolommen.csv", content=lambda: b"gemeente;maand;km" + b";" * 10_000_000 + b"\nLier;2024-03;12\n", code="kolommen"
    ),
    Hostile(
        name="XFD.xlsx",
        content=lambda: sheet(b"".join(row(n, b'<c r="XFD%d"><v>1</v></c>' % n) for n in range(2, 10_000))),
        code="kolommen",
    ),
    Hostile(name="voorbij XFD.xlsx", content=lambda: sheet(row(2, b'<c r="ZZZZZ2"><v>1</v></c>')), code="A13"),
    Hostile(
        name="lege cellen tot XFD.xlsx",
        content=lambda: sheet(b"".join(row(n, b'<c r="XFD%d" s="0"/>' % n) for n in range(2, 3))),
        loaded=1,
    ),
    Hostile(
        name="een miljoen lege rijen.xlsx",
        content=lambda: sheet(row(2) + b"".join(b'<row r="%d" ht="15"/>' % n for n in range(3, 1_048_577))),
        loaded=1,
    ),
    Hostile(name="onderaan.xlsx", content=lambda: sheet(row(2) + row(1_048_576)), loaded=1),
    Hostile(name="rij te ver.xlsx", content=lambda: sheet(row(2) + row(99_999_999_999)), code="A13"),
    Hostile(name="rijen door elkaar.xlsx", content=lambda: sheet(row(3) + row(2)), code="A13"),
    Hostile(name="rij tweemaal.xlsx", content=lambda: sheet(row(2) + row(2)), code="A13"),
    Hostile(name="veel cellen.xlsx", content=lambda: sheet(b"".join(row(n) for n in range(2, 100_000))), code="cellen"),
    Hostile(name="veel teksten.xlsx", content=lambda: strings(2_000_000, b"a"), code="A12"),
    Hostile(name="veel losse teksten.xlsx", content=lambda: with_strings(GOOD, many_strings(400_000)), code="cellen"),
    Hostile(name="lange tekst overal.xlsx", content=long_string_everywhere, code="cellen"),
    Hostile(name="samengevoegd.xlsx", content=merged_everywhere, code="A13"),
    Hostile(name="enorm bereik.xlsx", content=wide_dimension, loaded=1),
)
MACROS = (
    Hostile(name="macro.xlsx", content=lambda: changed(GOOD, parts={"xl/vbaProject.bin": OLE}), code="A10"),
    Hostile(name="macro.xlsm", content=lambda: GOOD, code="A10"),
    Hostile(name="hernoemd.xlsx", content=macro_named_otherwise, code="A10"),
    Hostile(name="macroblad.xlsx", content=lambda: changed(GOOD, parts={"xl/macrosheets/sheet1.xml": b"<a/>"}), code="A10"),
    Hostile(name="ingebed.xlsx", content=lambda: changed(GOOD, parts={"xl/embeddings/oleObject1.bin": OLE}), code="A10"),
    Hostile(name="oud.xls", content=lambda: OLE + bytes(5000), code="A19"),
    Hostile(name="oud.csv", content=lambda: OLE + bytes(5000), code="A19"),
    Hostile(name="geheim.xlsx", content=lambda: OLE + bytes(MEGABYTE - 20) + "EncryptedPackage".encode("utf-16-le"), code="A11"),
    Hostile(
        name="pickle.csv",
        content=lambda: b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
        code="A19",
    ),
    Hostile(name="parquet.csv", content=lambda: b"PAR1" + bytes(500) + b"PAR1", code="A19"),
    Hostile(name="verslag.csv", content=lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(100), code="A19"),
    Hostile(name="verslag.xlsx", content=lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(100), code="A08"),
    Hostile(name="gezipt.csv", content=lambda: b"\x1f\x8b\x08" + bytes(100), code="A19"),
    Hostile(name="pagina.csv", content=lambda: b"<!doctype html><html><table>", code="A07"),
    Hostile(name="script.sh", content=lambda: b"#!/bin/sh\nrm -rf ~\n", code="A19"),
    Hostile(name="zonder extensie", content=lambda: lines("gemeente;maand;km", GOOD_ROW), code="A19"),
)
TEXTS = (
    Hostile(name="nul.csv", content=lambda: lines("gemeente;maand;km", "Lier;2024-03;1\x002"), code="B04"),
    Hostile(
        name="nul verderop.csv", content=lambda: lines("gemeente;maand;km", *["Lier;2024-03;12"] * 40_000, "Lier;2024-03;\x00"), code="B04"
    ),
    Hostile(name="100MB.csv", content=lambda: b"gemeente;maand;km\n" + b"a" * 100 * MEGABYTE, code="A14"),
    Hostile(name="40MB.csv", content=lambda: b"gemeente;maand;km\n" + b"a" * 40 * MEGABYTE, code="kolommen"),
    Hostile(name="aanhalingstekens.csv", content=lambda: b"gemeente;maand;km\n" + b'"' * 5_000_001, code="kolommen"),
    Hostile(name="aanhalingstekens per rij.csv", content=lambda: b"gemeente;maand;km\n" + (b'"' * 101 + b"\n") * 50_000, code="B08"),
    Hostile(name="lege rijen.csv", content=lambda: b"gemeente;maand;km\n" + b"\n" * 20_000_000, code="cellen"),
    Hostile(name="veel rijen.csv", content=lambda: b"gemeente;maand;km\n" + b"Lier;2024-03;12\n" * 400_000, code="cellen"),
    Hostile(name="lange cel.csv", content=lambda: lines("gemeente;maand;km;x", f"{GOOD_ROW};{'a' * 40_000}"), code="cellen"),
    Hostile(
        name="adressen.csv", content=lambda: lines("gemeente;maand;km;x", *(f"{GOOD_ROW};{'a.' * 16_000}@" for _ in range(30))), loaded=1
    ),
    Hostile(name="haakjes.csv", content=lambda: lines(f"gemeente;maand;km;{'(' * 30_000}", f"{GOOD_ROW};1"), loaded=1),
    Hostile(name="titels.csv", content=lambda: lines(";".join(f"t{n}" for n in range(12_000)), GOOD_ROW), code="bron"),
    Hostile(
        name="cijfers in de titel.csv",
        content=lambda: lines("1 " * 15_000, "contract" + " " * 30_000, "gemeente;maand;km", GOOD_ROW),
        loaded=1,
    ),
    Hostile(name="sterren.csv", content=lambda: lines("gemeente;maand;km", f"Lier;2024-03;{'*' * 30_000}x", "Putte;2024-03;12"), loaded=1),
    Hostile(name="spaties.csv", content=lambda: lines("gemeente;maand;km", f"Lier;2024-03;1{' ' * 30_000}2", "Putte;2024-03;12"), loaded=1),
    Hostile(
        name="gemeente.csv",
        content=lambda: lines("gemeente;maand;km", *(f"{'Liertje-' * 3_000};2024-03;1" for _ in range(50)), GOOD_ROW),
        loaded=1,
    ),
    Hostile(name="commando.csv", content=lambda: lines("gemeente;maand;km;x", f"{GOOD_ROW};=cmd|'/C calc'!A0"), loaded=1),
)
JSON = (
    Hostile(name="diep.json", content=lambda: json_made("[" * 1_000_000), code="json"),
    Hostile(name="diep object.json", content=lambda: b'{"data": {"stations": ' + b'{"a":' * 500_000, code="json"),
    Hostile(name="NaN.json", content=lambda: json_made('[{"station_id": "1", "lat": NaN, "lon": 4.5}]'), code="json"),
    Hostile(name="oneindig.json", content=lambda: json_made('[{"station_id": "1", "lat": 1e999, "lon": 4.5}]'), code="geen_rij"),
    Hostile(name="veel cijfers.json", content=lambda: json_made(f'[{{"station_id": 1, "lat": {"9" * 10**6}, "lon": 4.5}}]'), code="json"),
    Hostile(name="groot getal.json", content=lambda: json_made(f'[{{"station_id": 1, "lat": {"9" * 4000}, "lon": 4.5}}]'), code="geen_rij"),
    Hostile(name="veel stations.json", content=lambda: json_made("[" + ",".join(["[]"] * 8_000_000) + "]"), code="grenzen"),
    Hostile(name="halve tekens.json", content=lambda: json_made(station(name="\ud800", station_id="\udfff")), loaded=1),
    Hostile(name="geen lijst.json", content=lambda: json_made('{"a": 1}'), code="json"),
    Hostile(name="niets.json", content=lambda: b"null", code="bron"),
    Hostile(name="diepe ritten.json", content=lambda: b'{"version": "2.0.0", "trips": ' + b"[" * 200_000, code="grenzen"),
)
TRIP_HEAD = b"ride_id,started_at,ended_at,start_lat,start_lng,end_lat,end_lng,distance\n"
TRIP = b"a,2024-09-03 07:58:00,2024-09-03 08:10:00,51.13,4.57,51.02,4.48,2500\n"
TRIPS = (
    Hostile(name="ritten lange regel.csv", content=lambda: TRIP_HEAD + TRIP + b"x," * 10_000_000, code="grenzen"),
    Hostile(name="ritten lange kop.csv", content=lambda: TRIP_HEAD[:-1] + b"," * 10_000_000 + b"\n" + TRIP, code="grenzen"),
    Hostile(name="ritten aanhalingstekens.csv", content=lambda: TRIP_HEAD + b'"' * 5_000_001, code="grenzen"),
    Hostile(
        name="ritten zonder getallen.csv",
        content=lambda: TRIP_HEAD + b"b,2024-09-03 07:58,2024-09-03 08:10,nan,inf,1e999,-1e999,1\n" + TRIP,
        loaded=1,
    ),
    Hostile(
        name="ritten lange tekst.json",
        content=lambda: b'{"version":"2.0.0","trips":[{"trip_id":"' + b"a" * 20_000_000 + b'"}]}',
        code="grenzen",
    ),
    Hostile(
        name="ritten lange tekst met tekens.json",
        content=lambda: b'{"version":"2.0.0","trips":[{"a":"' + b'\\",' * 5_000_000 + b'"}]}',
        code="grenzen",
    ),
    Hostile(
        name="ritten lang getal.json",
        content=lambda: b'{"version":"2.0.0","trips":[{"distance":' + b"9" * 20_000_000 + b"}]}",
        code="grenzen",
    ),
)
HOSTILE = (*TRIPS, *ARCHIVES, *XML, *SHEETS, *MACROS, *TEXTS, *JSON)
PARTS = (
    SHEET,
    STYLES,
    CONTENT_TYPES,
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "docProps/core.xml",
    "xl/theme/theme1.xml",
)
