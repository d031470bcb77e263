"""One's own password: who changes it shows the present one, and is signed out everywhere else."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from urakata.directory import sessions
from urakata.directory.actor import Actor
from urakata.directory.services import get_for_update, store_password
from urakata.directory.sign_in import check_present_password
from urakata.kernel import rules
from urakata.kernel.errors import Unauthenticated, invalid


def change_password(
    session: SessionBase, *, actor: Actor, present: str, password: str, address: str
) -> None:
    """Change it; the session goes on under a new key, every other one ends.

    Raises `Invalid` at ``present`` for a wrong one, at ``password`` for one that may not be had,
    `TooMany` after too many wrong ones. Not to be called inside a transaction.
    """
    try:
        check_present_password(actor, present, address=address)
    except Unauthenticated as error:
        raise invalid("present", rules.WRONG_PASSWORD) from error
    origin = sessions.origin_of(session)
    with transaction.atomic():
        user = get_for_update(actor.code)
        store_password(actor=actor, user=user, at="password", password=password)
        sessions.open_session(session, actor, origin)
