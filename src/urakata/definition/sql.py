"""A piece of SQL with its bound values.

The text is only ever put together from constants, from `physical` names and from columns that are
named after ids; everything that came from outside is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from psycopg.sql import Literal

_PLACE: Final = "%s"


@dataclass(frozen=True, slots=True)
class Fragment:
    """SQL text with ``%s`` places, and the values for them in order."""

    text: str
    params: tuple[Any, ...] = ()


def join(separator: str, parts: Iterable[Fragment]) -> Fragment:
    """Put fragments one after the other."""
    parts = tuple(parts)
    return Fragment(
        separator.join(part.text for part in parts), tuple(p for part in parts for p in part.params)
    )


def in_place(fragment: Fragment) -> str:
    """The same as plain text, each value quoted by the driver where its place was.

    For what must go into an expression that has no places of its own: the rule that says which of
    a master's records a LIVE look-up may read. The values come from the rules of that master.
    """
    pieces = fragment.text.split(_PLACE)
    quoted = [Literal(value).as_string(None).replace("%", "%%") for value in fragment.params]
    return "".join(piece + value for piece, value in zip(pieces, [*quoted, ""], strict=True))
