"""Rights: what everybody may by default, and what the caller may do with given records."""

from __future__ import annotations

from typing import Final

from urakata.access import rights
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.handlers.app_rights import revision_read
from urakata.api.kintone.kinds import Integer, Items
from urakata.api.kintone.params import required
from urakata.api.kintone.vocabulary import APP
from urakata.definition.queries import live_schema
from urakata.definition.schema import Field
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONDict
from urakata.record import read

IDS = required("ids", Items(Integer(), minimum=1, maximum=100))
EVALUATE = (APP, IDS)
OF_APP = (APP,)


def evaluate(call: Call) -> JSONDict:
    """What the caller may do with each record and its fields."""
    app = live_schema(call[APP])
    found = read.read_records(actor=call.actor, app=app, ids=call[IDS], fields=["$id"])
    if missing := set(map(str, call[IDS])) - {str(_id_of(record)) for record in found}:
        raise NotFound("GAIA_RE01", id=min(missing, key=int))
    may_edit = rights.may(call.actor, "edit", app)
    record: JSONDict = {
        "viewable": True,
        "editable": may_edit,
        "deletable": rights.may(call.actor, "delete", app),
    }
    fields: JSONDict = {
        field.code: {"viewable": True, "editable": may_edit and _is_edited(field)}
        for field in app.top_fields
        if field.is_enabled
    }
    return {"rights": [{"id": str(i), "record": record, "fields": fields} for i in call[IDS]]}


def read_app_acl(call: Call) -> JSONDict:
    """Who may do what with the app: its creator everything, everyone the records."""
    return {"rights": [_CREATOR, _EVERYONE], "revision": revision_read(call)}


def read_no_acl(call: Call) -> JSONDict:
    """Rights on single records or fields: none are set, the app's count."""
    return {"rights": [], "revision": revision_read(call)}


def _is_edited(field: Field) -> bool:
    """Whether people change it; who made a record and when, nobody does."""
    return field.type.is_writable and field.type.system_column is None


def _id_of(record: JSONDict) -> object:
    shown = record["$id"]
    return shown["value"] if isinstance(shown, dict) else ""


def _right(entity: JSONDict, *, is_creator: bool) -> JSONDict:
    return {
        "entity": entity,
        "includeSubs": False,
        "appEditable": is_creator,
        "recordViewable": True,
        "recordAddable": True,
        "recordEditable": True,
        "recordDeletable": True,
        "recordImportable": is_creator,
        "recordExportable": is_creator,
    }


_CREATOR: Final = _right({"type": "CREATOR", "code": None}, is_creator=True)
_EVERYONE: Final = _right({"type": "GROUP", "code": "everyone"}, is_creator=False)
