"""Settings: documented, typed, overridable in order, and refused where they cannot work."""

import re
from pathlib import Path

import pytest

from craftsite.config import SETTINGS, Config, ConfigurationError, from_environment, secret_key

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_every_setting_is_in_the_example_with_its_default_and_nothing_else_is() -> None:
    written = dict(re.findall(r"^CRAFTSITE_([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))

    assert written == {name: str(getattr(Config, name)) for name in SETTINGS}


def test_the_environment_is_read_by_type() -> None:
    found = from_environment({"CRAFTSITE_PROXY_HOPS": "2", "CRAFTSITE_SITE_NAME": "Pasar"})

    assert found == {"PROXY_HOPS": 2, "SITE_NAME": "Pasar"}


def test_database_url_is_an_alias_that_the_prefixed_name_overrides() -> None:
    assert from_environment({"DATABASE_URL": "a"}) == {"DATABASE_URL": "a"}
    assert from_environment({"DATABASE_URL": "a", "CRAFTSITE_DATABASE_URL": "b"}) == {"DATABASE_URL": "b"}


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("from a file\n")

    assert from_environment({"CRAFTSITE_SECRET_KEY_FILE": str(secret)}) == {"SECRET_KEY": "from a file"}


def test_a_missing_secret_file_is_named() -> None:
    with pytest.raises(ConfigurationError, match="/nowhere/key"):
        from_environment({"CRAFTSITE_SECRET_KEY_FILE": "/nowhere/key"})


def test_a_number_that_is_none_is_refused_with_the_name_of_the_setting() -> None:
    with pytest.raises(ConfigurationError, match="CRAFTSITE_PROXY_HOPS"):
        from_environment({"CRAFTSITE_PROXY_HOPS": "two"})


@pytest.mark.parametrize("key", ["", "short"])
def test_production_refuses_a_missing_or_short_key(key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CRAFTSITE_SECRET_KEY"):
        secret_key({"ENVIRONMENT": "production", "SECRET_KEY": key}, tmp_path)


def test_development_makes_a_key_once_that_only_its_owner_reads(tmp_path: Path) -> None:
    settings = {"ENVIRONMENT": "development", "SECRET_KEY": ""}

    first, second = secret_key(settings, tmp_path), secret_key(settings, tmp_path)

    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
