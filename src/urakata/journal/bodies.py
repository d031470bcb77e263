"""The text of an entry: all that is known of it, always spelled in the same way.

Its bytes are what is sealed (see `journal.merkle`), so the spelling is a promise: compact JSON in
UTF-8 whose keys are sorted by their bytes, without escapes that JSON does not demand (RFC 8785's
rules, as far as orjson keeps them). Nothing is ever parsed and written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

import orjson

from urakata.journal.context import Source
from urakata.journal.entries import Entry
from urakata.kernel.json import JSONValue


class Who(Protocol):
    """Whoever does it."""

    @property
    def user_id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def via(self) -> str: ...


class Speller:
    """Spells the entries of one write; what they have in common is spelled once."""

    def __init__(self, who: Who, at: str, source: Source) -> None:
        self._actor = _json({"id": who.user_id, "code": who.code, "via": who.via})
        self._at = _json(at)
        self._source = _json(_road(source))

    def spell(self, entry: Entry) -> bytes:
        """The whole entry as one line of JSON."""
        behalf = entry.on_behalf_of
        return _BODY % (
            _values(entry.about),
            self._actor,
            _values(entry.after),
            _number(entry.app_id),
            self._at,
            _values(entry.before),
            entry.kind.encode(),
            _json({"id": behalf.user_id, "code": behalf.code}) if behalf else b"null",
            _number(entry.record_id),
            _number(entry.revision),
            self._source,
        )


_BODY: Final = (
    b'{"about":%b,"actor":%b,"after":%b,"app":%b,"at":%b,"before":%b,"kind":"%b",'
    b'"on_behalf_of":%b,"record":%b,"revision":%b,"source":%b}'
)


def _values(values: Mapping[str, JSONValue]) -> bytes:
    return _json(dict(values)) if values else b"{}"


def _number(number: int | None) -> bytes:
    return b"null" if number is None else b"%d" % number


def _json(value: object) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # what orjson says of a lone surrogate and of a number beyond 64 bits
        return orjson.dumps(_clean(value), option=orjson.OPT_SORT_KEYS)


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
