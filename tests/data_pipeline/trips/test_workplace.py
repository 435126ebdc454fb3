"""The secret key, and a working folder that leaves nothing behind, not even when its process was killed."""

import hmac
import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from data_pipeline.trips.workplace import TripKey, TripKeyError, reading_database, trip_key, working_folder
from settings import PROJECT_DIR
from tests.data_pipeline.trips.made import csv_contract, csv_text, kept, take_in, trip


def test_pri_10_the_key_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "trips.key"
    key = trip_key(path)
    assert (len(key.secret), path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (32, 0o600, 0o700)
    assert trip_key(path) == key
    assert trip_key(tmp_path / "other" / "trips.key") != key


def test_pri_10_a_key_that_others_may_read_or_that_is_damaged_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "trips.key"
    trip_key(path)
    path.chmod(0o644)
    with pytest.raises(TripKeyError, match="chmod 600"):
        trip_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(TripKeyError, match="beschadigd"):
        trip_key(path)


def test_pri_10_a_trip_is_known_by_the_hmac_of_its_id(tmp_path: Path) -> None:
    key = TripKey(b"geheim-" * 4 + b"abcd")
    take_in(tmp_path, csv_text([trip("rit-é-1")]), key=key)
    message = f"{csv_contract().id_issuer}\x1frit-é-1".encode()
    assert kept(tmp_path, "trip_key, key_id") == [(hmac.new(key.secret, message, sha256).hexdigest()[:32], key.fingerprint)]


def test_pri_10_another_secret_gives_another_key(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        take_in(tmp_path / folder, csv_text([trip("rit-1")]))
    assert kept(tmp_path / "a", "trip_key") != kept(tmp_path / "b", "trip_key")


def test_the_working_folder_is_private_and_goes_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), working_folder(tmp_path / "trips") as work:
        (work / "texts.parquet").write_text("51.0259")
        assert work.stat().st_mode & 0o777 == 0o700
        raise ZeroDivisionError
    assert [path.name for path in (tmp_path / "trips").iterdir()] == [".lock"]


def test_two_runs_do_not_take_each_other_s_folder(tmp_path: Path) -> None:
    with working_folder(tmp_path) as first, working_folder(tmp_path) as second:
        assert first != second
        assert first.is_dir()


KILLED = """
import os, signal, sys
from pathlib import Path
from data_pipeline.trips.workplace import working_folder
with working_folder(Path(sys.argv[1])) as work:
    (work / "texts.parquet").write_text("51.0259")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_rel_01_what_a_killed_run_left_goes_at_the_next_run(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, cwd=PROJECT_DIR, env={**os.environ, "PYTHONPATH": "."})
    assert run.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob(".bezig-*/texts.parquet"))) == 1
    with working_folder(tmp_path) as work:
        assert list(tmp_path.glob(".bezig-*")) == [work]


def test_the_database_fetches_nothing_and_is_limited(tmp_path: Path) -> None:
    with reading_database(tmp_path) as connection:
        told = dict(connection.execute("select name, value from duckdb_settings()").fetchall())
    assert (told["autoinstall_known_extensions"], told["autoload_known_extensions"], told["threads"]) == ("false", "false", "2")
    assert told["memory_limit"] == "488.2 MiB"
    assert told["max_temp_directory_size"] == "18.6 GiB"
