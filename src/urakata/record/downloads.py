"""Whether somebody may read a file: whoever sees the field of the record that lists it."""

from __future__ import annotations

from typing import BinaryIO

from urakata.definition.conditions import Env, column_sql
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.record import files
from urakata.record.adapters import ledger_cursor
from urakata.record.files import FileInfo
from urakata.record.read import read_env, require_record


def open_file(*, actor: Actor, file_id: str) -> tuple[BinaryIO, FileInfo]:
    """The content of a file as a stream, and what it is.

    Raises what `files.open_file` raises; `Forbidden` for a file of a record that the actor may
    not view, `NotFound` (``GAIA_BL01``) for one in a field that he does not see.
    """
    place = files.place_of(file_id)
    if place is not None and place.record_id is not None:
        app = live_schema(place.app_id)
        require_record(actor, app, place.record_id)
        env = read_env(actor)
        if env.sight_of and env.sight_of(app) and not _is_seen(app, place.record_id, file_id, env):
            raise files.unknown(file_id)
    return files.open_file(actor=actor, file_id=file_id)


def _is_seen(app: AppSchema, record_id: int, file_id: str, env: Env) -> bool:
    """Whether a field that lists the file may be seen in this record: one statement."""
    tests = [_lists(app, field, env) for field in app.fields if field.type.kind == "files"]
    sql = (
        f"SELECT {' OR '.join(tests) or 'FALSE'} FROM {ledger_table(app.app_id)} AS t"
        " WHERE t.id = %s"
    )
    row = ledger_cursor().execute(sql, (*[file_id] * len(tests), record_id)).fetchone()
    return row is not None and row[0] is True


def _lists(app: AppSchema, field: Field, env: Env) -> str:
    if field.table_id is None:
        return f"coalesce(%s = ANY({column_sql(field, app, env)}), FALSE)"
    rows = child_table(app.app_id, field.table_id)
    column = column_sql(field, app, env, "c")
    return f"EXISTS (SELECT FROM {rows} AS c WHERE c.record_id = t.id AND %s = ANY({column}))"
