"""Text to formula. Syntax only: fields, functions and types are the compiler's business."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedInput
from lark.lark import PostLex

from urakata.definition.formulas import flaws
from urakata.definition.formulas.flaws import Flaw
from urakata.definition.formulas.syntax import (
    Call,
    Chain,
    Comparison,
    Name,
    Node,
    Number,
    Signed,
    String,
    names_in,
    parts_of,
)
from urakata.kernel.text import Text

LONGEST: Final = 10_000  #: characters
_LONGEST_CACHED: Final = 1_000
DEEPEST: Final = 100  #: parentheses within parentheses, and operations within operations
_LOOK_ALIKES: Final = {
    "×": "*", "÷": "/", "−": "-", "―": "-", "‐": "-", "“": '"', "”": '"', "＂": '"',
    "≠": "!=", "≦": "<=", "≧": ">=", "≤": "<=", "≥": ">=", "、": ",", "，": ",",
}  # fmt: skip


def parse_formula(text: str) -> Node:
    """Read a formula; a leading ``=`` is let through. Raises `Flaw`."""
    if len(text) > LONGEST:
        raise Flaw(flaws.SYNTAX)
    return _parse_cached(text) if len(text) <= _LONGEST_CACHED else _parse(text)


def _parse(text: str) -> Node:
    start = len(text) - len(text.lstrip())
    if text.startswith("=", start):
        text = f"{text[:start]} {text[start + 1 :]}"
    try:
        return _checked(cast("Node", _PARSER.parse(text)))
    except UnexpectedCharacters as error:
        raise Flaw(_hint(text[cast("int", error.pos_in_stream)])) from None
    except UnexpectedInput:
        raise Flaw(flaws.SYNTAX) from None


_parse_cached = lru_cache(maxsize=256)(_parse)


def rename_field(text: str, old: str, new: str) -> str:
    """Give a field its new code wherever the formula names it; change nothing else.

    Text that does not parse is returned as it is.
    """
    try:
        names = list(names_in(parse_formula(text)))
    except Flaw:
        return text
    for name in reversed(names):
        if name.code == old:
            text = f"{text[: name.at]}{new}{text[name.at + len(old) :]}"
    return text


def fields_in(text: str) -> tuple[str, ...]:
    """The codes a formula names, each once, in order; none when it does not parse."""
    try:
        return tuple(dict.fromkeys(name.code for name in names_in(parse_formula(text))))
    except Flaw:
        return ()


def _checked(node: Node) -> Node:
    """The node; raises `Flaw` where it is too deep for anybody who works on it recursively."""
    level: list[Node] = [node]
    for _ in range(DEEPEST):
        level = [part for each in level for part in parts_of(each)]
        if not level:
            return node
    raise Flaw(flaws.SYNTAX)


class _Depth(PostLex):
    """Stops at too many parentheses within each other."""

    always_accept = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        depth = 0
        for token in stream:
            if token.type == "_LPAR":
                depth += 1
                if depth > DEEPEST:
                    raise Flaw(flaws.SYNTAX)
            elif token.type == "_RPAR":
                depth -= 1
            yield token


class _Builder(Transformer[Token, Node]):
    """Builds the syntax tree while the parser reduces; each method takes a rule's children."""

    def compare(self, parts: list[Any]) -> Comparison:
        left, operator, right = parts
        return Comparison(left, "!=" if operator == "<>" else str(operator), right)

    def chain(self, parts: list[Any]) -> Chain:
        operators = (str(operator) for operator in parts[1::2])
        return Chain(parts[0], tuple(zip(operators, parts[2::2], strict=True)))

    def sign(self, parts: list[Any]) -> Signed:
        sign, operand = parts
        if isinstance(operand, Signed):
            return Signed("+" if operand.sign == sign else "-", operand.operand)
        return Signed(str(sign), operand)

    def number(self, parts: list[Token]) -> Number:
        return Number(Decimal(parts[0]))

    def text(self, parts: list[Token]) -> String:
        return String(_ESCAPE.sub(r"\1", parts[0][1:-1]))

    def name(self, parts: list[Token]) -> Name:
        return Name(str(parts[0]), parts[0].start_pos or 0)

    def call(self, parts: list[Any]) -> Call:
        return Call(parts[0].upper(), tuple(parts[1] or ()))

    def arguments(self, parts: list[Node]) -> list[Node]:
        return parts


def _hint(found: str) -> Text:
    folded = unicodedata.normalize("NFKC", found)
    meant = _LOOK_ALIKES.get(found) or (folded if folded.isascii() and folded != found else "")
    return flaws.FULL_WIDTH.fill(found=found, meant=meant) if meant else flaws.SYNTAX


_ESCAPE: Final = re.compile(r'["\\](["\\])')
_PARSER: Final = Lark.open(
    "formula.lark",
    rel_to=__file__,
    parser="lalr",
    lexer="basic",
    start="formula",
    transformer=_Builder(),
    postlex=_Depth(),
    maybe_placeholders=True,
)
