"""Files as suppliers really deliver them, made for tests because no real one may be had."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

OTHERS = ("11001", "11002", "24062")


def nbb_csv(figures: Mapping[str, float], *, year: int, filed: str = "2025-00184871") -> bytes:
    """The CSV of the central balance sheet office: no titles, all quoted, the filing first, and opening balances (…P) between the codes."""
    about = [
        ("Reference number", filed), ("Entity number", "0203948079"), ("Entity name", "IGEMO"), ("Legal form", "416"),
        ("Street", "Schoutetstraat"), ("Number", "2"), ("Postal code", "2800"), ("City", "Mechelen"), ("Country", "Belgium"),
        ("E-mail", "info@igemo.be"), ("Website", "www.igemo.be"), ("Deposit date", f"{year + 1}-07-15"),
        ("Accounting period start date", f"{year}-01-01"), ("Accounting period end date", f"{year}-12-31"),
        ("Previous accounting period end date", f"{year - 1}-12-31"), ("General assembly date", f"{year + 1}-06-20"),
        ("Currency", "EUR"), ("Language", "nl"), ("Model code", "m02-f"), ("Model version", "21.10"),
    ]  # fmt: skip
    codes = [pair for code, value in figures.items() for pair in ((code, f"{value:.2f}"), (f"{code}P", f"{value - 1000:.2f}"))]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([*about, *codes])
    return text.getvalue().encode()


def nbb_json(figures: Mapping[str, float], *, filed: str = "2025-00539072") -> bytes:
    """The JSON-XBRL of the central balance sheet office: this year (N) and the one before (NM1) mixed, with what else a filing holds."""
    rubrics = [
        {"Code": code, "Value": f"{value - less:.1f}", "Period": period, "DataType": "monetary"}
        for code, value in figures.items()
        for period, less in (("N", 0), ("NM1", 1000))
    ]
    filing = {
        "ReferenceNumber": filed,
        "EnterpriseName": "IGEMO",
        "Address": {"Street": "Schoutetstraat", "Number": "2", "City": "pcd:m2800", "Country": "cty:mBE"},
        "LegalForm": "lgf:m416",
        "JointCommittees": [],
        "Rubrics": rubrics,
        "Administrators": {"NaturalPersons": [], "LegalPersons": []},
        "ParticipatingInterests": [],
        "Shareholders": {},
    }
    return json.dumps(filing).encode()


def _belgian(value: float) -> str:
    return f"{value:,.2f}".replace(",", "\N{NULL}").replace(".", ",").replace("\N{NULL}", ".")


def abb_crosstab(rows: Sequence[Mapping[str, str]], heads: Mapping[str, str], *, above: Sequence[str] = ("Rapportjaar",)) -> bytes:
    """The cross-tab of ABB: heads above the cells, municipalities below each other, a column of totals and one per inhabitant.

    Args:
        rows: the tidy rows of one plan per municipality, as the files abb_bbc_investeringen have them.
        heads: what each row of heads is called, by the column of the tidy rows that stands in it.
        above: rows of heads that say nothing that is needed.
    """
    columns = sorted({tuple(row[column] for column in heads) for row in rows})
    values = {(row["NIS_code"], *(row[column] for column in heads)): row for row in rows}
    table = [[title, *(["2020"] * (2 * len(columns) + 1))] for title in above]
    for position, title in enumerate(heads.values()):
        total = "2020" if title == "Boekjaar" else "Totaal" if position == 1 else ""
        table.append([title, *(column[position] for column in columns for _ in range(2)), total])
    table.append(["NIS-code", *(["Uitgave", "Uitgave per inwoner"] * len(columns)), "Uitgave"])
    for nis in (*OTHERS, *sorted({row["NIS_code"] for row in rows})):
        found = [values.get((nis, *column)) for column in columns]
        own = [_belgian(float(row[name])) if row and row[name] else "" for row in found for name in ("Totaal", "Per_inwoner")]
        elsewhere = ["1.000,00", "1,00"] * len(columns)
        table.append([nis, *(elsewhere if nis in OTHERS else own), "999.999.999,00"])
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(table)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
