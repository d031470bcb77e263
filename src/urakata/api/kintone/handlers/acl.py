"""Rights: what an app's manager set, and what the caller may do with given records."""

from __future__ import annotations

from django.db import transaction

from urakata.access import rights
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.handlers.app_rights import managed_app, ruled_app
from urakata.api.kintone.kinds import Anything, Integer, Items
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import APP, REVISION
from urakata.definition import answers, services
from urakata.definition.access_rules import RECORD_RIGHTS
from urakata.definition.editing.access_lists import List
from urakata.definition.queries import get_app, live_schema
from urakata.definition.schema import AppSchema
from urakata.kernel.json import JSONDict
from urakata.record.deploy import deploy
from urakata.record.evaluate import RecordRights
from urakata.record.evaluate import evaluate as evaluate_rights

IDS = required("ids", Items(Integer(), minimum=1, maximum=100))
EVALUATE = (APP, IDS)
OF_APP = (APP,)
RIGHTS = optional("rights", Anything())
CHANGE = (APP, RIGHTS, REVISION)


def evaluate(call: Call) -> JSONDict:
    """What the caller may do with each record and its fields."""
    app = live_schema(call[APP])
    rights.require(call.actor, "view", app)
    found = evaluate_rights(actor=call.actor, app=app, ids=call[IDS])
    return {"rights": [_show(each, app) for each in found]}


def _show(record: RecordRights, app: AppSchema) -> JSONDict:
    return {
        "id": str(record.id),
        "record": {name: right in record.rights for name, right in RECORD_RIGHTS.items()},
        "fields": {
            code: {"viewable": field.sees, "editable": field.writes}
            for code, field in record.fields.items()
            if app.by_code[code].table_id is None
        },
    }


def read_app_acl(call: Call) -> JSONDict:
    """Who may do what with the app."""
    return _read(call, "app")


def read_record_acl(call: Call) -> JSONDict:
    """Who may do what with which records."""
    return _read(call, "records")


def read_field_acl(call: Call) -> JSONDict:
    """Who may see and change which fields."""
    return _read(call, "fields")


def update_app_acl(call: Call) -> JSONDict:
    """Replace the rights over the app."""
    return _update(call, "app")


def update_record_acl(call: Call) -> JSONDict:
    """Replace the rights over records."""
    return _update(call, "records")


def update_field_acl(call: Call) -> JSONDict:
    """Replace the rights over fields."""
    return _update(call, "fields")


def _read(call: Call, which: List) -> JSONDict:
    return answers.show_access(ruled_app(call), which, is_preview=call.is_preview)


def _update(call: Call, which: List) -> JSONDict:
    """Change the draft; asked about the live app, deploy it with everything that waits in it."""
    app_id = managed_app(call)
    with transaction.atomic():
        revision = services.update_access(
            actor=call.actor,
            app_id=app_id,
            which=which,
            rights=call[RIGHTS],
            revision=call[REVISION],
        )
        if not call.is_preview:
            deploy(actor=call.actor, targets=[(app_id, None)], revert=False)
            revision = get_app(app_id).live_revision or revision
    return {"revision": str(revision)}
