"""Tests of what a condition tells about itself."""

from __future__ import annotations

import pytest

from urakata.definition.conditions import (
    equality_columns,
    fields_in,
    parse_condition,
    show_condition,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("a = 1", ("a",)),
        ("b = 1 and (a > 1 or b = 2) and 関連.c > 1 and $id > 1", ("b", "a", "関連", "$id")),
    ],
)
def test_the_fields_in_a_condition(text, codes):
    assert fields_in(parse_condition(text)) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("a = 1", ("a",)),
        ('a in ("x", "y") and b = 1 and c > 1 and a = 2', ("a", "b")),
        ("a = 1 or b = 1", ()),
        ("(a = 1 or b = 1) and c = 1", ("c",)),
        ("a != 1 and b not in (1) and 関連.c in (1)", ()),
    ],
)
def test_the_columns_that_a_condition_pins(text, codes):
    assert equality_columns(parse_condition(text)) == codes


def test_a_condition_is_shown_with_the_parentheses_it_needs():
    text = 'a = "1" and (b > "2" or c in ("x", TODAY())) and d is not empty'

    assert show_condition(parse_condition(f"({text})")) == text
