"""API tokens of an app: made, listed, limited, revoked. By people: no token makes or changes one."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated, Any, Literal, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from urakata.access.rights import require
from urakata.api.answering import json_response
from urakata.api.native.limits import Networks, Requests
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, CamelCase, Id, Sent
from urakata.api.proof import require_recent_proof
from urakata.definition.queries import get_app
from urakata.directory.actor import Actor
from urakata.directory.limiting import update_token
from urakata.directory.tokens import TokenInfo, create_token, list_tokens, revoke_token
from urakata.kernel.errors import Forbidden, NotFound
from urakata.kernel.json import JSONDict

router = Router()

TokenRight: TypeAlias = Literal["view", "add", "edit", "delete", "manage"]
Rights: TypeAlias = Annotated[list[TokenRight], Field(min_length=1, max_length=5)]
Memo: TypeAlias = Annotated[str, Field(max_length=200)]


class NewToken(Sent):
    """What it may do, and what it is for."""

    rights: Rights
    memo: Memo = ""


class TokenChanges(CamelCase):
    """What is to change; what is not given stays."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    rights: Rights | None = None
    memo: Memo | None = None
    networks: Networks | None = None
    requests_per_minute: Requests = None
    requests_at_once: Requests = None


class Token(CamelCase):
    """A token as it is listed: nobody can show the whole of it any more."""

    id: str
    hint: str
    rights: list[str]
    memo: str
    is_live: bool
    created_at: str
    networks: list[str]
    requests_per_minute: int | None
    requests_at_once: int | None


class MadeToken(Token):
    """A new one, with the secret that is shown this once."""

    token: str


class Tokens(Schema):
    """The oldest first."""

    tokens: list[Token]


@router.get(
    "/{app_id}/tokens",
    response={200: Tokens, **REFUSALS},
    by_alias=True,
    summary="List the API tokens",
)
def get_tokens(request: HttpRequest, app_id: AppId) -> HttpResponse:
    """Those of an app."""
    _manager(request, app_id)
    return json_response({"tokens": [_shown(each) for each in list_tokens(app_id)]})


@router.post(
    "/{app_id}/tokens",
    response={200: MadeToken, **REFUSALS},
    by_alias=True,
    summary="Make an API token",
)
def post_token(request: HttpRequest, app_id: AppId, sent: NewToken) -> HttpResponse:
    """It works at once."""
    actor = _careful_manager(request, app_id)
    with transaction.atomic(durable=True):
        secret = create_token(app_id, sent.rights, sent.memo, actor=actor, is_live=True)
        made = list_tokens(app_id)[-1]
    return json_response({**_shown(made), "token": secret})


@router.put(
    "/{app_id}/tokens/{token_id}",
    response={200: Token, **REFUSALS},
    by_alias=True,
    summary="Change an API token",
)
def put_token(
    request: HttpRequest, app_id: AppId, token_id: Id, sent: TokenChanges
) -> HttpResponse:
    """Its rights, its note, from where and how often it is used: from the next request on."""
    actor = _careful_manager(request, app_id)
    changes = _given(sent)
    if not update_token(app_id, token_id, actor=actor, changes=changes):
        raise NotFound("UR_TK01")
    (changed,) = (each for each in list_tokens(app_id) if each.id == token_id)
    return json_response(_shown(changed))


@router.delete(
    "/{app_id}/tokens/{token_id}", response={204: None, **REFUSALS}, summary="Revoke an API token"
)
def delete_token(request: HttpRequest, app_id: AppId, token_id: Id) -> HttpResponse:
    """It is worth nothing from the next request on."""
    actor = _careful_manager(request, app_id)
    if not revoke_token(app_id, token_id, actor=actor):
        raise NotFound("UR_TK01")
    return HttpResponse(status=204)


def _given(sent: TokenChanges) -> dict[str, Any]:
    """What was given; the rights, the note and the networks cannot be null."""
    given = sent.model_dump(exclude_unset=True)
    always = {"rights", "memo", "networks"}
    return {name: value for name, value in given.items() if value is not None or name not in always}


def _manager(request: HttpRequest, app_id: int) -> Actor:
    actor = actor_of(request)
    if actor.tokens is not None:
        raise Forbidden("GAIA_NO01")
    require(actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    return actor


def _careful_manager(request: HttpRequest, app_id: int) -> Actor:
    """Somebody who manages the app and showed a short while ago who they are."""
    actor = _manager(request, app_id)
    require_recent_proof(request, actor)
    return actor


def _shown(token: TokenInfo) -> JSONDict:
    shown = Token(
        id=str(token.id),
        hint=token.hint,
        rights=list(token.rights),
        memo=token.memo,
        is_live=token.is_live,
        created_at=token.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        networks=list(token.networks),
        requests_per_minute=token.requests_per_minute,
        requests_at_once=token.requests_at_once,
    )
    return shown.model_dump(by_alias=True)
