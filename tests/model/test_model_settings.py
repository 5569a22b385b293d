"""Settings: file, then environment, then flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import SettingsError
from geomap.settings import FILE_NAME, Settings, load_settings


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.__slots__:  # type: ignore[attr-defined]
        monkeypatch.delenv(f"GEOMAP_{name.upper()}", raising=False)


def test_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_the_later_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE_NAME).write_text('email = "file@example.org"\ngeocoder = "photon"\nmax_attempts = 2\n')
    monkeypatch.setenv("GEOMAP_EMAIL", "environment@example.org")
    monkeypatch.setenv("GEOMAP_TIMEOUT_S", "2.5")
    found = load_settings(tmp_path, geocoder="nominatim", user_agent=None)
    assert (found.email, found.geocoder, found.max_attempts) == ("environment@example.org", "nominatim", 2)
    assert (found.timeout_s, found.user_agent) == (2.5, "")


def test_the_current_folder_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE_NAME).write_text('email = "me@example.org"\n')
    monkeypatch.chdir(tmp_path)
    assert load_settings().email == "me@example.org"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'colour = "red"', "colour"),
        (b'max_attempts = "many"', "max_attempts"),
        (b"email = ", "cannot be read"),
        (b'email = "\xff"', "cannot be read"),
    ],
)
def test_a_wrong_file_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings(tmp_path)
    assert FILE_NAME in caught.value.what
    assert caught.value.exit_code == 2


def test_a_wrong_environment_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GEOMAP_MAX_ATTEMPTS", "many")
    with pytest.raises(SettingsError, match="environment"):
        load_settings(tmp_path)


def test_other_variables_are_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GEOMAP_SOMETHING_ELSE", "1")
    assert load_settings(tmp_path) == Settings()


def test_paths_are_the_platforms_unless_set() -> None:
    assert Settings().cache_path.name == "geomap"
    assert Settings(cache_dir="/x").cache_path == Path("/x")
    assert Settings().answers_path.name == "answers.sqlite"
    assert Settings(answers="/x/a.sqlite").answers_path == Path("/x/a.sqlite")
