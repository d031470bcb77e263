"""Between a right password and an open session: what is missing is a second factor.

Such a session belongs to nobody: every endpoint but those of this step treats it like none. It ends
after a few minutes, and with the password that it began with.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.second_factors import Step
from urakata.directory.sessions import Origin, digest_of

LIFETIME: Final = timedelta(minutes=10)
_KEY: Final = "half"


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """Who showed a password, what they still must do, and from where they came."""

    actor: Actor
    step: Step
    origin: Origin


def open_half(session: SessionBase, actor: Actor, step: Step, origin: Origin) -> None:
    """Remember who is on the way in; the session's key changes, its data goes."""
    until = timezone.now() + LIFETIME
    session.flush()
    session[_KEY] = {
        "user": actor.user_id,
        "digest": digest_of(actor.user_id),
        "step": step,
        "origin": asdict(origin),
        "until": until.isoformat(),
    }
    session.set_expiry(until)
    session.cycle_key()


def half_open(session: SessionBase) -> HalfOpen | None:
    """Who is on the way in, if somebody is."""
    kept: dict[str, Any] | None = session.get(_KEY)
    if kept is None or datetime.fromisoformat(kept["until"]) < timezone.now():
        return None
    expected = digest_of(kept["user"])
    if expected is None or not constant_time_compare(str(kept["digest"]), expected):
        return None
    return HalfOpen(actor_of(kept["user"]), kept["step"], Origin(**kept["origin"]))
