"""Who stands in for whom in one app, today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from urakata.directory.delegations import DelegationBook, standing_in
from urakata.directory.people import Snapshot
from urakata.directory.today import company_today


@dataclass(frozen=True, slots=True)
class Delegates:
    """The delegations (委任) that hold for records of an app."""

    app_id: int
    people: Snapshot

    def principals_of(self, user_id: int, amount: Decimal | None) -> list[int]:
        """For whom somebody may act."""
        return self._book().principals_of(user_id, self.app_id, amount)

    def delegates_of(self, user_id: int, amount: Decimal | None) -> list[int]:
        """Who may act for somebody."""
        return self._book().delegates_of(user_id, self.app_id, amount)

    def is_absent(self, user_id: int) -> bool:
        """Whether somebody is away today."""
        return self._book().is_absent(user_id)

    def _book(self) -> DelegationBook:
        return standing_in(self.people, company_today())
