"""What administrators do about the accounts of others: look, sign out, unlock."""

from __future__ import annotations

from django.db import transaction

from urakata.directory import session_list, throttle
from urakata.directory.actor import Actor
from urakata.directory.checks import require_administrator, unknown
from urakata.directory.people import Person, snapshot
from urakata.directory.session_list import SessionInfo
from urakata.journal import writing


def sessions_of(*, actor: Actor, code: str) -> list[SessionInfo]:
    """Where somebody is signed in. Raises `Invalid` (``GAIA_IL26``)."""
    return session_list.list_sessions(_cared_for(actor, code).id)


def sign_out(*, actor: Actor, code: str) -> int:
    """End every session of somebody; how many there were."""
    person = _cared_for(actor, code)
    return session_list.revoke_sessions(actor=actor, user_id=person.id, code=code)


@transaction.atomic
def unlock(*, actor: Actor, code: str) -> bool:
    """Let an account be tried again at once; False when it was not locked."""
    person = _cared_for(actor, code)
    is_unlocked = throttle.unlock(person.code)
    entry = writing.Entry("signin.unlock", about={"user": person.code})
    writing.write(actor, [entry] if is_unlocked else [])
    return is_unlocked


def _cared_for(actor: Actor, code: str) -> Person:
    require_administrator(actor)
    person = snapshot().user_by_code(code)
    if person is None:
        raise unknown("GAIA_IL26", code)
    return person
