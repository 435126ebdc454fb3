"""Cases of the list that one delivery does not show: what stands in the snapshot after it, a contract without notation, the log."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from catalogue.loader import load_catalogue
from data_pipeline.contracts import CONTRACTS_DIR, read_contracts
from data_pipeline.intake.periods import parse_period
from data_pipeline.intake.times import BELGIUM, parse_timestamp
from tests.conftest import run_pipeline
from tests.data_pipeline.intake.bench import Bench, days, new_bench
from tests.data_pipeline.intake.fixture import Expected, File, lines
from tests.data_pipeline.intake.fixtures_numbers import DUFFEL, LIER, LOANS, month, projects
from tests.data_pipeline.intake.fixtures_places import BORNEM, NIJLEN, PSA

PUTTE, MECHELEN, BERLAAR, BONHEIDEN = "12029", "12025", "12002", "12005"
CANARY = "7.654,321"
FILES = [
    File(
        name="wijkwerken.csv",
        content=lines(
            "gemeente;jaar;uren;actieve wijk-werkers;opstarters;uitstroom;inkomsten",
            "Duffel;2022;1.200;30;8;7;500,00",
            "Duffel;2023;1.250;26;2;6;600,00",
            f"Lier;2023;{CANARY};3;;;",
            "Putte;2023;25.920;30;8;7;500,00",
            "Berlaar;jan-sep 2025;1.200;30;8;5;500,00",
        ),
    ),
    File(
        name="leningen.csv",
        content=lines(
            LOANS,
            "Duffel;2023;12;+/- 87.000 euro",
            "Putte;2023;-;0",
            "Lier;2023;14;1,23E+05",
            "Mechelen;2023;N.v.t.;n.v.t.",
            "Puurs;2018;12;100.000",
            "Sint-Amands;2018;8;50.000",
        ),
    ),
    File(
        name="deelwagens.csv",
        content=lines(
            "gemeente;maand;ritten;km;gemiddeld per deelwagen",
            "Duffel;2024-03;ruim 2.500 keer;20.000;836",
            "Nijlen;2024-03;;geen deelwagens via kaderbestek in Nijlen;",
            "OCMW Bornem;2024-03;12;200;",
            "Berlaar;2024-03;100;3*;",
            "* voorlopige cijfers;;;;",
        ),
    ),
    File(name="telling.csv", content=lines("gebied;datum;personen", "Rivierenland en Rupelaar;25/10/2025;997")),
]


def _row(indicator: str, nis: str | None, period: str, value: float | None, **told: object) -> Expected:
    return Expected(indicator=indicator, nis=nis, period=period, value=value, **told)  # type: ignore[arg-type]


IN_SNAPSHOT = {
    "I01 count": _row("wijk_werken_actieve_werkers", LIER, "2023", None, status="verborgen"),
    "I01 hours of the same persons": _row("wijk_werken_uren", LIER, "2023", None, status="verborgen"),
    "I02 small": _row("wijk_werken_opstarters", DUFFEL, "2023", None, status="verborgen"),
    "I02 what tells it": _row("wijk_werken_uitstroom", DUFFEL, "2023", None, status="verborgen"),
    "I02 the rest": _row("wijk_werken_uren", DUFFEL, "2023", 1250),
    "E07": _row("wijk_werken_uren", PUTTE, "2023", 25_920, flags=("onwaarschijnlijk",)),
    "E08": _row("wijk_werken_inkomsten", PUTTE, "2023", 500, flags=("btw_onbekend",)),
    "F20": _row("wijk_werken_uren", BERLAAR, "2025-01..2025-09", 1200, status="voorlopig", flags=("onvolledig",)),
    "D13": _row("energielening_bedrag", DUFFEL, "2023", 87_000, status="geschat", reading="ongeveer"),
    "D19": _row("energielening_aantal", PUTTE, "2023", 0),
    "D20": _row("energielening_aantal", MECHELEN, "2023", None, status="niet_van_toepassing"),
    "D26": _row("energielening_bedrag", LIER, "2023", 123_000, status="geschat", reading="ongeveer"),
    "G11": _row("energielening_aantal", PSA, "2018", 20, flags=("herrekend",)),
    "D14": _row("deelwagen_ritten", DUFFEL, "2024-03", 2500, status="geschat", reading="ongeveer"),
    "E04": _row("deelwagen_km_per_wagen_gemeente", DUFFEL, "2024-03", 836),
    "E04 no total": _row("deelwagen_km_per_wagen_gemeente", None, "2024-03", None, is_there=False),
    "G22": _row("deelwagen_km", NIJLEN, "2024-03", None, status="niet_deelnemend"),
    "C17": _row("deelwagen_km", BERLAAR, "2024-03", 3, status="voorlopig"),
    "C16": _row("welzijn_dakloosheid_telling", None, "2025-10-25", 997),
}


class Seen(NamedTuple):
    """A figure as it stands in a snapshot."""

    value: float | None
    status: str
    reading: str
    flags: tuple[str, ...]
    source_ref: str


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot that is built after all these files were delivered."""
    bench = new_bench(tmp_path_factory.mktemp("values") / "data")
    for file in FILES:
        report = bench.give(file)
        assert (report.outcome, report.quarantined) == ("accepted", 0), [m.text for m in report.messages]
    (bench.settings.warehouse_dir / "CURRENT").unlink()
    done = run_pipeline(bench.settings.data_dir, "build", "--json", environment={"PEIL_DEMO": "0"})
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    with duckdb.connect(str(bench.settings.warehouse_dir / f"snap-{told['snapshot']}.duckdb"), read_only=True) as connection:
        yield connection


