"""Open data for programs: what stands in the lists of the interface, and the DCAT-AP catalogue of all that there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.formatting import format_period
from catalogue.model import Catalogue, Indicator, Municipality, Theme
from warehouse.rows import ObservationRow, SourceRow

KIND = "application/ld+json"
REGION_NAME = "Rivierenland"
PUBLISHER = "IGEMO"
CC_BY = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/"}
EUROPE = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FORMATS = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeData:
    """What a snapshot holds about one theme, example data left out; no days where there are only projects."""

    theme: Theme
    indicators: tuple[Indicator, ...]
    municipalities: tuple[Municipality, ...]
    sources: tuple[SourceRow, ...]
    views: tuple[tuple[str, str], ...]
    first_day: date | None
    last_day: date | None


def observation_item(row: ObservationRow, *, catalogue: Catalogue, code: str) -> dict[str, Any]:
    """One figure, with the fields of OBSERVATION_FIELDS."""
    return {
        "indicator": row.indicator_id,
        "nis": row.nis,
        "gemeente": catalogue.municipalities[row.nis].name if row.nis else None,
        "period_start": row.period_start.isoformat(),
        "period_end": row.period_end.isoformat(),
        "breakdown": row.breakdown,
        "value": row.value,
        "value_text": row.value_text,
        "unit": catalogue.indicators[row.indicator_id].unit,
        "status": row.status,
        "reading": row.reading,
        "flags": list(row.flags),
        "source": row.source_id,
        "source_ref": row.source_ref,
        "is_demo": row.is_demo,
        "code": code,
    }


def indicator_item(indicator: Indicator, *, catalogue: Catalogue, figures: int, examples: int) -> dict[str, Any]:
    """One indicator, with the fields of INDICATOR_FIELDS."""
    return {
        "id": indicator.id,
        "label": indicator.label,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "definition": indicator.definition,
        "theme": indicator.theme,
        "page": catalogue.themes[indicator.theme].path,
        "goal": indicator.goal,
        "sources": list(indicator.sources),
        "geography": indicator.geography,
        "good_is": indicator.good_is,
        "over_area": indicator.over_area,
        "over_time": indicator.over_time,
        "breakdown": {key: indicator.breakdown_label(key) for key in indicator.breakdown},
        "privacy_floor": indicator.privacy_floor,
        "caveats": [catalogue.caveats[key].text for key in indicator.caveats],
        "figures": figures,
        "examples": examples,
    }


def _dutch(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _agent(name: str) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _dutch(name)}


def _licence(text: str) -> dict[str, Any]:
    known = {"@id": CC_BY[text]} if text in CC_BY else {}
    return known | {"@type": "dct:LicenseDocument", "dct:title": _dutch(text)}


def licence_words(sources: Sequence[SourceRow]) -> list[str]:
    """The licence of each source as the source states it, the source first."""
    return [f"{source.publisher}, {source.title}: {source.licence}" for source in sources if source.licence]


def _source(source: SourceRow, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}/bronnen#{source.source_id.replace('_', '-')}",
        "@type": "dct:BibliographicResource",
        "dct:title": _dutch(source.title),
        "dct:description": _dutch(source.note or source.title),
        "dct:publisher": _agent(source.publisher),
    } | ({"dct:license": _licence(source.licence)} if source.licence else {})


def _distribution(address: str, *, title: str, kind: str, about: ThemeData, service: str = "", metadata: str = "") -> dict[str, Any]:
    name, media_type = FORMATS[kind]
    told: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _dutch(title),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{EUROPE}/file-type/{name}", "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{media_type}", "@type": "dct:MediaType"},
        "dct:license": _licence("Per bron: " + "; ".join(licence_words(about.sources))),
    }
    if service:
        told["dcat:accessService"] = {"@id": service}
        told["dct:description"] = _dutch("Rijen met is_demo zijn voorbeelddata van Peil en geen gepubliceerde cijfers.")
    if metadata:
        told["dct:conformsTo"] = {"@id": metadata, "@type": "dct:Standard", "dct:title": _dutch("CSVW-metadata")}
    return told


def _distributions(about: ThemeData, base: str, service: str) -> list[dict[str, Any]]:
    asked = f"{base}/api/v1/observations?indicator={','.join(indicator.id for indicator in about.indicators)}"
    all_rows = [
        _distribution(
            f"{asked}&format={kind}", title=f"{about.theme.label}, alle cijfers ({name})", kind=kind, about=about, service=service
        )
        for kind, (name, _) in FORMATS.items()
        if about.first_day
    ]
    return all_rows + [
        _distribution(
            f"{base}/download/{view}.csv",
            title=f"{title} (CSV)",
            kind="csv",
            about=about,
            metadata=f"{base}/download/{view}.csv-metadata.json",
        )
        for view, title in about.views
    ]


def _place(name: str, nis: str = "") -> dict[str, Any]:
    return {"@type": "dct:Location", "skos:prefLabel": _dutch(name)} | ({"dct:identifier": nis} if nis else {})


def _dataset(about: ThemeData, *, base: str, service: str, snapshot_id: str, modified: date) -> dict[str, Any]:
    theme = about.theme
    first, last = about.first_day, about.last_day
    period = {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(first), "dcat:endDate": _day(last)} if first and last else None
    reach = f" Gegevens: {format_period(first, last)}." if first and last else ""
    return {
        "@id": f"{base}/api/v1/catalog.jsonld#{theme.slug}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{theme.slug}@{snapshot_id}",
        "dct:title": _dutch(f"{theme.label} in {REGION_NAME}"),
        "dct:description": _dutch(f"{theme.intro}{reach}".strip() or theme.label),
        "dct:publisher": _agent(PUBLISHER),
        "dct:language": {"@id": f"{EUROPE}/language/NLD"},
        "dct:modified": _day(modified),
        "dcat:version": snapshot_id,
        "dcat:landingPage": {"@id": f"{base}{theme.path}", "@type": "foaf:Document"},
        "dcat:keyword": [_dutch(word) for word in dict.fromkeys([theme.label, *(i.label for i in about.indicators)])],
        "dct:spatial": [_place(REGION_NAME), *(_place(each.name, each.nis) for each in about.municipalities)],
        "dct:source": [_source(source, base) for source in about.sources],
        "dcat:distribution": _distributions(about, base, service),
    } | ({"dct:temporal": period} if period else {})


def dcat_catalogue(themes: Sequence[ThemeData], *, base: str, snapshot_id: str, modified: date) -> dict[str, Any]:
    """The DCAT-AP catalogue: one data set per theme, with its files and the interface.

    Args:
        base: the address of this Peil, without a slash at the end.
        modified: the day on which the snapshot was built.
    """
    service = f"{base}/api/v1/catalog.jsonld#api"
    datasets = [_dataset(about, base=base, service=service, snapshot_id=snapshot_id, modified=modified) for about in themes]
    return {
        "@context": CONTEXT,
        "@id": f"{base}/api/v1/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _dutch(f"Peil: {REGION_NAME} in cijfers"),
        "dct:description": _dutch(f"Gepubliceerde cijfers over de gemeenten van {REGION_NAME}, elk met zijn bron en vindplaats."),
        "dct:publisher": _agent(PUBLISHER),
        "dct:language": {"@id": f"{EUROPE}/language/NLD"},
        "dct:modified": _day(modified),
        "dct:spatial": [_place(REGION_NAME)],
        "foaf:homepage": {"@id": f"{base}/", "@type": "foaf:Document"},
        "dcat:dataset": datasets,
        "dcat:service": [
            {
                "@id": service,
                "@type": "dcat:DataService",
                "dct:title": _dutch("API van Peil"),
                "dct:publisher": _agent(PUBLISHER),
                "dcat:endpointURL": {"@id": f"{base}/api/v1"},
                "dcat:endpointDescription": {"@id": f"{base}/api/v1/openapi.json"},
                "dcat:servesDataset": [{"@id": dataset["@id"]} for dataset in datasets],
            }
        ],
    }
