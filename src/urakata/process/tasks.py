"""マイタスク: what waits for somebody, over all apps, and what became of what somebody filed.

A page holds what its reader may see: records that he may not view are left out, so that it can be
shorter than asked for. It takes a constant number of statements, however many apps there are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias

from django.core.signing import BadSignature, Signer

from urakata.access.rights import may, require_person
from urakata.definition.queries import live_app_ids
from urakata.definition.schema import Action, AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict
from urakata.process.conditions import count_open
from urakata.process.filed import Filed, read_filed
from urakata.process.glimpses import Glimpse, glimpse
from urakata.process.lateness import late_people, reports_of
from urakata.process.models import Opinion
from urakata.process.opinions import unanswered
from urakata.process.own_turns import Turns
from urakata.process.waiting import Waiting, read_waiting

Kind: TypeAlias = Literal["mine", "filed", "opinions", "late"]
_OF_THE_APPLICANT: Final = frozenset({"PULL_BACK", "WITHDRAW"})


@dataclass(frozen=True, slots=True)
class Task:
    """A record that somebody is waited for with."""

    app: AppSchema
    record_id: int
    revision: int
    title: str
    status: str
    step: str  #: of the route; ``""`` for a status without one
    state: str  #: ``open``, or how the route ended (`process.models.Route`)
    applicant: JSONDict  #: ``{"code", "name"}``
    entered_at: datetime | None
    due_at: datetime | None
    is_late: bool
    waited: int  #: seconds until somebody looked, or until now
    on_behalf_of: tuple[JSONDict, ...]  #: whose turn it is, where the reader only stands in
    actions: tuple[Action, ...]  #: what the reader may run with it
    assignees: tuple[JSONDict, ...]
    opinion: Opinion | None = None  #: what the reader is asked for, of ``opinions``
    open_conditions: int = 0  #: 条件付き承認: how many are not met yet


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks, and what to ask with for those behind them (None: there are no more)."""

    tasks: list[Task]
    after: str | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Only some of a kind; the last two are for ``mine`` alone."""

    app_id: int | None = None
    is_late: bool = False  #: past its due date
    is_behalf: bool = False  #: waiting for whom the reader stands in


EVERYTHING: Final = Narrowing()


def list_tasks(
    *, actor: Actor, kind: Kind, limit: int, after: str = "", only: Narrowing = EVERYTHING
) -> TaskPage:
    """A page of one kind.

    ``mine`` waits for the actor or for whom he stands in; ``late`` is overdue in an app that he
    manages or with somebody whose manager he is; both by due date, then by age. ``filed`` is what the actor filed, the newest first; ``opinions`` what he is
    asked for and has not answered, the oldest first. For people, not tokens.
    Raises `Invalid` at ``after`` for anything that no page answered with.
    """
    require_person(actor)
    seal = Signer(salt=f"tasks {kind} {actor.user_id}")
    mark = _open(seal, after) if after else ()
    return _READERS[kind](_Asked(actor, limit, seal, mark, only))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for which page."""

    actor: Actor
    limit: int
    seal: Signer
    mark: Sequence[Any]  #: where the page before ended
    only: Narrowing

    def read(self, *parts: tuple[str, list[Any]]) -> list[Waiting]:
        """Open rows for which all hold, and one more than fits the page."""
        conditions = [*parts]
        if self.only.app_id is not None:
            conditions.append(("app_id = %s", [self.only.app_id]))
        which = " AND ".join(sql for sql, _ in conditions)
        params = [value for _, values in conditions for value in values]
        return read_waiting(which, params, limit=self.limit + 1, after=self.mark)

    def seal_of(self, rows: Sequence[Waiting | Filed]) -> str | None:
        """The token that asks for what is behind the page; None where nothing is."""
        if len(rows) <= self.limit:
            return None
        return self.seal.sign_object(rows[self.limit - 1].mark)


def _mine(asked: _Asked) -> TaskPage:
    reader, only = _Reader(asked.actor), asked.only
    conditions: list[tuple[str, list[Any]]] = [
        ("assignees && %s::bigint[]", [reader.turns.askable])
    ]
    if only.is_late:
        conditions.append(("due_at < %s", [datetime.now(UTC)]))
    if only.is_behalf:
        conditions.append(("NOT assignees && %s::bigint[]", [[asked.actor.user_id]]))
    return _page(reader, asked.read(*conditions), asked, is_shown=reader.turns.concern)


def _late(asked: _Asked) -> TaskPage:
    actor = asked.actor
    managed = [id_ for id_ in live_app_ids() if may(actor, "manage", id_)]
    now = datetime.now(UTC)
    theirs = reports_of(actor.user_id, late_people(now), snapshot())
    rows = asked.read(
        ("left_at IS NULL AND due_at < %s", [now]),
        ("(app_id = ANY(%s::bigint[]) OR assignees && %s::bigint[])", [managed, theirs]),
    )
    return _page(_Reader(actor), rows, asked)


def _filed(asked: _Asked) -> TaskPage:
    actor, limit = asked.actor, asked.limit
    found = read_filed(actor.user_id, app_id=asked.only.app_id, limit=limit + 1, after=asked.mark)
    page, reader = found[:limit], _Reader(actor)
    known = glimpse(actor, ((each.app_id, each.record_id) for each in page))
    reader.count_conditions(known)
    tasks = [
        reader.show_filed(each, known[each.app_id, each.record_id])
        for each in page
        if (each.app_id, each.record_id) in known
    ]
    return TaskPage(tasks, asked.seal_of(found))


