"""Figures that anyone can look up in the published documents, section by section."""

from datetime import date

import pytest

from tests.data.asked import figures, of_region, per_place
from warehouse import queries
from warehouse.snapshot import Snapshot

LIER, BERLAAR, MECHELEN, PUURS = "12021", "12002", "12025", "12041"


class TestSharedCars:
    """Section 3.8.4."""

    @pytest.mark.parametrize(("users", "kilometres"), [("andere", 836), ("gemeente", 86)])
    def test_kilometres_per_car_in_december_2024(self, snapshot: Snapshot, users: str, kilometres: float) -> None:
        assert of_region(figures(snapshot, "deelwagen_km_per_wagen", period="2024-12", breakdown=users)) == [kilometres]

    def test_every_month_of_2024_is_there_for_both_groups(self, snapshot: Snapshot) -> None:
        gemeente, andere = (
            [row.value for row in figures(snapshot, "deelwagen_km_per_wagen", breakdown=users)] for users in ("gemeente", "andere")
        )
        assert gemeente == [95, 205, 153, 87, 135, 187, 66, 78, 144, 200, 93, 86]
        assert andere == [330, 336, 260, 311, 417, 583, 506, 490, 411, 693, 685, 836]

    def test_twenty_two_cars_in_the_text_and_twenty_four_in_the_list(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "deelwagens_aantal", breakdown="")
        assert of_region(rows) == [22]
        assert sum(value or 0 for value in per_place(rows).values()) == 24
        (conflict,) = queries.conflicts(snapshot, indicators=["deelwagens_aantal"])
        assert [figure.printed for figure in conflict.figures] == ["22", "24"]


class TestEnergy:
    """Sections 3.4.8, 3.4.15 and 3.4.16."""

    def test_both_numbers_of_loans_stay(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "energielening_aantal", period="2018..2024")
        assert of_region(rows) == [468, 439]
        assert sum(value or 0 for value in per_place(rows).values()) == 439

    def test_both_amounts_of_loans_stay(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "energielening_bedrag", period="2018..2024")
        assert of_region(rows) == [3_599_228.72, 13_741_900]
        assert sum(value or 0 for value in per_place(rows).values()) == 13_741_900

    def test_all_figures_that_contradict_say_so(self, snapshot: Snapshot) -> None:
        flagged = [row for row in queries.observations(snapshot) if row.is_conflicting]
        loans = {
            ("energielening_aantal", 468),
            ("energielening_aantal", 439),
            ("energielening_bedrag", 3_599_228.72),
            ("energielening_bedrag", 13_741_900),
        }
        assert loans <= {(row.indicator_id, row.value) for row in flagged}

    def test_energy_scans_of_lier_by_year_and_in_all(self, snapshot: Snapshot) -> None:
        years = {year: per_place(figures(snapshot, "energiescans", period=str(year)))[LIER] for year in range(2018, 2025)}
        assert years == {2018: 18, 2019: 23, 2020: 35, 2021: 21, 2022: 30, 2023: 57, 2024: 84}
        assert per_place(figures(snapshot, "energiescans", period="2018..2024"))[LIER] == 268 == sum(value or 0 for value in years.values())

    def test_energy_scans_of_the_region(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "energiescans", period="2018..2024")
        assert of_region(rows) == [498]
        assert sum(value or 0 for value in per_place(rows).values()) == 498
        assert of_region(figures(snapshot, "energiescans", period="2024")) == [130]

    def test_the_shares_of_supra_are_their_counts(self, snapshot: Snapshot) -> None:
        counts = {
            stage: per_place(figures(snapshot, "supra_trajecten", breakdown=stage))
            for stage in ("aanmeldingen", "met_werken", "zonder_werken")
        }
        assert counts["aanmeldingen"] == {"12002": 76, "12005": 116, "12007": 164, "12009": 147, "12021": 231, "12040": 91, "12041": 232}
        for stage in ("met_werken", "zonder_werken"):
            shares = per_place(figures(snapshot, f"supra_aandeel_{stage}"))
            assert len(shares) == 7
            for nis, share in shares.items():
                assert share == round(100 * (counts[stage][nis] or 0) / (counts["aanmeldingen"][nis] or 1), 1)
        for nis, registered in counts["aanmeldingen"].items():
            assert (counts["met_werken"][nis] or 0) + (counts["zonder_werken"][nis] or 0) == registered

    def test_supra_brought_investments(self, snapshot: Snapshot) -> None:
        assert of_region(figures(snapshot, "supra_investeringen")) == [19_523_546]
        assert of_region(figures(snapshot, "supra_hefboom")) == [17]


