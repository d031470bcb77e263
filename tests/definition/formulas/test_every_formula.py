"""Random formulas: they give what exact fractions give, or nothing; they never raise."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.definition.formulas.conftest import an_app, auto_text, calc, evaluate
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
from urakata.kernel.errors import Invalid

VALUES = {"数": "7", "数2": "-2.5", "空": None, "文": "あ"}
NUMBERS = st.builds(Number, st.decimals(0, 99, places=2)) | st.builds(
    Name, st.sampled_from(["数", "数2", "空"])
)
EXACT = {"+": operator.add, "-": operator.sub, "*": operator.mul}
COMPARE = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, ">=": operator.ge}


def calculations(inner):
    tests = st.builds(Comparison, inner, st.sampled_from(list(COMPARE)), inner)
    return (
        st.builds(Chain, inner, st.lists(st.tuples(st.sampled_from("+-"), inner), min_size=1, max_size=3).map(tuple))
        | st.builds(Chain, inner, st.tuples(st.tuples(st.just("*"), inner)))
        | st.builds(Signed, st.sampled_from("+-"), inner.filter(lambda n: not isinstance(n, Signed)))
        | st.builds(lambda *a: Call("SUM", a), inner, inner)
        | st.builds(lambda *a: Call("IF", a), tests, inner, inner)
    )  # fmt: skip


def exact(node):
    match node:
        case Number(value):
            return Fraction(value)
        case Name(code):
            return Fraction(VALUES[code] or 0)
        case Signed(sign, part):
            return -exact(part) if sign == "-" else exact(part)
        case Comparison(left, symbol, right):
            return COMPARE[symbol](exact(left), exact(right))
        case Call(function, parts):
            return sum(map(exact, parts)) if function == "SUM" else exact_choice(*parts)
        case Chain(first, rest):
            steps = ((symbol, exact(part)) for symbol, part in rest)
            return reduce(lambda value, step: EXACT[step[0]](value, step[1]), steps, exact(first))


def exact_choice(test, yes, no):
    return exact(yes) if exact(test) else exact(no)


@settings(max_examples=300, deadline=None)
@given(st.recursive(NUMBERS, calculations, max_leaves=10))
def test_a_calculation_gives_what_exact_fractions_give(node):
    value = exact(node)
    assume(abs(value) < 10**12 - 1)
    result = evaluate(an_app(calc("結果", show_formula(node))), VALUES)[0]["結果"]

    assert Fraction(result) == Fraction(round(value, 4))
    assert result == format(Decimal(result), "f")


ANYTHING = NUMBERS | st.builds(String, st.text(st.characters(exclude_characters="\r\n\x00"), max_size=5)) | st.builds(
    Name, st.sampled_from(["文", "箱", "日", "日時", "時", "作成者", "単価", "品名", "印", "無い", "行"])
)  # fmt: skip
FUNCTIONS = ["SUM", "IF", "AND", "OR", "NOT", "ROUND", "ROUNDUP", "ROUNDDOWN", "YEN", "DATE_FORMAT", "CONTAINS", "BIZDAY", "BIZDAYS", "NTHBIZDAY", "ISBIZDAY", "PAYDUE", "FISCALYEAR", "X"]  # fmt: skip


def anything(inner):
    return (
        st.builds(Chain, inner, st.lists(st.tuples(st.sampled_from("+-*/^&"), inner), min_size=1, max_size=1).map(tuple))
        | st.builds(Signed, st.sampled_from("+-"), inner.filter(lambda n: not isinstance(n, Signed)))
        | st.builds(Comparison, inner, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner)
        | st.builds(Call, st.sampled_from(FUNCTIONS), st.lists(inner, max_size=4).map(tuple))
    )  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.recursive(ANYTHING, anything, max_leaves=10), st.booleans())
def test_any_formula_runs_or_is_refused(node, is_text):
    field = (auto_text if is_text else calc)("結果", show_formula(node))
    rows = [{"単価": "1", "品名": "紙"}]
    try:
        result = evaluate(an_app(field), VALUES | {"箱": ["A"], "日": "2026-04-01"}, rows)
    except Invalid as error:
        assert error.code == "GAIA_IL01"  # noqa: PT017
    else:
        assert result[0]["結果"] is None or isinstance(result[0]["結果"], str)
