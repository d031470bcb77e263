"""What an administrator does about somebody's sign-in: end sessions, unlock, set a password."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from urakata.api.answering import json_response
from urakata.api.native.account import Password, SessionList, show_session
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, Sent
from urakata.api.proof import require_recent_proof
from urakata.directory import account_care
from urakata.directory.actor import Actor
from urakata.directory.checks import require_administrator
from urakata.directory.factor_setup import reset_factors
from urakata.directory.services import set_password

router = Router()

Code: TypeAlias = Annotated[str, Path(max_length=128, description="ログイン名")]


class GivenPassword(Sent):
    """The password to be."""

    password: Password


@router.get(
    "/{code}/sessions",
    response={200: SessionList, **REFUSALS},
    by_alias=True,
    summary="Where they are in",
)
def get_person_sessions(request: HttpRequest, code: Code) -> HttpResponse:
    """The sessions of a person."""
    found = account_care.sessions_of(actor=actor_of(request), code=code)
    return json_response({"sessions": [show_session(each) for each in found]})


@router.delete("/{code}/sessions", response={204: None, **REFUSALS}, summary="Sign somebody out")
def delete_person_sessions(request: HttpRequest, code: Code) -> HttpResponse:
    """End every session of a person."""
    account_care.sign_out(actor=actor_of(request), code=code)
    return HttpResponse(status=204)


@router.delete("/{code}/lock", response={204: None, **REFUSALS}, summary="Unlock an account")
def delete_lock(request: HttpRequest, code: Code) -> HttpResponse:
    """Let an account be tried again that was locked by failed sign-ins."""
    account_care.unlock(actor=_careful(request), code=code)
    return HttpResponse(status=204)


@router.delete(
    "/{code}/second-factors",
    response={204: None, **REFUSALS},
    summary="Take away somebody's second factors",
)
def delete_second_factors(request: HttpRequest, code: Code) -> HttpResponse:
    """For who lost theirs. All of their sessions end."""
    reset_factors(actor=_careful(request), code=code)
    return HttpResponse(status=204)


@router.put("/{code}/password", response={204: None, **REFUSALS}, summary="Set a password")
def put_person_password(request: HttpRequest, code: Code, sent: GivenPassword) -> HttpResponse:
    """Give a person a new password. All of their sessions end."""
    set_password(actor=_careful(request), code=code, password=sent.password)
    return HttpResponse(status=204)


def _careful(request: HttpRequest) -> Actor:
    """An administrator who showed a short while ago who they are."""
    actor = actor_of(request)
    require_administrator(actor)
    require_recent_proof(request, actor)
    return actor
