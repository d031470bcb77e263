"""What a browser must fetch before the first list: a budget, kept by a test."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
UI = Path(__file__).parents[2] / "src" / "urakata" / "main" / "ui"
BUDGET = 250_000  #: bytes of script, gzipped


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict]:
    path = UI / ".vite" / "manifest.json"
    if not path.exists():
        pytest.fail("The screen has not been built: run `make ui` first.")
    return json.loads(path.read_text(encoding="utf-8"))


def _first(manifest: dict[str, dict], key: str) -> set[str]:
    """The files that `key` needs at once, itself included; not what it imports on demand."""
    chunk = manifest[key]
    return {chunk["file"]}.union(*(_first(manifest, one) for one in chunk.get("imports", [])))


def _weight(names: set[str]) -> int:
    scripts = [UI / name for name in names if name.endswith(".js")]
    return sum(len(gzip.compress(path.read_bytes())) for path in scripts)


def test_the_first_load_stays_within_its_budget(manifest):
    assert _weight(_first(manifest, "index.html")) <= BUDGET


def test_forms_are_not_part_of_the_first_load(manifest):
    first = _first(manifest, "index.html")

    assert [name for name in first if "input" in name or "form" in name] == []


def test_the_page_holds_no_script_of_its_own():
    page = (UI / "index.html").read_text(encoding="utf-8")

    assert page.count("<script") == page.count('<script type="module" crossorigin src=')


def test_the_lock_file_names_no_host():
    assert "http" not in (WEB / "package-lock.json").read_text(encoding="utf-8")
