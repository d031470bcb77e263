"""代理: who may decide for whom today, and who is absent, held in memory like the people.

A delegation reaches one step: whom somebody stands in for does not pass on whom *they* stand in
for. It counts only while both are active, on its days, in its apps and up to its amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from urakata.directory.people import Snapshot
from urakata.directory.unsettled import Kept, beside

_DELEGATIONS: Final = """
SELECT d.id, d.principal_id, array_agg(t.user_id ORDER BY t.user_id), d.starts_on, d.ends_on, d.app_ids,
       d.amount_cap
FROM directory_delegation d JOIN directory_delegation_delegates t ON t.delegation_id = d.id
WHERE d.ended_at IS NULL AND d.starts_on <= %(day)s AND d.ends_on >= %(day)s
GROUP BY d.id ORDER BY d.id
"""
_ABSENCES: Final = """
SELECT user_id, starts_on, ends_on FROM directory_absence
WHERE ended_at IS NULL AND ends_on >= %(day)s ORDER BY user_id, starts_on
"""
_MOST_HELD: Final = 4


@dataclass(frozen=True, slots=True)
class Delegation:
    """`delegates` may decide for `principal` from `starts_on` to `ends_on`, both included."""

    id: int
    principal: int
    delegates: tuple[int, ...]
    starts_on: date
    ends_on: date
    apps: frozenset[int] | None = None  #: None: in every app
    amount_cap: Decimal | None = None  #: None: whatever the amount

    def covers(self, app_id: int, amount: Decimal | None) -> bool:
        """Whether it reaches a record of an app. What has no amount is not below any cap."""
        if self.apps is not None and app_id not in self.apps:
            return False
        return self.amount_cap is None or (amount is not None and amount <= self.amount_cap)


class DelegationBook:
    """The delegations that hold on one day, and who is absent from then on. Immutable."""

    def __init__(self, people: Snapshot, day: date) -> None:
        self.people, self.day = people, day
        self._by_principal: dict[int, list[Delegation]] = {}
        self._by_delegate: dict[int, list[Delegation]] = {}
        for each in read_delegations(day):
            for delegate in people.only_active(each.delegates):
                self._by_delegate.setdefault(delegate, []).append(each)
            self._by_principal.setdefault(each.principal, []).append(each)
        self._absences: dict[int, list[tuple[date, date]]] = {}
        for user_id, first, last in _read(_ABSENCES, day):
            self._absences.setdefault(user_id, []).append((first, last))

    def principals_of(self, user_id: int, app_id: int, amount: Decimal | None = None) -> list[int]:
        """For whom somebody may decide about a record, each once."""
        found = [
            each.principal
            for each in self._by_delegate.get(user_id, ())
            if each.covers(app_id, amount)
        ]
        return self.people.only_active(found)

    def delegates_of(self, user_id: int, app_id: int, amount: Decimal | None = None) -> list[int]:
        """Who may decide for somebody about a record, each once; nobody for one who left."""
        if not self.people.only_active([user_id]):
            return []
        found = [
            delegate
            for each in self._by_principal.get(user_id, ())
            if each.covers(app_id, amount)
            for delegate in each.delegates
        ]
        return self.people.only_active(found)

    def given_to(self, user_id: int) -> list[Delegation]:
        """The delegations that somebody holds on this day, whatever the app and amount."""
        return [
            each
            for each in self._by_delegate.get(user_id, ())
            if self.people.only_active([each.principal])
        ]

    def is_absent(self, user_id: int, day: date | None = None) -> bool:
        """Whether somebody is away on a day: the book's own, or one after it."""
        asked = day or self.day
        return any(first <= asked <= last for first, last in self._absences.get(user_id, ()))


def read_delegations(day: date) -> Iterator[Delegation]:
    """Those that hold on a day, from the database."""
    for id_, principal, delegates, first, last, apps, cap in _read(_DELEGATIONS, day):
        only = None if apps is None else frozenset(apps)
        yield Delegation(id_, principal, tuple(delegates), first, last, only, cap)


_held: Kept = {}  #: the newest, by people and day


def standing_in(people: Snapshot, day: date) -> DelegationBook:
    """The book of a day; read from the database only when people or delegations changed."""
    key = people, day
    kept = beside(_held, key)
    held: DelegationBook | None = kept.get(key)
    if held is None:
        held = DelegationBook(people, day)
        if people.epoch:
            kept[key] = held
            for old in list(_held)[:-_MOST_HELD]:
                _held.pop(old, None)
    return held


def _read(sql: str, day: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": day})
        return list(cursor.fetchall())
