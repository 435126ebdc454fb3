"""The plans of ABB, tidy and as its own cross-tab, give the figures that an independent sum gives."""

import tomllib
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from settings import PROJECT_DIR
from tests.data_pipeline.desk import Steward
from tests.data_pipeline.given import ACCOUNTS, DUFFEL, FIELDS, MECHELEN, NIJLEN, delivered, facts_from, given, real, rows_of
from tests.data_pipeline.supplied import OTHERS, abb_crosstab
from warehouse.snapshot import Snapshot, Warehouse


@cache
def _known_errors() -> dict[tuple[str, str, str], tuple[str, str]]:
    told = tomllib.loads((PROJECT_DIR / "data" / "corrections.toml").read_text(encoding="utf-8"))["correction"]
    return {(c["where"]["NIS_code"], c["where"]["Boekjaar"], c["where"]["Beleidsveld"]): (c["expect"], c["value"]) for c in told}


def _sums(name: str, amount: Callable[[dict[str, str]], float]) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows_of(name):
        assert row["Rapportjaar"] == "2020"
        sums[row["NIS_code"], row["Boekjaar"]] += amount(row)
    return sums


def _mended(row: dict[str, str]) -> float:
    expected, right = _known_errors().get((row["NIS_code"], row["Boekjaar"], row["Beleidsveld"]), ("", ""))
    assert expected in {"", row["Totaal"]}
    return float(right or row["Totaal"])


def _totals(steward: Steward, source: str, indicator: str) -> dict[tuple[str | None, str], float | None]:
    rows = (row for row in facts_from(steward, source) if row.indicator_id == indicator and not row.breakdown)
    return {(row.nis, f"{row.period_start:%Y}"): row.value for row in rows}


