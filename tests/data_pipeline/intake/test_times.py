"""Moments in delivered cells: UTC and Belgian time, both clock changes, whatever the time zone of the machine."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data_pipeline.intake.times import BELGIUM, Moment, parse_timestamp

BY_CONTRACT = ("F17", "info", "(info) Tijdzone Europe/Brussels toegepast volgens contract.")
TO_BELGIAN = ("F16", "info", "(info) Tijd omgezet naar Belgische tijd.")
TWICE = ("F14", "warning", "Tijdstip valt in het dubbele uur van 27/10; eerste doorgang verondersteld.")


@pytest.fixture(params=["UTC", "Europe/Brussels", "Pacific/Kiritimati"], autouse=True)
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _say(moment: Moment) -> list[tuple[str, str, str]]:
    return [(remark.code, remark.level, remark.text) for remark in moment.remarks]


@pytest.mark.parametrize(
    ("text", "zone", "utc", "local", "remarks"),
    [
        ("2024-10-27 02:30 Europe/Brussels", None, "2024-10-27T00:30+00:00", "2024-10-27T02:30+02:00", [TWICE]),
        ("2024-10-27 02:30", BELGIUM, "2024-10-27T00:30+00:00", "2024-10-27T02:30+02:00", [BY_CONTRACT, TWICE]),
        ("2024-10-27 01:59", BELGIUM, "2024-10-26T23:59+00:00", "2024-10-27T01:59+02:00", [BY_CONTRACT]),
        ("2024-10-27 03:00", BELGIUM, "2024-10-27T02:00+00:00", "2024-10-27T03:00+01:00", [BY_CONTRACT]),
        ("2024-10-27T00:30Z", None, "2024-10-27T00:30+00:00", "2024-10-27T02:30+02:00", [TO_BELGIAN]),
        ("2024-10-27T01:30Z", None, "2024-10-27T01:30+00:00", "2024-10-27T02:30+01:00", [TO_BELGIAN]),
        ("2024-10-27T02:30+01:00", None, "2024-10-27T01:30+00:00", "2024-10-27T02:30+01:00", []),
        ("2024-03-31 01:59", BELGIUM, "2024-03-31T00:59+00:00", "2024-03-31T01:59+01:00", [BY_CONTRACT]),
        ("2024-03-31 03:00", BELGIUM, "2024-03-31T01:00+00:00", "2024-03-31T03:00+02:00", [BY_CONTRACT]),
        ("2024-03-31T01:30Z", None, "2024-03-31T01:30+00:00", "2024-03-31T03:30+02:00", [TO_BELGIAN]),
        ("2024-12-31T23:30Z", None, "2024-12-31T23:30+00:00", "2025-01-01T00:30+01:00", [TO_BELGIAN]),
        ("2024-12-31 23:30", BELGIUM, "2024-12-31T22:30+00:00", "2024-12-31T23:30+01:00", [BY_CONTRACT]),
        ("2024-07-01 10:00", BELGIUM, "2024-07-01T08:00+00:00", "2024-07-01T10:00+02:00", [BY_CONTRACT]),
        ("1/7/2024 10:00", BELGIUM, "2024-07-01T08:00+00:00", "2024-07-01T10:00+02:00", [BY_CONTRACT]),
        ("01-07-2024 om 9:05:30", BELGIUM, "2024-07-01T07:05:30+00:00", "2024-07-01T09:05:30+02:00", [BY_CONTRACT]),
        ("2024-07-01T10:00:00.123456789+0200", None, "2024-07-01T08:00:00.123456+00:00", "2024-07-01T10:00:00.123456+02:00", []),
        ("2024-07-01 10:00 CEST", None, "2024-07-01T08:00+00:00", "2024-07-01T10:00+02:00", []),
        ("2024-07-01 10:00 CET", None, "2024-07-01T09:00+00:00", "2024-07-01T11:00+02:00", [TO_BELGIAN]),
        ("1735687800000", None, "2024-12-31T23:30+00:00", "2025-01-01T00:30+01:00", [TO_BELGIAN]),
        ("1735687800", None, "2024-12-31T23:30+00:00", "2025-01-01T00:30+01:00", [TO_BELGIAN]),
    ],
)
def test_moments_in_utc_and_in_belgian_time(
    text: str, zone: tzinfo | None, utc: str, local: str, remarks: list[tuple[str, str, str]]
) -> None:
    moment = parse_timestamp(text, zone=zone)
    assert moment.utc is not None and moment.local is not None
    assert moment.utc.isoformat() == datetime.fromisoformat(utc).isoformat()
    assert moment.local.isoformat() == datetime.fromisoformat(local).isoformat()
    assert _say(moment) == remarks


def test_a_contract_in_utc() -> None:
    moment = parse_timestamp("2024-12-31 23:30", zone=UTC)
    assert moment.local == datetime(2025, 1, 1, 0, 30, tzinfo=BELGIUM)
    assert [remark.code for remark in moment.remarks] == ["F17", "F16"]


@pytest.mark.parametrize(
    ("text", "zone", "code", "words"),
    [
        (
            "2024-03-31 02:30",
            BELGIUM,
            "F14",
            "Rij {rij}: tijdstip '2024-03-31 02:30' bestaat niet: die nacht ging de klok een uur vooruit.",
        ),
        (
            "2024-07-01 10:00",
            None,
            "F17",
            "Rij {rij}: tijdstip '2024-07-01 10:00' heeft geen tijdzone en het datacontract legt er geen vast.",
        ),
        ("31/02/2024 10:00", BELGIUM, "F10", "Rij {rij}: datum '31/02/2024 10:00' bestaat niet."),
        ("2024-07-01 24:00", BELGIUM, "F10", "Rij {rij}: datum '2024-07-01 24:00' bestaat niet."),
        ("2024-07-01 10:60", BELGIUM, "F10", "Rij {rij}: datum '2024-07-01 10:60' bestaat niet."),
        ("1/7/24 10:00", BELGIUM, "F11", "Rij {rij}: gebruik een jaartal van 4 cijfers."),
        ("2024-07-01", BELGIUM, "tijdstip", "Rij {rij}: '2024-07-01' is geen tijdstip. Verwacht: 2024-07-01 10:00."),
        ("1/7/2024 10:00 PM", BELGIUM, "tijdstip", "Rij {rij}: '1/7/2024 10:00 PM' is geen tijdstip. Verwacht: 2024-07-01 10:00."),
        ("2024-07-01T10:00+15:00", None, "tijdstip", "Rij {rij}: de tijdzone in '2024-07-01T10:00+15:00' bestaat niet."),
        ("1850-07-01T10:00Z", None, "tijdstip", "Rij {rij}: het jaar in '1850-07-01T10:00Z' ligt niet tussen 1900 en 2100."),
        ("123456789", None, "tijdstip", "Rij {rij}: '123456789' is geen tijdstip tussen 2000 en 2100."),
        ("", BELGIUM, "tijdstip", "Rij {rij}: '' is geen tijdstip. Verwacht: 2024-07-01 10:00."),
    ],
)
def test_moments_that_are_refused(text: str, zone: tzinfo | None, code: str, words: str) -> None:
    moment = parse_timestamp(text, zone=zone)
    assert (moment.utc, moment.local) == (None, None)
    assert _say(moment) == [(code, "error", words)]


@given(
    st.text()
    | st.text(alphabet="0123456789-/:T Z+.")
    | st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?", fullmatch=True),
    st.sampled_from([None, BELGIUM, UTC]),
)
@example("9" * 6000, None)
@example("9999999999999", None)
@example("2100-12-31T23:59-14:00", None)
@example("1900-01-01T00:00+14:00", BELGIUM)
@example("\N{ARABIC-INDIC DIGIT TWO}024-01-01 10:00", BELGIUM)
def test_any_text_gives_a_moment_or_says_why_not(text: str, zone: tzinfo | None) -> None:
    moment = parse_timestamp(text, zone=zone)
    is_error = any(remark.level == "error" for remark in moment.remarks)
    assert is_error == (moment.utc is None) == (moment.local is None)
    if moment.utc is not None and moment.local is not None:
        assert moment.utc == moment.local
        assert moment.utc.utcoffset() == timedelta(0)
        assert moment.local.tzinfo is BELGIUM


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 30)))
def test_a_moment_in_utc_comes_back(wall: datetime) -> None:
    moment = wall.replace(tzinfo=UTC)
    assert parse_timestamp(moment.isoformat(), zone=None).utc == moment
    assert parse_timestamp(moment.astimezone(BELGIUM).isoformat(), zone=None).utc == moment
