"""Tests of what a condition tells about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.definition.conditions import (
    equality_columns,
    fields_in,
    parse_condition,
    show_condition,
)
from urakata.definition.conditions.syntax import Call, Comparison, FieldName, Literal


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


def test_functions_within_functions_read_back_the_same():
    text = '期限 <= BIZDAY(NTHBIZDAY(THIS_MONTH(), -1, "jp_bank"), 3, bank)'

    assert show_condition(parse_condition(text)) == text


DAY = st.recursive(
    st.sampled_from([Call("TODAY"), Call("THIS_MONTH", ("LAST",)), Literal("2026-04-01")]),
    lambda inner: st.builds(
        lambda name, day, n, rest: Call(name, (day, str(n), *rest)),
        st.sampled_from(["BIZDAY", "NTHBIZDAY"]),
        inner,
        st.integers(-9, 9),
        st.sampled_from([(), ("bank",), (Literal('"銀行"\\'),)]),
    ),
    max_leaves=4,
).filter(lambda day: isinstance(day, Call))


@given(DAY)
def test_any_nested_function_reads_back_the_same(day):
    asked = Comparison(FieldName("期限"), "<=", (day,))

    assert parse_condition(show_condition(asked)) == asked
