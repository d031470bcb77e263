"""Text to query. Syntax only: what a field is and may do is the compiler's business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar, Final, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput
from lark.lark import PostLex

from urakata.definition.conditions.syntax import (
    NESTING,
    Argument,
    Call,
    Comparison,
    Expr,
    FieldName,
    Literal,
    Query,
    Sort,
    Value,
    all_of,
    any_of,
    comparisons,
)
from urakata.definition.fields.base import Operator
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid

LONGEST: Final = 250_000  #: characters of a query: some 20,000 record numbers in one ``in``
DEEPEST: Final = 100  #: parentheses within parentheses
MOST_COMPARISONS: Final = 500
_LONGEST_CACHED: Final = 1_000
_HUGE: Final = 10**18
_JOINTS: Final = frozenset({"_AND", "_OR"})

KEYWORDS: Final = {
    word: f"_{word.upper()}"
    for word in (
        "and", "or", "not", "in", "like", "is", "empty",
        "order", "by", "asc", "desc", "limit", "offset",
    )
}  # fmt: skip


class _Malformed(Exception):
    """Not a query, for a reason that the grammar does not know."""


def parse_query(text: str, at: str = "query") -> Query:
    """Read a query; an empty one is valid and asks for everything.

    Raises a ``CB_VA01`` at `at` for anything else that is no query, however long or deep it is.
    """
    try:
        return _parse_cached(text) if len(text) <= _LONGEST_CACHED else _parse(text)
    except (UnexpectedInput, _Malformed):
        raise invalid(at, rules.BAD_QUERY) from None


def parse_condition(text: str, at: str = "query") -> Expr | None:
    """Read the condition of a view, an action or a permission: no order, limit or offset."""
    query = parse_query(text, at)
    if query.order or query.limit is not None or query.offset is not None:
        raise invalid(at, rules.BAD_QUERY)
    return query.condition


def rename_field(text: str, old: str, new: str) -> str:
    """Give a field its new code wherever a query or condition names it; change nothing else.

    Text that does not parse is returned as it is.
    """
    try:
        query = parse_query(text)
    except Invalid:
        return text
    names = [c.field for c in comparisons(query.condition)] + [s.field for s in query.order]
    for name in sorted(names, key=lambda name: name.at, reverse=True):
        if (name.reference or name.code) == old:
            text = f"{text[: name.at]}{new}{text[name.at + len(old) :]}"
    return text


def _parse(text: str) -> Query:
    if len(text) > LONGEST or "\x00" in text:
        raise _Malformed
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate: no such character, and no database takes it
        raise _Malformed from None
    return cast("Query", _PARSER.parse(text))


_parse_cached = lru_cache(maxsize=512)(_parse)


class _Bounds(PostLex):
    """Stops at too many parentheses within each other and too many comparisons, as they come."""

    always_accept = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        depth = joints = 0
        for token in stream:
            kind = token.type
            if kind == "_LPAR":
                depth += 1
            elif kind == "_RPAR":
                depth -= 1
            elif kind in _JOINTS:
                joints += 1
            if depth > DEEPEST or joints >= MOST_COMPARISONS:
                raise _Malformed
            yield token


def _keyword(token: Token) -> Token:
    kind = KEYWORDS.get(token.lower())
    if kind is not None:
        token.type = kind
    return token


class _Builder(Transformer[Token, Query]):
    """Builds the syntax tree while the parser reduces; each method takes a rule's children."""

    _escape: ClassVar = re.compile(r"\\(.)")
    _escapes: ClassVar = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\"}

    def query(self, parts: list[Any]) -> Query:
        condition, order, limit, offset = parts
        return Query(condition, order or (), _count(limit), _count(offset))

    def any_of(self, terms: list[Expr]) -> Expr:
        return any_of(tuple(terms))

    def all_of(self, terms: list[Expr]) -> Expr:
        return all_of(tuple(terms))

    def compare(self, parts: list[Any]) -> Comparison:
        name, operator, value = parts
        return Comparison(name, cast("Operator", str(operator)), (value,))

    def is_in(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "in", parts[1])

    def is_not_in(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "not in", parts[1])

    def is_like(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "like", (parts[1],))

    def is_not_like(self, parts: list[Any]) -> Comparison:
        return Comparison(parts[0], "not like", (parts[1],))

    def is_empty(self, parts: list[FieldName]) -> Comparison:
        return Comparison(parts[0], "is empty")

    def is_not_empty(self, parts: list[FieldName]) -> Comparison:
        return Comparison(parts[0], "is not empty")

    def values(self, values: list[Value]) -> tuple[Value, ...]:
        return tuple(values)

    def text(self, parts: list[Token]) -> Literal:
        inner = parts[0][1:-1]
        if "\\" in inner:
            inner = self._escape.sub(self._unescape, inner)
        return Literal(str(inner))

    def _unescape(self, match: re.Match[str]) -> str:
        return self._escapes.get(match[1], match[0])

    def number(self, parts: list[Token]) -> Literal:
        return Literal(str(parts[0]))

    def call(self, parts: list[Any]) -> Call:
        name, arguments = parts[0].upper(), parts[1] or ()
        if name not in NESTING and not all(isinstance(each, str) for each in arguments):
            raise _Malformed
        return Call(name, arguments)

    def arguments(self, arguments: list[Any]) -> tuple[Argument, ...]:
        return tuple(str(each) if isinstance(each, Token) else each for each in arguments)

    def order(self, sorts: list[Sort]) -> tuple[Sort, ...]:
        return tuple(sorts)

    def sort(self, parts: list[FieldName]) -> Sort:
        return Sort(parts[0])

    def descending(self, parts: list[FieldName]) -> Sort:
        return Sort(parts[0], is_descending=True)

    def field(self, codes: list[Token]) -> FieldName:
        return FieldName(str(codes[0]), None, codes[0].start_pos or 0)

    def related(self, codes: list[Token]) -> FieldName:
        return FieldName(str(codes[1]), str(codes[0]), codes[0].start_pos or 0)

    def code(self, parts: list[Token]) -> Token:
        return parts[0]


def _count(token: Token | None) -> int | None:
    if token is None:
        return None
    if not token.isdecimal():
        raise _Malformed
    return int(token) if len(token) <= 18 else _HUGE


_PARSER: Final = Lark.open(
    "query.lark",
    rel_to=__file__,
    parser="lalr",
    lexer="basic",
    start="query",
    transformer=_Builder(),
    postlex=_Bounds(),
    lexer_callbacks={"CODE": _keyword},
    maybe_placeholders=True,
)