def _opinions(asked: _Asked) -> TaskPage:
    actor, limit = asked.actor, asked.limit
    found = unanswered(actor.user_id, app_id=asked.only.app_id, limit=limit + 1, after=asked.mark)
    page, reader = found[:limit], _Reader(actor)
    places = {(each.app_id, each.record_id): None for each in page}
    known = glimpse(actor, places, with_process=False)
    tasks = [
        reader.show_opinion(each, known[each.app_id, each.record_id])
        for each in page
        if (each.app_id, each.record_id) in known
    ]
    last = [page[-1].asked_at.isoformat(), page[-1].pk] if len(found) > limit else None
    return TaskPage(tasks, asked.seal.sign_object(last) if last else None)


_READERS: Final[dict[Kind, Callable[[_Asked], TaskPage]]] = {
    "mine": _mine,
    "filed": _filed,
    "opinions": _opinions,
    "late": _late,
}


def _page(
    reader: _Reader,
    rows: list[Waiting],
    asked: _Asked,
    *,
    is_shown: Callable[[Waiting], bool] = lambda _: True,
) -> TaskPage:
    page = rows[: asked.limit]
    known = glimpse(reader.actor, {(row.app_id, row.record_id): None for row in page})
    reader.count_conditions(known)
    tasks = [
        reader.show(row, known[row.app_id, row.record_id])
        for row in page
        if (row.app_id, row.record_id) in known and is_shown(row)
    ]
    return TaskPage(tasks, asked.seal_of(rows))


class _Reader:
    """Whoever looks at tasks, and when."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._people: Snapshot = snapshot()
        self._now = datetime.now(UTC)
        self.turns = Turns.of(actor.user_id, self._people)
        self._known: dict[int, JSONDict] = {}
        self._open_conditions: Mapping[tuple[int, int], int] = {}

    def count_conditions(self, known: Collection[tuple[int, int]]) -> None:
        """Of all records of the page at once."""
        self._open_conditions = count_open(known) if known else {}

    def show(self, row: Waiting, seen: Glimpse) -> Task:
        """A row that is open."""
        return Task(
            app=seen.app,
            record_id=seen.id,
            revision=seen.revision,
            title=seen.title,
            status=seen.state.name if seen.state else "",
            step=row.name,
            state="open",
            applicant=self._person(row.applicant_id or seen.creator_id),
            entered_at=row.entered_at,
            due_at=row.due_at,
            is_late=self._is_late(row.due_at),
            waited=self._waited(row.entered_at, row.started_at),
            on_behalf_of=self._shown(self.turns.principals(row)),
            actions=self._runnable(row, seen),
            assignees=self._shown(row.assignees),
            open_conditions=self._open_conditions.get((row.app_id, row.record_id), 0),
        )

    def show_filed(self, filed: Filed, seen: Glimpse) -> Task:
        """A route of one's own, and where it stands."""
        return Task(
            app=seen.app,
            record_id=seen.id,
            revision=seen.revision,
            title=seen.title,
            status=seen.state.name if seen.state else "",
            step="・".join(dict.fromkeys(filter(None, filed.names))),
            state=filed.state,
            applicant=self._person(filed.applicant_id),
            entered_at=filed.entered_at or filed.submitted_at,
            due_at=filed.due_at,
            is_late=self._is_late(filed.due_at),
            waited=self._waited(filed.entered_at, filed.started_at),
            on_behalf_of=(),
            actions=(),
            assignees=self._shown(filed.assignees),
            open_conditions=self._open_conditions.get((filed.app_id, filed.record_id), 0),
        )

    def show_opinion(self, opinion: Opinion, seen: Glimpse) -> Task:
        """Something that one is asked for."""
        return Task(
            app=seen.app,
            record_id=seen.id,
            revision=seen.revision,
            title=seen.title,
            status=seen.state.name if seen.state else "",
            step="",
            state="open",
            applicant=self._person(seen.creator_id),
            entered_at=opinion.asked_at,
            due_at=None,
            is_late=False,
            waited=self._waited(opinion.asked_at, None),
            on_behalf_of=(),
            actions=(),
            assignees=self._shown([opinion.asked_id]),
            opinion=opinion,
        )

    def _runnable(self, row: Waiting, seen: Glimpse) -> tuple[Action, ...]:
        if not self.turns.concern(row):
            return ()
        return tuple(
            action
            for action in seen.actions
            if action.type == "PRIMARY" and action.kind not in _OF_THE_APPLICANT
        )

    def _shown(self, ids: Iterable[int]) -> tuple[JSONDict, ...]:
        return tuple(self._person(id_) for id_ in dict.fromkeys(ids))

    def _person(self, id_: int) -> JSONDict:
        if id_ not in self._known:
            self._known[id_] = self._people.show("user", id_)
        return self._known[id_]

    def _is_late(self, due_at: datetime | None) -> bool:
        return due_at is not None and due_at < self._now

    def _waited(self, entered: datetime | None, started: datetime | None) -> int:
        return 0 if entered is None else int(((started or self._now) - entered).total_seconds())


def _open(seal: Signer, after: str) -> Sequence[Any]:
    try:
        mark: list[Any] = seal.unsign_object(after)
    except (BadSignature, UnicodeEncodeError):
        raise invalid("after", rules.BAD_SHAPE) from None
    return mark
