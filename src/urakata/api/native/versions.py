"""The history of an app's definition: its versions, what differs between two, and the way back."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    Flag,
    Id,
    Person,
    Revision,
    Sent,
    Whole,
    within,
)
from urakata.api.native.which import WhichVersion, as_which, require_reader
from urakata.definition.diff import diff
from urakata.definition.in_words.changes import describe
from urakata.definition.versions import Version, find_document, list_versions
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.record.rollback import roll_back

router = Router()

MOST: Final = 100  #: versions a page


class Page(Schema):
    """Which versions: those before a revision, the newest first."""

    before: Annotated[Whole, Field(ge=1, le=LARGEST), within(1)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 20


class OneVersion(Schema):
    """A definition that went live, and in words what it changed."""

    version: str
    deployedAt: str  # noqa: N815  # kintone's style
    deployedBy: Person  # noqa: N815
    rolledBackTo: str | None  # noqa: N815
    isLive: bool  # noqa: N815
    changes: list[str]


class Versions(Schema):
    """A page; `next` is the `before` of the following one."""

    versions: list[OneVersion]
    next: str | None


@router.get("/{app_id}/versions", response={200: Versions, **REFUSALS}, summary="List the versions")
def read_versions(request: HttpRequest, app_id: AppId, page: Query[Page]) -> HttpResponse:
    """Every definition that went live: when, by whom, and what it changed."""
    actor = actor_of(request)
    require_reader(actor, app_id)
    found = list_versions(app_id, before=page.before, limit=page.limit)
    is_full = len(found) == page.limit
    return json_response(
        {
            "versions": [_show(version, actor.language) for version in found],
            "next": str(found[-1].revision) if is_full else None,
        }
    )


class Two(Schema):
    """Which two versions: by default what a deploy would change."""

    base: WhichVersion = "live"
    version: WhichVersion = "draft"


class Changes(Schema):
    """The difference in words; whether there is none."""

    changes: list[str]
    isSame: bool  # noqa: N815


@router.get(
    "/{app_id}/versions/changes",
    response={200: Changes, **REFUSALS},
    summary="Compare two versions",
)
def compare_versions(request: HttpRequest, app_id: AppId, two: Query[Two]) -> HttpResponse:
    """What is different in a version (`version`) from another one (`base`)."""
    actor = actor_of(request)
    require_reader(actor, app_id)
    old = find_document(app_id, as_which(two.base))
    changes = diff(old, find_document(app_id, as_which(two.version)))
    said = describe(changes, actor.language)
    return json_response({"changes": [*said], "isSame": changes.is_empty})


class Rollback(Sent):
    """Where to go back to. With `draft` nothing goes live yet."""

    version: Id
    revision: Revision = -1
    draft: Flag = False


class RolledBack(Schema):
    """The revision of the definition that came of it."""

    revision: str


@router.post(
    "/{app_id}/rollback",
    response={200: RolledBack, **REFUSALS},
    summary="Go back to a version",
)
def go_back(request: HttpRequest, app_id: AppId, rollback: Body[Rollback]) -> HttpResponse:
    """Make an earlier version the draft and deploy it.

    Fields deleted since come back with their values. A draft that was not deployed is given up;
    `revision` refuses (``GAIA_CO03``) when it is not the draft that you know.
    """
    with transaction.atomic(durable=True):
        revision = roll_back(
            actor=actor_of(request),
            app_id=app_id,
            to=rollback.version,
            revision=rollback.revision,
            is_draft=rollback.draft,
        )
    return json_response({"revision": str(revision)})


def _show(version: Version, language: Language) -> JSONDict:
    back = version.rolled_back_to
    return {
        "version": str(version.revision),
        "deployedAt": version.deployed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "deployedBy": snapshot().show("user", version.deployed_by),
        "rolledBackTo": None if back is None else str(back),
        "isLive": version.is_live,
        "changes": [*describe(version.changes, language)],
    }
