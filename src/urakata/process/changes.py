"""What callers ask of the process, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One record and the action to run on it.

    `assignee` is the login name of who is next, `on_behalf_of` of whose turn it really is.
    """

    record_id: int
    action: str
    assignee: str | None = None
    revision: int | None = None
    reason: str = ""  #: a code of the app's list
    may_omit_reason: bool = False  #: the caller cannot be asked for one (a client of kintone's API)
    comment: str = ""
    conditions: tuple[str, ...] = ()  #: 条件付き承認: what is to be done afterwards
    to_step: int | None = None  #: of the route, to return to
    on_behalf_of: str | None = None
    at: datetime | None = None  #: when it happened, for what is brought in from elsewhere; else now


@dataclass(frozen=True, slots=True)
class Moved:
    """A record after its action."""

    id: int
    revision: int
    status: str
