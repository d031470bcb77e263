"""Somebody comes in: a session, and a line in the journal."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from urakata.directory import sessions, sign_in_journal
from urakata.directory.actor import Actor
from urakata.directory.half_sessions import open_half
from urakata.directory.second_factors import Step, missing_step
from urakata.directory.sessions import Origin


def arrive(session: SessionBase, actor: Actor, origin: Origin) -> Step | None:
    """Let in whoever showed a right password, or answer what is still missing."""
    step = missing_step(actor)
    if step is None:
        come_in(session, actor, origin)
    else:
        open_half(session, actor, step, origin)
    return step


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
