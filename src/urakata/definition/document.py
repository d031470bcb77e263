"""アプリのYAMLファイル: an app as text that lives in git, out of Urakata and back in.

The same document gives the same bytes, and what was exported and imported again is the same
document. The format is described in ``docs/reference/app-yaml.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from urakata.definition import services
from urakata.definition.blank import new_document
from urakata.definition.queries import app_codes, draft_document, live_document
from urakata.definition.shape import Document
from urakata.definition.yaml_files.matching import give_ids
from urakata.definition.yaml_files.reading import blank_like, read_file
from urakata.definition.yaml_files.shape import to_file
from urakata.definition.yaml_files.text import read_yaml, write_yaml
from urakata.directory.actor import Actor
from urakata.kernel.json import JSONValue


@dataclass(frozen=True, slots=True)
class Imported:
    """An app that a file was read into: its draft waits to be deployed."""

    app_id: int
    revision: int
    document: Document


def export_yaml(document: Document, *, app_id: int) -> str:
    """The document as YAML. `app_id` is the app it belongs to: look-ups into itself say ``self``."""
    return write_yaml(to_file(document, app_id=app_id, app_codes=app_codes()))


def export_app(app_id: int, *, is_preview: bool = False) -> str:
    """What is live as YAML; the draft when asked for, and when nothing is live yet."""
    document = None if is_preview else live_document(app_id)
    return export_yaml(document or draft_document(app_id), app_id=app_id)


def plan_import(data: str | bytes, *, actor: Actor, app_id: int | None = None) -> Document:
    """The document a file would make of an app (of a new one without `app_id`). Saves nothing.

    Raises `Invalid` with every problem of the file and its place.
    """
    base = draft_document(app_id) if app_id is not None else None
    return _plan(read_yaml(data), actor, app_id or 0, base)


@transaction.atomic
def import_app(
    data: str | bytes, *, actor: Actor, app_id: int | None = None, revision: int | None = None
) -> Imported:
    """Read a file into the draft of an app, or into a new app.

    Over an existing app, fields are matched (`yaml_files.matching`), so that a renamed field keeps
    its values. Raises as `plan_import`, and `Conflict` for a stale revision.
    """
    raw, base = read_yaml(data), None
    if app_id is None:
        app_id, _ = services.create_app(actor=actor, name=_name_in(raw))
    else:
        base = services.locked_app(app_id, revision).draft
    document = _plan(raw, actor, app_id, base)
    new = services.replace_draft(actor=actor, app_id=app_id, document=document, revision=revision)
    return Imported(app_id, new, document)


def _name_in(raw: JSONValue) -> str:
    """What the file calls the app; anything will do where that is wrong: the file is refused."""
    name = raw.get("name") if isinstance(raw, dict) else None
    is_right = isinstance(name, str) and name.isprintable() and name.strip()
    return str(name) if is_right and len(str(name)) <= services.LONGEST_NAME else "-"


def _plan(raw: JSONValue, actor: Actor, app_id: int, base: Document | None) -> Document:
    language, timezone = actor.language, actor.timezone.key
    if base is None:
        blank = new_document("", language=language, timezone=timezone)
    else:
        blank = blank_like(base, language=language, timezone=timezone)
    document = read_file(raw, app_id=app_id, blank=blank)
    give_ids(document, raw if isinstance(raw, dict) else {}, base)
    return document
