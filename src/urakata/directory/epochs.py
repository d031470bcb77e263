"""Whether what a process remembers is still true.

A process keeps people and definitions in memory, each under the epoch it was read at. Whoever
changes them bumps the epoch in the same transaction, after the change; every process asks for the
epochs once a request and so sees a change at its next request.

An epoch is the time of the last change in microseconds, never a plain count: a count taken back by
a rolled-back transaction would come again with other facts behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from django.db import connection

Name: TypeAlias = Literal["directory", "definition", "calendar"]

_READ: Final = "SELECT name, value FROM directory_epoch"
_BUMP: Final = """
INSERT INTO directory_epoch AS e (name, value)
VALUES (%s, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
ON CONFLICT (name) DO UPDATE SET value = greatest(e.value + 1, excluded.value)
"""


@dataclass(slots=True)
class _Seen:
    """The epochs as one request saw them; it stops remembering once it changed one itself."""

    values: dict[str, int] | None = None
    may_remember: bool = True


_seen: ContextVar[_Seen | None] = ContextVar("epochs_seen", default=None)


def begin() -> None:
    """Start a request or a job: what was seen before no longer counts."""
    _seen.set(_Seen())


def end() -> None:
    """End what `begin` started: from here on every question goes to the database."""
    _seen.set(None)


@contextmanager
def remembered() -> Iterator[None]:
    """As between `begin` and `end`, within whatever is going on: a piece of a stream, for one."""
    before = _seen.set(_Seen())
    try:
        yield
    finally:
        _seen.reset(before)


def current(name: Name) -> int:
    """The epoch of one kind of fact: one query for all names in a request, and only the first time.

    Outside a request, and in a request after it bumped one itself, it is read every time, so that
    a transaction that is rolled back leaves nothing remembered.
    """
    seen = _seen.get()
    if seen is None or not seen.may_remember:
        return _read().get(name, 0)
    if seen.values is None:
        seen.values = _read()
    return seen.values.get(name, 0)


def look_again() -> None:
    """Ask the database at the next question: a lock was waited for, and others went on meanwhile."""
    if (seen := _seen.get()) is not None:
        seen.values = None


def bump(name: Name) -> None:
    """Say that these facts changed; call it in the changing transaction, after the change."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP, [name])
    if (seen := _seen.get()) is not None:
        seen.values, seen.may_remember = None, False


def _read() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return dict(cursor.fetchall())