def _seen(connection: duckdb.DuckDBPyConnection, wanted: Expected) -> list[Seen]:
    start, end = days(wanted.period)
    found = connection.execute(
        "select value, status, reading, flags, source_ref from observation where indicator_id = ? and nis is not distinct from ? "
        "and period_start = ? and period_end = ? and breakdown = ?",
        [wanted.indicator, wanted.nis, start, end, wanted.breakdown],
    ).fetchall()
    return [Seen(value, status, reading, tuple(flags), ref) for value, status, reading, flags, ref in found]


@pytest.mark.parametrize("case", IN_SNAPSHOT)
def test_what_the_report_said_stands_beside_the_figure_in_the_snapshot(published: duckdb.DuckDBPyConnection, case: str) -> None:
    wanted = IN_SNAPSHOT[case]
    found = _seen(published, wanted)
    if not wanted.is_there:
        assert found == []
        return
    (seen,) = found
    assert (seen.value, seen.status, seen.reading) == (wanted.value, wanted.status, wanted.reading)
    assert set(wanted.flags) <= set(seen.flags)


def test_nothing_of_a_hidden_figure_is_left(published: duckdb.DuckDBPyConnection) -> None:
    hidden = published.execute("select value, value_text, lower, upper, source_ref from observation where status = 'verborgen'").fetchall()
    assert len(hidden) >= 4
    assert {tuple(row) for row in hidden} == {(None, "", None, None, "")}
    tables = [name for (name,) in published.execute("select table_name from duckdb_tables()").fetchall()]
    everything = "\n".join(str(row) for name in tables for row in published.execute(f"select * from {name}").fetchall())
    assert CANARY not in everything
    assert "7654.321" not in everything


def test_the_authority_beside_the_municipality_is_told_with_its_figure(published: duckdb.DuckDBPyConnection) -> None:
    (seen,) = _seen(published, _row("deelwagen_km", BORNEM, "2024-03", 200))
    assert seen.source_ref == "deelwagens.csv, rij 4 (OCMW)"


