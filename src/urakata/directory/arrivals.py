"""Somebody comes in: a session, and a line in the journal."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from urakata.directory import sessions, sign_in_journal
from urakata.directory.actor import Actor
from urakata.directory.sessions import Origin


@transaction.atomic
def come_in(
    session: SessionBase, actor: Actor, origin: Origin, *, second_factor: str | None = None
) -> None:
    """Open a session for who has shown all that the policy asks."""
    sessions.open_session(session, actor, origin)
    sign_in_journal.succeeded(actor, origin.road, second_factor=second_factor)


@transaction.atomic
def go_out(session: SessionBase, actor: Actor) -> None:
    """Sign out."""
    sessions.close_session(session)
    sign_in_journal.left(actor)
