"""The matrix of services and the page on strategy, against the real snapshot."""

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from catalogue.model import Catalogue
from components.service_matrix import record_id
from pages import dienstverlening, strategie
from pages.routes import find_page
from tests.pages.reading import by_id, cells, links, of_kind, table_named, words
from views.listings import KIND_WORD
from views.services import service_overview
from views.strategy import DECISIONS, newest_figures, strategy
from warehouse import queries
from warehouse.snapshot import Snapshot

PROJECT = Path(__file__).resolve().parents[2]
SECAP = {"Berlaar", "Bornem", "Duffel", "Putte", "Puurs-Sint-Amands", "Sint-Katelijne-Waver", "Willebroek"}
PLAN = "data/sources/igemo_strategisch_plan/2026-11-24"


@pytest.fixture(scope="module")
def services(data_dir: Path) -> Any:
    """The page on services without filters."""
    return dienstverlening.page({}).content


@pytest.fixture(scope="module")
def plan(data_dir: Path) -> Any:
    """The page on strategy."""
    return strategie.page({}).content


def matrix_row(content: Any, service: str) -> dict[str, str]:
    """One row of the matrix: municipality to what stands there; the first cell names the service."""
    matrix = table_named(content, "Diensten per gemeente")
    heads = [words(head) for head in of_kind(of_kind(matrix, "Thead")[0], "Th")]
    body = [[words(cell) for cell in of_kind(row.children, "Th") + of_kind(row.children, "Td")] for row in of_kind(matrix, "Tr")]
    rows = [row for row in body if row[0].removesuffix("tegenspraak") == service]
    assert len(rows) == 1, service
    return dict(zip(heads[1:], rows[0][1:], strict=True))


def test_secap_marks_exactly_the_seven_municipalities(services: Any, catalogue: Catalogue) -> None:
    row = matrix_row(services, catalogue.services["secap"].label)
    assert len(row) == 12
    assert {name for name, text in row.items() if text != "–"} == SECAP
    assert row["Lier"] == "–"
    assert row["Duffel"] == "●lopend: sinds 2014"
    assert row["Putte"] == "●lopend: sinds 2021"


@pytest.mark.parametrize(
    ("service", "municipality", "expected"),
    [
        ("gidpbw", "Lier", "○beëindigd: tot 2019"),
        ("gidpbw", "Putte", "●lopend: sinds 1991"),
        ("omgevingshandhavingscel", "Willebroek", "○beëindigd: tot 2020"),
        ("omgevingsdienstverlening", "Lier", "○beëindigd: beëindigd"),
        ("omgevingsdienstverlening", "Sint-Katelijne-Waver", "●lopend: sinds 2024"),
        ("infopunt_werk", "Lier", "○beëindigd: tot 2023"),
        ("infopunt_werk", "Nijlen", "●lopend: sinds 2021"),
        ("burgemeestersconvenant", "Puurs-Sint-Amands", "●lopend: sinds 2019"),
        ("samenaankopen", "Lier", "●lopend: 2018–2024"),
        ("gestroomd", "Berlaar", "●lopend: in 2024"),
        ("wijk_werken", "Lier", "◇enkel vermeld: project 2022–2023"),
        ("regionale_samenwerking", "Nijlen", "◇enkel vermeld: dossier"),
        ("regionale_welzijnskoepel", "Duffel", "◇enkel vermeld: op 10/12/2024"),
    ],
)
def test_a_cell_says_what_the_source_says(services: Any, catalogue: Catalogue, service: str, municipality: str, expected: str) -> None:
    assert matrix_row(services, catalogue.services[service].label)[municipality] == expected


def test_every_service_stands_in_one_section_of_the_page(snapshot: Snapshot, catalogue: Catalogue) -> None:
    overview = service_overview(snapshot)
    shown = [row.service.id for row in [*overview.rows, *overview.apart]] + [service.id for service in overview.basic]
    assert sorted(shown) == sorted(catalogue.services)
    assert len(overview.basic) == 16
    assert all(row.cells for row in overview.rows)
    assert not any(row.cells for row in overview.apart)


def test_every_named_municipality_has_a_mark_and_no_other(snapshot: Snapshot) -> None:
    named = {(p.service, p.nis) for p in queries.projects(snapshot) if p.service and p.nis}
    marked = {(row.service.id, nis) for row in service_overview(snapshot).rows for nis in row.cells}
    assert marked == named
    assert len(named) > 150


def test_every_row_behind_a_service_is_on_the_page_with_its_section(services: Any, snapshot: Snapshot) -> None:
    projects = [p for p in queries.projects(snapshot) if p.service == "secap"]
    assert len(projects) == 16
    shown = of_kind(by_id(services, record_id("secap")), "Tr")[1:]
    assert len(shown) == len(projects)
    told = [words(row) for row in shown]
    assert all(any(p.name in text and KIND_WORD[p.kind] in text and p.section in text for text in told) for p in projects)


