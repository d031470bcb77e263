"""ごみ箱: what was deleted, and bringing it back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.records import MOST
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Id, Person, Record, Sent, Whole, within
from urakata.definition.queries import live_schema
from urakata.record.restoring import restore_records
from urakata.record.trash import list_trash

router = Router()

MOST_SHOWN: Final = 500


class TrashedRecord(Schema):
    """A deleted record, by whom and when it was deleted, and until when it is kept."""

    record: Record
    deletedBy: Person  # noqa: N815  # kintone's style
    deletedAt: str  # noqa: N815
    expiresAt: str  # noqa: N815


class TrashWindow(Schema):
    """How much of the trash, and from where on."""

    after: Annotated[str, Field(description="前のページのnext。続きを返す")] = ""
    limit: Annotated[Whole, Field(ge=1, le=MOST_SHOWN), within(1, MOST_SHOWN)] = 100


class Trash(Schema):
    """Deleted records, the newest first, and the token that asks for more (null at the end)."""

    records: list[TrashedRecord]
    next: str | None


@router.get("/{app_id}/trash", response={200: Trash, **REFUSALS}, summary="List deleted records")
def list_deleted(request: HttpRequest, app_id: AppId, window: Query[TrashWindow]) -> HttpResponse:
    """For those who may delete, as far as they may view. A page may hold fewer than `limit`."""
    page = list_trash(
        actor=actor_of(request), app=live_schema(app_id), limit=window.limit, after=window.after
    )
    return json_response(
        {
            "records": [
                {
                    "record": each.record,
                    "deletedBy": each.deleted_by,
                    "deletedAt": moment(each.deleted_at),
                    "expiresAt": moment(each.expires_at),
                }
                for each in page.records
            ],
            "next": page.after,
        }
    )


class Restored(Schema):
    """Ids and revisions, in the order of the request."""

    ids: list[str]
    revisions: list[str]


class Restoration(Sent):
    """The records to bring back."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST)]


@router.post(
    "/{app_id}/trash/restore",
    response={200: Restored, **REFUSALS},
    summary="Restore up to 10,000 deleted records",
)
def restore(request: HttpRequest, app_id: AppId, body: Body[Restoration]) -> HttpResponse:
    """All or none, each a revision further. Problems are named by place: ``ids[3].番号``."""
    with transaction.atomic(durable=True):
        saved = restore_records(actor=actor_of(request), app=live_schema(app_id), ids=body.ids)
    return json_response(
        {"ids": [str(each.id) for each in saved], "revisions": [str(s.revision) for s in saved]}
    )


def moment(at: datetime) -> str:
    """A moment as kintone's API writes them, to the second."""
    return f"{at.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"
