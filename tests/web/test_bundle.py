"""What a browser must fetch before the portal or a list is there: a budget, kept by a test."""

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


PAGES = {
    "the shell": ["index.html"],
    "the portal": ["index.html", "src/app/portal-route.tsx"],
    "a list": ["index.html", "src/app/list-route.tsx"],
}


def _first_of(manifest: dict[str, dict], page: str) -> set[str]:
    return set().union(*(_first(manifest, key) for key in PAGES[page]))


@pytest.mark.parametrize("page", PAGES)
def test_the_first_load_of_a_page_stays_within_its_budget(manifest, page):
    assert _weight(_first_of(manifest, page)) <= BUDGET


@pytest.mark.parametrize("page", PAGES)
def test_what_only_opens_later_is_not_part_of_the_first_load(manifest, page):
    """Floating panels, dialogs, menus and the words of other pages come when they are wanted."""
    heavy = ("anchored-over", "Popover", "Modal", "Drawer", "Menu", "ja-later", "sign-in")

    names = [Path(name).name for name in _first_of(manifest, page)]

    assert [name for name in names if name.startswith(heavy)] == []


def test_forms_are_not_part_of_the_first_load(manifest):
    first = _first(manifest, "index.html")

    assert [name for name in first if "input" in name or "form" in name] == []


def test_the_page_holds_no_script_of_its_own():
    page = (UI / "index.html").read_text(encoding="utf-8")

    assert page.count("<script") == page.count('<script type="module" crossorigin src=')


def test_the_lock_file_names_no_host():
    assert "http" not in (WEB / "package-lock.json").read_text(encoding="utf-8")
