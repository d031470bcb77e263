"""One thing that happened, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from urakata.journal.kinds import Kind
from urakata.kernel.json import JSONValue

_EMPTY: Mapping[str, JSONValue] = MappingProxyType({})


def _empty() -> Mapping[str, JSONValue]:
    return _EMPTY


class Person(Protocol):
    """Somebody in whose name another acts; an actor is one."""

    @property
    def user_id(self) -> int: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    kind: Kind
    app_id: int | None = None
    record_id: int | None = None
    revision: int | None = None  #: after the change
    before: Mapping[str, JSONValue] = field(
        default_factory=_empty
    )  #: changed values only, in their stored form
    after: Mapping[str, JSONValue] = field(default_factory=_empty)
    about: Mapping[str, JSONValue] = field(
        default_factory=_empty
    )  #: anything else: a file's name, a query
    on_behalf_of: Person | None = None  #: whose turn or right it was, when that is somebody else
