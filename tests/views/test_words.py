"""The five states on screen and in files: a figure, nought, unknown, takes no part, hidden; and figures that were revised."""

import csv
import io
from pathlib import Path

import pytest

from catalogue.model import Catalogue
from exports.passport import passport
from tests.altered_snapshot import altered_copy
from views import municipality
from views.files import csv_file, notes, png_figure
from views.filters import Filters
from views.municipality import profile
from views.registry import SCORECARD, all_views
from views.render import Rendered, render
from views.revisions import revisions_of
from views.scorecard import scorecard
from warehouse import queries
from warehouse.snapshot import Snapshot, Warehouse

SCANS, PLEDGES, RATES = "energiescans", "engagementsverklaringen", "supra_aandeel_met_werken"
LIER, NIJLEN = "12021", "12026"


def _card(view: str, snapshot: Snapshot, filters: Filters | None = None) -> Rendered:
    return render(all_views()[view], filters or Filters(), snapshot)


def _notes(card: Rendered) -> list[str]:
    assert card.figure
    return [note["text"].replace("<br>", " ") for note in card.figure["layout"]["annotations"]]


def _row(card: Rendered, place: str) -> list[str]:
    (found,) = [[cell.plain for cell in row] for row in card.table.rows if row[0].plain == place]
    return found


def test_bars_show_the_words(worded_snapshot: Snapshot) -> None:
    card = _card(PLEDGES, worded_snapshot)
    assert {"neemt niet deel", "niet getoond (privacy)"} <= set(_notes(card))
    assert card.absences == "Neemt niet deel: Lier. Niet getoond (privacy): Nijlen."
    assert _row(card, "Lier")[-1] == "neemt niet deel"
    assert _row(card, "Nijlen")[-1] == "niet getoond (privacy)"


def test_small_multiples_show_the_words(worded_snapshot: Snapshot) -> None:
    card = _card(SCANS, worded_snapshot)
    assert card.figure
    assert [trace["name"] for trace in card.figure["data"]][-1] == "Nijlen"
    assert "neemt niet deel" in _notes(card)
    assert card.absences == "Niet getoond (privacy): Duffel (2021), Lier (2022). Neemt niet deel: Nijlen."
    assert set(_row(card, "Nijlen")[1:]) == {"neemt niet deel", "–"}
    assert "niet getoond (privacy)" in _row(card, "Duffel")


def test_the_map_shows_the_words(worded_snapshot: Snapshot) -> None:
    figure = _card(RATES, worded_snapshot).figure
    assert figure
    names = [text.replace("<br>", " ") for text in figure["data"][2]["text"]]
    assert {"Lier neemt niet deel", "Nijlen neemt niet deel", "Mechelen niet getoond (privacy)"} <= set(names)


def test_stages_show_the_words(worded_snapshot: Snapshot) -> None:
    assert "neemt niet deel" in _notes(_card("supra_trajecten", worded_snapshot))


@pytest.mark.parametrize("unit", ["inwoner", "km2", "aandeel", "index"])
def test_the_words_stay_in_every_unit(worded_snapshot: Snapshot, unit: str) -> None:
    card = _card(SCANS, worded_snapshot, Filters(unit=unit))  # type: ignore[arg-type]
    assert "Neemt niet deel: Nijlen." in card.absences
    assert "neemt niet deel" in _row(card, "Nijlen")


def test_a_choice_of_who_takes_no_part_says_so_and_not_that_there_is_nothing(worded_snapshot: Snapshot) -> None:
    card = _card(PLEDGES, worded_snapshot, Filters(municipalities=(LIER,), first_year=2019, last_year=2024))
    chosen = [row for row in card.rows if row.nis]
    assert [row.status for row in chosen] == ["niet_deelnemend"]
    assert "Neemt niet deel: Lier." in card.absences
    assert [notice for notice in card.notices if "Geen cijfers" in notice] == []


def test_the_scorecard_has_a_word_where_the_source_has_one_and_a_dash_where_it_has_nothing(worded_snapshot: Snapshot) -> None:
    (pledges,) = [column for column in scorecard(worded_snapshot)[0] if column.indicator.id == PLEDGES]
    assert (pledges.scores[LIER].text, pledges.scores[NIJLEN].text) == ("neemt niet deel", "niet getoond (privacy)")
    assert [score.is_word for score in pledges.scores.values()].count(True) == 2
    assert "12014" not in pledges.scores
    board = _card(SCORECARD, worded_snapshot)
    assert "neemt niet deel" in _row(board, "Lier")
    assert "–" in _row(board, "Heist-op-den-Berg")


