"""Random conditions: the database finds what a plain reading of the rules finds, or refuses."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.definition.conditions.ledger import REQUESTS, an_env, put
from urakata.definition.conditions import compile_condition
from urakata.definition.conditions.syntax import (
    NEGATIVE,
    AllOf,
    Call,
    Comparison,
    FieldName,
    Literal,
    all_of,
    any_of,
    show_condition,
)
from urakata.kernel.errors import UrakataError

WORDS = [None, "紙", "紙袋", "Ａ", "a"]
NUMBERS = [None, "1", "2.5", "-3"]
TICKS = [None, ["新規"], ["更新"], ["新規", "更新"]]
DAYS = [None, "2026-04-01", "2026-03-31"]
COLUMNS = {"品名": WORDS, "単価": NUMBERS, "印": [None, ["済"], ["済", "急"]], "納期": DAYS}
FIELDS = {"件名": WORDS, "金額": NUMBERS, "区分": TICKS, "期限": DAYS, "$id": ["3"]}
OPERATORS = {
    "件名": ["=", "!=", "in", "not in", "like", "not like"],
    "金額": ["=", "!=", "in", "not in", ">", "<", ">=", "<="],
    "$id": ["=", "!=", "in", "not in", ">", "<", ">=", "<="],
    "区分": ["in", "not in"],
    "期限": ["=", "!=", ">", "<", ">=", "<="],
    "品名": ["in", "not in", "like", "not like"],
    "単価": ["in", "not in", ">", "<"],
    "印": ["in", "not in"],
    "納期": ["in", "not in", ">=", "<="],
}


def some_records():
    draw = random.Random(7)
    for n in range(1, 41):
        record = {code: draw.choice(values) for code, values in FIELDS.items() if code != "$id"}
        rows = [
            {code: draw.choice(values) for code, values in COLUMNS.items()}
            for _ in range(draw.randrange(4))
        ]
        yield record | {"$id": str(n), "明細": rows}


RECORDS = list(some_records())


@st.composite
def comparisons(draw):
    code = draw(st.sampled_from(list(OPERATORS)))
    operator = draw(st.sampled_from(OPERATORS[code]))
    choices = [v for v in (FIELDS | COLUMNS)[code] if v is not None]
    texts = sorted({t for v in choices for t in (v if isinstance(v, list) else [v])})
    value = st.sampled_from(["", *texts]).map(Literal)
    if code in {"期限", "納期"}:
        value |= st.just(Call("TODAY"))
    most = 3 if operator in {"in", "not in"} else 1
    values = draw(st.lists(value, min_size=1, max_size=most))
    return Comparison(FieldName(code), operator, tuple(values))


def grown(leaves):
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(tuple).map(all_of)
            | st.lists(inner, min_size=1, max_size=3).map(tuple).map(any_of)
        ),
        max_leaves=8,
    )


# --- the plain reading


def holds(expr, record):
    owned = rows_tested(expr)
    if owned:
        return any(row_holds(expr, row) for row in record["明細"])
    if isinstance(expr, Comparison):
        if expr.field.code in COLUMNS:
            rows = record["明細"]
            return bool(rows) and all(test(expr, row.get(expr.field.code)) for row in rows)
        return test(expr, record[expr.field.code])
    if not isinstance(expr, AllOf):
        return any(holds(term, record) for term in expr.terms)
    same_row = tuple(term for term in expr.terms if rows_tested(term))
    others = [term for term in expr.terms if not rows_tested(term)]
    return all(holds(term, record) for term in others) and (
        not same_row or holds(all_of(same_row), record)
    )


def rows_tested(expr):
    if isinstance(expr, Comparison):
        return expr.field.code in COLUMNS and not expr.is_negative
    return all(rows_tested(term) for term in expr.terms)


def row_holds(expr, row):
    if isinstance(expr, Comparison):
        return test(expr, row.get(expr.field.code))
    join = all if isinstance(expr, AllOf) else any
    return join(row_holds(term, row) for term in expr.terms)


def test_value(comparison, stored, text):
    if text == "":
        return stored is None
    if stored is None:
        return False
    if isinstance(stored, list):
        return text in stored
    return same_type(comparison, text) == same_type(comparison, stored)


test_value.__test__ = False


def same_type(comparison, text):
    return Decimal(text) if comparison.field.code in {"金額", "単価", "$id"} else text


def test(comparison, stored):
    if comparison.is_negative:
        opposite = Comparison(comparison.field, NEGATIVE[comparison.operator], comparison.values)
        return not test(opposite, stored)
    texts = ["2026-04-01" if isinstance(v, Call) else v.text for v in comparison.values]
    if comparison.operator in {"=", "in"}:
        return any(test_value(comparison, stored, text) for text in texts)
    if comparison.operator == "like":
        return texts[0] == "" or (stored is not None and folded(texts[0]) in folded(stored))
    if stored is None or texts[0] == "":
        return False
    left, right = (same_type(comparison, text) for text in (stored, texts[0]))
    return {">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}[
        comparison.operator
    ]


test.__test__ = False


def folded(text):
    return text.replace("Ａ", "a").lower()


@pytest.fixture
def forty(found):
    for record in RECORDS:
        put(REQUESTS, **(record | {"$id": int(record["$id"])}))
    return found


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(expr=grown(comparisons()))
def test_the_database_finds_what_a_plain_reading_finds(forty, expr):
    expected = [int(r["$id"]) for r in reversed(RECORDS) if holds(expr, r)]

    assert forty(show_condition(expr)) == expected


ANY_VALUE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20).map(
    Literal
) | st.builds(
    Call,
    st.sampled_from(["TODAY", "NOW", "THIS_MONTH", "FROM_TODAY", "LOGINUSER", "PRIMARY_ORGANIZATION", "X"]),
    st.lists(st.sampled_from(["1", "-5", "DAYS", "LAST", "SUNDAY", "99999"]), max_size=2).map(tuple),
)  # fmt: skip
ANY_FIELD = st.builds(
    FieldName, st.sampled_from([f.code for f in REQUESTS.fields] + ["$id", "無い", "名称"]),
    st.none() | st.sampled_from(["関連", "大口", "明細", "輪"]),
)  # fmt: skip
ANY_COMPARISON = st.builds(
    Comparison,
    ANY_FIELD,
    st.sampled_from(["=", "!=", ">", "<", ">=", "<=", "like", "not like"]),
    st.tuples(ANY_VALUE),
) | st.builds(
    Comparison,
    ANY_FIELD,
    st.sampled_from(["in", "not in"]),
    st.lists(ANY_VALUE, min_size=1, max_size=3).map(tuple),
)


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    expr=grown(
        ANY_COMPARISON
        | st.builds(Comparison, ANY_FIELD, st.sampled_from(["is empty", "is not empty"]))
    )
)
def test_any_condition_runs_or_is_refused(found, expr):
    try:
        compile_condition(expr, REQUESTS, an_env())
    except UrakataError:
        return
    assert found(show_condition(expr)) == []
