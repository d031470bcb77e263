"""Who may ask about an app's settings: live ones whoever works with it, drafts whoever manages it."""

from __future__ import annotations

from urakata.access import rights
from urakata.access.field_rules import field_access
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.vocabulary import APP
from urakata.definition.queries import get_app, live_schema


def readable_app(call: Call) -> int:
    """The app whose settings the call reads, once it is clear that the actor may.

    Raises `NotFound` for an app that is not there (live settings: not deployed), `Forbidden`.
    """
    app_id = call[APP]
    if call.is_preview:
        return managed_app(call)
    rights.require_any(call.actor, ("view", "add"), live_schema(app_id))
    return app_id


def hidden_codes(call: Call) -> frozenset[str]:
    """The fields that a form does not show the caller; those who manage the app see its form whole."""
    app_id = call[APP]
    if call.is_preview or rights.may(call.actor, "manage", app_id):
        return frozenset()
    app = live_schema(app_id)
    masks = field_access(call.actor, app).sees
    return frozenset(
        field.code for field in app.fields if any(mask.is_never for mask in masks.get(field.id, ()))
    )


def managed_app(call: Call) -> int:
    """The app whose settings the call changes. Raises `NotFound`, `Forbidden`."""
    app_id = call[APP]
    rights.require(call.actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    return app_id


def revision_read(call: Call) -> str:
    """The revision of the settings the call reads, once it is clear that the actor may."""
    info = get_app(readable_app(call))
    return str(info.draft_revision if call.is_preview else info.live_revision)