def test_a_profile_has_the_word_without_bar_rank_or_line_over_a_hidden_year(worded_snapshot: Snapshot, catalogue: Catalogue) -> None:
    found = profile(catalogue.municipalities[LIER], None, worded_snapshot)
    (pledges,) = [line for line in found.lines["klimaat"] if line.label.startswith("Engagementsverklaringen")]
    assert ([figure.text for figure in pledges.own], pledges.rank, pledges.has_value) == (["neemt niet deel"], "", False)
    (scans,) = [line for line in found.lines["energie"] if line.label == "Uitgevoerde energiescans"]
    assert scans.has_value
    assert scans.trend == ()
    assert municipality.TREND_LEAST > 1


def test_files_carry_the_words(worded_snapshot: Snapshot) -> None:
    card = _card(PLEDGES, worded_snapshot)
    excel = csv_file(card, Filters(), for_excel=True).decode("utf-8-sig")
    rows = {row["gemeente"]: row for row in csv.DictReader(io.StringIO(excel.partition("\r\n\r\n")[0]), delimiter=";")}
    assert (rows["Lier"]["value"], rows["Lier"]["status"]) == ("", "neemt niet deel")
    assert (rows["Nijlen"]["value"], rows["Nijlen"]["status"]) == ("", "niet getoond (privacy)")
    plain = csv.DictReader(io.StringIO(csv_file(card, Filters(), for_excel=False).decode()))
    assert {row["status"] for row in plain if row["gemeente"] in {"Lier", "Nijlen"}} == {"niet_deelnemend", "verborgen"}
    assert ("Zonder cijfer", card.absences) in notes(card, Filters())
    figure, _, _ = png_figure(card, Filters())
    words = " ".join(note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"])
    assert card.absences in words


def test_nought_stays_nought(snapshot: Snapshot) -> None:
    noughts = [row for row in queries.observations(snapshot) if row.value == 0]
    assert noughts
    for indicator in {row.indicator_id for row in noughts}:
        view = next(view for view in all_views().values() if indicator in view.indicators and view.theme)
        cells = [cell.plain for row in render(view, Filters(), snapshot).table.rows for cell in row]
        assert [cell for cell in cells if cell.strip("€%\N{NO-BREAK SPACE} ")[:1] == "0"], indicator


def test_a_revised_figure_says_what_it_was_for_a_year(worded_snapshot: Snapshot, catalogue: Catalogue) -> None:
    card = _card(SCANS, worded_snapshot)
    (told,) = card.revisions
    assert told.startswith("Herzien op ")
    assert told.endswith(": 66 → 84 (Lier, 2024; fout in levering)")
    assert ("Herzien", told) in notes(card, Filters())
    (lier,) = [row for row in card.table.rows if row[0].plain == "Lier"]
    assert [figure.mark for cell in lier for figure in cell.figures].count("herzien") == 2
    assert _card(SCANS, worded_snapshot, Filters(municipalities=("12009",))).revisions == ()


def test_what_is_hidden_now_is_not_told_by_what_it_was(worded_snapshot: Snapshot) -> None:
    rows = queries.observations(worded_snapshot, indicators=[SCANS], municipalities=[LIER])
    stored = worded_snapshot.rows("select period_start from revision")
    assert len(stored) == 3
    assert {revision.period_start.year for revision in revisions_of(rows, worded_snapshot)} == {2024}


def test_the_passport_of_a_revised_figure_says_what_it_was(worded_snapshot: Snapshot, catalogue: Catalogue) -> None:
    (row,) = [
        r
        for r in queries.observations(worded_snapshot, indicators=[SCANS])
        if (r.nis, r.period_start.year, r.period_end.year) == (LIER, 2024, 2024)
    ]
    source = next(s for s in queries.sources(worded_snapshot) if s.source_id == row.source_id)
    told = dict(
        passport(
            row, code="RIV:x", catalogue=catalogue, source=source, conflicts=[], snapshot_id=worded_snapshot.id,
            updated=worded_snapshot.built_at.date(), revisions=revisions_of([row], worded_snapshot),
        ).lines
    )  # fmt: skip
    assert told["Herzien"].endswith(": 66 → 84 (fout in levering)")
    assert told["Status"] == "definitief, herzien"


def test_a_snapshot_of_before_the_revisions_has_none(worded_snapshot: Snapshot, data_dir: Path, tmp_path: Path) -> None:
    since = worded_snapshot.built_at.date().replace(year=2000)
    assert len(queries.revisions(worded_snapshot, indicators=[SCANS], since=since)) == 3
    older = altered_copy(
        data_dir, tmp_path / "ouder", snapshot="d" * 12, alter=[lambda connection: connection.execute("drop table revision")]
    )
    assert queries.revisions(Warehouse(older / "warehouse").current(), indicators=[SCANS], since=since) == []
