"""The data folder, and the database that the environment names."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from urakata.main import home
from urakata.main.postgres.places import Places


@pytest.fixture
def new_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(home, "HOME", tmp_path / "home")
    monkeypatch.delenv("URAKATA_SECRET_KEY", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "home"


def test_the_key_is_made_once_and_only_its_owner_reads_it(new_home: Path):
    key = home.secret_key()

    assert home.secret_key() == key
    assert len(key) == 64
    assert (new_home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert new_home.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in new_home.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_agree_on_the_key(new_home: Path):
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(home.secret_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert set(keys) == {(new_home / "secret-key").read_text(encoding="ascii")}


def test_a_key_from_the_environment_comes_first(new_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("URAKATA_SECRET_KEY", "given")

    assert home.secret_key() == "given"
    assert not new_home.exists()


def test_without_a_url_the_embedded_server_is_meant(new_home: Path):
    settings = home.database_settings()

    assert settings["HOST"] == str(Places(new_home).socket_folder)
    assert (settings["NAME"], settings["USER"], settings["PORT"]) == ("urakata", "urakata", "5432")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://sato:p%40ss@db.example.jp:6432/ledger?sslmode=require",
            ("db.example.jp", "6432", "sato", "p@ss", "ledger", {"sslmode": "require"}),
        ),
        ("postgres:///ledger", ("", "", "urakata", "", "ledger", {})),
        ("postgresql://u@/d?host=/run/pg", ("/run/pg", "", "u", "", "d", {})),
        ("postgresql://u@[::1]/d", ("::1", "", "u", "", "d", {})),
    ],
)
def test_a_url_names_a_server(
    new_home: Path, monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[object, ...]
):
    monkeypatch.setenv("DATABASE_URL", url)

    found = home.database_settings()

    keys = ("HOST", "PORT", "USER", "PASSWORD", "NAME", "OPTIONS")
    assert tuple(found[key] for key in keys) == expected
