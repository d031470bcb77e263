"""Which field codes are allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.definition.conditions import parse_query
from urakata.definition.editing.codes import fault_of


@pytest.mark.parametrize(
    "code",
    ["金額", "a", "Record_number", "税込・金額", "￥合計", "数量2", "ガ", "order", "ー", "_x"],
)
def test_letters_of_any_language_and_a_few_symbols_are_allowed(code):
    assert fault_of(code) is None


@pytest.mark.parametrize(
    "code",
    ["", "1つ目", "２つ目", "a b", "a-b", "a.b", "(a)", "金額（税込）", '"', "and", "OR", "not",
     "ステータス", "作業者", "カテゴリー", "__ROOT__", "$id", "a\n", "あ" * 129, "a\u3000b", "😀"],
)  # fmt: skip
def test_everything_else_is_not(code):
    assert fault_of(code) is not None


@given(st.text(st.characters(categories=["L", "N", "M", "Sc", "Pc"]), min_size=1, max_size=8))
def test_every_allowed_code_can_be_asked_for_in_a_query(code):
    if fault_of(code) is None:
        query = parse_query(f'{code} = "1" order by {code} desc')

        assert query.order[0].field.code == code
