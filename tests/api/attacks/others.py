"""Right calls with one id in them replaced, be it by somebody else's or by one that nothing has."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from tests.api.client import Reply

SECRET = "ひみつ"
NOTHING = {"number": "987654321", "uuid": "00000000-0000-4000-8000-00000000dead"}
NO_PRIVILEGE = {"CB_NO02", "GAIA_NO01", "GAIA_RE03"}


class Swapped(NamedTuple):
    """A call's values with somebody else's id in one place, and with an id of nothing there."""

    place: str
    theirs: Any
    nobodys: Any


def swaps(mine: Any, theirs: Any) -> Iterator[Swapped]:
    """Each place in which two right calls differ: there stands an id."""
    for path in _differing(mine, theirs, ()):
        whole = [deepcopy(mine), deepcopy(mine)]
        value = _at(theirs, path)
        for copy, put in zip(whole, (value, _nobodys(value)), strict=True):
            holder = _at(copy, path[:-1])
            holder[path[-1]] = put
        yield Swapped(".".join(map(str, path)), *whole)


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def _nobodys(value: Any) -> Any:
    text = NOTHING["number" if str(value).isdecimal() else "uuid"]
    return int(text) if isinstance(value, int) else text


def _differing(mine: Any, theirs: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in mine:
            yield from _differing(mine[key], theirs[key], (*path, key))
    elif isinstance(mine, list) and isinstance(theirs, list):
        for n, pair in enumerate(zip(mine, theirs, strict=True)):
            yield from _differing(*pair, (*path, n))
    elif mine != theirs:
        yield path


def tells_nothing(theirs: Reply, nobodys: Reply) -> bool:
    """Whether an answer says no privilege, or no more than of an id that nothing has."""
    if not 400 <= theirs.status < 500 or nobodys.status < 400 or SECRET in str(theirs.body):
        return False
    codes = [reply.headers["X-Cybozu-Error"] for reply in (theirs, nobodys)]
    return codes[0] in NO_PRIVILEGE or (theirs.status, codes[0]) == (nobodys.status, codes[1])
