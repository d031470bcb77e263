"""The page about security requirements is complete, and names tests that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([\d., ]+) \| ([●◐○–]) \| (.+) \| (.*)\|$", re.MULTILINE)
SECTIONS = """
1.1 2 · 1.2 10 (10) · 1.3 12 (12) · 1.4 3 · 1.5 3 (3) · 2.1 3 · 2.2 3 · 2.3 5 (5) · 2.4 2 (2)
3.1 1 (1) · 3.2 3 (3) · 3.3 5 (5) · 3.4 8 (7 8) · 3.5 8 (6 7 8) · 3.6 1 (1) · 3.7 5 (3 4 5)
4.1 5 (4 5) · 4.2 5 (2 3 4 5) · 4.3 2 · 4.4 4 · 5.1 1 · 5.2 6 (4 5 6) · 5.3 3 (3) · 5.4 3
6.1 3 · 6.2 12 · 6.3 8 (5 6 7 8) · 6.4 6 (5 6) · 6.5 8 (6 7 8) · 6.6 4 (4) · 6.7 2 (1 2) · 6.8 4
7.1 3 · 7.2 4 · 7.3 2 · 7.4 5 · 7.5 3 (3) · 7.6 2 · 8.1 4 (3 4) · 8.2 4 (4) · 8.3 3 (2 3) · 8.4 2 (2)
9.1 3 · 9.2 4 · 10.1 2 · 10.2 3 (3) · 10.3 5 (5) · 10.4 16 (12 13 14 15 16) · 10.5 5 · 10.6 2 · 10.7 3
11.1 4 (3 4) · 11.2 5 (4 5) · 11.3 5 (4 5) · 11.4 4 · 11.5 2 (2) · 11.6 2 (2) · 11.7 2 (1 2)
12.1 5 (4 5) · 12.2 2 · 12.3 5 (5) · 13.1 4 (2 3 4) · 13.2 6 (6) · 13.3 4 (3 4) · 13.4 7 (6 7)
14.1 2 · 14.2 8 (5 6 7 8) · 14.3 3 · 15.1 5 (4 5) · 15.2 5 (4 5) · 15.3 7 · 15.4 4 (1 2 3 4)
16.1 1 · 16.2 5 · 16.3 4 · 16.4 3 · 16.5 4 (4) · 17.1 2 (2) · 17.2 8 (5 6 7 8) · 17.3 2
"""
"""ASVS 5.0.0: how many requirements each section has, and (in brackets) which are of level 3."""


def levels_one_and_two() -> set[str]:
    found = set()
    for section, count, third in re.findall(r"(\d+\.\d) (\d+)(?: \(([\d ]+)\))?", SECTIONS):
        numbers = set(range(1, int(count) + 1)) - {int(n) for n in third.split()}
        found |= {f"{section}.{n}" for n in numbers}
    return found


def test_every_requirement_is_answered_once():
    answered = Counter(n for row in ROW.finditer(PAGE) for n in row[1].split(", "))

    assert len(levels_one_and_two()) == 253
    assert {n for n, times in answered.items() if times > 1} == set()
    assert set(answered) == levels_one_and_two()


def test_every_test_that_is_named_is_there():
    named = {path for row in ROW.finditer(PAGE) for path in re.findall(r"`([^`]+)`", row[4])}
    files = {path for path in named if "/" in path or path.isidentifier()}

    missing = {
        path for path in files if not ((ROOT / "tests" / path).exists() or (ROOT / path).exists())
    }
    assert missing == set()


def test_what_is_met_is_shown_or_needs_no_showing():
    unanswered = [row[1] for row in ROW.finditer(PAGE) if not row[3].strip()]

    assert unanswered == []
