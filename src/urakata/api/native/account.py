"""One's own account: the password, and where one is signed in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.authentication import address_of, request_token
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase, Sent
from urakata.api.proof import require_session
from urakata.directory.actor import Actor
from urakata.directory.password_change import change_password
from urakata.directory.session_list import (
    SessionInfo,
    list_sessions,
    revoke_session,
    revoke_sessions,
)
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONDict

router = Router()

Password = Annotated[str, Field(max_length=1024)]


class NewPassword(Sent):
    """The present password, and the one to be."""

    present: Password
    password: Password


class RenewedSession(CamelCase):
    """The session goes on under a new key: changes are made with this token from now on."""

    request_token: str


class ShownSession(CamelCase):
    """A browser in which somebody is signed in."""

    handle: str
    address: str
    agent: str
    road: str
    signed_in_at: datetime
    last_used_at: datetime
    is_current: bool


class SessionList(Schema):
    """The one used last comes first."""

    sessions: list[ShownSession]


@router.put(
    "/password",
    response={200: RenewedSession, **REFUSALS},
    by_alias=True,
    summary="Change the password",
)
def put_password(request: HttpRequest, sent: NewPassword) -> HttpResponse:
    """Change one's own password. Every other session of the account ends."""
    actor = at_a_screen(request)
    change_password(
        request.session,
        actor=actor,
        present=sent.present,
        password=sent.password,
        address=address_of(request),
    )
    return json_response({"requestToken": request_token(request)})


@router.get(
    "/sessions",
    response={200: SessionList, **REFUSALS},
    by_alias=True,
    summary="List one's sessions",
)
def get_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    actor = at_a_screen(request)
    found = list_sessions(actor.user_id, current_key=request.session.session_key)
    return json_response({"sessions": [show_session(each) for each in found]})


@router.delete("/sessions", response={204: None, **REFUSALS}, summary="End all other sessions")
def delete_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    actor = at_a_screen(request)
    revoke_sessions(
        actor=actor,
        user_id=actor.user_id,
        code=actor.code,
        except_key=request.session.session_key,
    )
    return HttpResponse(status=204)


@router.delete("/sessions/{handle}", response={204: None, **REFUSALS}, summary="End a session")
def delete_session(request: HttpRequest, handle: UUID) -> HttpResponse:
    """Sign out in one browser."""
    actor = at_a_screen(request)
    with transaction.atomic():
        if not revoke_session(actor=actor, user_id=actor.user_id, code=actor.code, handle=handle):
            raise NotFound("UR_SS02")
    return HttpResponse(status=204)


def at_a_screen(request: HttpRequest) -> Actor:
    """Whoever is signed in with a browser. Raises `Forbidden` for all others."""
    actor = actor_of(request)
    require_session(actor)
    return actor


def show_session(session: SessionInfo) -> JSONDict:
    """A session as both its owner and an administrator see it."""
    return ShownSession(**asdict(session)).model_dump(mode="json", by_alias=True)
