"""What must, may and may not be written where records stand in their process (`access.standing`).

Asked of locked records, after the statement that waited for the lock: what is open is then as new
as the record is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from urakata.access.standing import Place, bare, named, places_of
from urakata.definition.per_schema import once_per_schema
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.adapters import ledger_cursor


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules of a status, and of the steps that are open in it: fields by their ids.

    A table's columns are read-only and hidden with it; of a required table, there must be a row.
    """

    status: str
    required: frozenset[int]  #: to leave it; not to save the record in it
    read_only: frozenset[int]
    hidden: frozenset[int]


def is_bound(actor: Actor, app: AppSchema) -> bool:
    """Whether places say something of fields, and to the actor."""
    return bool(places_of(app)) and actor.via != "system"


def standing_of_new(app: AppSchema) -> Standing | None:
    """What holds for a record that is still to be added: the first status's."""
    return _sum_up(app, tuple(place for place in places_of(app) if place.is_initial))


def standings(app: AppSchema, statuses: Mapping[int, str | None]) -> dict[int, Standing]:
    """By id, what holds for records that stand in these statuses; nothing where nothing does.

    One statement where steps have rules of their own, none otherwise.
    """
    places = places_of(app)
    if not places:
        return {}
    at = {id_: status or places[0].initial for id_, status in statuses.items()}
    steps = [place for place in places if place.step]
    within = {place.status for place in steps}
    opened = _open(app, steps, [id_ for id_, status in at.items() if status in within])
    found = {}
    for id_, status in at.items():
        here = tuple(
            place
            for place in places
            if place.status == status and (not place.step or place in opened.get(id_, ()))
        )
        if (standing := _sum_up(app, here)) is not None:
            found[id_] = standing
    return found


def standings_now(app: AppSchema, ids: Collection[int]) -> dict[int, Standing]:
    """The same for records wherever they stand."""
    if not places_of(app):
        return {}
    sql = f"SELECT id, status FROM {ledger_table(app.app_id)} WHERE id = ANY(%s)"
    return standings(app, dict(ledger_cursor().execute(sql, (list(ids),)).fetchall()))


def _open(app: AppSchema, steps: list[Place], ids: Collection[int]) -> dict[int, Collection[Place]]:
    """Which of the steps are open, by record."""
    if not (steps and ids):
        return {}
    tests = ", ".join(place.sql("t") for place in steps)
    rows = ledger_cursor().execute(
        f"SELECT t.id, ARRAY[{tests}] FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s)",
        (list(ids),),
    )
    return {
        id_: [place for place, is_open in zip(steps, answers, strict=True) if is_open]
        for id_, answers in rows.fetchall()
    }


@once_per_schema
def _summed_up(_: AppSchema) -> dict[tuple[Place, ...], Standing]:
    return {}


def _sum_up(app: AppSchema, places: tuple[Place, ...]) -> Standing | None:
    """The rules of places where a record stands at once, worked out once."""
    if not places:
        return None
    known = _summed_up(app)
    if places not in known:
        known[places] = Standing(
            places[0].status,
            required=frozenset(f.id for p in places for f in bare(app, p.rules.required)),
            read_only=frozenset(f.id for p in places for f in named(app, p.rules.read_only)),
            hidden=frozenset(f.id for p in places for f in named(app, p.rules.hidden)),
        )
    return known[places]
