"""Rights: what everybody may by default, and what the caller may do with given records."""

from __future__ import annotations

from typing import Final

from urakata.access import rights
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.handlers.app_rights import revision_read
from urakata.api.kintone.kinds import Integer, Items
from urakata.api.kintone.params import required
from urakata.api.kintone.vocabulary import APP
from urakata.definition.access_rules import RECORD_RIGHTS
from urakata.definition.queries import live_schema
from urakata.kernel.json import JSONDict
from urakata.record.evaluate import RecordRights
from urakata.record.evaluate import evaluate as evaluate_rights

IDS = required("ids", Items(Integer(), minimum=1, maximum=100))
EVALUATE = (APP, IDS)
OF_APP = (APP,)


def evaluate(call: Call) -> JSONDict:
    """What the caller may do with each record and its fields."""
    app = live_schema(call[APP])
    rights.require(call.actor, "view", app)
    found = evaluate_rights(actor=call.actor, app=app, ids=call[IDS])
    return {"rights": [_show(each) for each in found]}


def _show(record: RecordRights) -> JSONDict:
    return {
        "id": str(record.id),
        "record": {name: right in record.rights for name, right in RECORD_RIGHTS.items()},
        "fields": {
            code: {"viewable": field.sees, "editable": field.writes}
            for code, field in record.fields.items()
        },
    }


def read_app_acl(call: Call) -> JSONDict:
    """Who may do what with the app: its creator everything, everyone the records."""
    return {"rights": [_CREATOR, _EVERYONE], "revision": revision_read(call)}


def read_no_acl(call: Call) -> JSONDict:
    """Rights on single records or fields: none are set, the app's count."""
    return {"rights": [], "revision": revision_read(call)}


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
