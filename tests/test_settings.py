from __future__ import annotations

from pathlib import Path

import pytest

from errors import SettingsError
from settings import Settings, read_settings

EVERYTHING = {"BYLINE_CORPUS": "c", "BYLINE_DATA": "d", "BYLINE_MODEL": "m", "BYLINE_CACHE": "k"}


def test_without_a_word_the_defaults_are_in_force() -> None:
    assert read_settings(environment={}) == Settings(Path("corpus"), Path("data"), "all-MiniLM-L6-v2")


def test_the_environment_goes_before_the_defaults() -> None:
    assert read_settings(environment=EVERYTHING) == Settings(Path("c"), Path("d"), "m", cache=Path("k"))


def test_an_argument_goes_before_the_environment() -> None:
    found = read_settings(corpus=Path("mine"), data=Path("here"), environment=EVERYTHING)

    assert found == Settings(Path("mine"), Path("here"), "m", cache=Path("k"))


@pytest.mark.parametrize("name", EVERYTHING)
def test_an_empty_variable_is_none(name: str) -> None:
    assert read_settings(environment={name: ""}) == Settings()


def test_the_cache_folder_is_the_platforms_and_named_after_the_product() -> None:
    cache = read_settings(environment={}).cache

    assert cache.is_absolute()
    assert "byline" in cache.parts


def test_a_cache_folder_may_be_named_from_the_home_folder() -> None:
    assert read_settings(environment={"BYLINE_CACHE": "~/copies"}).cache == Path.home() / "copies"


def test_the_environment_is_the_processes_own_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_DATA", "somewhere")

    assert read_settings().data == Path("somewhere")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_a_limit_that_is_no_number_is_refused_by_its_name(value: str) -> None:
    with pytest.raises(SettingsError, match="BYLINE_UPLOAD_FILES"):
        read_settings(environment={"BYLINE_UPLOAD_FILES": value})


def test_hints_are_off_until_they_are_switched_on() -> None:
    assert not read_settings(environment={}).hints
    assert not read_settings(environment={"BYLINE_HINTS": "0"}).hints
    assert read_settings(environment={"BYLINE_HINTS": "1"}).hints


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(SettingsError, match="BYLINE_HINTS is 'perhaps': set it to 1 for on, or 0 for off"):
        read_settings(environment={"BYLINE_HINTS": "perhaps"})
