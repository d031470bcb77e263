"""What to look for among people or groups, as a tree; and the same for the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from django.db.models import Lookup, Q
from django.db.models.functions import Lower
from django.db.models.lookups import (
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

Operator: TypeAlias = Literal["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"]
Operand: TypeAlias = str | bool | int | datetime | None


@dataclass(frozen=True, slots=True)
class Test:
    """One column compared; of several columns, any may fit. Texts are compared without case."""

    columns: Sequence[str]
    operator: Operator
    value: Operand = None
    is_exact: bool = False  #: upper and lower case differ


@dataclass(frozen=True, slots=True)
class Both:
    """All of the terms."""

    terms: Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the terms."""

    terms: Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the term."""

    term: Condition


Condition: TypeAlias = "Test | Both | Either | Not"

_LOOKUPS: Final[Mapping[Operator, tuple[str, str]]] = {  # with case, without
    "eq": ("exact", "iexact"),
    "co": ("contains", "icontains"),
    "sw": ("startswith", "istartswith"),
    "ew": ("endswith", "iendswith"),
    "gt": ("gt", "gt"),  # for times
    "ge": ("gte", "gte"),
    "lt": ("lt", "lt"),
    "le": ("lte", "lte"),
}

_ORDERS: Final[Mapping[Operator, Callable[..., Lookup[bool]]]] = {
    "gt": GreaterThan,
    "ge": GreaterThanOrEqual,
    "lt": LessThan,
    "le": LessThanOrEqual,
}


def compile_condition(condition: Condition) -> Q:
    """The condition for the database; every value is bound."""
    if isinstance(condition, Test):
        return _test(condition)
    if isinstance(condition, Not):
        return ~compile_condition(condition.term)
    if isinstance(condition, Either) and not condition.terms:
        return Q(pk__in=[])
    compiled = Q()
    for term in condition.terms:
        inner = compile_condition(term)
        compiled = compiled & inner if isinstance(condition, Both) else compiled | inner
    return compiled


def _test(test: Test) -> Q:
    if test.operator == "ne":
        return ~_any(test, "eq")
    if test.operator == "pr":
        return ~_blank(test.columns)
    if test.value is None:
        return _blank(test.columns) if test.operator == "eq" else Q(pk__in=[])
    return _any(test, test.operator)


def _any(test: Test, operator: Operator) -> Q:
    if test.value is None:
        return _blank(test.columns)
    if isinstance(test.value, str) and "\0" in test.value:
        return Q(pk__in=[])  # nobody has it: PostgreSQL could not hold it
    if isinstance(test.value, str) and operator in _ORDERS:
        return _ordered(test.columns, operator, test.value)
    exact, folded = _LOOKUPS[operator]
    lookup = folded if isinstance(test.value, str) and not test.is_exact else exact
    found = Q()
    for column in test.columns:
        found |= Q(**{f"{column}__{lookup}": test.value})
    return found


def _ordered(columns: Sequence[str], operator: Operator, value: str) -> Q:
    """Texts before or after another one, whatever their case."""
    found = Q()
    for column in columns:
        found |= Q(_ORDERS[operator](Lower(column), value.lower()))
    return found


def _blank(columns: Sequence[str]) -> Q:
    """Nothing in any of the columns."""
    blank = Q()
    for column in columns:
        is_text = column in _TEXTS
        blank &= Q(**{column: ""}) if is_text else Q(**{f"{column}__isnull": True})
    return blank


_TEXTS: Final = frozenset(
    {
        "code",
        "name",
        "external_id",
        "sur_name",
        "given_name",
        "sur_name_reading",
        "given_name_reading",
        "email",
        "phone",
        "mobile_phone",
        "employee_number",
        "locale",
        "timezone",
    }
)
