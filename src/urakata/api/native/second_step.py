"""The second step of signing in, and signing in with a passkey alone."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.authentication import address_of, in_browser_language, origin_of
from urakata.api.native.entering import come_in, half_signed_in, nobody_yet
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase, Sent
from urakata.api.session import describe
from urakata.directory import arrivals, passkeys
from urakata.directory.actors import actor_of as active
from urakata.directory.factor_setup import require_allowed
from urakata.directory.gate import require_network
from urakata.directory.half_sessions import half_open
from urakata.directory.showing import check_factor
from urakata.kernel.errors import Unauthenticated

router = Router()

Code = Annotated[str, Field(max_length=64)]
Credential = dict[str, Any]
"""What ``navigator.credentials`` answers, as JSON."""


class ShownFactor(Sent):
    """One of both: a code (of the app, or a recovery code), or a passkey."""

    code: Code | None = None
    credential: Credential | None = None


class ShownPasskey(Sent):
    """A passkey."""

    credential: Credential


class Options(Schema):
    """What a browser needs for ``navigator.credentials``."""

    options: dict[str, Any]


class WhoIsIt(Schema):
    """Who is signed in."""

    id: str
    code: str
    name: str


class SignedIn(CamelCase):
    """What the screen needs to know."""

    user: WhoIsIt
    is_administrator: bool
    is_auditor: bool
    language: str
    timezone: str
    request_token: str


@router.post(
    "/second-factor",
    response={200: SignedIn, **REFUSALS},
    by_alias=True,
    auth=half_signed_in,
    summary="Show a second factor",
)
def show_second_factor(request: HttpRequest, sent: ShownFactor) -> HttpResponse:
    """The second step of signing in. The session opens under a new key."""
    actor = actor_of(request)
    half = half_open(request.session)
    if half is None or half.step != "second_factor":
        raise Unauthenticated("CB_AU01")
    method = check_factor(
        actor, code=sent.code, credential=sent.credential, address=address_of(request)
    )
    come_in(request, actor, method)
    return json_response(describe(actor, request))


@router.post(
    "/second-factor/passkey",
    response={200: Options, **REFUSALS},
    auth=half_signed_in,
    summary="Ask for a passkey as second factor",
)
def ask_second_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to show a passkey in the second step."""
    return json_response({"options": passkeys.ask_for_passkey(actor_of(request).user_id)})


@router.post(
    "/passkey/options",
    response={200: Options, **REFUSALS},
    auth=nobody_yet,
    summary="Ask for a passkey",
)
def ask_passkey(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # its session has it
    """What the browser needs to show any passkey it has for this place."""
    require_allowed()
    return json_response({"options": passkeys.ask_for_passkey()})


@router.post(
    "/passkey",
    response={200: SignedIn, **REFUSALS},
    by_alias=True,
    auth=nobody_yet,
    summary="Sign in with a passkey",
)
def sign_in_by_passkey(request: HttpRequest, sent: ShownPasskey) -> HttpResponse:
    """Sign in with a passkey alone: the device has asked who it is, so it is both factors."""
    require_allowed()
    user_id = passkeys.accept_passkey(sent.credential)
    actor = in_browser_language(active(user_id), request)
    require_network(actor, address_of(request))
    origin = origin_of(request, "passkey")
    arrivals.come_in(request.session, actor, origin, second_factor="webauthn")
    return json_response(describe(actor, request))
