"""Who a session belongs to, in the form Django's own sign-in keeps it.

A session ends when its user's password changes: it carries a digest of the stored password. What
that digest must be is kept in memory until the directory changes, so that a request by session
reads the session and nothing else.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.models import User
from urakata.kernel.errors import Unauthenticated

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
_MOST_KEPT: Final = 10_000


class _Digests:
    """What each user's sessions must carry, as of one epoch."""

    def __init__(self) -> None:
        self._epoch = -1
        self._digests: dict[int, str | None] = {}

    def get(self, user_id: int) -> str | None:
        epoch = epochs.current("directory")
        digests = self._digests
        if epoch != self._epoch or len(digests) > _MOST_KEPT:
            digests = {}
            self._digests, self._epoch = digests, epoch
        if user_id not in digests:
            user = User.objects.filter(pk=user_id, is_active=True).first()
            digests[user_id] = user.get_session_auth_hash() if user else None
        return digests[user_id]


_digests = _Digests()


def open_session(session: SessionBase, actor: Actor) -> None:
    """Let a session belong to somebody who just signed in; its key changes, its data goes."""
    session.flush()
    session[SESSION_KEY] = str(actor.user_id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = _digests.get(actor.user_id)
    session.cycle_key()


def close_session(session: SessionBase) -> None:
    """Sign out."""
    session.flush()


def actor_of_session(session: SessionBase) -> Actor | None:
    """Whose session it is; None for nobody's, for one that ended, for a user who left."""
    carried = session.get(HASH_SESSION_KEY)
    user_id = str(session.get(SESSION_KEY, ""))
    if not carried or not user_id.isdecimal():
        return None
    expected = _digests.get(int(user_id))
    if expected is None or not constant_time_compare(str(carried), expected):
        return None
    try:
        return actor_of(int(user_id))
    except Unauthenticated:
        return None
