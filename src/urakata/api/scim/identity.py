"""Ids of SCIM: unique over users and groups together, and so with a letter before."""

from __future__ import annotations

import re
from typing import Final

from urakata.kernel.errors import NotFound

_SHAPE: Final = re.compile(r"([ug])([1-9][0-9]{0,17})", re.ASCII)


def user_id(id_: int) -> str:
    """The SCIM id of somebody."""
    return f"u{id_}"


def group_id(id_: int) -> str:
    """The SCIM id of a group."""
    return f"g{id_}"


def read_id(text: str, letter: str) -> int | None:
    """Our id behind a SCIM id of users (``u``) or groups (``g``); None for what is none."""
    match = _SHAPE.fullmatch(text)
    return int(match[2]) if match and match[1] == letter else None


def require_id(text: str, letter: str) -> int:
    """The same, or `NotFound` (``UR_SC03``)."""
    found = read_id(text, letter)
    if found is None:
        raise NotFound("UR_SC03")
    return found
