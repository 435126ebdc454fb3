"""A file that tells who rode is refused; one that only tells the kind of rider is not (I05, C05)."""

import pytest

from data_pipeline.intake.person_data import check_titles
from data_pipeline.intake.report import RefusedError
from data_pipeline.trips.contract import FIELDS
from data_pipeline.trips.mds_rows import FIELD_BY_KEY
from data_pipeline.trips.persons import person_column

MDS_KEYS = (
    "provider_id data_provider_id provider_name device_id vehicle_id vehicle_type propulsion_types journey_id journey_attributes trip_id "
    "trip_type trip_attributes fare_attributes start_time end_time start_location end_location duration distance publication_time accuracy "
    "route features geometry coordinates properties timestamp type stop_id lat lng altitude heading speed horizontal_accuracy "
    "accessibility_attributes parking_verification_url parking_category standard_cost actual_cost currency trip_duration trip_distance"
).split()
OPERATOR_TITLES = (
    "ride_id rideable_type started_at ended_at start_station_name start_station_id end_station_name end_station_id start_lat start_lng "
    "member_casual start_station_description start_station_latitude usertype user_type bikeid Start_Station_Name customer_type rider_count "
    "gebruikerstype membership_type"
).split()


RIDER_KEYS = (
    "user_id userId User-ID user rider_id riderUuid customer_id klantnummer klant gebruiker_id gebruiker member_id account_id driver_id "
    "lid lidnummer userid abonnee_nr"
).split()
PERSONAL = "naam name voornaam user_name e-mail email mail gsm telefoon rijksregisternummer birth_year geboortedatum gender adres".split()


OF_ONE_GROUP = "user klant gebruiker lid gender name account_id".split()
"""What may head a count of users, or per gender, in a file of totals; an account may be one of the bookkeeping."""
IN_ONE_WORD = "E-mailadres emailadres telefoonnummer phoneNumber gsm-nummer rekeningnummer gebruikersnaam klantnaam rrnr huisnummer".split()


@pytest.mark.parametrize("title", RIDER_KEYS)
def test_i05_a_key_of_a_rider(title: str) -> None:
    found = person_column(["ride_id", title])
    assert found is not None
    assert (found.code, found.name) == ("I05", title)


@pytest.mark.parametrize("title", [*PERSONAL, "Naam gebruiker", "first name", "customer_email", *IN_ONE_WORD])
def test_c05_what_tells_who_somebody_is(title: str) -> None:
    found = person_column(["ride_id", title])
    assert found is not None
    assert (found.code, found.name) == ("C05", title)


REFUSED_IN_TOTALS = {*RIDER_KEYS, *PERSONAL, *IN_ONE_WORD, "full_name", "birth_date", "member_hash"} - set(OF_ONE_GROUP)


@pytest.mark.parametrize("title", sorted(REFUSED_IN_TOTALS))
def test_a_delivery_that_is_no_trips_is_refused_for_the_same_titles(title: str) -> None:
    with pytest.raises(RefusedError):
        check_titles([title], file="levering.csv")


@pytest.mark.parametrize("title", [*MDS_KEYS, *OPERATOR_TITLES, *FIELDS, *FIELD_BY_KEY])
def test_a_title_of_the_standards_tells_of_nobody(title: str) -> None:
    assert person_column([title]) is None
