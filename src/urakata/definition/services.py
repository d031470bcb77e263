"""Every change to an app before it goes live. Each returns the draft's new revision.

A `revision` that is given must be the present one: else somebody else was faster (``GAIA_CO03``).
-1 and None ask for no check. Whether the actor may is asked by the caller (`access`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final, cast

from django.db import connection, transaction
from django.utils import timezone

from urakata.definition import entries
from urakata.definition.blank import new_document
from urakata.definition.editing import form_fields, form_layout
from urakata.definition.editing.access_lists import List, replace_rights
from urakata.definition.editing.app_settings import change_settings
from urakata.definition.editing.process_flow import change_process
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import replace_views, show_ids
from urakata.definition.entries import Change
from urakata.definition.models import App
from urakata.definition.shape import Document
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, NotFound, invalid
from urakata.kernel.json import JSONDict, JSONValue, write_json
from urakata.kernel.text import Text

LONGEST_NAME: Final = 64
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  #: in JSON text, not after a backslash
_CODES_LOCK: Final = 0x75726B63  #: advisory lock: two apps never take one code at the same moment

CODE_IS_TAKEN: Final = Text(
    "アプリコード「{code}」は、ほかのアプリで使用されています。",
    'The app code "{code}" is used by another app.',
)


@transaction.atomic
def create_app(*, actor: Actor, name: JSONValue) -> tuple[int, int]:
    """A new app with its system fields; nobody else sees it before its first deploy.

    Answers its id and revision.
    """
    if name is None:
        raise invalid("name", rules.MISSING)
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME or "\x00" in name:
        raise invalid("name", rules.APP_NAME_SIZE)
    document = new_document(name, language=actor.language, timezone=actor.timezone.key)
    app = App.objects.create(
        name=name, draft=document, creator_id=actor.user_id, modifier_id=actor.user_id
    )
    write(actor, [entries.of_creation(app.pk, name)])
    return app.pk, app.draft_revision


def add_fields(
    *, actor: Actor, app_id: int, properties: JSONValue, revision: int | None = None
) -> int:
    """POST form/fields: new fields, tables with their columns."""
    return _edit(actor, app_id, revision, lambda edit: form_fields.add_fields(edit, properties))


def update_fields(
    *, actor: Actor, app_id: int, properties: JSONValue, revision: int | None = None
) -> int:
    """PUT form/fields: changes under present codes, renames, options, more columns."""
    return _edit(actor, app_id, revision, lambda edit: form_fields.update_fields(edit, properties))


def delete_fields(
    *, actor: Actor, app_id: int, codes: JSONValue, revision: int | None = None
) -> int:
    """DELETE form/fields."""
    return _edit(actor, app_id, revision, lambda edit: form_fields.delete_fields(edit, codes))


def update_layout(
    *, actor: Actor, app_id: int, layout: JSONValue, revision: int | None = None
) -> int:
    """PUT form/layout: the whole form anew."""
    return _edit(actor, app_id, revision, lambda edit: form_layout.replace_layout(edit, layout))


@transaction.atomic
def update_views(
    *, actor: Actor, app_id: int, views: JSONValue, revision: int | None = None
) -> tuple[JSONDict, int]:
    """PUT views: every view anew. Answers ``{name: {"id"}}`` too."""
    new = _edit(actor, app_id, revision, lambda edit: replace_views(edit, views))
    draft: Document = App.objects.values_list("draft", flat=True).get(pk=app_id)
    return show_ids(draft["views"]), new


def update_settings(
    *, actor: Actor, app_id: int, settings: JSONDict, revision: int | None = None
) -> int:
    """PUT settings: what is given."""
    return _edit(actor, app_id, revision, lambda edit: change_settings(edit, settings))


def update_process(
    *, actor: Actor, app_id: int, process: JSONDict, revision: int | None = None
) -> int:
    """PUT status: ``enable``, ``states``, ``actions``, each optional; what is ours, too."""
    return _edit(actor, app_id, revision, lambda edit: change_process(edit, process))


def update_access(
    *, actor: Actor, app_id: int, which: List, rights: JSONValue, revision: int | None = None
) -> int:
    """PUT acl: the rights over the app, its records or its fields anew."""
    return _edit(actor, app_id, revision, lambda edit: replace_rights(edit, which, rights))


def replace_draft(
    *, actor: Actor, app_id: int, document: Document, revision: int | None = None
) -> int:
    """Put a whole document, already checked (an import), in the draft's place."""

    def replace(edit: Edit) -> None:
        edit.document = document

    return _edit(actor, app_id, revision, replace)


