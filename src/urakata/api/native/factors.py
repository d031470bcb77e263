"""One's own second factors: set up, listed, given up; and showing again who one is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.authentication import address_of
from urakata.api.native.account import Password, at_a_screen
from urakata.api.native.entering import come_in, setting_up, setting_up_actor
from urakata.api.native.second_step import Code, Credential, Options, SignedIn
from urakata.api.native.shapes import LARGEST, REFUSALS, CamelCase, Sent, Whole, within
from urakata.api.proof import require_recent_proof
from urakata.api.session import describe
from urakata.directory import factor_setup, passkeys, second_factors, sessions, showing
from urakata.directory.actor import Actor
from urakata.directory.second_factors import Method
from urakata.directory.showing import Proof
from urakata.directory.sign_in_policy import Demand, sign_in_policy
from urakata.kernel.json import JSONDict

router = Router()

FactorId = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]


class ShownPossession(CamelCase):
    """Something that one has set up."""

    id: str
    method: Method
    name: str
    created_at: datetime
    last_used_at: datetime | None
    left: int | None


class Security(CamelCase):
    """What the page about one's own security shows."""

    factors: list[ShownPossession]
    second_factor: Demand
    is_demanded: bool
    shortest_password: int
    proofs: list[Proof]
    is_proven: bool


class TotpOffer(Schema):
    """A secret for an authenticator app: as text, as an address, as a QR code."""

    secret: str
    url: str
    svg: str


class TotpCode(Sent):
    """A code that the app shows."""

    code: Code


class NewPasskey(Sent):
    """A passkey that the browser made, and what to call it."""

    name: Annotated[str, Field(max_length=64)] = ""
    credential: Credential


class SetUp(CamelCase):
    """Recovery codes if they are new, told this once; on the way in, who is in now."""

    recovery_codes: list[str]
    session: SignedIn | None = None


class RecoveryCodes(CamelCase):
    """New codes, told this once."""

    recovery_codes: list[str]


class ShownAgain(Sent):
    """One of the three."""

    password: Password | None = None
    code: Code | None = None
    credential: Credential | None = None


@router.get(
    "/security", response={200: Security, **REFUSALS}, by_alias=True, summary="Show one's security"
)
def get_security(request: HttpRequest) -> HttpResponse:
    """Second factors, and what the policy says."""
    actor = at_a_screen(request)
    found = second_factors.factors_of(actor.user_id)
    policy = sign_in_policy()
    shown = Security(
        factors=[ShownPossession(**{**asdict(each), "id": str(each.id)}) for each in found],
        second_factor=policy.second_factor,
        is_demanded=second_factors.is_demanded(actor),
        shortest_password=policy.shortest_password,
        proofs=list(showing.proofs_of(actor)),
        is_proven=sessions.is_proven(request.session),
    )
    return json_response(shown.model_dump(mode="json", by_alias=True))


@router.post(
    "/totp/offer",
    response={200: TotpOffer, **REFUSALS},
    auth=setting_up,
    summary="Offer a secret for an authenticator app",
)
def offer_totp(request: HttpRequest) -> HttpResponse:
    """Make up a secret. It is kept when a code of the app has shown that it arrived."""
    offer = factor_setup.offer_totp(request.session, actor=setting_up_actor(request))
    return json_response({**asdict(offer)})


@router.post(
    "/totp",
    response={200: SetUp, **REFUSALS},
    by_alias=True,
    auth=setting_up,
    summary="Set up an authenticator app",
)
def set_up_totp(request: HttpRequest, sent: TotpCode) -> HttpResponse:
    """Keep the offered secret, in place of the one before."""
    actor = setting_up_actor(request)
    codes = factor_setup.set_up_totp(request.session, actor=actor, code=sent.code)
    return _set_up(request, actor, "totp", codes)


@router.post(
    "/passkeys/offer",
    response={200: Options, **REFUSALS},
    auth=setting_up,
    summary="Offer to make a passkey",
)
def offer_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make one."""
    options = passkeys.offer_passkey(actor=setting_up_actor(request))
    return json_response({"options": options})


@router.post(
    "/passkeys",
    response={200: SetUp, **REFUSALS},
    by_alias=True,
    auth=setting_up,
    summary="Set up a passkey",
)
def set_up_passkey(request: HttpRequest, sent: NewPasskey) -> HttpResponse:
    """Keep the passkey that the browser made."""
    actor = setting_up_actor(request)
    codes = passkeys.set_up_passkey(actor=actor, name=sent.name, credential=sent.credential)
    return _set_up(request, actor, "webauthn", codes)


@router.delete(
    "/factors/{factor_id}", response={204: None, **REFUSALS}, summary="Give up a second factor"
)
def delete_factor(request: HttpRequest, factor_id: FactorId) -> HttpResponse:
    """Remove an authenticator app or a passkey; recovery codes go with the last one."""
    factor_setup.remove_factor(actor=_careful(request), factor_id=factor_id)
    return HttpResponse(status=204)


@router.post(
    "/recovery-codes",
    response={200: RecoveryCodes, **REFUSALS},
    by_alias=True,
    summary="Make new recovery codes",
)
def post_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The ones before count no more."""
    codes = factor_setup.renew_recovery_codes(actor=_careful(request))
    return json_response({"recoveryCodes": [*codes]})


@router.post("/proof", response={204: None, **REFUSALS}, summary="Show again who one is")
def post_proof(request: HttpRequest, sent: ShownAgain) -> HttpResponse:
    """With a second factor if one has one, else with the password. It lasts a while."""
    actor, address = at_a_screen(request), address_of(request)
    if sent.password is not None:
        showing.check_password(actor, sent.password, address=address)
    else:
        showing.check_factor(actor, code=sent.code, credential=sent.credential, address=address)
    sessions.prove(request.session)
    return HttpResponse(status=204)


@router.post(
    "/proof/passkey", response={200: Options, **REFUSALS}, summary="Ask for a passkey as proof"
)
def ask_proof_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to show a passkey of one's own."""
    return json_response({"options": passkeys.ask_for_passkey(at_a_screen(request).user_id)})


def _careful(request: HttpRequest) -> Actor:
    actor = at_a_screen(request)
    require_recent_proof(request, actor)
    return actor


def _set_up(request: HttpRequest, actor: Actor, method: Method, codes: list[str]) -> HttpResponse:
    is_in_now = come_in(request, actor, method)
    session: JSONDict | None = describe(actor, request) if is_in_now else None
    return json_response({"recoveryCodes": [*codes], "session": session})
