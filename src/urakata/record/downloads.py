"""Whether somebody may read a file: whoever sees the field of the record that lists it."""

from __future__ import annotations

from typing import BinaryIO

from urakata.definition.conditions import Env, column_sql
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.kernel.errors import NotFound
from urakata.record import files
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import is_told, tell_reading
from urakata.record.files import FileInfo
from urakata.record.read import read_env, require_record


def open_file(*, actor: Actor, file_id: str) -> tuple[BinaryIO, FileInfo]:
    """The content of a file as a stream, and what it is.

    Raises what `files.open_file` raises; `Forbidden` for a file of a record that the actor may
    not view, `NotFound` (``GAIA_BL01``) for one in a field that he does not see, and of an app that
    is gone.
    """
    place = files.place_of(file_id)
    if place is None or place.record_id is None:
        return files.open_file(actor=actor, file_id=file_id)
    app = _app_of(place.app_id, file_id)
    require_record(actor, app, place.record_id)
    env = read_env(actor)
    has_rules = env.sight_of is not None and env.sight_of(app) is not None
    codes = _seen_in(app, place.record_id, file_id, env) if has_rules or is_told(app) else []
    if has_rules and not codes:
        raise files.unknown(file_id)
    stream, info = files.open_file(actor=actor, file_id=file_id)
    tell_reading(actor, app, [place.record_id], codes, about={"file": file_id})
    return stream, info


def _app_of(app_id: int, file_id: str) -> AppSchema:
    try:
        return live_schema(app_id)
    except NotFound as error:
        raise files.unknown(file_id) from error


def _seen_in(app: AppSchema, record_id: int, file_id: str, env: Env) -> list[str]:
    """The fields that list the file and may be seen in this record: one statement."""
    fields = [field for field in app.fields if field.type.kind == "files"]
    if not fields:
        return []
    tests = ", ".join(_lists(app, field, env) for field in fields)
    sql = f"SELECT {tests} FROM {ledger_table(app.app_id)} AS t WHERE t.id = %s"
    row = ledger_cursor().execute(sql, (*[file_id] * len(fields), record_id)).fetchone() or ()
    return [field.code for field, is_listed in zip(fields, row, strict=False) if is_listed]


def _lists(app: AppSchema, field: Field, env: Env) -> str:
    if field.table_id is None:
        return f"coalesce(%s = ANY({column_sql(field, app, env)}), FALSE)"
    rows = child_table(app.app_id, field.table_id)
    column = column_sql(field, app, env, "c")
    return f"EXISTS (SELECT FROM {rows} AS c WHERE c.record_id = t.id AND %s = ANY({column}))"
