"""What all records of a call have in common: who acts, when, among which people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from urakata.definition.conditions.environment import Env
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, State
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.company_calendar import calendar
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel.errors import Invalid
from urakata.process.actions import OpenActions
from urakata.process.clock import Clock
from urakata.process.delegates import Delegates
from urakata.process.parts import Part, Stage
from urakata.process.required import Unfilled
from urakata.process.segregation import Segregated
from urakata.process.trail_rows import read_trails
from urakata.process.turns import Turn, read_turns


class Somebody(NamedTuple):
    """A person as the journal names one in whose name another acts."""

    user_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Run:
    """A call of the process."""

    actor: Actor
    app: AppSchema
    env: Env
    people: Snapshot
    open_actions: OpenActions
    unfilled: Unfilled
    segregated: Segregated
    stages: dict[int, Stage]

    @property
    def turns(self) -> dict[int, Turn]:
        """The records as they stood."""
        return {id_: stage.turn for id_, stage in self.stages.items()}

    def state(self, name: str) -> State:
        """A status by name. Raises `Invalid` (``GAIA_IL03``) where there is none."""
        found = next((s for s in self.app.process.states if s.name == name), None)
        if found is None:
            raise Invalid("GAIA_IL03")
        return found

    def acting(self, part: Part) -> set[int]:
        """Who acts, and on whose behalf."""
        return {self.actor.user_id, part.on_behalf_of or self.actor.user_id}

    def person(self, id_: int | None) -> Somebody | None:
        """Somebody for the journal."""
        return None if id_ is None else Somebody(id_, str(self.people.show("user", id_)["code"]))


def set_stage(
    actor: Actor,
    app: AppSchema,
    ids: Iterable[int],
    *,
    is_locking: bool,
    moments: Mapping[int, datetime] = MappingProxyType({}),
) -> Run:
    """Read records, locked if asked for, and all that is known of their ways.

    `moments` are those, by record, at which things happened that are told afterwards. Raises `NotFound` (``GAIA_RE01``).
    """
    env, ids = environment(actor), [*ids]
    turns = read_turns(app, ids, env, is_locking=is_locking)
    if is_locking:  # whoever had them may have changed what is known, and time went on
        epochs.look_again()
        env = environment(actor)
    people = snapshot()
    clock, delegates = Clock(env.now, calendar()), Delegates(app.app_id, people)
    trails = read_trails(app.app_id, [*turns], clock)
    for id_, at in moments.items():
        trails[id_].clock = replace(clock, now=at)
    stages = {
        id_: Stage(turn, trails[id_], actor, people, delegates) for id_, turn in turns.items()
    }
    return Run(
        actor=actor,
        app=app,
        env=env,
        people=people,
        open_actions=OpenActions(app, turns.values(), env),
        unfilled=Unfilled(app, ids, env),
        segregated=Segregated(app, ids, env),
        stages=stages,
    )


def environment(actor: Actor) -> Env:
    """What conditions of actions may know."""
    return Env(actor=actor, now=datetime.now(UTC), people=snapshot(), schema_of=live_schema)
