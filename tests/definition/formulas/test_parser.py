"""Tests of reading formulas."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urakata.definition.formulas import fields_in, rename_field
from urakata.definition.formulas.flaws import Flaw
from urakata.definition.formulas.parser import parse_formula
from urakata.definition.formulas.syntax import (
    Call,
    Chain,
    Comparison,
    Name,
    Number,
    Signed,
    String,
    show_formula,
)


def test_a_formula_is_read_in_its_parts():
    assert parse_formula('IF(-数 <> 1.50, "a" & 文, SUM())') == Call(
        "IF",
        (
            Comparison(Signed("-", Name("数")), "!=", Number(Decimal("1.5"))),
            Chain(String("a"), (("&", Name("文")),)),
            Call("SUM"),
        ),
    )


@pytest.mark.parametrize("code", ["金額", "a1", "＿下線", "中・黒", "米$", "￥価格", "SUM", "true"])
def test_a_field_may_have_any_code_that_kintone_allows(code):
    assert parse_formula(code) == Name(code)


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("金額 * 1.1 + 税込金額", "価格 * 1.1 + 税込金額"),
        ('IF(金額>1,"金額",  金額)', 'IF(価格>1,"金額",  価格)'),
        ("= 金額", "= 価格"),
        ("金額(1)", "金額(1)"),
        ("金額 +", "金額 +"),
    ],
)
def test_renaming_changes_nothing_but_the_field(text, renamed):
    assert rename_field(text, "金額", "価格") == renamed


def test_the_fields_of_a_formula():
    assert fields_in('SUM(a, b) + a & "c"') == ("a", "b")
    assert fields_in("a +") == ()


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_001,
        "(" * 10_000,
        "(" * 101 + "1" + ")" * 101,
        "1+(" * 100 + "1" + ")" * 100,
        "-(" * 101 + "1" + ")" * 101,
        "\x00",
        "",
    ],
    ids=range(7),
)
def test_what_is_too_long_or_too_deep_is_refused(text):
    with pytest.raises(Flaw, match="syntax"):
        parse_formula(text)


@pytest.mark.parametrize("text", ["(" * 99 + "1" + ")" * 99, "IF(1=1," * 98 + "1" + ",1)" * 98])
def test_what_is_only_deep_is_read(text):
    assert parse_formula(show_formula(parse_formula(text))) == parse_formula(text)


LEAVES = (
    st.builds(Number, st.decimals(0, 10**9, places=3))
    | st.builds(String, st.text(st.characters(exclude_characters="\r\n")))
    | st.builds(Name, st.sampled_from(["金額", "単価", "SUM"]))
)


def operations(inner):
    unsigned = inner.filter(lambda node: not isinstance(node, Signed))
    chains = [
        st.builds(
            Chain, inner, st.lists(st.tuples(st.sampled_from(ops), inner), min_size=1, max_size=3).map(tuple)
        )
        for ops in ("&", "+-", "*/", "^")
    ]  # fmt: skip
    return (
        st.one_of(chains)
        | st.builds(Signed, st.sampled_from("+-"), unsigned)
        | st.builds(Comparison, inner, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner)
        | st.builds(Call, st.sampled_from(["SUM", "IF"]), st.lists(inner, max_size=3).map(tuple))
    )


@settings(deadline=None)
@given(st.recursive(LEAVES, operations, max_leaves=12))
def test_what_is_shown_reads_back_the_same(node):
    assert parse_formula(show_formula(node)) == node


@settings(deadline=None)
@given(st.text(max_size=100) | st.text('()+-*/^&=<>,."\\ 1aあ＋', max_size=60))
def test_any_text_is_a_formula_or_is_refused(text):
    with suppress(Flaw):
        assert show_formula(parse_formula(text))
