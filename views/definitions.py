"""What each indicator means and what may be done with it, in Dutch words."""

from dataclasses import dataclass

from catalogue.formatting import READING_PREFIX, format_value
from catalogue.loader import load_catalogue
from catalogue.model import Caveat, Goal, Indicator, Source, Theme
from views.examples import shown_examples
from views.headlines import view_address
from views.points import TARGET_WORD
from views.sources import anchor
from warehouse import queries
from warehouse.snapshot import Snapshot

COPIED = "Overgenomen zoals gepubliceerd."
ONE_AREA = {
    "regio": "De bron geeft alleen het cijfer van de regio als geheel, niet per gemeente.",
    "ruimer": "De bron geeft het cijfer voor een ander of ruimer gebied dan Rivierenland, niet per gemeente.",
}
OVER_TIME = {
    "sum": "De perioden mogen opgeteld worden.",
    "last": "De perioden mogen niet opgeteld worden: de laatste stand geldt.",
    "weighted_mean": "De perioden alleen als gewogen gemiddelde.",
    "none": "De perioden mogen niet opgeteld worden.",
}
TARGET_REACH = {"totaal": "geldt voor het totaal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One indicator with everything that explains it."""

    indicator: Indicator
    theme: Theme
    goal: Goal
    sources: tuple[Source, ...]
    caveats: tuple[Caveat, ...]
    geography: str
    may_be_added: str
    target: str
    figures: int
    address: str
    example_address: str

    @property
    def computation(self) -> str:
        """How the figure came about."""
        return self.indicator.computation or COPIED


def definition_address(indicator_id: str) -> str:
    """Where an indicator is explained."""
    return f"/definities#{anchor(indicator_id)}"


def geography_words(indicator: Indicator) -> str:
    """For which area the source gives the figure."""
    if indicator.geography == "gemeente":
        return "De bron geeft het cijfer per gemeente."
    return f"{ONE_AREA[indicator.geography]} Gebied: {indicator.area}." if indicator.area else ONE_AREA[indicator.geography]


def adding_words(indicator: Indicator) -> str:
    """What may be added up, and what may not."""
    told = []
    if indicator.geography == "gemeente":
        weight = load_catalogue().indicators[indicator.weight].label if indicator.weight else ""
        told.append(
            {
                "sum": "De gemeenten mogen opgeteld worden.",
                "weighted_mean": f"De gemeenten alleen als gewogen gemiddelde, met als gewicht: {weight}.",
                "none": "De gemeenten mogen niet opgeteld worden.",
            }[indicator.over_area]
        )
    told.append(OVER_TIME[indicator.over_time])
    if indicator.breakdown:
        told.append(
            "De delen vormen samen het geheel." if indicator.over_breakdown == "sum" else "De delen mogen niet bij elkaar geteld worden."
        )
    return " ".join(told)


def target_words(indicator: Indicator) -> str:
    """The published value that the figure is held against and where it was published; nothing when there is none."""
    target = indicator.target
    if target is None:
        return ""
    decimals = indicator.decimals if target.value % 1 else 0
    shown = f"{READING_PREFIX[target.reading]}{format_value(target.value, indicator.unit, decimals)}"
    reach = TARGET_REACH.get(target.applies_to) or f"geldt voor {indicator.breakdown_label(target.applies_to)}"
    return f"{TARGET_WORD[target.kind].capitalize()}: {shown}; {reach}. Vermeld in: {target.basis}."


def definition(indicator: Indicator, *, figures: int, example_address: str) -> Definition:
    """The explanation of one indicator.

    Args:
        figures: how many of it the snapshot holds.
        example_address: where example data of it stands; nothing where there is none.
    """
    catalogue = load_catalogue()
    address = view_address(indicator.id)
    return Definition(
        indicator=indicator,
        theme=catalogue.themes[indicator.theme],
        goal=catalogue.goals[indicator.goal],
        sources=tuple(catalogue.sources[key] for key in indicator.sources),
        caveats=tuple(catalogue.caveats[key] for key in indicator.caveats),
        geography=geography_words(indicator),
        may_be_added=adding_words(indicator),
        target=target_words(indicator),
        figures=figures,
        address=address,
        example_address=example_address,
    )


def definitions_by_theme(snapshot: Snapshot) -> list[tuple[Theme, list[Definition]]]:
    """All indicators, by theme, in the order of the menu."""
    catalogue = load_catalogue()
    figures = queries.indicator_figures(snapshot)
    examples = {view.indicators[0]: view.address for view in shown_examples(snapshot)}
    found = [
        (
            theme,
            [
                definition(indicator, figures=figures.get(indicator.id, 0), example_address=examples.get(indicator.id, ""))
                for indicator in catalogue.indicators_of(theme.slug)
            ],
        )
        for theme in catalogue.themes.values()
    ]
    return [(theme, definitions) for theme, definitions in found if definitions]
