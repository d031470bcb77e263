"""A check that finds open steps on which nobody can act, and says why.

One statement narrows the open rows down to those whose people may all be unable; who is away but
has somebody who stands in is sorted out afterwards, in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import connection

from urakata.access.rights import may, require_person
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema, State
from urakata.directory.actor import Actor
from urakata.directory.delegations import DelegationBook, standing_in
from urakata.directory.people import Snapshot, snapshot
from urakata.directory.today import company_today
from urakata.kernel.text import Text
from urakata.process.candidates import is_unassigned
from urakata.process.glimpses import glimpse
from urakata.process.waiting import OPEN

MOST: Final = 1000  #: found at once; more of them turn up when these are repaired
_ASKED: Final = f"""
SELECT DISTINCT unnest(assignees) FROM process_step WHERE {OPEN} AND app_id = ANY(%s)
"""
_FOUND: Final = f"""
SELECT s.id, s.app_id, s.record_id, s.status_id, s.status, s.number, s.name, s.assignees,
       s.entered_at, r.applicant_id, r.submitted_by_id,
       r.basis -> 'case' ->> 'amount',
       coalesce((r.basis ->> 'mayApproveOwn')::boolean, FALSE)
FROM (SELECT * FROM process_step WHERE {OPEN} AND app_id = ANY(%s)
      AND (%s::bigint IS NULL OR id = %s)) AS s
LEFT JOIN process_route AS r ON r.id = s.route_id
LEFT JOIN unnest(%s::bigint[], %s::bigint[]) AS live(app, status)
  ON live.app = s.app_id AND live.status = s.status_id
WHERE live.app IS NULL OR s.assignees <@ (%s::bigint[] || r.applicant_id || r.submitted_by_id)
ORDER BY s.entered_at, s.id LIMIT %s
"""
_NOBODY: Final = Text("担当する人がいません", "There is nobody to act")
_LEFT: Final = Text("{people}さんは、利用を停止しています", "{people} left")
_ABSENT: Final = Text(
    "{people}さんは不在で、代理の人もいません", "{people} is away, and nobody stands in"
)
_APPLICANT: Final = Text(
    "申請者本人（{people}さん）しか担当がいません", "Only the applicant ({people}) is asked"
)
_SUBMITTER: Final = Text(
    "代理で申請した人（{people}さん）しか担当がいません",
    "Only who submitted it for the applicant ({people}) is asked",
)
_NO_STATUS: Final = Text(
    "ステータス「{status}」は、プロセス管理の設定にありません",
    "The process has no status “{status}” any more",
)


@dataclass(frozen=True, slots=True)
class Row:
    """An open row of ``process_step``, with what its route says."""

    id: int
    app_id: int
    record_id: int
    status_id: int
    status: str
    number: int
    name: str
    assignees: Sequence[int]
    entered_at: datetime | None
    applicant_id: int | None
    submitted_by_id: int | None
    amount: str | None
    may_approve_own: bool

    @property
    def applicants(self) -> tuple[int | None, int | None]:
        """Whose application it is."""
        return self.applicant_id, self.submitted_by_id


@dataclass(frozen=True, slots=True)
class Stuck:
    """A step on which nobody can act, and why; `title` is ``""`` for who may not view the record."""

    row: Row
    app: AppSchema
    title: str
    problems: tuple[Text, ...]


def find_stuck(*, actor: Actor, step_id: int | None = None) -> list[Stuck]:
    """Those in the apps that the actor manages (administrators: all), the oldest first.

    `step_id`: only whether that one is.
    """
    require_person(actor)
    apps = [live_schema(id_) for id_ in live_app_ids() if may(actor, "manage", id_)]
    by_id = {app.app_id: app for app in apps if app.process.is_enabled}
    check = _Check.of_today([*by_id], snapshot())
    found = []
    for row in check.narrow(by_id.values(), step_id):
        problems = check.problems(row, _state(by_id[row.app_id], row), by_id[row.app_id])
        if problems:
            found.append((row, tuple(problems)))
    seen = glimpse(actor, {(row.app_id, row.record_id): None for row, _ in found})
    titles = {place: each.title for place, each in seen.items()}
    return [
        Stuck(row, by_id[row.app_id], titles.get((row.app_id, row.record_id), ""), problems)
        for row, problems in found
    ]


def _state(app: AppSchema, row: Row) -> State | None:
    return next((state for state in app.process.states if state.id == row.status_id), None)


class _Check:
    """Who cannot act today."""

    def __init__(self, people: Snapshot, book: DelegationBook, asked: Iterable[int]) -> None:
        asked = [*asked]
        active = {*people.only_active(asked)}
        self._people, self._book = people, book
        self._left = {id_ for id_ in asked if id_ not in active}
        self._away = {id_ for id_ in active if book.is_absent(id_)}

    @classmethod
    def of_today(cls, app_ids: list[int], people: Snapshot) -> _Check:
        with connection.cursor() as cursor:
            cursor.execute(_ASKED, [app_ids])
            asked = [id_ for (id_,) in cursor.fetchall()]
        return cls(people, standing_in(people, company_today()), asked)

    def narrow(self, apps: Iterable[AppSchema], step_id: int | None) -> list[Row]:
        """The open rows that may be stuck."""
        live = [(app.app_id, state.id) for app in apps for state in app.process.states]
        ids, statuses = [app_id for app_id, _ in live], [status for _, status in live]
        unable = [*self._left, *self._away]
        with connection.cursor() as cursor:
            cursor.execute(_FOUND, [[*{*ids}], step_id, step_id, ids, statuses, unable, MOST])
            return [Row(*row) for row in cursor.fetchall()]

    def problems(self, row: Row, state: State | None, app: AppSchema) -> list[Text]:
        """Why nobody can act on a row; empty where somebody can, or nothing is to be done."""
        if state is None:
            return [_NO_STATUS.fill(status=row.status)]
        if row.number == 0 and self._is_at_rest(row, state, app):
            return []
        if not row.assignees:
            return [_NOBODY]
        unable = {id_: self._why_unable(row, id_) for id_ in row.assignees}
        if not all(unable.values()):
            return []
        grouped: dict[Text, list[str]] = {}
        for id_, why in unable.items():
            if why is not None:
                grouped.setdefault(why, []).append(str(self._people.show("user", id_)["name"]))
        return [why.fill(people="、".join(names)) for why, names in grouped.items()]

    def _is_at_rest(self, row: Row, state: State, app: AppSchema) -> bool:
        """Whether a status leads nowhere, or is left by whoever may edit."""
        leads_on = any(action.source == state.name for action in app.process.actions)
        return not leads_on or (not row.assignees and is_unassigned(state))

    def _why_unable(self, row: Row, id_: int) -> Text | None:
        if id_ in self._left:
            return _LEFT
        if id_ in row.applicants and not row.may_approve_own:
            return _APPLICANT if id_ == row.applicant_id else _SUBMITTER
        if id_ in self._away and not self._stood_in(row, id_):
            return _ABSENT
        return None

    def _stood_in(self, row: Row, id_: int) -> bool:
        amount = None if row.amount is None else Decimal(row.amount)
        delegates = self._book.delegates_of(id_, row.app_id, amount)
        return any(each not in row.applicants for each in delegates)
