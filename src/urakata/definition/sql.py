"""A piece of SQL with its bound values.

The text is only ever put together from constants, from `physical` names and from columns that are
named after ids; everything that came from outside is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


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
