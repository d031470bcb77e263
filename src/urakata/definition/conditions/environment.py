"""What a condition means depends on: who asks, when, and what other apps look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from urakata.definition.fields.base import People
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor


@dataclass(frozen=True, slots=True)
class Env:
    """Whatever the compiler must not fetch by itself."""

    actor: Actor  #: ``LOGINUSER()``, and the time zone of every date function
    now: datetime  #: aware
    people: People
    schema_of: Callable[[int], AppSchema]  #: live schema of an app; raises `NotFound`
    candidates: Callable[[AppSchema, str], Fragment | None] | None = None
    """A superset of the records (alias ``t``) whose text may contain a word, quickly found."""
    at: str = "query"  #: path of the problems that have no code of their own
