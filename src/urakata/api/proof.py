"""What only somebody may do who has shown a short while ago that they are who they are."""

from __future__ import annotations

from django.http import HttpRequest

from urakata.directory import sessions
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden


def require_recent_proof(request: HttpRequest, actor: Actor) -> None:
    """Refuse a dangerous action in a session whose owner has not shown themselves for a while.

    Raises `Forbidden` (``UR_RA01``): the screen asks, and tries again. A password header is a proof
    each time; tokens and commands have no owner who could be asked.
    """
    if actor.via == "session" and not sessions.is_proven(request.session):
        raise Forbidden("UR_RA01")


def require_session(actor: Actor) -> None:
    """Refuse all but people at a screen: what is done here belongs to one browser."""
    if actor.via != "session":
        raise Forbidden("GAIA_NO01" if actor.tokens is not None else "UR_SS01")
