"""Whose turn it is: the part of a record that the process looks at and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.environment import Env
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field, State
from urakata.directory.actor import Actor
from urakata.directory.entities import Values, entities_of
from urakata.directory.people import Kind
from urakata.journal import writing
from urakata.journal.entries import Person
from urakata.journal.writing import Entry
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONDict, write_json
from urakata.record.adapters import ledger_cursor
from urakata.record.locks import refuse_when_locked
from urakata.record.per_schema import once_per_schema

RUN_AND_MOVED: Final = 2  #: kintone counts "action run" and "status updated" apart
RUN_ONLY: Final = 1
_UPDATE: Final = """
UPDATE {table} AS t SET status = x.status, assignees = x.assignees,
  revision = t.revision + x.step, updated_by = %s, updated_at = %s
FROM json_to_recordset(%s::json) AS x(id bigint, status text, assignees bigint[], step int)
WHERE t.id = x.id
"""
_TIMES: Final = tuple(f"extract(epoch FROM t.{at})::float8" for at in ("created_at", "updated_at"))


@dataclass(frozen=True, slots=True)
class Turn:
    """A record as the process sees it."""

    id: int
    revision: int
    state: State | None  #: None: it stands in a status that the process no longer has
    status: str  #: its name
    since: datetime  #: at the latest since when, as far as the record itself tells
    assignees: tuple[int, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Move:
    """What an action does to a record; `step` is how much its revision rises."""

    id: int
    status: str
    assignees: Sequence[int]
    step: int
    action: str = ""  #: what was run; nothing where only the assignees were changed
    about: JSONDict = field(default_factory=dict)  #: more that the journal tells of it
    on_behalf_of: Person | None = None


def read_turns(
    app: AppSchema, ids: Iterable[int], env: Env, *, is_locking: bool
) -> dict[int, Turn]:
    """Records by id, locked in the order of their ids if asked for.

    Raises `NotFound` (``GAIA_RE01``) for the first id without a record.
    """
    ids = list(ids)
    fields = _people_fields(app)
    columns = ["t.id", "t.revision", "t.status", "t.assignees", "t.created_by", *_TIMES]
    columns += [column_sql(field, app, env) for field in fields]
    sql = f"SELECT {', '.join(columns)} FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s) ORDER BY t.id"  # fmt: skip
    with refuse_when_locked():
        cursor = ledger_cursor().execute(
            f"{sql} FOR UPDATE OF t" if is_locking else sql, ([i for i in ids if 0 < i < 2**63],)
        )
    turns = {row[0]: _turn(app, fields, row) for row in cursor.fetchall()}
    for id_ in ids:
        if id_ not in turns:
            raise NotFound("GAIA_RE01", id=id_)
    return turns


def store_moves(
    app: AppSchema, moves: Sequence[Move], turns: Mapping[int, Turn], *, by: Actor, env: Env
) -> None:
    """Write what happened to locked records, in one statement, and into the journal."""
    sent = [
        {"id": m.id, "status": m.status, "assignees": list(m.assignees) or None, "step": m.step}
        for m in moves
    ]
    ledger_cursor().execute(
        _UPDATE.format(table=ledger_table(app.app_id)),
        (by.user_id, env.now, write_json(sent).decode()),
    )
    writing.write(by, [_entry(app, move, turns[move.id]) for move in moves])


def _entry(app: AppSchema, move: Move, turn: Turn) -> Entry:
    """Where the record stood and stands, and whose turn it was and is, as far as that changed."""
    standing = turn.state.name if turn.state else None
    was: JSONDict = {"status": standing, "assignees": [*turn.assignees]}
    is_: JSONDict = {"status": move.status, "assignees": [*move.assignees]}
    changed = [name for name, value in was.items() if value != is_[name]]
    return Entry(
        "record.status" if move.action else "record.assignees",
        app.app_id,
        move.id,
        turn.revision + move.step,
        {name: was[name] for name in changed},
        {name: is_[name] for name in changed},
        {"action": move.action, **move.about} if move.action else move.about,
        move.on_behalf_of,
    )


def _turn(app: AppSchema, fields: Sequence[Field], row: Sequence[Any]) -> Turn:
    id_, revision, status, assignees, created_by, created, updated, *found = row
    values = {
        field.code: (cast("Kind", field.type.people), _ids(value))
        for field, value in zip(fields, found, strict=True)
    }
    state = _state(app, status)
    return Turn(
        id=id_,
        revision=revision,
        state=state,
        status=status or (state.name if state else ""),
        since=datetime.fromtimestamp(created if state in app.process.states[:1] else updated, UTC),
        assignees=tuple(assignees or ()),
        values=Values(created_by, values),
    )


def _state(app: AppSchema, status: str | None) -> State | None:
    """The status; a record that has none yet stands at the beginning."""
    if status is None:
        return next(iter(app.process.states), None)
    return next((s for s in app.process.states if s.name == status), None)


def _ids(value: int | list[int] | None) -> Sequence[int]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else value


@once_per_schema
def _people_fields(app: AppSchema) -> tuple[Field, ...]:
    """The fields that statuses and actions name people by."""
    holders = [state.assignee for state in app.process.states]
    holders += [action.executable_user for action in app.process.actions]
    codes = {
        item["entity"].get("code")
        for holder in holders
        for item in entities_of(holder)
        if item["entity"].get("type") == "FIELD_ENTITY"
    }
    return tuple(f for f in app.top_fields if f.code in codes and f.type.people and f.type.column)
