"""What a condition means depends on: who asks, when, and what other apps look like."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from urakata.definition.fields.base import People
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor


class Sight(Protocol):
    """What the actor sees of an app's records (`access.sight`)."""

    @property
    def key(self) -> Hashable:
        """Equal for all who see the same fields."""

    def hides(self, field: Field) -> bool:
        """Whether the field may be seen in no record: then it cannot be asked about either."""

    def mask(self, field: Field, alias: str) -> str | None:
        """SQL that holds where the field may be seen; None where it always may."""

    def mask_of(self, field_id: int, alias: str = "t") -> str | None:
        """The same over the record's row, also for a column of a table."""

    def rows(self, alias: str) -> Fragment | None:
        """The records that may be seen; None for all of them."""


@dataclass(frozen=True, slots=True)
class Env:
    """Whatever the compiler must not fetch by itself."""

    actor: Actor  #: ``LOGINUSER()``, and the time zone of every date function
    now: datetime  #: aware
    people: People
    schema_of: Callable[[int], AppSchema]  #: live schema of an app; raises `NotFound`
    candidates: Callable[[AppSchema, Field, str], Fragment | None] | None = None
    """A superset of the records (alias ``t``) whose field may contain a word, quickly found."""
    sight_of: Callable[[AppSchema], Sight | None] | None = None
    """What the actor sees; None of an app where that is all of it, and None for the system's own
    conditions (a process, a rule about rights), which see everything."""
    at: str = "query"  #: path of the problems that have no code of their own
