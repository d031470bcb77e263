"""Deleting an app, what lies in the trash, and bringing an app back."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from urakata.access.rights import known_apps
from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Person
from urakata.api.proof import require_recent_proof
from urakata.definition.dependents import dependents
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record.app_trash import Deleted, delete_app, list_deleted, restore_app

router = Router()


class ReadingField(Schema):
    """A look-up or related records that read the deleted app, and find nothing now."""

    app: str
    name: str
    field: str


class Gone(Schema):
    """Until when the app can come back, and who misses it, as far as you may know those apps."""

    expiresAt: str  # noqa: N815  # kintone's style
    readBy: list[ReadingField]  # noqa: N815


class DeletedApp(Schema):
    """An app in the trash."""

    app: str
    name: str
    code: str
    deletedAt: str  # noqa: N815
    deletedBy: Person  # noqa: N815
    expiresAt: str  # noqa: N815


class DeletedApps(Schema):
    """Those that you managed, the newest first."""

    apps: list[DeletedApp]


class Back(Schema):
    """The app that is there again."""

    app: str


@router.delete("/apps/{app_id}", response={200: Gone, **REFUSALS}, summary="Delete an app")
def put_into_trash(request: HttpRequest, app_id: AppId) -> HttpResponse:
    """Put an app into the trash: gone for everybody, kept whole for a while.

    A session must have shown a short while ago whose it is (``UR_RA01``).
    """
    actor = actor_of(request)
    require_recent_proof(request, actor)
    with transaction.atomic(durable=True):
        deleted = delete_app(actor=actor, app_id=app_id)
    return json_response(
        {"expiresAt": _moment(deleted.expires_at), "readBy": _read_by(actor, app_id)}
    )


@router.get("/trash/apps", response={200: DeletedApps, **REFUSALS}, summary="List deleted apps")
def list_apps_in_trash(request: HttpRequest) -> HttpResponse:
    """The apps in the trash that you managed; auditors see all."""
    found = list_deleted(actor=actor_of(request))
    return json_response({"apps": [_show(each) for each in found]})


@router.post(
    "/trash/apps/{app_id}/restore", response={200: Back, **REFUSALS}, summary="Restore an app"
)
def bring_back(request: HttpRequest, app_id: AppId) -> HttpResponse:
    """Bring an app back with its records, files, comments, versions and rights."""
    actor = actor_of(request)
    require_recent_proof(request, actor)
    with transaction.atomic(durable=True):
        restore_app(actor=actor, app_id=app_id)
    return json_response({"app": str(app_id)})


def _read_by(actor: Actor, app_id: int) -> list[JSONValue]:
    known = known_apps(actor)
    return [
        {"app": str(each.app.app_id), "name": each.app.name, "field": each.field.label}
        for each in dependents(app_id)
        if known is None or each.app.app_id in known
    ]


def _show(deleted: Deleted) -> JSONDict:
    app = deleted.app
    return {
        "app": str(app.id),
        "name": app.name,
        "code": app.code,
        "deletedAt": _moment(app.deleted_at),
        "deletedBy": snapshot().show("user", app.deleted_by),
        "expiresAt": _moment(deleted.expires_at),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
