"""ごみ箱のアプリ: deleted, invisible to everybody, whole until they come back or end.

`services.delete_app` puts them here. Nothing of them is touched meanwhile, and their ids are never
given out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from urakata.definition.build import build_schema
from urakata.definition.models import App
from urakata.definition.schema import AppSchema
from urakata.definition.services import refuse_taken_code
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class TrashedApp:
    """An app in the trash."""

    id: int
    name: str
    code: str
    creator_id: int
    deleted_at: datetime
    deleted_by: int
    schema: AppSchema | None  #: as it was live; None when it never was


def list_trashed() -> list[TrashedApp]:
    """All of them, the newest first."""
    return [_trashed(app) for app in _in_trash().order_by("-deleted_at", "-pk")]


def find_trashed(app_id: int) -> TrashedApp:
    """One of them. Raises `NotFound`."""
    app = _in_trash().filter(pk=app_id).first() if 0 < app_id < 2**63 else None
    if app is None:
        raise NotFound("GAIA_AP01", id=app_id)
    return _trashed(app)


@transaction.atomic
def restore_app(*, actor: Actor, app_id: int) -> None:
    """Bring an app back as it was. Raises `NotFound`, and `Invalid` if its code is another app's."""
    app = _in_trash().select_for_update().filter(pk=app_id).first()
    if app is None:
        raise NotFound("GAIA_AP01", id=app_id)
    for code in {app.code, app.draft["code"]}:
        refuse_taken_code(app_id, code)
    app.deleted_at, app.deleted_by = None, None
    app.save(update_fields=["deleted_at", "deleted_by"])
    write(actor, [Entry("app.restore", app_id, revision=app.draft_revision)])
    epochs.bump("definition")


@transaction.atomic
def begin_ending(before: datetime) -> int | None:
    """Choose an app that was deleted before a moment; from now on it cannot come back.

    One that was chosen already and has not ended yet comes first. None when there is none.
    """
    over = App.objects.select_for_update(skip_locked=True).filter(deleted_at__lt=before)
    app = over.order_by("-is_ending", "deleted_at").first()
    if app is None:
        return None
    app.is_ending = True
    app.save(update_fields=["is_ending"])
    return app.pk


@transaction.atomic
def end_app(*, actor: Actor, app_id: int) -> None:
    """Forget an app and its versions, now that nothing else is left of it."""
    app = App.objects.select_for_update().get(pk=app_id, is_ending=True)
    write(actor, [Entry("app.purge", app_id, about={"name": app.name})])
    app.delete()
    epochs.bump("definition")


def _in_trash() -> QuerySet[App]:
    return App.objects.filter(deleted_at__isnull=False, is_ending=False)


def _trashed(app: App) -> TrashedApp:
    live, revision = app.live, app.live_revision
    schema = None
    if live is not None and revision is not None:
        schema = build_schema(
            live,
            app_id=app.pk,
            version=revision,
            name=live["name"],
            code=live["code"],
            creator_id=app.creator_id,
        )
    at, by = app.deleted_at, app.deleted_by_id
    if at is None or by is None:
        raise NotFound("GAIA_AP01", id=app.pk)
    return TrashedApp(app.pk, app.name, app.code, app.creator_id, at, by, schema)
