"""The words that are fetched later are not said by what is there first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "web" / "src"
FIRST = ("main.tsx", "app/portal-route.tsx", "app/list-route.tsx")
IMPORT = re.compile(r'^(?:import|export) (?!type\b)[^;]*?from "((?:@/|\.)[^"]+)"', re.MULTILINE)
SAID = re.compile(r"\bt\(\s*(?:[^\"`();]*\? )?[\"`](\w+)\.")


def _file(named: str, beside: Path) -> Path | None:
    base = SRC / named[2:] if named.startswith("@/") else beside.parent / named
    found = [base.with_name(base.name + end) for end in (".tsx", ".ts")]
    return next((path.resolve() for path in found if path.exists()), None)


def _loaded_with(path: Path, seen: set[Path]) -> set[Path]:
    if path not in seen:
        seen.add(path)
        named = IMPORT.findall(path.read_text(encoding="utf-8"))
        for one in filter(None, (_file(name, path) for name in named)):
            _loaded_with(one, seen)
    return seen


@pytest.fixture(scope="module")
def later_topics() -> set[str]:
    text = (SRC / "i18n" / "ja-later.ts").read_text(encoding="utf-8")
    files = dict(re.findall(r'import \{ (\w+) \} from "\./([\w-]+)"', text))
    topics = set(re.findall(r"^  (\w+)[,:]", text, re.MULTILINE))
    for name in re.findall(r"^  \.\.\.(\w+),", text, re.MULTILINE):
        words = (SRC / "i18n" / f"{files[name]}.ts").read_text(encoding="utf-8")
        topics |= set(re.findall(r"^  (\w+): \{", words, re.MULTILINE))
    return topics


def test_topics_are_found(later_topics):
    assert {"account", "form", "access", "trash", "delegations"} <= later_topics


@pytest.mark.parametrize("entry", FIRST)
def test_a_first_page_says_no_word_that_is_fetched_later(entry, later_topics):
    files = _loaded_with(SRC / entry, set())
    assert len(files) > 10

    said = {
        f"{path.relative_to(SRC)}: {topic}"
        for path in files
        for topic in SAID.findall(path.read_text(encoding="utf-8"))
        if topic in later_topics
    }

    assert said == set()
