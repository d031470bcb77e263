"""Where somebody is signed in, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from urakata.directory.actor import Actor
from urakata.directory.models import Session
from urakata.directory.session_store import living_sessions
from urakata.journal import writing


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A browser in which somebody is signed in. `handle` names it; its key nobody is told."""

    handle: str
    address: str
    agent: str
    road: str
    signed_in_at: datetime
    last_used_at: datetime
    is_current: bool


def list_sessions(user_id: int, *, current_key: str | None = None) -> list[SessionInfo]:
    """The sessions of a user that have not run out, the one used last first."""
    rows = living_sessions().filter(user_id=user_id).order_by("-last_used_at", "session_key")
    return [
        SessionInfo(
            str(row.handle),
            row.address,
            row.agent,
            row.road,
            row.signed_in_at,
            row.last_used_at,
            row.pk == current_key,
        )
        for row in rows
    ]


@transaction.atomic
def revoke_session(*, actor: Actor, user_id: int, code: str, handle: UUID) -> bool:
    """End one session; False when there is none such."""
    count = Session.objects.filter(user_id=user_id, handle=handle).delete()[0]
    _tell(actor, code, count)
    return count > 0


@transaction.atomic
def revoke_sessions(*, actor: Actor, user_id: int, code: str, except_key: str | None = None) -> int:
    """End every session of a user but one; how many there were."""
    count = Session.objects.filter(user_id=user_id).exclude(pk=except_key or "").delete()[0]
    _tell(actor, code, count)
    return count


def end_sessions(user_id: int) -> None:
    """End them all: part of a change that says so itself."""
    Session.objects.filter(user_id=user_id).delete()


def _tell(actor: Actor, code: str, count: int) -> None:
    entry = writing.Entry("session.revoke", about={"user": code, "sessions": count})
    writing.write(actor, [entry] if count else [])