def revert(*, actor: Actor, app_id: int, revision: int | None = None) -> int:
    """Discard what was not deployed; an app that never was goes back to its beginning.

    Ids that the discarded draft gave out stay used.
    """

    def discard(edit: Edit) -> None:
        live = App.objects.values_list("live", flat=True).get(pk=app_id)
        draft = edit.document
        kept = live or new_document(
            draft["name"], language=actor.language, timezone=draft["settings"]["timezone"]
        )
        if live is None:
            kept |= {"uid": draft["uid"]}
        edit.document = {**kept, "next_id": max(kept["next_id"], draft["next_id"])}

    return _edit(actor, app_id, revision, discard, tell=entries.of_revert)


@transaction.atomic
def delete_app(*, actor: Actor, app_id: int) -> None:
    """Put an app into the trash (`app_trash`): it is gone for everybody, and can come back."""
    app = locked_app(app_id)
    app.deleted_at, app.deleted_by_id = timezone.now(), actor.user_id
    app.save(update_fields=["deleted_at", "deleted_by"])
    about: JSONDict = {"name": app.name}
    write(actor, [Entry("app.delete", app_id, revision=app.draft_revision, about=about)])
    epochs.bump("definition")


def locked_app(app_id: int, revision: int | None = None) -> App:
    """The row of an app, held against others until the transaction ends (this package alone).

    Raises `NotFound`, or `Conflict` when the draft is not at the revision.
    """
    app = None
    if 0 < app_id < 2**63:
        app = App.objects.select_for_update().filter(pk=app_id, deleted_at=None).first()
    if app is None:
        raise NotFound("GAIA_AP01", id=app_id)
    if revision is not None and revision not in {-1, app.draft_revision}:
        raise Conflict("GAIA_CO03", id=app_id)
    return app


def _edit(
    actor: Actor,
    app_id: int,
    revision: int | None,
    change: Callable[[Edit], None],
    *,
    tell: Callable[[Change], list[Entry]] = entries.of_edit,
) -> int:
    with _atomic():
        app = locked_app(app_id, revision)
        edit = Edit(app_id, app.draft, actor.language)
        change(edit)
        edit.problems.done()
        document = edit.document
        _refuse_unstorable(document)
        if document["code"] != app.draft["code"]:
            refuse_taken_code(app_id, document["code"])
            epochs.bump("definition")  # other apps' definitions show the code
        write(actor, tell(Change(app_id, app.draft_revision + 1, app.draft, document)))
        app.draft = document
        app.draft_revision += 1
        app.modifier_id = actor.user_id
        if app.live is None:
            app.name, app.code = document["name"], document["code"]
        app.save()
        return app.draft_revision


def _refuse_unstorable(document: Document) -> None:
    """PostgreSQL keeps no NUL and no half of a character, wherever in the document it hides."""
    try:
        has_nul = _NUL.search(write_json(document)) is not None
    except TypeError:
        has_nul = True
    if has_nul:
        raise invalid("app", rules.BAD_CHARACTER)


def refuse_taken_code(app_id: int, code: str) -> None:
    """Raise if another app has this code, live or in its draft."""
    if not code:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CODES_LOCK])
    others = App.objects.filter(deleted_at=None).exclude(pk=app_id)
    if others.filter(code=code).exists() or others.filter(draft__code=code).exists():
        raise invalid("code", CODE_IS_TAKEN.fill(code=code))


def _atomic() -> AbstractContextManager[Any]:
    return cast("AbstractContextManager[Any]", transaction.atomic())
