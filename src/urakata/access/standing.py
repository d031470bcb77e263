"""What the process says of fields: read-only, hidden, required, by where a record stands.

A place is a status, or one step of the route within it. The rules of places hold for everybody,
API tokens and those who manage the app included; only the system itself is exempt, and auditors
see what is hidden. They add to each other and to the rules of access: none opens what another
closes. Which step is open the ledger does not know; whoever does, says it here in SQL (`tell_steps`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from urakata.definition.per_schema import once_per_schema
from urakata.definition.routing import FieldRules
from urakata.definition.schema import AppSchema, Field

StepTest: TypeAlias = Callable[[int, int, int, str], str]
"""App, status and step (their ids; the step's place in its route, from 1), and the alias of the
record's row: SQL that holds, never NULL, while the step is open. Made of ids alone."""

_steps: Final[list[StepTest]] = []


def tell_steps(test: StepTest) -> None:
    """Say how the statement finds out whether a step is open."""
    _steps[:] = [test]


@dataclass(frozen=True, slots=True)
class Place:
    """A status, or a step of its route, that says something of fields."""

    app_id: int
    status: str
    status_id: int
    step: int  #: in the route as it is written, from 1; 0: the whole status
    step_name: str
    initial: str  #: where a record stands that has no status yet
    rules: FieldRules

    @property
    def is_initial(self) -> bool:
        """Whether a new record stands here: no step is open before the first action."""
        return self.status == self.initial and not self.step

    def sql(self, alias: str) -> str:
        """A condition over the record's row that holds here; never NULL."""
        here = f"COALESCE({alias}.status, {_constant(self.initial)}) = {_constant(self.status)}"
        if not self.step:
            return here
        return f"({here} AND {self.step_sql(alias)})"

    def step_sql(self, alias: str) -> str:
        """Whether the step is open, in a record of this status."""
        (test,) = _steps
        return test(self.app_id, self.status_id, self.step, alias)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Holds for records that do not stand in one of these places: there a field is hidden."""

    places: tuple[Place, ...]
    is_never: bool  #: whether it holds for no record at all: every status is among the places
    is_always: bool = False

    def sql(self, alias: str) -> str:
        """The condition as plain SQL. Never NULL."""
        return " AND ".join(f"NOT ({place.sql(alias)})" for place in self.places)

    def holds_for_new(self) -> bool:
        """Whether it holds for a record that is still to be added."""
        return not any(place.is_initial for place in self.places)


@once_per_schema
def places_of(app: AppSchema) -> tuple[Place, ...]:
    """Every place with rules about fields; most apps have none."""
    process = app.process
    return tuple(_places(app)) if process.is_enabled and process.states else ()


def _places(app: AppSchema) -> Iterator[Place]:
    initial = app.process.initial.name
    for state in app.process.states:
        steps = state.route.steps if state.route else ()
        named = [("", state.fields), *((step.name, step.fields) for step in steps)]
        for number, (name, rules) in enumerate(named):
            if rules.required or rules.read_only or rules.hidden:
                yield Place(app.app_id, state.name, state.id, number, name, initial, rules)


@once_per_schema
def hiding(app: AppSchema) -> Mapping[int, Elsewhere]:
    """By the ids of fields that some place hides: where they may be seen all the same."""
    found: dict[int, list[Place]] = {}
    for place in places_of(app):
        for field in named(app, place.rules.hidden):
            found.setdefault(field.id, []).append(place)
    everywhere = {state.name for state in app.process.states}
    return {
        id_: Elsewhere(tuple(each), everywhere <= {p.status for p in each if not p.step})
        for id_, each in found.items()
    }


def named(app: AppSchema, codes: Iterable[str]) -> Iterator[Field]:
    """The fields with these codes, and the columns of tables; codes that are gone name none."""
    for field in bare(app, codes):
        yield field
        if field.type.key == "SUBTABLE":
            yield from app.columns_of(field)


def bare(app: AppSchema, codes: Iterable[str]) -> list[Field]:
    """The fields with these codes themselves, in form order."""
    wanted = frozenset(codes)
    return [field for field in app.fields if field.code in wanted]


def _constant(text: str) -> str:
    """A text as SQL that holds nothing but the numbers of its characters."""
    return "U&'" + "".join(f"\\+{ord(char):06x}" for char in text) + "'"
