"""Moving records through their statuses."""

from __future__ import annotations

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Group, Items, Name
from urakata.api.kintone.params import Values, optional, required
from urakata.api.kintone.vocabulary import APP, RECORD_ID, REVISION, expected_revision
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.json import JSONDict
from urakata.process import services
from urakata.process.services import StatusChange

MOST = 100
ACTION = required("action", Name())
ASSIGNEE = optional("assignee", Name())
CHANGES = required(
    "records",
    Items(
        Group(RECORD_ID, ACTION, ASSIGNEE, REVISION),
        minimum=1,
        maximum=MOST,
        size=rules.TOO_MANY_UPDATED.fill(n=MOST),
    ),
)
ASSIGNEES = required("assignees", Items(Name(), maximum=services.MOST_ASSIGNEES))

ADVANCE = (APP, RECORD_ID, ACTION, ASSIGNEE, REVISION)
ADVANCE_MANY = (APP, CHANGES)
ASSIGN = (APP, RECORD_ID, ASSIGNEES, REVISION)


def advance(call: Call) -> JSONDict:
    """Run an action on one record."""
    change = _change(call.values)
    moved = services.advance_statuses(
        actor=call.actor, app=live_schema(call[APP]), changes=[change]
    )
    return {"revision": str(moved[0].revision)}


def advance_many(call: Call) -> JSONDict:
    """Run actions on up to 100 records, all or none."""
    moved = services.advance_statuses(
        actor=call.actor,
        app=live_schema(call[APP]),
        changes=[_change(sent) for sent in call[CHANGES]],
    )
    return {"records": [{"id": str(m.id), "revision": str(m.revision)} for m in moved]}


def assign(call: Call) -> JSONDict:
    """Say whose turn it is."""
    revision = services.set_assignees(
        actor=call.actor,
        app=live_schema(call[APP]),
        record_id=call[RECORD_ID],
        assignees=call[ASSIGNEES],
        revision=expected_revision(call[REVISION]),
    )
    return {"revision": str(revision)}


def _change(sent: Values) -> StatusChange:
    return StatusChange(
        record_id=sent[RECORD_ID],
        action=sent[ACTION],
        assignee=sent[ASSIGNEE],
        revision=expected_revision(sent[REVISION]),
        may_omit_reason=True,  # kintone's API has no place for one
    )
