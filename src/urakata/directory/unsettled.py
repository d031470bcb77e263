"""What a transaction reads of people after it changed some: its own, until it commits.

Everybody shares what a process remembers of people. Rows that may still be rolled back must not get
there: no epoch would tell that they are gone. So whoever changes people says so (`unsettle`), and from
then on what the transaction reads anew is kept beside, and forgotten with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast

from django.db import connection, transaction

Kept: TypeAlias = dict[Hashable, Any]
ValueT = TypeVar("ValueT")
HolderT = TypeVar("HolderT", bound="Remembering")


class Unsettled:
    """What a transaction, or the part of it since a savepoint, remembers for itself.

    It is a callback of the commit, as the database connection drops those of what it rolls back.
    """

    def __init__(self) -> None:
        self.kept: Kept = {}

    def __call__(self) -> None:
        """Committed. Nothing is to be done: by their epoch all others read anew."""


def unsettle() -> None:
    """Say, before the first of them, that this transaction changes people."""
    if not connection.in_atomic_block:
        return
    savepoints = set(connection.savepoint_ids)
    for since, each, *_ in connection.run_on_commit:
        if isinstance(each, Unsettled) and since == savepoints:
            return
    transaction.on_commit(Unsettled())


def unsettled() -> list[Unsettled]:
    """What the transaction keeps beside: that since the last savepoint first; mostly nothing."""
    callbacks = reversed(connection.run_on_commit)
    return [each for _, each, *_ in callbacks if isinstance(each, Unsettled)]


def beside(shared: Kept, key: Hashable) -> Kept:
    """Where a value is to be looked for and kept: beside, or with what all share.

    What was shared before the change stays good until the epoch says otherwise.
    """
    own = unsettled()
    for each in own:
        if key in each.kept:
            return each.kept
    return own[0].kept if own and key not in shared else shared


class Remembering:
    """Something that reads parts of itself when they are first asked for."""

    def __init__(self) -> None:
        self._parts: Kept = {}
        self._home = next(iter(unsettled()), None)

    def part(self, name: str, read: Callable[[], object]) -> object:
        """The part; read at home it is kept here, elsewhere only by the transaction that reads."""
        parts = self._parts
        if name not in parts:
            here = next(iter(unsettled()), None)
            if here is not None and here is not self._home:
                parts = here.kept.setdefault(self, {})
        if name not in parts:
            parts[name] = read()
        return parts[name]


class lazily(Generic[HolderT, ValueT]):  # noqa: N801  # a decorator
    """A property that is read once: see `Remembering.part`."""

    def __init__(self, read: Callable[[HolderT], ValueT]) -> None:
        self._read: Final = read
        self.__doc__ = read.__doc__

    def __get__(self, holder: HolderT, owner: type[HolderT]) -> ValueT:
        return cast("ValueT", holder.part(self._read.__name__, lambda: self._read(holder)))
