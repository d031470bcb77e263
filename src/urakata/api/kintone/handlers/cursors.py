"""Cursors: a long answer read page by page."""

from __future__ import annotations

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Integer, Name, names
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import APP, QUERY
from urakata.definition.queries import live_schema
from urakata.kernel.json import JSONDict
from urakata.record import cursors, read

SIZE = optional("size", Integer(minimum=1, maximum=500), 100)
CURSOR_FIELDS = optional("fields", names(500), [])
CURSOR_ID = required("id", Name())

OPEN = (APP, CURSOR_FIELDS, QUERY, SIZE)
BY_ID = (CURSOR_ID,)


def open_cursor(call: Call) -> JSONDict:
    """Remember which records a query finds now, to hand them out page by page."""
    app = live_schema(call[APP])
    ids = read.select_ids(actor=call.actor, app=app, query=call[QUERY])
    cursor_id = cursors.open_cursor(
        actor=call.actor, app=app, ids=ids, fields=call[CURSOR_FIELDS], size=call[SIZE]
    )
    return {"id": cursor_id, "totalCount": str(len(ids))}


def read_page(call: Call) -> JSONDict:
    """The next records; those deleted meanwhile are left out."""
    page = cursors.next_page(actor=call.actor, cursor_id=call[CURSOR_ID])
    records = read.read_records(
        actor=call.actor, app=live_schema(page.app_id), ids=page.ids, fields=page.fields
    )
    return {"records": [*records], "next": page.has_more}


def close_cursor(call: Call) -> JSONDict:
    """End a cursor before its last page."""
    cursors.close_cursor(actor=call.actor, cursor_id=call[CURSOR_ID])
    return {}
