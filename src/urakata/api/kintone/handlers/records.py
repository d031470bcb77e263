"""Records: get, add, update, upsert, delete, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Flag, Free, Group, Integer, Items, Name, Nullable, Whatever
from urakata.api.kintone.params import Values, optional, required
from urakata.api.kintone.vocabulary import (
    APP,
    FIELDS,
    QUERY,
    RECORD,
    RECORD_ID,
    RECORD_SCHEMA,
    REVISION,
    expected_revision,
)
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.record import read, write
from urakata.record.write import Change, Saved

MOST: Final = 100
DELETE_SIZE: Final = rules.DELETE_SIZE.fill(n=MOST)

TOTAL_COUNT = optional("totalCount", Flag(), default=False)
MAYBE_ID = optional("id", Integer())
KEY_FIELD = required("field", Name())
KEY_VALUE = optional("value", Whatever())
UPDATE_KEY = optional("updateKey", Group(KEY_FIELD, KEY_VALUE))
UPSERT = optional("upsert", Flag(), default=False)
ADDED = required(
    "records", Items(Free(RECORD_SCHEMA), maximum=MOST, size=rules.TOO_MANY_ADDED.fill(n=MOST))
)
UPDATED = required(
    "records",
    Items(
        Group(MAYBE_ID, UPDATE_KEY, RECORD, REVISION),
        maximum=MOST,
        size=rules.TOO_MANY_UPDATED.fill(n=MOST),
    ),
)
IDS = required(
    "ids",
    Items(Integer(), minimum=1, maximum=MOST, size=DELETE_SIZE),
    missing=(rules.MISSING, DELETE_SIZE),
)
REVISIONS = optional("revisions", Items(Nullable(Integer(minimum=-1)), maximum=MOST), [])

GET_RECORD = (APP, RECORD_ID)
ADD_RECORD = (APP, RECORD)
UPDATE_RECORD = (APP, MAYBE_ID, UPDATE_KEY, RECORD, REVISION)
GET_RECORDS = (APP, FIELDS, QUERY, TOTAL_COUNT)
ADD_RECORDS = (APP, ADDED)
UPDATE_RECORDS = (APP, UPDATED, UPSERT)
DELETE_RECORDS = (APP, IDS, REVISIONS)


def get_record(call: Call) -> JSONDict:
    """One record, whole."""
    app = live_schema(call[APP])
    return {"record": read.get_record(actor=call.actor, app=app, record_id=call[RECORD_ID])}


def add_record(call: Call) -> JSONDict:
    """Add one record; without `record` it consists of defaults."""
    app = live_schema(call[APP])
    saved = write.add_records(actor=call.actor, app=app, rows=[call[RECORD]], prefix="record")[0]
    return {"id": str(saved.id), "revision": str(saved.revision)}


def update_record(call: Call) -> JSONDict:
    """Change the fields that were sent, of one record named by id or by a unique field."""
    changes = [_change(call.values, "")]
    app = live_schema(call[APP])
    saved = write.update_records(actor=call.actor, app=app, changes=changes, prefix="record")[0]
    return {"revision": str(saved.revision)}


def get_records(call: Call) -> JSONDict:
    """Records that a query finds; how many there are in all only where asked for."""
    page = read.list_records(
        actor=call.actor,
        app=live_schema(call[APP]),
        query=call[QUERY],
        fields=call[FIELDS],
        want_total=call[TOTAL_COUNT],
    )
    total = None if page.total is None else str(page.total)
    return {"records": [*page.records], "totalCount": total}


def add_records(call: Call) -> JSONDict:
    """Add up to 100 records, all or none."""
    app = live_schema(call[APP])
    saved = write.add_records(actor=call.actor, app=app, rows=call[ADDED], prefix="records")
    return {"ids": [str(s.id) for s in saved], "revisions": [str(s.revision) for s in saved]}


def update_records(call: Call) -> JSONDict:
    """Change up to 100 records, all or none; with `upsert`, add those that are not there."""
    changes = [_change(sent, f"records[{i}].") for i, sent in enumerate(call[UPDATED])]
    is_upsert = call[UPSERT]
    saved = write.update_records(
        actor=call.actor,
        app=live_schema(call[APP]),
        changes=changes,
        prefix="records",
        upsert=is_upsert,
    )
    return {"records": [*_shown(saved, with_operation=is_upsert)]}


def delete_records(call: Call) -> JSONDict:
    """Delete up to 100 records, all or none."""
    ids = call[IDS]
    revisions = [expected_revision(sent) for sent in call[REVISIONS][: len(ids)]]
    revisions += [None] * (len(ids) - len(revisions))
    app = live_schema(call[APP])
    write.delete_records(actor=call.actor, app=app, ids=ids, revisions=revisions)
    return {}


def _change(sent: Values, at: str) -> Change:
    """An element of an update; raises `Invalid` when it does not say which record is meant."""
    key = sent[UPDATE_KEY]
    if sent[MAYBE_ID] is None and key is None:
        raise Invalid("CB_VA01", problems=[Problem(f"{at}id", rules.MISSING)])
    return Change(
        row=sent[RECORD],
        id=sent[MAYBE_ID],
        key=(key[KEY_FIELD], key[KEY_VALUE]) if key and sent[MAYBE_ID] is None else None,
        revision=expected_revision(sent[REVISION]),
    )


def _shown(saved: Sequence[Saved], *, with_operation: bool) -> list[JSONDict]:
    shown: list[JSONDict] = []
    for record in saved:
        one: JSONDict = {"id": str(record.id), "revision": str(record.revision)}
        shown.append({**one, "operation": record.operation} if with_operation else one)
    return shown
