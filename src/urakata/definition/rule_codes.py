"""ルール関数 that routes may name: whoever brings a function says its code here."""

from __future__ import annotations

from typing import Final

_KNOWN: Final[set[str]] = set()


def know_rule(code: str) -> None:
    """Say that there is a function of this code."""
    _KNOWN.add(code)


def is_known_rule(code: str) -> bool:
    """Whether any pack brought a function of this code."""
    return code in _KNOWN
