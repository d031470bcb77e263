"""Field codes inside conditions, sorts and formulas."""

from __future__ import annotations

import pytest

from urakata.definition.editing.clauses import (
    codes_in_condition,
    rename_in_condition,
    rename_in_formula,
    rename_in_sort,
)


def swap(owner: str, code: str) -> str:
    if owner:
        return {"b": "c"}.get(code, code) if owner == "関連" else code
    return {"a": "b", "b": "a", "関連": "REL"}.get(code, code)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a = "a" and b in ("b", "a")', 'b = "a" and a in ("b", "a")'),
        ('(a >= 1 or b < 2) and a not like "b"', '(b >= 1 or a < 2) and b not like "b"'),
        ("関連.b > 1 and 他.b > 1 and ab = 1", "REL.c > 1 and 他.b > 1 and ab = 1"),
        ("a in (LOGINUSER()) and b is not empty", "b in (LOGINUSER()) and a is not empty"),
        ('a == "not a condition', 'a == "not a condition'),
        ("", ""),
    ],
)
def test_conditions_are_renamed_by_their_grammar(before, after):
    assert rename_in_condition(before, swap) == after


@pytest.mark.parametrize(
    ("before", "after"), [("a desc, b asc", "b desc, a asc"), ("a", "b"), ("", ""), ("a a", "a a")]
)
def test_sorts_are_renamed(before, after):
    assert rename_in_sort(before, swap) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a+b*2", "b+a*2"),
        ('IF(a="a",b,"b\\"a")', 'IF(b="a",a,"b\\"a")'),
        ("a(b) + a (b)", "a(a) + a (a)"),
        ("1a + 1.5b", "1a + 1.5b"),
        ("ab & a", "ab & b"),
        ('"unclosed a', '"unclosed b'),
    ],
)
def test_formulas_are_renamed_outside_strings_and_functions(before, after):
    assert rename_in_formula(before, swap) == after


def test_the_fields_of_a_condition_are_known():
    assert list(codes_in_condition('a = 1 and 関連.b = 2 and c in ("d")')) == ["a", "関連", "c"]
    assert list(codes_in_condition("a ==")) == []
