"""An app's form: fields and layout, and the list of views beside it."""

from __future__ import annotations

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.handlers.app_rights import hidden_codes, managed_app, readable_app
from urakata.api.kintone.kinds import Free, Items, Name
from urakata.api.kintone.params import required
from urakata.api.kintone.vocabulary import APP, LANG, REVISION
from urakata.definition import answers, services
from urakata.kernel.json import JSONDict

FIELD_SCHEMA: JSONDict = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "code": {"type": "string"},
        "label": {"type": "string"},
    },
}
PROPERTIES = required("properties", Free({"type": "object", "additionalProperties": FIELD_SCHEMA}))
FIELD_CODES = required("fields", Items(Name(), minimum=1, maximum=100))
LAYOUT = required("layout", Items(Free(), maximum=1000))
VIEWS = required("views", Free({"type": "object", "additionalProperties": {"type": "object"}}))

OF_APP = (APP,)
READ = (APP, LANG)
CHANGE_FIELDS = (APP, PROPERTIES, REVISION)
DELETE_FIELDS = (APP, FIELD_CODES, REVISION)
CHANGE_LAYOUT = (APP, LAYOUT, REVISION)
CHANGE_VIEWS = (APP, VIEWS, REVISION)


def read_fields(call: Call) -> JSONDict:
    """Every field with its settings, by code."""
    app_id = readable_app(call)
    return answers.show_fields(
        app_id, is_preview=call.is_preview, lang=call[LANG], hidden=hidden_codes(call)
    )


def add_fields(call: Call) -> JSONDict:
    """Add fields to the draft."""
    revision = services.add_fields(
        actor=call.actor,
        app_id=managed_app(call),
        properties=call[PROPERTIES],
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def update_fields(call: Call) -> JSONDict:
    """Change fields of the draft, under their present codes."""
    revision = services.update_fields(
        actor=call.actor,
        app_id=managed_app(call),
        properties=call[PROPERTIES],
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def delete_fields(call: Call) -> JSONDict:
    """Take fields out of the draft."""
    revision = services.delete_fields(
        actor=call.actor,
        app_id=managed_app(call),
        codes=[*call[FIELD_CODES]],
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def read_layout(call: Call) -> JSONDict:
    """Where the fields stand on the form."""
    app_id = readable_app(call)
    return answers.show_layout(app_id, is_preview=call.is_preview, hidden=hidden_codes(call))


def update_layout(call: Call) -> JSONDict:
    """Arrange the draft's form anew."""
    revision = services.update_layout(
        actor=call.actor,
        app_id=managed_app(call),
        layout=[*call[LAYOUT]],
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def read_form(call: Call) -> JSONDict:
    """The form as a flat list, as it was long ago."""
    app_id = readable_app(call)
    return answers.show_form(app_id, is_preview=call.is_preview, hidden=hidden_codes(call))


def read_views(call: Call) -> JSONDict:
    """The views (一覧), by name; those that ask about a field hidden from the caller are left out."""
    return answers.show_views(
        readable_app(call),
        is_preview=call.is_preview,
        lang=call[LANG],
        hidden=hidden_codes(call),
    )


def update_views(call: Call) -> JSONDict:
    """Replace the draft's views."""
    views, revision = services.update_views(
        actor=call.actor,
        app_id=managed_app(call),
        views=call[VIEWS],
        revision=call[REVISION],
    )
    return {"views": views, "revision": str(revision)}