def test_every_link_in_the_matrix_leads_to_rows_on_the_page(services: Any) -> None:
    wanted = {href[1:] for href in links(table_named(services, "Diensten per gemeente")) if href.startswith("#")}
    ids = {getattr(piece, "id", None) for name in ("Div", "Tbody") for piece in of_kind(services, name)}
    assert len(wanted) > 200
    assert wanted <= ids


def test_totals_count_the_cells_of_a_column(services: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    overview = service_overview(snapshot)
    row = matrix_row(services, "●Diensten, lopend")
    for municipality in overview.municipalities:
        marks = [matrix_row(services, r.service.label)[municipality.name] for r in overview.rows]
        assert row[municipality.name] == str(sum(mark.startswith("●") for mark in marks))
    assert f"Sint-Katelijne-Waver neemt aan de meeste diensten deel: {row['Sint-Katelijne-Waver']}" in words(services)
    assert max(map(int, row.values())) == int(row["Sint-Katelijne-Waver"])


def test_the_incomplete_list_of_partners_is_marked_as_a_contradiction(snapshot: Snapshot) -> None:
    row = next(r for r in service_overview(snapshot).rows if r.service.id == "igemo_vennootschap")
    assert row.has_doubtful_reach
    assert "bestuur_vennoten_lijst" in {conflict.conflict_id for conflict in row.conflicts}


def test_a_chosen_municipality_stands_out(data_dir: Path) -> None:
    content = dienstverlening.page({"gemeente": "lier"}).content
    heads = of_kind(of_kind(table_named(content, "Diensten per gemeente"), "Thead")[0], "Th")
    assert [words(head) for head in heads if getattr(head, "className", "") == "gekozen"] == ["Liergekozen"]
    assert "Lier: 6 lopend, 3 beëindigd, 6 enkel vermeld" in words(content)


def test_unknown_choices_get_a_polite_notice(data_dir: Path) -> None:
    told = words(dienstverlening.page({"gemeente": "gent", "thema": "vuurwerk"}).content)
    assert "'gent' is geen gemeente van Rivierenland; die keuze is niet toegepast." in told
    assert "'vuurwerk' is geen thema met diensten; alle thema's worden getoond." in told
    assert "'gent' is geen gemeente van Rivierenland" in words(strategie.page({"gemeente": "gent"}).content)


def test_a_theme_narrows_the_page_and_its_links_keep_the_choice(data_dir: Path, catalogue: Catalogue) -> None:
    content = dienstverlening.page({"thema": "energie", "gemeente": "duffel"}).content
    told = words(content)
    assert catalogue.services["samenaankopen"].label in told
    assert catalogue.services["gidpbw"].label not in told
    assert "/dienstverlening?gemeente=lier&thema=energie" in links(content)
    assert "/dienstverlening?gemeente=duffel&thema=wonen" in links(content)


@pytest.mark.parametrize("slug", ["energie", "bestuur", "juridisch", "deelfietsen", "klimaat"])
def test_every_theme_with_services_makes_a_page(data_dir: Path, slug: str) -> None:
    assert of_kind(dienstverlening.page({"thema": slug}).content, "H1")


def test_both_pages_have_an_address(data_dir: Path) -> None:
    assert find_page("/dienstverlening", "").title == "Dienstverlening"
    assert find_page("/strategie", "").title == "Strategie"


def test_the_map_holds_39_domains_as_the_plan_prints_them(plan: Any) -> None:
    with (PROJECT / PLAN / "strategy_map.csv").open(encoding="utf-8") as file:
        printed = list(csv.DictReader(file))
    assert len(printed) == 39
    shown = {tuple(row[:2]) for table in of_kind(plan, "Table") if "positie, behoefte en keuze" in words(table) for row in cells(table)}
    assert shown == {(row["code"], row["domain"]) for row in printed}
    economy = {row[0]: row for row in cells(table_named(plan, "Lokale economie en werk"))}
    assert economy["e2"] == ["e2", "Bedrijfshuisvesting", "●sterk", "●sterk", "●sterk", "●sterk", "▲vermeerderen", "8.2.1"]
    assert economy["e1"][2:6] == ["○zwak", "●sterk", "○zwak", "●sterk"]
    assert economy["e4"][6] == "○afwachtengedrukt: afwachtende houding"


def test_decisions_add_up_and_keep_the_printed_word(plan: Any, snapshot: Snapshot) -> None:
    rows = cells(table_named(plan, "Keuze per domein"))
    assert [row[0][1:] for row in rows] == [decision.replace("_", " ") for decision in DECISIONS]
    assert [int(row[1]) for row in rows] == [20, 2, 2, 2, 11, 2]
    assert rows[0][3] == "vermeerderen · voortbouwen · vermeerderen / creëren"
    assert "Voor 20 van de 39 domeinen" in words(plan)
    assert {row.decision for row in queries.strategy_positions(snapshot)} == set(DECISIONS)


@pytest.mark.parametrize(("caption", "counts"), [("Nu:", [4, 8, 27, 0]), ("Later:", [7, 18, 13, 1])])
def test_the_picture_places_every_domain_once(plan: Any, caption: str, counts: list[int]) -> None:
    quarters = [q for q in of_kind(table_named(plan, caption), "Td") if "kwart" in str(getattr(q, "className", ""))]
    assert [len(of_kind(quarter, "Li")) for quarter in quarters] == counts
    assert [int(words(of_kind(quarter, "Strong"))) for quarter in quarters] == counts
    assert sum(counts) == 39


def test_each_objective_lists_its_indicators_with_a_link(plan: Any, catalogue: Catalogue) -> None:
    listed = 0
    for code in catalogue.goals:
        block = by_id(plan, f"doelstelling-{code.replace('.', '-')}")
        expected = {i.label for i in catalogue.indicators.values() if i.goal == code}
        if not expected:
            assert not of_kind(block, "Table")
            continue
        rows = of_kind(of_kind(block, "Tbody")[0], "Tr")
        assert {words(row.children[0]) for row in rows} == expected
        assert all("#" in next(iter(links(row))) for row in rows)
        listed += len(rows)
    assert listed == len(catalogue.indicators)


def test_each_objective_carries_the_words_of_the_plan(plan: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    wording = {item.code: item.label for item in queries.strategy_items(snapshot) if item.kind == "doelstelling"}
    assert set(wording) == set(catalogue.goals)
    for code, label in wording.items():
        block = words(by_id(plan, f"doelstelling-{code.replace('.', '-')}"))
        assert label in block
        assert catalogue.goals[code].label in block


def figures_of(plan: Any, label: str) -> Component:
    """The cell with the newest figure of an indicator."""
    (row,) = [row for row in of_kind(plan, "Tr") if of_kind(row, "Th") and words(of_kind(row, "Th")[0]) == label]
    return of_kind(row, "Td")[0]


def test_the_newest_figure_is_clickable_and_has_its_period(plan: Any, snapshot: Snapshot, catalogue: Catalogue) -> None:
    indicator = catalogue.indicators["deelwagen_km_per_wagen"]
    (button,) = of_kind(figures_of(plan, indicator.label), "Button")
    assert words(button) == f"{indicator.breakdown_label('andere')}: 836 {indicator.unit}"
    assert vars(button)["data-code"] == f"RIV:deelwagen_km_per_wagen:andere/regio/2024-12@{snapshot.id}"


def test_contradicting_figures_both_stand(plan: Any, catalogue: Catalogue) -> None:
    buttons = of_kind(figures_of(plan, catalogue.indicators["energielening_aantal"].label), "Button")
    assert [words(button) for button in buttons] == ["468 leningen tegenspraak", "439 leningen tegenspraak"]


def test_figures_of_municipalities_are_the_lowest_and_the_highest(snapshot: Snapshot, catalogue: Catalogue) -> None:
    rows = queries.observations(snapshot, indicators=["thermoscans"])
    figures, period, note = newest_figures(catalogue.indicators["thermoscans"], rows, snapshot_id=snapshot.id)
    assert [figure.text for figure in figures] == ["Bonheiden: 40 scans", "Sint-Katelijne-Waver: 291 scans"]
    assert (period, note) == ("2018–2024", "laagste en hoogste van 9 gemeenten")


def test_an_indicator_without_figures_says_so(plan: Any, catalogue: Catalogue, snapshot: Snapshot) -> None:
    known = {row.indicator_id for row in queries.observations(snapshot)}
    absent = [i for i in catalogue.indicators.values() if i.id not in known]
    assert absent
    for indicator in absent:
        assert words(figures_of(plan, indicator.label)) == "niet in de bron"


def test_ambitions_values_challenges_and_work_forms_are_all_there(plan: Any, snapshot: Snapshot) -> None:
    told = words(plan)
    items = [item for item in queries.strategy_items(snapshot) if item.kind != "doelstelling"]
    assert len(items) == 22
    assert all(item.label in told for item in items)


def test_every_contradiction_of_the_plan_stands_at_the_bottom(plan: Any, snapshot: Snapshot) -> None:
    conflicts = [c for c in queries.conflicts(snapshot) if c.source_id == "igemo_strategisch_plan"]
    last = words(of_kind(plan, "Section")[-1])
    assert len(conflicts) > 10
    assert all(c.title in last and all(f.printed in last for f in c.figures) for c in conflicts)
    assert strategy(snapshot).conflicts == tuple(conflicts)


@pytest.mark.parametrize("module", [dienstverlening, strategie])
def test_every_section_names_its_source_and_headings_come_in_order(data_dir: Path, module: Any) -> None:
    content = module.page({}).content
    sections = of_kind(content, "Section")
    assert len(sections) > 3
    assert all("Bron: " in words(section) for section in sections)
    levels = [int(type(piece).__name__[1]) for piece in _headings(content)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "—" not in words(content)


def _headings(content: Any) -> list[Component]:
    """The headings in reading order."""
    if isinstance(content, list | tuple):
        return [heading for part in content for heading in _headings(part)]
    if not isinstance(content, Component):
        return []
    own = [content] if type(content).__name__ in {"H1", "H2", "H3", "H4"} else []
    return own + _headings(getattr(content, "children", None))
