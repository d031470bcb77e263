"""From draft to live: what must hold before, and the moment itself.

`record.deploy` makes the ledger fit and calls `mark_live` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from django.db import transaction

from urakata.definition import entries
from urakata.definition.checks import check
from urakata.definition.diff import diff
from urakata.definition.editing.references import points_at, rename_related_fields
from urakata.definition.models import App, AppVersion
from urakata.definition.services import locked_app, refuse_taken_code
from urakata.definition.shape import Document
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write

__all__ = ["Pending", "check", "hold", "mark_live"]


@dataclass(frozen=True, slots=True)
class Pending:
    """The two documents of an app that is being deployed, and the revision that will go live."""

    app_id: int
    creator_id: int
    live: Document | None
    draft: Document
    revision: int


def hold(app_id: int, revision: int | None = None) -> Pending:
    """Hold an app against every other change until the transaction ends.

    Raises `NotFound`, or `Conflict` when the draft is not at the revision.
    """
    app = locked_app(app_id, revision)
    return Pending(app.pk, app.creator_id, app.live, app.draft, app.draft_revision)


@transaction.atomic
def mark_live(
    *,
    actor: Actor,
    app_id: int,
    revision: int | None = None,
    rolled_back_to: int | None = None,
) -> int:
    """Make the draft what records follow, and keep it as a version. Answers its revision.

    Other apps that look up this one's fields follow their new codes at once. `rolled_back_to` is
    the version that the draft brings back, if it does.
    """
    app = locked_app(app_id, revision)
    refuse_taken_code(app_id, app.draft["code"])
    renames = diff(app.live, app.draft).codes_renamed if app.live else {}
    change = entries.Change(app_id, app.draft_revision, app.live or {}, app.draft)
    write(actor, entries.of_deploy(change, app.live_revision, rolled_back_to))
    app.live, app.live_revision = app.draft, app.draft_revision
    app.name, app.code = app.draft["name"], app.draft["code"]
    app.modifier_id = actor.user_id
    app.save()
    AppVersion.objects.get_or_create(
        app=app,
        revision=app.draft_revision,
        defaults={
            "document": app.draft,
            "deployed_by_id": actor.user_id,
            "rolled_back_to": rolled_back_to,
        },
    )
    if renames:
        write(actor, [*_carry_renames(app_id, renames)])
    epochs.bump("definition")
    return app.draft_revision


def _carry_renames(app_id: int, renames: dict[str, str]) -> Iterator[Entry]:
    """Change what other apps say about this one's fields, in their drafts and what is live.

    Those in the trash follow, too: they may come back.
    """
    others = App.objects.select_for_update().filter(is_ending=False).exclude(pk=app_id)
    for other in others.order_by("pk"):
        versions: dict[entries.Stage, tuple[Document | None, int | None]] = {
            "draft": (other.draft, other.draft_revision),
            "live": (other.live, other.live_revision),
        }
        told: list[Entry] = []
        for stage, (document, revision) in versions.items():
            if document and points_at(document, app_id):
                old = deepcopy(document)
                rename_related_fields(document, renames, app_id)
                change = entries.Change(other.pk, revision, old, document)
                told += entries.of_following(change, stage, app_id)
        if told:
            other.save(update_fields=["draft", "live"])
        yield from told
