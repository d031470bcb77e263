"""``/api/v1/session``: signing in and out on the screen, and asking who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from urakata.api.answering import Answering
from urakata.api.authentication import (
    address_of,
    check_request_token,
    in_browser_language,
    origin_of,
    request_token,
    session_actor,
)
from urakata.api.bodies import read_body
from urakata.api.kintone.kinds import Name
from urakata.api.kintone.params import read_all, required
from urakata.api.kintone.wire import read_object
from urakata.api.portal_shapes import describe_preferences
from urakata.directory import arrivals, sign_in
from urakata.directory.actor import Actor
from urakata.directory.second_factors import methods_of
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.portal.preferences import preferences_of

CODE = required("code", Name(128))
PASSWORD = required("password", Name(1024))
MAX_BODY: Final = 64 * 1024


@csrf_exempt
def session(request: HttpRequest) -> HttpResponseBase:
    """GET: who is signed in. POST: sign in. DELETE: sign out."""
    answering = Answering(request)
    work = _METHODS.get(request.method or "", _refuse)
    response = answering.respond(lambda: work(answering))
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(answering: Answering) -> JSONDict:
    actor = in_browser_language(session_actor(answering.request), answering.request)
    return describe(actor, answering.request)


def _open(answering: Answering) -> JSONDict:
    """A form on a foreign page cannot send JSON, so it cannot sign anybody in.

    Where a second factor is missing, the answer is not who is in, but which step comes next.
    """
    request = answering.request
    if request.content_type != "application/json":
        raise Invalid("CB_IL02")
    sent = read_all((CODE, PASSWORD), read_object(read_body(request, MAX_BODY)), is_query=False)
    actor = sign_in.by_password(
        login=sent[CODE], password=sent[PASSWORD], address=address_of(request)
    )
    step = arrivals.arrive(request.session, actor, origin_of(request))
    if step is not None:
        methods: list[JSONValue] = [*methods_of(actor.user_id)]
        return {"step": step, "methods": methods, "requestToken": request_token(request)}
    return describe(in_browser_language(actor, request), request)


def _close(answering: Answering) -> JSONDict:
    request = answering.request
    actor = session_actor(request)
    check_request_token(request, actor, "DELETE", {})
    arrivals.go_out(request.session, actor)
    return {}


def _refuse(answering: Answering) -> JSONDict:  # noqa: ARG001
    raise Invalid("CB_IL02")


def describe(actor: Actor, request: HttpRequest) -> JSONDict:
    """What the screen needs to know about whoever is signed in."""
    return {
        "user": {"id": str(actor.user_id), "code": actor.code, "name": actor.name},
        "isAdministrator": actor.is_administrator,
        "isAuditor": actor.is_auditor,
        "language": actor.language,
        "timezone": actor.timezone.key,
        "preferences": describe_preferences(actor, preferences_of(actor.user_id)),
        "requestToken": request_token(request),
    }


_METHODS: Final[dict[str, Callable[[Answering], JSONDict]]] = {
    "GET": _show,
    "POST": _open,
    "DELETE": _close,
}
