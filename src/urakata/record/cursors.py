"""カーソル: the ids of a long answer, kept as they were at its start and given out page by page.

Reading the records of a page is `record.read`'s; this keeps who reads what and how far they are.
A cursor lives ten minutes from its last use and belongs to one user.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from urakata.access.rights import require
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import NotFound, TooMany
from urakata.record.models import Cursor, CursorChunk

LIFETIME: Final = timedelta(minutes=10)
DEFAULT_LIMIT: Final = 100  #: live cursors of the installation (kintone: 10)
_CHUNK: Final = 5000  #: ids of one row, about
_LOCK: Final = 0xC0_125  #: advisory key: cursors are counted one opener at a time


@dataclass(frozen=True, slots=True)
class Page:
    """The next ids to read, and whether there are more after them."""

    app_id: int
    fields: tuple[str, ...]
    ids: list[int]
    has_more: bool


@transaction.atomic
def open_cursor(
    *, actor: Actor, app: AppSchema, ids: Sequence[int], fields: Sequence[str], size: int
) -> str:
    """Keep ids for reading `size` at a time; answers the cursor's id.

    Raises `TooMany` (``GAIA_TM12``) when there are ``CURSOR_LIMIT`` live ones already.
    """
    require(actor, "view", app)
    with connection.cursor() as sql:
        sql.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    sweep()
    if Cursor.objects.count() >= getattr(settings, "CURSOR_LIMIT", DEFAULT_LIMIT):
        raise TooMany("GAIA_TM12")
    cursor = Cursor.objects.create(
        app_id=app.app_id,
        user_id=actor.user_id,
        fields=list(fields),
        size=size,
        total=len(ids),
        expires_at=timezone.now() + LIFETIME,
    )
    step = _chunk_length(size)
    CursorChunk.objects.bulk_create(
        [
            CursorChunk(cursor=cursor, number=n, ids=list(ids[start : start + step]))
            for n, start in enumerate(range(0, len(ids), step))
        ],
        batch_size=20,
    )
    return str(cursor.pk)


@transaction.atomic
def next_page(*, actor: Actor, cursor_id: str) -> Page:
    """The next ids; the last page ends the cursor, any other renews its life.

    Raises `NotFound` (``GAIA_CN01``) for a cursor that ended, is somebody else's or never was.
    """
    cursor = _own(actor, cursor_id)
    step = _chunk_length(cursor.size)
    number, start = divmod(cursor.position, step)
    chunks = CursorChunk.objects.filter(cursor=cursor, number=number)
    ids = chunks.values_list(f"ids__{start}_{start + cursor.size}", flat=True).first() or []
    page = Page(
        cursor.app_id, tuple(cursor.fields), ids, cursor.position + cursor.size < cursor.total
    )
    if page.has_more:
        cursor.position += cursor.size
        cursor.expires_at = timezone.now() + LIFETIME
        cursor.save(update_fields=["position", "expires_at"])
    else:
        cursor.delete()
    return page


@transaction.atomic
def close_cursor(*, actor: Actor, cursor_id: str) -> None:
    """End a cursor early. Raises `NotFound` (``GAIA_CN01``) as `next_page` does."""
    _own(actor, cursor_id).delete()


def sweep() -> int:
    """Delete cursors that nobody read for ten minutes; answers how many rows went."""
    return Cursor.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _own(actor: Actor, cursor_id: str) -> Cursor:
    """The actor's live cursor, locked; one whose app they may no longer view is refused."""
    try:
        id_ = uuid.UUID(cursor_id)
    except ValueError as error:
        raise NotFound("GAIA_CN01") from error
    cursor = (
        Cursor.objects.select_for_update()
        .filter(pk=id_, user_id=actor.user_id, expires_at__gte=timezone.now())
        .first()
    )
    if cursor is None:
        raise NotFound("GAIA_CN01")
    require(actor, "view", cursor.app_id)
    return cursor


def _chunk_length(size: int) -> int:
    """A whole number of pages, so that no page lies in two rows."""
    return size * max(1, _CHUNK // size)
