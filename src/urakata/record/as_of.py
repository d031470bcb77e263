"""As of a moment: an app's records as they were then, read as records are read.

What changed since is walked back in the journal, put into temporary tables, and laid over the
ledger: views by the ledger's names show the former rows in place of the present ones. Whoever reads
within `as_of` runs the same compiled SQL (`record.stand_ins`): conditions, permissions, masks and
totals mean the same. It costs what changed since, not what there is.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from urakata.access.rights import require
from urakata.definition.physical import child_table, ledger_table, standing_in
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal.queries import LastOfRecord, Wanted, count_up_to, last_of_records
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import read_json, write_json
from urakata.record.adapters import ledger_cursor
from urakata.record.read import read_env, visible_rows
from urakata.record.stand_ins import bare, drop, tables_of
from urakata.record.steps import REVISIONS, Renames, Values, Way, steps_since
from urakata.record.trash import may_see_trash

MOST_STEPS: Final = 50_000  #: changes that are walked back
_STAMPS: Final = ("created_by", "created_at", "updated_by", "updated_at")


@contextmanager
def as_of(
    actor: Actor, app: AppSchema, moment: datetime, record_id: int | None = None
) -> Generator[AppSchema]:
    """Within, the schema answered reads what was there at a moment; with `record_id` one record.

    Records that the actor may not see today are not in the past either, and those deleted since
    are there for whoever may look into the trash. Raises `Invalid` at
    ``asOf`` when more than `MOST_STEPS` changes would have to be walked back.
    """
    require(actor, "view", app)
    with _one_snapshot():
        ways = _ways(app, moment, record_id)
        hidden = _hidden_today(actor, app, ways)
        there = {id_: way for id_, way in ways.items() if way.is_there and id_ not in hidden}
        pasts = _create(app, ways)
        _fill(app, there, _last_changes(app, there, moment))
        _fill_tables(app, there)
        with standing_in(app.app_id):
            yield replace(app)
        drop(pasts)


@contextmanager
def _one_snapshot() -> Generator[None]:
    """The journal and the ledger as they are at one moment, whoever writes meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            ledger_cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _ways(app: AppSchema, moment: datetime, record_id: int | None) -> dict[int, Way]:
    """The way back of every record that changed since."""
    wanted = Wanted(app_id=app.app_id, record_id=record_id, kinds=REVISIONS, since=moment)
    if count_up_to(wanted, MOST_STEPS) > MOST_STEPS:
        raise invalid("asOf", rules.TOO_LONG_AGO.fill(n=MOST_STEPS))
    ways: dict[int, Way] = {}
    renames = Renames()
    for step in steps_since(app.app_id, moment, record_id):
        if step.record_id is None:
            renames.note(step)
        else:
            ways.setdefault(step.record_id, Way()).undo(step, renames)
    return ways


def _hidden_today(actor: Actor, app: AppSchema, ids: Iterable[int]) -> set[int]:
    """The records among these that the actor may not see today, in the app or in its trash."""
    hidden = set() if may_see_trash(actor, app) else _deleted(app, ids)
    visible = visible_rows(app, read_env(actor))
    if visible is None:
        return hidden
    rows = ledger_cursor().execute(
        f"SELECT t.id FROM {ledger_table(app.app_id)} AS t"
        f" WHERE t.id = ANY(%s) AND ({visible.text}) IS NOT TRUE",
        (list(ids), *visible.params),
    )
    return hidden | {id_ for (id_,) in rows.fetchall()}


def _deleted(app: AppSchema, ids: Iterable[int]) -> set[int]:
    rows = ledger_cursor().execute(
        "SELECT x.id FROM unnest(%s::bigint[]) AS x(id)"
        f" WHERE NOT EXISTS (SELECT FROM {ledger_table(app.app_id)} AS t WHERE t.id = x.id)",
        (list(ids),),
    )
    return {id_ for (id_,) in rows.fetchall()}


def _last_changes(app: AppSchema, ids: Iterable[int], moment: datetime) -> dict[int, LastOfRecord]:
    """What last happened to records up to the moment; nothing to those older than the journal."""
    found = last_of_records(app.app_id, list(ids), REVISIONS, moment)
    return {each.record_id: each for each in found}


