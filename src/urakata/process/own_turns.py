"""Which open rows are somebody's turn: his own, and those of whom he stands in for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from urakata.directory.delegations import Delegation, standing_in
from urakata.directory.people import Snapshot
from urakata.directory.today import company_today
from urakata.process.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Turns:
    """Somebody, and the delegations (委任) that he holds today."""

    user_id: int
    delegations: Sequence[Delegation]

    @classmethod
    def of(cls, user_id: int, people: Snapshot) -> Turns:
        """What holds today."""
        return cls(user_id, standing_in(people, company_today()).given_to(user_id))

    @property
    def askable(self) -> list[int]:
        """All for whom rows may wait that concern him; which do, `concern` says."""
        return [self.user_id, *(each.principal for each in self.delegations)]

    def concern(self, row: Waiting) -> bool:
        """Whether he may act on a row."""
        return self.user_id in row.assignees or bool(self.principals(row))

    def principals(self, row: Waiting) -> list[int]:
        """For whom he stands in on a row; for nobody where it is his turn, or his application.

        Nobody decides about his own by standing in for another.
        """
        if not self.delegations or self.user_id in row.assignees:
            return []
        if self.user_id in (row.applicant_id, row.submitted_by_id):
            return []
        amount = None if row.amount is None else Decimal(row.amount)
        return [
            each.principal
            for each in self.delegations
            if each.principal in row.assignees and each.covers(row.app_id, amount)
        ]
