"""Who calls on the way in: somebody with a right password, or nobody yet.

All of it comes from our own page: a foreign one can set neither header. Bodies are short.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from urakata.api.admission import admit
from urakata.api.authentication import (
    NOBODY,
    address_of,
    check_request_token,
    in_browser_language,
)
from urakata.api.bodies import read_body
from urakata.api.native.requests import JSON, TOKEN_HEADER, actor_of, signed_in
from urakata.api.proof import require_recent_proof, require_session
from urakata.directory import arrivals
from urakata.directory.actor import Actor
from urakata.directory.half_sessions import HalfOpen, half_open
from urakata.kernel.errors import Unauthenticated

MOST: Final = 256 * 1024


def half_signed_in(request: HttpRequest) -> Actor:
    """Who showed a password and not yet a second factor."""
    actor = _half(request).actor
    check_request_token(request, actor, "POST", {"": request.headers.get(TOKEN_HEADER)})
    return _taken_in(request, actor)


def nobody_yet(request: HttpRequest) -> Actor:
    """Anybody at our page."""
    if request.headers.get("X-Requested-With") != "XMLHttpRequest":
        raise Unauthenticated("CB_AU01")
    return _taken_in(request, NOBODY)


def setting_up(request: HttpRequest) -> Actor:
    """Who is signed in at a screen; or who must set up a second factor before they are."""
    if half_open(request.session) is not None:
        return half_signed_in(request)
    actor = signed_in(request)
    require_session(actor)
    return actor


def setting_up_actor(request: HttpRequest) -> Actor:
    """Whoever may set up a factor now: on the way in, or having shown lately who they are.

    On the way in it must be what is missing: who has a second factor shows it first.
    """
    actor = actor_of(request)
    half = half_open(request.session)
    if half is None:
        require_recent_proof(request, actor)
    elif half.step != "set_up":
        raise Unauthenticated("CB_AU01")
    return actor


def come_in(request: HttpRequest, actor: Actor, second_factor: str) -> bool:
    """Open the session of who was on the way in; False for who was in already."""
    half = half_open(request.session)
    if half is None:
        return False
    arrivals.come_in(request.session, actor, half.origin, second_factor=second_factor)
    return True


def _half(request: HttpRequest) -> HalfOpen:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        half = half_open(request.session)
        if half is not None:
            return half
    raise Unauthenticated("CB_AU01")


def _taken_in(request: HttpRequest, actor: Actor) -> Actor:
    admit(actor, address_of(request))
    if request.method != "GET" and request.content_type == JSON:
        request._body = read_body(request, MOST)  # noqa: SLF001  # Django's own
    return in_browser_language(actor, request)
