"""The shape of a formula after parsing: immutable, comparable, printable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: never negative."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class String:
    """Text between double quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A field, by its code."""

    code: str
    at: int = field(default=-1, compare=False)  #: where it stands in the text


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals."""

    function: str
    arguments: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign before a value; several signs in a row are one."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank (``&``, ``+ -``, ``* /`` or ``^``), to be applied from the left."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values compared; ``<>`` is kept as ``!=``."""

    left: Node
    operator: str
    right: Node


Node: TypeAlias = "Number | String | Name | Call | Signed | Chain | Comparison"


def names_in(node: Node) -> Iterator[Name]:
    """Every field named, from left to right."""
    if isinstance(node, Name):
        yield node
    for part in parts_of(node):
        yield from names_in(part)


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Signed):
        return (node.operand,)
    if isinstance(node, Chain):
        return (node.first, *(operand for _, operand in node.rest))
    if isinstance(node, Comparison):
        return (node.left, node.right)
    return ()


def show_formula(node: Node) -> str:
    """The formula as text that parses back to an equal one."""
    match node:
        case Number(value):
            return f"{value:f}"
        case String(text):
            return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '""'))
        case Name(code):
            return code
        case Call(function, arguments):
            return f"{function}({', '.join(show_formula(a) for a in arguments)})"
        case _:
            return _show_operation(node)


def _show_operation(node: Signed | Chain | Comparison) -> str:
    if isinstance(node, Signed):
        return f"{node.sign}{_grouped(node.operand)}"
    if isinstance(node, Comparison):
        return f"{_grouped(node.left)} {node.operator} {_grouped(node.right)}"
    rest = [f" {operator} {_grouped(operand)}" for operator, operand in node.rest]
    return _grouped(node.first) + "".join(rest)


def _grouped(node: Node) -> str:
    shown = show_formula(node)
    return f"({shown})" if isinstance(node, Signed | Chain | Comparison) else shown