def test_the_real_plans_per_policy_field_add_up_as_an_independent_sum_does(steward: Steward) -> None:
    report = given(steward, real(FIELDS))
    assert (report.source, report.outcome) == ("bbc_beleidsveld", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (1333, 1333, 0, 0)
    found = _totals(steward, report.source, "geplande_investeringen")
    assert found == {key: pytest.approx(value) for key, value in _sums(FIELDS, _mended).items()}
    assert len(found) == 12 * 6
    assert found[NIJLEN, "2020"] == 1587 + 1959862 + 1761 + 822568 + 10625 + 27200 + 1975778 + 462405
    assert found[DUFFEL, "2021"] == 4_267_086
    fields = [row for row in facts_from(steward, report.source) if row.indicator_id == "geplande_investeringen_beleidsveld"]
    assert len(fields) == 1333
    assert sum("gecorrigeerd" in row.flags for row in fields) == len(_known_errors()) == 43


def test_the_real_plans_per_account_add_up_as_an_independent_sum_does(steward: Steward) -> None:
    report = given(steward, real(ACCOUNTS))
    assert (report.source, report.outcome) == ("bbc_rekening", "accepted")
    assert (report.rows_in, report.loaded, report.quarantined, report.ignored) == (1318, 1318, 0, 0)
    found = _totals(steward, report.source, "geplande_investeringen_rekening")
    assert found == {key: pytest.approx(value) for key, value in _sums(ACCOUNTS, lambda row: float(row["Totaal"])).items()}
    assert (found[NIJLEN, "2020"], found[MECHELEN, "2024"]) == (6_049_375, 39_488_950)


PLANS = """
    select indicator_id, nis, period_start, breakdown, value, list_sort(flags) as flags
    from observation where indicator_id like 'geplande%' order by all
"""


def test_delivered_on_top_of_the_shipped_plans_nothing_contradicts_and_nothing_changes(shipped_again: Snapshot, data_dir: Path) -> None:
    shipped = Warehouse(data_dir / "warehouse").current()
    assert shipped_again.rows("select * from conflict order by all") == shipped.rows("select * from conflict order by all")
    assert shipped_again.rows(PLANS) == shipped.rows(PLANS)
    refs = shipped_again.rows("select count(*) as n from observation where indicator_id like 'geplande%' and source_ref like '%; %'")
    assert refs[0]["n"] == len(shipped.rows(PLANS))


def test_a_known_error_that_the_publisher_put_right_is_left_alone(steward: Steward) -> None:
    raw = real(FIELDS).read_text(encoding="utf-8")
    (line,) = (row for row in raw.splitlines() if row.startswith("12002,2020,2023") and "0210 Openbaar vervoer" in row)
    right = line.replace(",3330.0,", ",333.0,")
    report = delivered(steward, "plannen.csv", raw.replace(line, right).encode())
    assert report.outcome == "accepted"
    found = {(row.nis, row.period_start.year, row.breakdown): row for row in facts_from(steward, "bbc_beleidsveld")}
    row = found["12002", 2023, "0210"]
    assert (row.value, row.flags) == (333.0, ())
    assert sum("gecorrigeerd" in r.flags for r in found.values() if r.indicator_id == "geplande_investeringen_beleidsveld") == 42


FIELD_HEADS = {name: name for name in ("Boekjaar", "BV_domein", "BV_subdomein", "Beleidsveld")}
ACCOUNT_HEADS = {
    "Niveau_1": "Niveau 1", "Niveau_2": "Niveau 2", "Niveau_3": "Niveau 3", "Boekjaar": "Boekjaar", "Alg_rekening": "Alg. rekening",
}  # fmt: skip


def _told(steward: Steward, source: str) -> dict[tuple[object, ...], float | None]:
    return {row.key: row.value for row in steward.facts(source)}


def test_the_cross_tab_of_abb_gives_the_figures_of_the_tidy_file(steward: Steward) -> None:
    rows = [row | {"Totaal": str(_mended(row))} for row in rows_of(FIELDS)]
    report = delivered(steward, "MJP BV 2020 MVA.csv", abb_crosstab(rows, FIELD_HEADS))
    assert (report.source, report.outcome) == ("bbc_kruistabel", "accepted"), report.messages
    assert (report.loaded, report.quarantined) == (12, 0)
    assert report.ignored == 5 + len(OTHERS)
    given(steward, real(FIELDS))
    assert _told(steward, "bbc_kruistabel") == {key: pytest.approx(value) for key, value in _told(steward, "bbc_beleidsveld").items()}


def test_the_cross_tab_per_account_has_its_codes_on_row_12_and_gives_the_investments_only(steward: Steward) -> None:
    running = {"Niveau_1": "E Exploitatie", "Niveau_2": "E.1 Uitgaven", "Niveau_3": "E.1.A Goederen", "Alg_rekening": "REK600 Aankopen"}
    rows = [*rows_of(ACCOUNTS), *({"NIS_code": DUFFEL, "Boekjaar": "2024", "Totaal": "12345.0", "Per_inwoner": "1"} | running for _ in "x")]
    content = abb_crosstab(rows, ACCOUNT_HEADS, above=[f"Niveau {n}" for n in range(4, 9)] + ["Rapportjaar"])
    assert content.decode("utf-8-sig").splitlines()[11].startswith("NIS-code;Uitgave;Uitgave per inwoner")
    report = delivered(steward, "MJP REK 2020.csv", content)
    assert (report.source, report.outcome) == ("bbc_kruistabel_rekening", "accepted"), report.messages
    assert (report.loaded, report.quarantined, report.ignored) == (12, 0, 11 + len(OTHERS))
    given(steward, real(ACCOUNTS))
    assert _told(steward, "bbc_kruistabel_rekening") == {key: pytest.approx(value) for key, value in _told(steward, "bbc_rekening").items()}


def test_a_cross_tab_that_stops_half_way_is_refused(steward: Steward) -> None:
    whole = abb_crosstab(rows_of(FIELDS), FIELD_HEADS).decode("utf-8-sig").splitlines()
    cut = "\r\n".join([*whole[:-1], whole[-1][:300]])
    report = delivered(steward, "MJP BV 2020 MVA.csv", cut.encode())
    assert (report.outcome, report.messages[0].code) == ("refused", "A04")
    assert f"stopt midden in rij {len(whole)}" in report.messages[0].text


def test_a_cross_tab_with_an_amount_for_a_policy_field_that_nobody_knows_is_refused(steward: Steward) -> None:
    row = {
        "NIS_code": DUFFEL,
        "Boekjaar": "2024",
        "BV_domein": "9 Zorg en opvang",
        "BV_subdomein": "x",
        "Beleidsveld": "0998 Ruimtevaart",
        "Per_inwoner": "1",
    }
    unknown, nought = (delivered(steward, f"{value}.csv", abb_crosstab([row | {"Totaal": value}], FIELD_HEADS)) for value in ("5.0", "0.0"))
    assert unknown.outcome == "refused"
    assert "'0998' staat niet bij geplande_investeringen_beleidsveld in de catalogus" in unknown.messages[0].text
    assert nought.outcome == "accepted"