def test_a_file_of_which_nobody_agreed_the_notation_is_refused(bench: Bench, tmp_path: Path) -> None:
    """D04: with one number that can be read in two ways the whole file is refused, not only that row."""
    copied = tmp_path / "contracts"
    shutil.copytree(CONTRACTS_DIR, copied)
    contract = copied / "deelwagens_maand.toml"
    contract.write_text(contract.read_text(encoding="utf-8").replace('number_locale = "nl-BE"', 'number_locale = "none"'), encoding="utf-8")
    desk = replace(bench.desk, contracts=read_contracts(copied, load_catalogue()))
    strict = replace(bench, desk=desk)

    report = strict.give(File(name="deelwagens.csv", content=month("1.234") + b"Putte;2024-03;100;950;5\nNijlen;2024-04;100;12.500;5\n"))

    (message,) = report.messages
    assert (report.outcome, message.code, message.level) == ("refused", "D04", "error")
    assert message.text == "De getalnotatie van kolom 'km' is dubbelzinnig. Leg het decimaalteken vast in het datacontract."
    assert strict.deliveries == []
    assert strict.give(File(name="deelwagens.csv", content=month("950"))).outcome == "accepted"


def test_a_line_end_in_a_cell_starts_no_line_in_the_log(bench: Bench) -> None:
    """J07: neither what the command says nor any log holds a line that somebody wrote in a cell."""
    forged = "INFO admin ok"
    sound = bench.written(File(name="projecten.csv", content=projects(f'"Lier\r\n{forged}";"Duffel\r\n{forged}";2024;1.000;50;')))
    refused = bench.written(File(name="vreemd.csv", content=lines(f'"a\r\n{forged}";b', "1;2")))
    done = run_pipeline(bench.settings.data_dir, "deliver", str(sound), str(refused))
    assert done.returncode == 2, done.stderr
    logs = [*bench.settings.data_dir.rglob("*.jsonl"), *bench.settings.data_dir.rglob("*.log")]
    told = [done.stdout, done.stderr, *(path.read_text(encoding="utf-8") for path in logs)]
    assert not [line for text in told for line in text.splitlines() if line.strip().startswith(forged)]


@pytest.mark.parametrize("day", ["3/4/2024", "03-04-2024", "25.12.2024 8:00"])
def test_a_day_before_a_month_is_refused_where_the_contract_writes_dates_as_iso(day: str) -> None:
    (remark,) = parse_period(day, is_excel_serial_allowed=False, is_iso=True).remarks
    assert (remark.code, remark.level) == ("datum", "error")
    assert f"bij '{day}' is niet zeker wat de dag en wat de maand is. Verwacht: 2024-12-31." in remark.text
    assert parse_period(day, is_excel_serial_allowed=False).start is not None
    assert parse_timestamp(f"{day[:10].strip()} 10:00", zone=BELGIUM, is_iso=True).utc is None


@pytest.mark.parametrize("day", ["2024-04-03", "2024/04/03", "april 2024", "2024"])
def test_other_dates_mean_the_same_in_both_notations(day: str) -> None:
    assert parse_period(day, is_excel_serial_allowed=False, is_iso=True) == parse_period(day, is_excel_serial_allowed=False)


def test_a_list_of_actions_with_a_date_in_doubt_says_so_at_its_row(bench: Bench) -> None:
    head = (
        "organisation_id,organisation_name,coordinator_name,commitment_CoM2020_flag,commitment_CoM2030_flag,commitment_CoM2050_flag,"
        "date_of_adhesion,gcom_id\n"
    )
    content = (
        f"{head}1,Lier,Province of Antwerp,True,True,False,2016-09-26,BE0042\n2,Putte,Province of Antwerp,True,True,False,3/4/2017,BE0043\n"
    )
    report = bench.give(File(name="ondertekenaars.csv", content=content.encode(), source="convenant_ondertekenaars"))
    (message,) = [m for m in report.messages if m.level == "error"]
    assert (report.loaded, report.quarantined, message.row, message.column) == (1, 1, 3, "date_of_adhesion")
