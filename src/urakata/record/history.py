"""変更履歴: every revision of a record, who made it, when, from where, and what it changed.

Read from the journal, and told by the rules of today: who may not see a record, or a field of it,
learns nothing of its past either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.record.differences import Differences
from urakata.record.disclosure import tell_reading
from urakata.record.seen import hidden_fields
from urakata.record.steps import Step, steps_of_record


@dataclass(frozen=True, slots=True)
class Revision:
    """A record's way from one revision to the next."""

    revision: int
    operation: str  #: ``ADD``, ``EDIT``, ``DELETE``, ``RESTORE``, ``STATUS``, ``ASSIGNEES``
    at: datetime
    by: JSONDict  #: ``{"code", "name"}``
    source: str  #: ``screen``, ``api``, ``import``, ``job``, ``cli``, ``system``
    address: str | None  #: for administrators and auditors
    changes: list[JSONDict]
    restored_from: int | None = None
    action: str | None = None  #: the process's, with ``STATUS``


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some revisions, the newest first, and what to ask with for older ones (None: there are none)."""

    revisions: list[Revision]
    after: int | None


def list_history(
    *, actor: Actor, app: AppSchema, record_id: int, limit: int, after: int | None = None
) -> HistoryPage:
    """A page of a record's history. Raises `NotFound` (``GAIA_RE01``), `Forbidden`."""
    hidden = hidden_fields(actor, app, record_id)
    steps = steps_of_record(app.app_id, record_id, before_id=after, limit=limit + 1)
    page = steps[:limit]
    differences = Differences(actor, app, hidden, page)
    revisions = [_revision(step, differences.of(step), actor) for step in page]
    codes = {str(change["code"]) for each in revisions for change in each.changes}
    tell_reading(actor, app, [record_id], codes, about={"past": "history"})
    return HistoryPage(revisions, page[-1].id if len(steps) > limit else None)


def _revision(step: Step, changes: list[JSONDict], reader: Actor) -> Revision:
    by = snapshot().show("user", step.actor["id"])
    is_trusted = reader.tokens is None and (reader.is_administrator or reader.is_auditor)
    return Revision(
        revision=step.revision,
        operation=step.kind.removeprefix("record.").upper(),
        at=step.at,
        by=by if by["code"] else {"code": step.actor["code"], "name": ""},
        source=step.source["name"],
        address=step.source["address"] if is_trusted else None,
        changes=changes,
        restored_from=step.about.get("restored_from"),
        action=step.about.get("action"),
    )
