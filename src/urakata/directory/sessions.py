"""Who a session belongs to, in the form Django's own sign-in keeps it.

A session ends when its user's password changes: it carries a digest of the stored password. What
that digest must be is kept in memory until the directory changes, so that a request by session
reads the session and nothing else. Where sessions are kept, and when they run out, is told by
`session_store`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.models import User
from urakata.directory.session_store import ABOUT
from urakata.directory.sign_in_policy import sign_in_policy
from urakata.kernel.errors import Unauthenticated

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
Road: TypeAlias = Literal["password", "passkey", "provider"]
"""How somebody shows first who they are; `provider` is another sign-in service."""

_PROVEN: Final = "proven_at"
_MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Origin:
    """From where somebody signed in, and how: what they recognise their session by."""

    address: str = ""
    agent: str = ""
    road: Road = "password"


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


def open_session(session: SessionBase, actor: Actor, origin: Origin = Origin()) -> None:
    """Let a session belong to somebody who just signed in; its key changes, its data goes."""
    now = timezone.now()
    session.flush()
    session[SESSION_KEY] = str(actor.user_id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = digest_of(actor.user_id)
    session[ABOUT] = {
        "handle": str(uuid4()),
        "address": origin.address[:64],
        "agent": origin.agent[:256],
        "road": origin.road,
        "at": now.isoformat(),
    }
    session[_PROVEN] = time.time()
    session.set_expiry(now + sign_in_policy().longest)
    session.cycle_key()


def close_session(session: SessionBase) -> None:
    """Sign out."""
    session.flush()


def origin_of(session: SessionBase) -> Origin:
    """From where whoever has this session signed in."""
    about = session.get(ABOUT, {})
    return Origin(about.get("address", ""), about.get("agent", ""), about.get("road", "password"))


def prove(session: SessionBase) -> None:
    """Remember that its owner has just shown again who they are."""
    session[_PROVEN] = time.time()


def is_proven(session: SessionBase) -> bool:
    """Whether its owner showed who they are a short while ago: by signing in, or again since."""
    age = time.time() - float(session.get(_PROVEN, 0))
    return 0 <= age < sign_in_policy().proof.total_seconds()


def digest_of(user_id: int) -> str | None:
    """What a session of this user must carry; None for who is not active."""
    return _digests.get(user_id)


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
