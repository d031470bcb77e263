"""One action on many records of several apps, each for itself: what is refused keeps nobody else.

Records go in groups of one app. A group is one transaction: whoever is cut off in the middle finds
each group done or not done, and records that were sent with their revision are never done twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

from django.db import transaction

from urakata.access.rights import require_person
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, UrakataError
from urakata.process.services import Moved, StatusChange, advance_each

MOST: Final = 1000
GROUP: Final = 100  #: records in one transaction


@dataclass(frozen=True, slots=True)
class Target:
    """A record, and the revision that it must have (None: any)."""

    app_id: int
    record_id: int
    revision: int | None = None


Result: TypeAlias = Moved | UrakataError
Placed: TypeAlias = tuple[int, StatusChange]
"""A change and its place among those that were sent."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with each."""

    action: str
    reason: str = ""  #: a code of the app's list
    comment: str = ""

    def change(self, target: Target) -> StatusChange:
        """The same for one record."""
        return StatusChange(
            record_id=target.record_id,
            action=self.action,
            revision=target.revision,
            reason=self.reason,
            comment=self.comment,
        )


def act_on_many(*, actor: Actor, targets: Sequence[Target], wish: Wish) -> list[Result]:
    """Run an action on records; what became of each, in their order.

    For people, not tokens. Run it outside a transaction. Raises `Invalid` for a record that is
    named twice (``records[3].id``) and for too many.
    """
    require_person(actor)
    _check(targets)
    results: dict[int, Result] = {}
    for app_id, places in _groups(targets):
        changes = [(n, wish.change(targets[n])) for n in places]
        try:
            app = live_schema(app_id)
        except UrakataError as error:
            results |= dict.fromkeys(places, error)
            continue
        with transaction.atomic(durable=True):
            results |= _run(actor, app, changes)
    return [results[place] for place in range(len(targets))]


def _run(actor: Actor, app: AppSchema, changes: Sequence[Placed]) -> dict[int, Result]:
    """All at once; where a record is not there or not visible, each half by itself."""
    try:
        done = advance_each(actor=actor, app=app, changes=[each for _, each in changes])
    except UrakataError as error:
        if len(changes) == 1:
            return {changes[0][0]: error}
    else:
        return {place: each for (place, _), each in zip(changes, done, strict=True)}
    middle = len(changes) // 2
    return _run(actor, app, changes[:middle]) | _run(actor, app, changes[middle:])


def _groups(targets: Sequence[Target]) -> Iterator[tuple[int, list[int]]]:
    """An app, and the places of some of its records: by their ids, in which they are locked."""
    order = sorted((each.app_id, each.record_id, n) for n, each in enumerate(targets))
    for app_id, rows in groupby(order, key=itemgetter(0)):
        places = [place for _, _, place in rows]
        for start in range(0, len(places), GROUP):
            yield app_id, places[start : start + GROUP]


def _check(targets: Sequence[Target]) -> None:
    if not 1 <= len(targets) <= MOST:
        size = rules.WRONG_SIZE.fill(min=1, max=MOST)
        raise Invalid("CB_VA01", problems=[Problem("records", size)])
    seen: set[tuple[int, int]] = set()
    problems = []
    for n, each in enumerate(targets):
        key = (each.app_id, each.record_id)
        if key in seen:
            problems.append(Problem(f"records[{n}].id", rules.TWICE))
        seen.add(key)
    if problems:
        raise Invalid("CB_VA01", problems=problems)
