"""Deleting an app, bringing it back with all it had, and its end when the time is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from urakata.access.app_rules import rights_over
from urakata.access.rights import refusal, require, require_person
from urakata.definition import app_trash, services
from urakata.definition.app_trash import TrashedApp
from urakata.definition.queries import get_app
from urakata.directory import tokens
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.record import companions
from urakata.record.locks import lock_for_deploy, refuse_when_locked
from urakata.record.trash import kept_for

BATCH: Final = 10_000  #: rows forgotten in one transaction


@dataclass(frozen=True, slots=True)
class Deleted:
    """An app in the trash, and until when it can come back."""

    app: TrashedApp
    expires_at: datetime


@transaction.atomic
def delete_app(*, actor: Actor, app_id: int) -> Deleted:
    """Put an app into the trash, with its records, files, comments, versions and rights.

    Raises `NotFound`, `Forbidden` unless the actor manages it (tokens may not), and ``GAIA_DA02``
    while it is busy.
    """
    require_person(actor)
    require(actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    with refuse_when_locked():
        lock_for_deploy([app_id])
        services.delete_app(actor=actor, app_id=app_id)
        companions.tell(lambda each: each.app_deleted(app_id, timezone.now()))
    return _deleted(app_trash.find_trashed(app_id))


def list_deleted(*, actor: Actor) -> list[Deleted]:
    """The apps in the trash that the actor managed, the newest first; auditors see all."""
    require_person(actor)
    found = app_trash.list_trashed()
    return [_deleted(app) for app in found if actor.is_auditor or _managed(actor, app)]


@transaction.atomic
def restore_app(*, actor: Actor, app_id: int) -> None:
    """Bring an app back. Raises `NotFound`, `Forbidden`, `Invalid` if its code was taken since."""
    require_person(actor)
    if not _managed(actor, app_trash.find_trashed(app_id)):
        raise refusal(actor)
    app_trash.restore_app(actor=actor, app_id=app_id)
    companions.tell(lambda each: each.app_restored(app_id))


def purge() -> int:
    """End every app that was in the trash long enough; answers how many.

    Run it outside a transaction: each step is one of its own, so that nobody waits for long, and
    what was broken off goes on the next time.
    """
    ended = 0
    before = timezone.now() - kept_for()
    while (app_id := app_trash.begin_ending(before)) is not None:
        while companions.forget_some(app_id, BATCH):
            pass
        for model in _models():
            while _forget(model, app_id):
                pass
        for table in _tables(app_id):
            _drop(table)
        tokens.forget_tokens(app_id, actor=system_actor())
        app_trash.end_app(actor=system_actor(), app_id=app_id)
        ended += 1
    return ended


def _managed(actor: Actor, app: TrashedApp) -> bool:
    """Whether the actor had the app to manage when it was deleted."""
    if app.schema is not None:
        return "manage" in rights_over(actor, app.schema)
    is_owner = actor.user_id == app.creator_id and not actor.is_auditor
    return is_owner or actor.is_administrator or actor.via == "system"


def _deleted(app: TrashedApp) -> Deleted:
    return Deleted(app, app.deleted_at + kept_for())


def _models() -> Iterator[type[models.Model]]:
    """Every fixed table of this package that has rows of apps."""
    for model in apps.get_app_config("record").get_models():
        if any(field.name == "app_id" for field in model._meta.fields):  # noqa: SLF001
            yield model


def _forget(model: type[models.Model], app_id: int) -> int:
    """Delete a batch of an app's rows; answers how many there were."""
    rows: models.QuerySet[Any] = model._default_manager.filter(app_id=app_id)  # noqa: SLF001
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    rows.filter(pk__in=ids).delete()
    return len(ids)


def _tables(app_id: int) -> list[str]:
    """An app's tables, those in use and those out of use; the ledger comes last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace"
            " AND relkind = 'r' AND relname ~ %s ORDER BY relname DESC",
            [f"^app_{app_id:d}(_[stx][0-9_]*)?$"],
        )
        return [f"ledger.{name}" for (name,) in cursor.fetchall()]


def _drop(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
