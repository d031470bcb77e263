"""Comments on a record."""

from __future__ import annotations

from typing import Literal, cast

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Choice, Free, Group, Integer, Items, Textual
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import APP, OFFSET
from urakata.definition.queries import live_schema
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict
from urakata.record import comments

OF_RECORD = required("record", Integer())
ORDER = optional("order", Choice("asc", "desc"), "desc")
LIMIT = optional("limit", Integer(minimum=1, maximum=10), 10)
TEXT = required("text", Textual())
MENTIONS = optional("mentions", Items(Free(), maximum=comments.MOST_MENTIONS), [])
NEW = optional("comment", Group(TEXT, MENTIONS))
OLD = required("comment", Integer())

READ = (APP, OF_RECORD, ORDER, OFFSET, LIMIT)
ADD = (APP, OF_RECORD, NEW)
DELETE = (APP, OF_RECORD, OLD)


def read(call: Call) -> JSONDict:
    """A page of comments, newest first."""
    page = comments.list_comments(
        actor=call.actor,
        app=live_schema(call[APP]),
        record_id=call[OF_RECORD],
        order=cast("Literal['asc', 'desc']", call[ORDER]),
        offset=call[OFFSET],
        limit=call[LIMIT],
    )
    return {"comments": [*page.comments], "older": page.has_older, "newer": page.has_newer}


def add(call: Call) -> JSONDict:
    """Say something about a record, and mention people."""
    new = call[NEW]
    if new is None:
        raise Invalid("CB_IJ01")  # kintone's answer to a missing comment
    comment_id = comments.add_comment(
        actor=call.actor,
        app=live_schema(call[APP]),
        record_id=call[OF_RECORD],
        text=new[TEXT],
        mentions=new[MENTIONS],
    )
    return {"id": str(comment_id)}


def delete(call: Call) -> JSONDict:
    """Take back a comment of one's own."""
    comments.delete_comment(
        actor=call.actor,
        app=live_schema(call[APP]),
        record_id=call[OF_RECORD],
        comment_id=call[OLD],
    )
    return {}
