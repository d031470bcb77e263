"""What a list over many apps shows of their records, as far as its reader may know: one statement.

A record that may not be viewed is not in the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from urakata.access.record_rules import TRUE
from urakata.access.rights import may
from urakata.definition.conditions import Env, compile_condition, parse_condition
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import Action, AppSchema, State
from urakata.definition.sql import Fragment, join
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import tell_reading
from urakata.record.per_schema import once_per_schema
from urakata.record.read import read_env, visible_rows
from urakata.record.titles import show_title, title_field, title_sql

Place: TypeAlias = tuple[int, int]
"""App and record."""
_Standing: TypeAlias = tuple[State | None, tuple[Action, ...]]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A record in a list."""

    app: AppSchema
    id: int
    revision: int
    title: str
    state: State | None  #: None: it stands in a status that the process no longer has
    creator_id: int
    actions: tuple[Action, ...]  #: those that lead on from its status and whose condition holds


def glimpse(
    actor: Actor, places: Iterable[Place], *, with_process: bool = True
) -> dict[Place, Glimpse]:
    """The records as the actor may see them; told to the journal where their app is sensitive.

    `with_process`: only those of apps whose process is on.
    """
    wanted: dict[int, list[int]] = {}
    for app_id, record_id in places:
        wanted.setdefault(app_id, []).append(record_id)
    live = [app for app in map(_live, wanted) if app and may(actor, "view", app)]
    apps = [app for app in live if app.process.is_enabled or not with_process]
    if not apps:
        return {}
    env = read_env(actor)
    sql = join(" UNION ALL ", (_statement(app, wanted[app.app_id], env) for app in apps))
    by_id = {app.app_id: app for app in apps}
    people = snapshot()
    standings: dict[Any, _Standing] = {}
    found: dict[Place, Glimpse] = {}
    rows = ledger_cursor().execute(sql.text, sql.params).fetchall()
    for app_id, id_, title, revision, status, creator_id, holds in rows:
        app, key = by_id[app_id], (app_id, status, *holds)
        if key not in standings:
            standings[key] = _standing(app, status, holds)
        shown = show_title(app, title, people)
        state, actions = standings[key]
        found[app_id, id_] = Glimpse(app, id_, revision, shown, state, creator_id, actions)
    _tell(actor, apps, found)
    return found


def _live(app_id: int) -> AppSchema | None:
    try:
        return live_schema(app_id)
    except NotFound:
        return None


def _statement(app: AppSchema, ids: Sequence[int], env: Env) -> Fragment:
    trusted = replace(env, sight_of=None, candidates=None)
    tests = [compile_condition(test, app, trusted) for _, test in _tests(app)]
    visible = visible_rows(app, env) or TRUE
    holds = ", ".join(f"({test.text}) IS TRUE" for test in tests)
    return Fragment(
        f"SELECT {app.app_id:d}, t.id, {title_sql(app, env)}, t.revision, t.status, t.created_by,"
        f" ARRAY[{holds}]::boolean[]"
        f" FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s) AND {visible.text}",
        (*(param for test in tests for param in test.params), [*ids], *visible.params),
    )


def _standing(app: AppSchema, status: str | None, holds: Sequence[bool]) -> _Standing:
    """The status, and the actions that lead on from it, where these conditions hold."""
    process = app.process
    state = next((each for each in process.states if status in {None, each.name}), None)
    failing = {place for (place, _), held in zip(_tests(app), holds, strict=True) if not held}
    return state, tuple(
        action
        for place, action in enumerate(process.actions)
        if state is not None and action.source == state.name and place not in failing
    )


@once_per_schema
def _tests(app: AppSchema) -> list[tuple[int, Any]]:
    """The actions (by place) that have a condition, with it."""
    parsed = ((n, parse_condition(a.condition)) for n, a in enumerate(app.process.actions))
    return [(place, test) for place, test in parsed if test is not None]


def _tell(actor: Actor, apps: Sequence[AppSchema], found: dict[Place, Glimpse]) -> None:
    for app in apps:
        ids = [id_ for app_id, id_ in found if app_id == app.app_id]
        title = title_field(app)
        if ids:
            tell_reading(actor, app, ids, [title.code] if title else [], about={"list": "tasks"})