class TestClimate:
    """Section 3.4.4 and the register of the covenant."""

    def test_engagements_add_up_to_more_than_a_hundred(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "engagementsverklaringen")
        assert sum(value or 0 for value in per_place(rows).values()) == 118
        assert [(row.value, row.lower, row.value_text) for row in rows if row.nis is None] == [(100, 100, "Meer dan 100")]

    def test_twelve_current_signatories_and_two_of_before_the_merger(self, snapshot: Snapshot) -> None:
        signed = [p for p in queries.projects(snapshot, themes=["klimaat"]) if p.source_id == "jrc_convenant"]
        current = [p for p in signed if p.state == "ondertekend"]
        ended = [p for p in signed if p.state != "ondertekend"]
        assert len({p.nis for p in current}) == len(current) == 12
        assert [(p.nis, p.ended, p.state) for p in ended] == [(PUURS, "2018-12-31", "beëindigd door fusie")] * 2

    def test_igemo_coordinates_six_of_the_current_ones(self, snapshot: Snapshot) -> None:
        signed = [p for p in queries.projects(snapshot) if p.source_id == "jrc_convenant" and p.state == "ondertekend"]
        coordinated = {p.nis for p in signed if p.partner == "Intercommunale IGEMO"}
        assert coordinated == {"12007", "12009", "12029", "12035", "12040", "12041"}


class TestHousing:
    """Section 3.2.2."""

    def test_advice_of_stekr(self, snapshot: Snapshot) -> None:
        years = {row.period_end.year: row.value for row in figures(snapshot, "stekr_adviezen")}
        assert years == {2020: 730, 2021: 1_164, 2022: 2_073, 2023: 2_505, 2024: 1_851}

    def test_homes_planned_in_duffel_are_a_range_and_those_available_unknown(self, snapshot: Snapshot) -> None:
        rows = [row for row in figures(snapshot, "woonproject_entiteiten") if row.nis == "12009"]
        assert {row.breakdown: (row.value, row.lower, row.upper, row.status) for row in rows} == {
            "gepland": (65, 65, 70, "definitief"),
            "beschikbaar": (None, None, None, "onbekend"),
        }


class TestOpenData:
    """Population and planned investments."""

    def test_population_on_1_january_2025(self, snapshot: Snapshot) -> None:
        rows = [row for row in figures(snapshot, "bevolking") if row.period_end == date(2025, 1, 1)]
        assert len(per_place(rows)) == 12
        assert sum(row.value or 0 for row in rows) == 361_424
        assert {row.status for row in rows} == {"geschat"}

    def test_published_population_is_final_and_derived_is_estimated(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "bevolking")
        assert len(rows) == 96
        assert {(row.period_end.year <= 2020, row.status) for row in rows} == {(True, "definitief"), (False, "geschat")}
        assert all(
            row.lower is not None and row.upper is not None and row.lower <= (row.value or 0) <= row.upper
            for row in rows
            if row.status == "geschat"
        )

    def test_planned_investments_by_account_of_all_twelve_in_2024(self, snapshot: Snapshot) -> None:
        rows = figures(snapshot, "geplande_investeringen_rekening", period="2024", breakdown="")
        assert len(per_place(rows)) == 12
        assert sum(row.value or 0 for row in rows) == 154_754_377

    @pytest.mark.parametrize(
        ("broad", "detail"),
        [
            ("geplande_investeringen", "geplande_investeringen_beleidsveld"),
            ("geplande_investeringen_rekening", "geplande_investeringen_rekening_detail"),
        ],
    )
    def test_parts_of_the_plans_add_up_to_their_whole(self, snapshot: Snapshot, broad: str, detail: str) -> None:
        wholes: dict[tuple[str | None, int], float] = {}
        parts: dict[tuple[str | None, int], float] = {}
        details: dict[tuple[str | None, int], float] = {}
        for row in [*figures(snapshot, broad), *figures(snapshot, detail)]:
            sums = details if row.indicator_id == detail else parts if row.breakdown else wholes
            key = (row.nis, row.period_end.year)
            sums[key] = sums.get(key, 0) + (row.value or 0)
        assert len(wholes) == 72
        assert parts == pytest.approx(wholes)
        assert details == pytest.approx(wholes)

    def test_policy_fields_stay_below_accounts_and_are_marked_incomplete(self, snapshot: Snapshot) -> None:
        fields = {(row.nis, row.period_end.year): row for row in figures(snapshot, "geplande_investeringen", breakdown="")}
        accounts = {(row.nis, row.period_end.year): row for row in figures(snapshot, "geplande_investeringen_rekening", breakdown="")}
        assert fields.keys() == accounts.keys()
        assert all("onvolledig" in row.flags for row in fields.values())
        assert not any("onvolledig" in row.flags for row in accounts.values())
        assert sum(row.value or 0 for row in fields.values()) < sum(row.value or 0 for row in accounts.values())
