"""Which row of the matrix decides a case: the most specific of those that are for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from urakata.directory.organization_tree import OrganizationTree
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.process.matrix.rows import MatrixRow, Precedence
from urakata.process.routes.case import Case
from urakata.process.routes.resolution import Granted


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows of one version of the authority matrix, of any day.

    `day` is the day on which rows must be in force; None: the case's own.
    """

    rows: tuple[MatrixRow, ...]
    day: date | None = None
    _by_category: dict[str, list[MatrixRow]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[MatrixRow]] = {}
        for row in self.rows:
            found.setdefault(row.category, []).append(row)
        object.__setattr__(self, "_by_category", found)

    def of(self, category: str) -> Sequence[MatrixRow]:
        """The rows of a category, whatever the day."""
        return self._by_category.get(category, ())

    @property
    def categories(self) -> list[str]:
        """Every category there is a row for."""
        return list(self._by_category)

    def as_if_in_force(self) -> Matrix:
        """The same as of the day on which the last of its rows begins: a draft to be tried."""
        days = [row.since for row in self.rows if row.since]
        return replace(self, day=max(days)) if days else self

    def grant(self, case: Case, people: Snapshot) -> Granted:
        """The steps of the row that decides the case, or the problem that there is none."""
        best = self.choose(case, people.tree)
        if not best:
            return Granted(problems=(_gap(case, self.day),))
        told: list[JSONValue] = [row.describe() for row in best]
        if len(best) > 1:
            return Granted(problems=({"type": "overlap", "rows": told},))
        row = best[0]
        if row.flaws:
            return Granted(problems=tuple(unreadable(row)))
        return Granted(row.steps, because=({"type": "matrix", **row.describe()},))

    def choose(self, case: Case, tree: OrganizationTree) -> list[MatrixRow]:
        """The rows that take precedence: one, none, or several that nothing tells apart."""
        day = self.day or case.on
        rows = (row for row in self.of(case.category) if row.is_on(day) and row.concerns(case))
        return most_specific(rows, upwards(case.organization_id, tree))


def upwards(organization_id: int | None, tree: OrganizationTree) -> dict[int, int]:
    """An organization and those above it, with how far each is."""
    if organization_id is None:
        return {}
    return {id_: n for n, id_ in enumerate((organization_id, *tree.ancestors(organization_id)))}


def most_specific(rows: Iterable[MatrixRow], line: dict[int, int]) -> list[MatrixRow]:
    """Of rows for a case, those that take precedence over the others."""
    best: list[MatrixRow] = []
    least: Precedence | None = None
    for row in rows:
        distance = row.distance(line)
        if distance is None:
            continue
        precedence = row.precedence(distance)
        if least is None or precedence < least:
            best, least = [row], precedence
        elif precedence == least:
            best.append(row)
    return best


def unreadable(row: MatrixRow) -> Iterable[JSONDict]:
    """The problems of a row that cannot be followed."""
    for flaw in row.flaws:
        what: JSONDict = {"ja": flaw.text.ja, "en": flaw.text.en}
        yield {"type": "unreadable", "row": row.describe(), "column": flaw.column, "what": what}


def _gap(case: Case, day: date | None) -> JSONDict:
    return {
        "type": "gap",
        "category": case.category,
        "amount": None if case.amount is None else f"{case.amount:f}",
        "importance": case.importance,
        "risk": case.risk,
        "organization": case.organization_id,
        "on": (day or case.on).isoformat(),
    }
