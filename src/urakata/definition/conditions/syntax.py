"""The shape of a condition after parsing: immutable, comparable, printable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from urakata.definition.fields.base import Operator

NEGATIVE: dict[Operator, Operator] = {
    "!=": "=",
    "not in": "in",
    "not like": "like",
    "is not empty": "is empty",
}
"""Each operator that denies another one."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field as it was written: ``金額``, ``$id`` or, through related records, ``関連.金額``."""

    code: str
    reference: str | None = None
    at: int = field(default=-1, compare=False)  #: where its first character stands in the text

    def __str__(self) -> str:
        return self.code if self.reference is None else f"{self.reference}.{self.code}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value; numbers may be written bare or quoted and mean the same."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals, its arguments as they were written."""

    name: str
    arguments: tuple[Argument, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments of a function that takes nothing but words; raises `ValueError`."""
        words = tuple(argument for argument in self.arguments if isinstance(argument, str))
        if len(words) < len(self.arguments):
            raise ValueError(self.name)
        return words


NESTING: Final = frozenset({"BIZDAY", "NTHBIZDAY"})
"""The functions, all of them ours, that take others and texts as arguments."""
Argument: TypeAlias = "str | Literal | Call"
Value: TypeAlias = "Literal | Call"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of one field. ``is empty`` has no values, ``in`` any number, the rest exactly one."""

    field: FieldName
    operator: Operator
    values: tuple[Value, ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether it denies: in a table, every row must then satisfy it."""
        return self.operator in NEGATIVE


@dataclass(frozen=True, slots=True)
class AllOf:
    """``and``: at least two terms, none of them an ``and`` itself."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``or``: at least two terms, none of them an ``or`` itself."""

    terms: tuple[Expr, ...]


Expr: TypeAlias = "Comparison | AllOf | AnyOf"


@dataclass(frozen=True, slots=True)
class Sort:
    """One key of ``order by``."""

    field: FieldName
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query; every part may be absent."""

    condition: Expr | None = None
    order: tuple[Sort, ...] = ()
    limit: int | None = None
    offset: int | None = None


def all_of(terms: tuple[Expr, ...]) -> Expr:
    """Join by ``and``, taking nested ones apart."""
    flat = tuple(t for term in terms for t in (term.terms if isinstance(term, AllOf) else (term,)))
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(terms: tuple[Expr, ...]) -> Expr:
    """Join by ``or``, taking nested ones apart."""
    flat = tuple(t for term in terms for t in (term.terms if isinstance(term, AnyOf) else (term,)))
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def comparisons(expr: Expr | None) -> Iterator[Comparison]:
    """Every comparison, from left to right."""
    if isinstance(expr, Comparison):
        yield expr
    elif expr is not None:
        for term in expr.terms:
            yield from comparisons(term)


def fields_in(expr: Expr | None) -> tuple[str, ...]:
    """The codes of this app's fields that are asked about, each once, in order of appearance.

    Of ``関連.金額`` it is the related-records field.
    """
    return tuple(dict.fromkeys(c.field.reference or c.field.code for c in comparisons(expr)))


def asks_who(expr: Expr | None) -> bool:
    """Whether the condition may mean something else to everybody: it uses a function."""
    return any(isinstance(value, Call) for c in comparisons(expr) for value in c.values)


def equality_columns(expr: Expr | None) -> tuple[str, ...]:
    """The fields that the condition pins to one value or a few whatever else it says.

    An index that begins with them serves the condition.
    """
    terms = expr.terms if isinstance(expr, AllOf) else (expr,)
    return tuple(
        dict.fromkeys(
            term.field.code
            for term in terms
            if isinstance(term, Comparison)
            and term.operator in {"=", "in"}
            and term.field.reference is None
        )
    )


def show_condition(expr: Expr | None) -> str:
    """The condition as text that parses back to an equal one."""
    if expr is None:
        return ""
    if isinstance(expr, Comparison):
        return _show_comparison(expr)
    if isinstance(expr, AnyOf):
        return " or ".join(show_condition(term) for term in expr.terms)
    return " and ".join(
        f"({show_condition(term)})" if isinstance(term, AnyOf) else show_condition(term)
        for term in expr.terms
    )


def show_query(query: Query) -> str:
    """The query as text that parses back to an equal one."""
    sorts = ", ".join(f"{s.field} {'desc' if s.is_descending else 'asc'}" for s in query.order)
    parts = (
        show_condition(query.condition),
        f"order by {sorts}" if sorts else "",
        "" if query.limit is None else f"limit {query.limit}",
        "" if query.offset is None else f"offset {query.offset}",
    )
    return " ".join(part for part in parts if part)


_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _show_comparison(comparison: Comparison) -> str:
    values = ", ".join(show_value(value) for value in comparison.values)
    if comparison.operator in {"in", "not in"}:
        values = f"({values})"
    return f"{comparison.field} {comparison.operator} {values}".rstrip()


def show_value(value: Argument) -> str:
    """A value, a function or one of its arguments, as it is written."""
    if isinstance(value, str):
        return value
    if isinstance(value, Call):
        return f"{value.name}({', '.join(map(show_value, value.arguments))})"
    return f'"{value.text.translate(_ESCAPES)}"'
