"""From a formula to a closure: checks the types once, so that evaluation need not."""

from __future__ import annotations

import operator as operators
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from urakata.definition.formulas import flaws
from urakata.definition.formulas.arithmetic import WORKING, Failure
from urakata.definition.formulas.flaws import operand
from urakata.definition.formulas.functions import compile_call
from urakata.definition.formulas.references import Scope, read_value, resolve
from urakata.definition.formulas.syntax import (
    Call,
    Chain,
    Comparison,
    Name,
    Node,
    Number,
    Signed,
    String,
)
from urakata.definition.formulas.values import Compiled, Frame, Run, number_of

LONGEST_TEXT: Final = 1_000_000  #: characters a text may have on the way
Calculate: TypeAlias = Callable[[Decimal, Decimal], Decimal]
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


def compile_node(node: Node, scope: Scope) -> Compiled:
    """Check a part of a formula and make it run; raises `Flaw`."""
    match node:
        case Number(value):
            return Compiled("number", lambda _: value)
        case String(text):
            return Compiled("text", lambda _: text)
        case Name():
            return read_value(resolve(node, scope))
        case Call():
            return compile_call(node, scope, compile_node)
        case _:
            return _operation(node, scope)


def _operation(node: Signed | Chain | Comparison, scope: Scope) -> Compiled:
    if isinstance(node, Signed):
        return _signed(node, scope)
    if isinstance(node, Comparison):
        return _comparison(node, scope)
    return _joined(node, scope) if node.rest[0][0] == "&" else _calculated(node, scope)


def _signed(node: Signed, scope: Scope) -> Compiled:
    part = compile_node(node.operand, scope)
    if part.kind != "number":
        raise operand(node.sign, flaws.A_NUMBER)
    value = number_of(part)
    if node.sign == "+":
        return Compiled("number", value)
    return Compiled("number", lambda frame: WORKING.minus(value(frame)))


def _calculated(node: Chain, scope: Scope) -> Compiled:
    first = _number(node.first, node.rest[0][0], scope)
    steps = [(_CALCULATE[op](scope), _number(part, op, scope)) for op, part in node.rest]
    if len(steps) == 1:
        calculate, other = steps[0]
        return Compiled("number", lambda frame: calculate(first(frame), other(frame)))

    def run(frame: Frame) -> Decimal:
        value = first(frame)
        for calculate, other in steps:
            value = calculate(value, other(frame))
        return value

    return Compiled("number", run)


def _number(node: Node, symbol: str, scope: Scope) -> Callable[[Frame], Decimal]:
    part = compile_node(node, scope)
    if part.kind != "number":
        raise operand(symbol, flaws.A_NUMBER)
    return number_of(part)


def _joined(node: Chain, scope: Scope) -> Compiled:
    parts = [_text(part, scope) for part in (node.first, *(part for _, part in node.rest))]

    def run(frame: Frame) -> str:
        texts = [part(frame) for part in parts]
        if sum(map(len, texts)) > LONGEST_TEXT:
            raise Failure
        return "".join(texts)

    return Compiled("text", run)


def _text(node: Node, scope: Scope) -> Callable[[Frame], str]:
    part = compile_node(node, scope)
    run, shown = part.run, scope.arithmetic.shown
    if part.kind == "text":
        return run
    if part.kind != "number":
        raise operand("&", flaws.A_VALUE)

    def show(frame: Frame) -> str:
        value = run(frame)
        return "" if value is None else shown(value)

    return show


def _comparison(node: Comparison, scope: Scope) -> Compiled:
    left, right = compile_node(node.left, scope), compile_node(node.right, scope)
    symbol = node.operator
    if symbol not in {"=", "!="} and not left.kind == right.kind == "number":
        raise operand(symbol, flaws.A_NUMBER)
    compare = _COMPARE[symbol]
    first, second = _comparable(left), _comparable(right)
    if left.kind != right.kind:
        differs = symbol == "!="
        return Compiled("condition", lambda _: differs)
    return Compiled("condition", lambda frame: compare(first(frame), second(frame)))


def _comparable(part: Compiled) -> Run:
    return number_of(part) if part.kind == "number" else part.run


_CALCULATE: Final[dict[str, Callable[[Scope], Calculate]]] = {
    "+": lambda _: WORKING.add,
    "-": lambda _: WORKING.subtract,
    "*": lambda _: WORKING.multiply,
    "/": lambda scope: scope.arithmetic.divide,
    "^": lambda scope: scope.arithmetic.power,
}