def _create(app: AppSchema, changed: Iterable[int]) -> list[str]:
    """Tables for former rows, and views that show them in place of those that changed since."""
    changes = f"since_{app.app_id:d}"
    made = [f"CREATE TEMP TABLE {changes} (id bigint PRIMARY KEY)"]
    for table in tables_of(app):
        past = _past(table)
        key = "id" if table == ledger_table(app.app_id) else "record_id"
        made.append(f"CREATE TEMP TABLE {past} (LIKE {table})")
        made.append(
            f"CREATE TEMP VIEW {bare(table)} AS SELECT * FROM {table} AS l"
            f" WHERE NOT EXISTS (SELECT FROM pg_temp.{changes} AS s WHERE s.id = l.{key})"
            f" UNION ALL SELECT * FROM pg_temp.{past}"
        )
    ledger_cursor().execute("; ".join(made))
    insert = f"INSERT INTO pg_temp.{changes} SELECT unnest(%s::bigint[])"
    ledger_cursor().execute(insert, (list(changed),))
    return [f"pg_temp.{changes}", *(f"pg_temp.{_past(table)}" for table in tables_of(app))]


def _past(table: str) -> str:
    return f"past_{bare(table)}"


def _fill(app: AppSchema, ways: Mapping[int, Way], last: Mapping[int, LastOfRecord]) -> None:
    """The former rows: over the present one where there is one, else from what the journal has."""
    table = ledger_table(app.app_id)
    rows = b",".join(write_json(_row(id_, way, last.get(id_))) for id_, way in ways.items())
    ledger_cursor().execute(
        f"INSERT INTO pg_temp.{_past(table)} SELECT p.* FROM jsonb_array_elements(%s::jsonb) AS x"
        f" LEFT JOIN {table} AS l ON l.id = (x ->> 'id')::bigint AND NOT (x -> 'whole')::boolean"
        " CROSS JOIN LATERAL jsonb_populate_record(l, x -> 'row') AS p",
        (f"[{rows.decode()}]",),
    )
    unknown = [id_ for id_ in ways if id_ not in last]
    if unknown:  # changed last before there was a journal
        ledger_cursor().execute(
            f"UPDATE pg_temp.{_past(table)} SET updated_by = created_by, updated_at = created_at"
            " WHERE id = ANY(%s)",
            (unknown,),
        )


def _row(id_: int, way: Way, last: LastOfRecord | None) -> Values:
    row = {name: value for name, value in way.values.items() if value != []}
    row |= {name: None for name, value in way.values.items() if value == []}
    row |= {"id": id_, "revision": last.revision if last else way.revision, **_stamps(way, last)}
    return {"id": id_, "whole": way.is_whole, "row": row}


def _stamps(way: Way, last: LastOfRecord | None) -> Values:
    """Who made the record and who changed it last, and when, as it was then."""
    stamps: Values = {name: way.stamps[name] for name in _STAMPS if name in way.stamps}
    if last is not None:
        stamps |= {"updated_by": last.actor_id, "updated_at": last.at.isoformat()}
        about: Any = read_json(last.about.encode())
        stamps |= {name: about[name] for name in _STAMPS if name in about}
    return stamps


def _fill_tables(app: AppSchema, ways: Mapping[int, Way]) -> None:
    """The former rows of tables: from the journal where they changed, else those of today."""
    for each in app.tables:
        table, name = child_table(app.app_id, each.id), f"t{each.id}"
        told = [id_ for id_, way in ways.items() if way.is_whole or name in way.values]
        rows = [row for id_ in told for row in _lines(id_, ways[id_].values.get(name))]
        same = [id_ for id_ in ways if id_ not in {*told}]
        ledger_cursor().execute(
            f"INSERT INTO pg_temp.{_past(table)}"
            f" SELECT p.* FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS p"
            f" UNION ALL SELECT c.* FROM {table} AS c WHERE c.record_id = ANY(%s)",
            (write_json(rows).decode(), same),
        )


def _lines(id_: int, lines: Sequence[Values] | None) -> list[Values]:
    return [{**line, "record_id": id_, "position": n} for n, line in enumerate(lines or ())]
