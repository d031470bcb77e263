"""Who a request comes from: password header, API tokens, or the screen's session, in this order.

A session is a cookie that browsers send along by themselves. So it counts only with the header
that no foreign page can set, and a request that changes something must also prove, by its request
token, that it comes from our own page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from urakata.api.admission import admit
from urakata.api.language import preferred_language
from urakata.directory import sessions, sign_in
from urakata.directory.actor import Actor
from urakata.directory.sessions import Origin, Road
from urakata.journal import context
from urakata.kernel.errors import Forbidden, Unauthenticated

NOBODY: Final = Actor(user_id=0, code="", name="", via="token", tokens={}, follows_browser=True)
"""Who calls an API that needs no sign-in: an actor without a single right."""

TOKEN_NAME: Final = "__REQUEST_TOKEN__"  # noqa: S105  # a name, not a secret


def authenticate(request: HttpRequest, *, is_download: bool = False) -> Actor:
    """The actor behind a request, speaking the language they or their browser chose.

    A download may come from a plain link of our page. Raises `Unauthenticated`, `TooMany`, and for
    tokens `Invalid`; `Forbidden` from a foreign network. Not to be called inside a transaction.
    """
    if header := request.headers.get("X-Cybozu-Authorization"):
        actor = sign_in.by_header(header, address=address_of(request))
        admit(actor, address_of(request))
    elif tokens := request.headers.get("X-Cybozu-API-Token"):
        actor = sign_in.by_tokens(tokens)
        context.begin(replace(context.current(), tokens=actor.token_ids))
        admit(actor, address_of(request))
    elif is_download or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        actor = session_actor(request)
    else:
        raise Unauthenticated("CB_AU01")
    return in_browser_language(actor, request)


def session_actor(request: HttpRequest) -> Actor:
    """Whoever is signed in on the screen, from a network that is theirs.

    Raises `Unauthenticated` (``CB_AU01``), `Forbidden` (``UR_NW01``), `TooMany`.
    """
    actor = sessions.actor_of_session(request.session)
    if actor is None:
        raise Unauthenticated("CB_AU01")
    admit(actor, address_of(request))
    return actor


def in_browser_language(actor: Actor, request: HttpRequest) -> Actor:
    """The actor with the browser's language, where they left the choice to it."""
    if not actor.follows_browser:
        return actor
    language = preferred_language(request.headers.get("Accept-Language"))
    return actor if actor.language == language else replace(actor, language=language)


def address_of(request: HttpRequest) -> str:
    """Where a request came from."""
    return str(request.META.get("REMOTE_ADDR") or "")


def origin_of(request: HttpRequest, road: Road = "password") -> Origin:
    """Where a request came from, as whoever signs in with it will recognise it."""
    return Origin(address_of(request), request.headers.get("User-Agent", ""), road)


def request_token(request: HttpRequest) -> str:
    """What our own page must say with every change; it lives as long as the session's key."""
    key = request.session.session_key or ""
    return salted_hmac("urakata.request-token", key, algorithm="sha256").hexdigest()


def check_request_token(
    request: HttpRequest, actor: Actor, method: str, values: Mapping[str, object]
) -> None:
    """Raise `Forbidden` (``CB_CS01``) for a change by session that does not come from our page.

    `method` is the one that is meant: a long GET that came as a POST changes nothing.
    """
    if actor.via != "session" or method == "GET":
        return
    sent = (
        values.get(TOKEN_NAME)
        or request.GET.get(TOKEN_NAME)
        or request.headers.get("X-Request-Token")
    )
    if not isinstance(sent, str) or not constant_time_compare(sent, request_token(request)):
        raise Forbidden("CB_CS01")
