"""Who may ask about an app's settings: live ones whoever works with it, drafts whoever manages it."""

from __future__ import annotations

from urakata.access import field_rules, rights
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
    return field_rules.hidden_codes(call.actor, live_schema(app_id))


def ruled_app(call: Call) -> int:
    """The app whose rules about rights the call reads: they name what they hide from others.

    Raises `NotFound`, and `Forbidden` unless the actor manages it, or is an auditor.
    """
    if call.is_preview:
        return managed_app(call)
    app = live_schema(call[APP])
    rights.require_definition(call.actor, app.app_id, creator_id=app.creator_id)
    return app.app_id


def managed_app(call: Call) -> int:
    """The app whose settings the call changes. Raises `NotFound`, `Forbidden`."""
    app_id = call[APP]
    rights.require(call.actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    return app_id


def revision_read(call: Call) -> str:
    """The revision of the settings the call reads, once it is clear that the actor may."""
    info = get_app(readable_app(call))
    return str(info.draft_revision if call.is_preview else info.live_revision)
