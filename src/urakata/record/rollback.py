"""Back to an earlier version: it becomes the draft, and the draft goes live."""

from __future__ import annotations

from django.db import transaction

from urakata.access.rights import require
from urakata.definition import services
from urakata.definition.queries import get_app
from urakata.definition.versions import document_to_return
from urakata.directory.actor import Actor
from urakata.record.deploy import deploy


@transaction.atomic
def roll_back(
    *, actor: Actor, app_id: int, to: int, revision: int | None = None, is_draft: bool = False
) -> int:
    """Bring back the version `to`; with `is_draft` as a draft only. Answers the new revision.

    What was in the draft is given up (the journal keeps it). Fields that were deleted since come
    back with the values they had; records added since have none there. Raises what `deploy` does,
    `NotFound` for a version that never was, and `Conflict` when the draft is not at `revision`.
    """
    require(actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    services.locked_app(app_id, revision)
    document = document_to_return(app_id, to)
    new = services.replace_draft(actor=actor, app_id=app_id, document=document)
    if not is_draft:
        deploy(actor=actor, targets=[(app_id, new)], rolled_back_to=to)
    return new
