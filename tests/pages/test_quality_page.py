"""The page of quality counts and shows what the warehouse holds: every contradiction, every gap, every word."""

from typing import Any

import pytest

from catalogue.model import Catalogue
from pages import kwaliteit
from tests.pages.reading import by_id, cells, count, dutch, of_kind, pieces, table_named, words
from warehouse.snapshot import Snapshot

REPORT = "igemo_evaluatierapport"


@pytest.fixture(scope="module")
def quality_page(snapshot: Snapshot) -> Any:
    return kwaliteit.page({}).content


def test_the_headline_counts_are_those_of_the_warehouse(quality_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    (told,) = [piece for piece in pieces(quality_page) if getattr(piece, "className", "") == "tellers"]
    numbers = [words(piece) for piece in pieces(told) if getattr(piece, "className", "") == "teller"]
    checks = count(snapshot, "select count(*) from reconciliation")
    filled = count(snapshot, "select count(distinct indicator_id) from observation")
    assert numbers == [
        dutch(count(snapshot, "select count(*) from observation")),
        dutch(count(snapshot, "select count(distinct conflict_id) from conflict")),
        f"{count(snapshot, 'select count(*) from reconciliation where is_consistent')} van {checks}",
        f"{len(catalogue.indicators) - filled} van {len(catalogue.indicators)}",
    ]
    assert f"bij {count(snapshot, 'select count(*) from observation where value is null')} staat een woord" in words(told)


def test_every_contradiction_stands_under_its_theme_with_all_its_figures(quality_page: Any, snapshot: Snapshot) -> None:
    rows = snapshot.rows("select * from conflict")
    assert len({row["conflict_id"] for row in rows}) > 30
    for row in rows:
        section = by_id(quality_page, f"tegenspraken-{row['theme']}")
        (article,) = [a for a in of_kind(section, "Article") if words(of_kind(a, "H4")).startswith(row["title"])]
        assert f"{row['printed']} ({row['stands_at']})" in words(article)
        assert row["explanation"] in words(article)


def test_arithmetic_contradictions_come_first_in_their_theme(quality_page: Any, snapshot: Snapshot) -> None:
    rows = snapshot.rows("select distinct theme, title from conflict where kind in ('rekenkundig', 'verschillend')")
    assert rows
    for theme in {row["theme"] for row in rows}:
        titles = [words(article.children[0].children[0]) for article in of_kind(by_id(quality_page, f"tegenspraken-{theme}"), "Article")]
        arithmetic = {row["title"] for row in rows if row["theme"] == theme}
        assert set(titles[: len(arithmetic)]) == arithmetic


def test_kinds_of_contradiction_are_counted(quality_page: Any, snapshot: Snapshot) -> None:
    told = {line[0]: int(line[2]) for line in cells(table_named(quality_page, "Soorten tegenspraak"))}
    assert sum(told.values()) == count(snapshot, "select count(distinct conflict_id) from conflict")
    assert told["naam"] == count(snapshot, "select count(distinct conflict_id) from conflict where kind = 'naam'")


def test_what_has_no_figures_is_listed_with_the_delivery_that_fills_it(quality_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    filled = {row["indicator_id"] for row in snapshot.rows("select distinct indicator_id from observation")}
    missing = [indicator for indicator in catalogue.indicators.values() if indicator.id not in filled]
    assert missing
    items = [words(item).lower() for item in of_kind(by_id(quality_page, "leemten"), "Li")]
    for indicator in missing:
        (line,) = [item for item in items if item.startswith(indicator.awaits.lower()) and indicator.label.lower() in item]
        assert catalogue.themes[indicator.theme].label.lower() in line


def test_coverage_counts_the_figures_of_the_report_and_shows_a_dash_for_none(
    quality_page: Any, snapshot: Snapshot, catalogue: Catalogue
) -> None:
    rows = snapshot.rows(
        f"select theme, nis, count(*) as n from observation join indicator using (indicator_id) where source_id = '{REPORT}' group by all"
    )
    found = {(row["theme"], row["nis"]): str(row["n"]) for row in rows}
    told = cells(table_named(quality_page, "Aantal cijfers uit het evaluatierapport"))
    places = [*catalogue.municipalities, None]
    expected = [[theme.label, *(found.get((theme.slug, nis), "–") for nis in places)] for theme in catalogue.themes.values()]
    assert told == expected
    assert sum(row["n"] for row in rows) == sum(int(cell) for line in told for cell in line[1:] if cell != "–")


def test_a_municipality_without_any_figure_in_the_report_is_named(quality_page: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    covered = {row["nis"] for row in snapshot.rows(f"select distinct nis from observation where source_id = '{REPORT}'")}
    gaps = by_id(quality_page, "leemten")
    sentences = {m.name: f"geen enkel cijfer per gemeente voor {m.name};" in words(gaps) for m in catalogue.municipalities.values()}
    assert sentences == {m.name: m.nis not in covered for m in catalogue.municipalities.values()}
    assert sentences["Nijlen"]
    assert "Nijlen ligt in referentieregio Rivierenland maar is geen lid van IGEMO." in words(gaps)
    assert "voor Nijlen; de gemeente komt in geen enkele tabel ervan voor." in words(gaps)
    assert count(snapshot, "select count(*) from project join report_table using (table_id) where nis = '12026'") == 0


@pytest.mark.parametrize(
    ("caption", "words_and_sql"),
    [
        (
            "Status",
            {"definitief": "status = 'definitief'", "onbekend": "status = 'onbekend'", "niet getoond (privacy)": "status = 'verborgen'"},
        ),
        ("Lezing", {"afgelezen uit een grafiek": "reading = 'afgelezen'", "ongeveer, zo gedrukt": "reading = 'ongeveer'"}),
        ("Vlaggen", {"gecorrigeerd": "list_contains(flags, 'gecorrigeerd')", "onvolledig": "list_contains(flags, 'onvolledig')"}),
    ],
)
def test_words_beside_figures_are_counted(quality_page: Any, snapshot: Snapshot, caption: str, words_and_sql: dict[str, str]) -> None:
    told = {line[0]: line[2] for line in cells(table_named(quality_page, caption))}
    for word, condition in words_and_sql.items():
        assert told[word] == dutch(count(snapshot, f"select count(*) from observation where {condition}"))


def test_every_status_and_flag_of_the_warehouse_is_explained(quality_page: Any, snapshot: Snapshot) -> None:
    figures = count(snapshot, "select count(*) from observation")
    for caption in ("Status", "Lezing"):
        assert sum(int(line[2].replace(".", "")) for line in cells(table_named(quality_page, caption))) == figures
    flags = count(snapshot, "select sum(len(flags)) from observation")
    assert sum(int(line[2].replace(".", "")) for line in cells(table_named(quality_page, "Vlaggen"))) == flags


def test_recomputations_name_what_does_not_come_out(quality_page: Any, snapshot: Snapshot) -> None:
    told = cells(table_named(quality_page, "Wat werd nagerekend"))
    assert sum(int(line[1]) for line in told) == count(snapshot, "select count(*) from reconciliation")
    failed = snapshot.rows("select title from reconciliation where not is_consistent")
    assert failed
    assert all(any(row["title"] in line[3] for line in told) for row in failed)


def test_repairs_and_the_snapshot_are_named(quality_page: Any, snapshot: Snapshot) -> None:
    repaired = count(snapshot, "select count(*) from observation where list_contains(flags, 'gecorrigeerd')")
    assert f"{repaired} cijfers dragen de vlag gecorrigeerd" in words(by_id(quality_page, "correcties"))
    state = words(by_id(quality_page, "stand"))
    assert snapshot.id in state
    assert f"{snapshot.built_at.day} " in state
    assert f"{snapshot.built_at.hour}.{snapshot.built_at.minute:02} uur" in state
