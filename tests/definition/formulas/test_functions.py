"""Tests of the functions as a whole; what each gives is in test_plan."""

from __future__ import annotations

from pathlib import Path

from urakata.definition.formulas.functions import FUNCTIONS


def test_every_function_is_in_the_reference():
    page = (Path(__file__).parents[3] / "docs/reference/formulas.md").read_text(encoding="utf-8")

    assert [name for name in FUNCTIONS if name not in page] == []
