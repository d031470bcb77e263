"""The text of an entry: all that is known of it, always spelled in the same way.

Its bytes are what is sealed (see `journal.merkle`), so the spelling is a promise: compact JSON in
UTF-8 whose keys are sorted by their bytes, without escapes that JSON does not demand (RFC 8785's
rules, as far as orjson keeps them). Nothing is ever parsed and written again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

import orjson

from urakata.journal.context import Source
from urakata.journal.entries import Entry


class Who(Protocol):
    """Whoever does it."""

    @property
    def user_id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def via(self) -> str: ...


def body(who: Who, entry: Entry, at: str, source: Source) -> bytes:
    """The whole entry as one line of JSON."""
    behalf = entry.on_behalf_of
    said: dict[str, Any] = {
        "at": at,
        "kind": entry.kind,
        "app": entry.app_id,
        "record": entry.record_id,
        "revision": entry.revision,
        "actor": {"id": who.user_id, "code": who.code, "via": who.via},
        "on_behalf_of": behalf and {"id": behalf.user_id, "code": behalf.code},
        "source": _road(source),
        "before": dict(entry.before),
        "after": dict(entry.after),
        "about": dict(entry.about),
    }
    try:
        return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # what orjson says of a lone surrogate and of a number beyond 64 bits
        return orjson.dumps(_clean(said), option=orjson.OPT_SORT_KEYS)


def _road(source: Source) -> dict[str, Any]:
    said = {"name": source.name, "address": source.address, "request": source.request_id}
    return {**said, "tokens": list(source.tokens)} if source.tokens else said


def instant(at: datetime) -> str:
    """A moment as bodies spell it: to the microsecond, in UTC."""
    return at.isoformat(timespec="microseconds")


def _clean(value: object) -> object:
    """The same in a form that JSON text can hold: what cannot be said becomes U+FFFD, or text."""
    if isinstance(value, dict):
        return {_clean(str(key)): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, int) and value.bit_length() > 63:
        return str(value)
    return value
