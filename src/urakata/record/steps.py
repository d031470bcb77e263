"""What the journal says became of records, step by step, and the way back.

An entry holds what changed, before and after, by the names that `journalling` gives. Undoing the
befores, the newest first, leads from what a record is to what it was. Options and statuses that
were renamed meanwhile go by their names of today, as stored values do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from urakata.journal.kinds import Kind
from urakata.journal.queries import Wanted, Written, search, stream
from urakata.kernel.json import read_json

Values: TypeAlias = "dict[str, Any]"

REVISIONS: Final[tuple[Kind, ...]] = (
    "record.add",
    "record.edit",
    "record.delete",
    "record.restore",
    "record.status",
    "record.assignees",
)
"""What changes a record."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one record, or (`record_id` is None) what a deploy did to all of them."""

    id: int
    at: datetime
    kind: Kind
    record_id: int | None
    revision: int  #: after the change
    actor: Values
    source: Values
    before: Values
    after: Values
    about: Values


def step_of(written: Written) -> Step:
    """An entry of the journal as a step."""
    body: Any = read_json(written.body.encode())
    return Step(
        id=written.id,
        at=written.at,
        kind=body["kind"],
        record_id=body["record"],
        revision=body["revision"] or 0,
        actor=body["actor"],
        source=body["source"],
        before=body["before"],
        after=body["after"],
        about=body["about"],
    )


def steps_of_record(
    app_id: int, record_id: int, *, before_id: int | None = None, limit: int
) -> list[Step]:
    """What became of a record, the newest first: an index scan, however long the journal."""
    wanted = Wanted(app_id=app_id, record_id=record_id, kinds=REVISIONS)
    return [step_of(each) for each in search(wanted, before_id=before_id, limit=limit)]


def steps_since(app_id: int, since: datetime, record_id: int | None = None) -> Iterator[Step]:
    """What became of an app's records after a moment, and the renames that deploys brought."""
    if record_id is None:
        found = map(step_of, stream(Wanted(app_id=app_id, kinds=REVISIONS, since=since)))
        return (step for step in found if step.at > since)
    own = stream(Wanted(app_id=app_id, record_id=record_id, kinds=REVISIONS, since=since))
    steps = [step for step in map(step_of, own) if step.at > since]
    return iter(sorted([*steps, *renames_since(app_id, since)], key=lambda s: -s.id))


def renames_since(app_id: int, since: datetime) -> list[Step]:
    """The renames that deploys brought after a moment."""
    wanted = Wanted(app_id=app_id, of_no_record=True, kinds=("record.edit",), since=since)
    return [step_of(each) for each in stream(wanted)]


@dataclass(slots=True)
class Renames:
    """The names of today for those that options and statuses had at the point that was reached."""

    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    def note(self, step: Step) -> None:
        """Go back beyond a deploy."""
        for name, pairs in step.about.get("renamed", {}).items():
            now = self._names.get(name, {})
            self._names[name] = {**now, **{old: now.get(new, new) for old, new in pairs.items()}}

    def today(self, values: Mapping[str, Any]) -> Values:
        """Values of that point as they would be stored now."""
        if not self._names:
            return dict(values)
        return {name: self._of(name, value) for name, value in values.items()}

    def _of(self, name: str, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, list):
            return [self._of(name, each) for each in value]
        if isinstance(value, dict):
            return self.today(value)
        names = self._names.get(name)
        return names.get(value, value) if names and isinstance(value, str) else value


@dataclass(slots=True)
class Way:
    """A record on the way back: what is known to have been different from the present row."""

    values: Values = field(default_factory=dict)
    is_there: bool = True
    is_whole: bool = False  #: the values are all there is, whatever the present row says
    stamps: Values = field(default_factory=dict)  #: of a record that was deleted on the way
    revision: int = 0  #: before the earliest step that was undone

    def undo(self, step: Step, renames: Renames) -> None:
        """Go back beyond one step of the record's."""
        self.revision = step.revision - 1
        if step.kind in ("record.add", "record.restore"):
            self.values, self.is_there, self.is_whole = {}, False, True
        elif step.kind == "record.delete":
            self.values, self.is_there, self.is_whole = renames.today(step.before), True, True
            self.stamps = step.about
        else:
            self.values |= renames.today(step.before)
