"""What is told of the authority matrix: rows, findings, simulated routes, differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ninja import Schema
from pydantic import Field

from urakata.api.native.shapes import CamelCase, Person
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language, Text
from urakata.process.matrix.replaying import Difference, Replay
from urakata.process.matrix.rows import MatrixRow
from urakata.process.routes.bands import describe_bands, describe_row
from urakata.process.routes.reasons import say, say_all
from urakata.process.routes.resolution import Resolved


class OfBand(CamelCase):
    """The cases that a row, a gap or an overlap is about; what is null or empty is any."""

    category: str
    from_: str | None = Field(alias="from")
    below: str | None
    importance: list[str]
    risk_from: str | None
    risk_below: str | None
    organizations: list[Person]
    since: str | None
    until: str | None
    text: str


class FlawShown(Schema):
    """What cannot be read in a row."""

    column: str
    text: str


class LineOfRow(Schema):
    """People who decide together, as the row names them."""

    name: str
    need: str
    people: list[str]


class StepOfRow(Schema):
    """A step that a row asks for; `join` is how many lines pass it, 0 for all."""

    name: str
    join: int
    lines: list[LineOfRow]


class RowShown(OfBand):
    """A row of the matrix."""

    row: str
    number: str
    draft: str
    steps: list[StepOfRow]
    flaws: list[FlawShown]


class Rows(Schema):
    """The rows of a day, and the names of the drafts."""

    rows: list[RowShown]
    drafts: list[str]


class FindingShown(OfBand):
    """Cases that no row decides (``gap``), or several do (``overlap``)."""

    type: str
    no_amount: bool
    elsewhere: bool
    rows: list[str]


class CategoryCovered(Schema):
    """What is found in one category; `unused` rows decide no case that can come up."""

    category: str
    apps: list[str]
    findings: list[FindingShown]
    unused: list[str]


class Covered(CamelCase):
    """The check of the whole matrix; `unreadable` are rows with flaws."""

    is_complete: bool
    categories: list[CategoryCovered]
    unreadable: list[RowShown]


class LineAsked(Schema):
    """People who would decide together, and why they."""

    name: str
    need: str
    people: list[Person]
    because: list[str]


class StepAsked(Schema):
    """A step that would be passed."""

    number: int
    name: str
    join: int
    lines: list[LineAsked]


class Simulated(Schema):
    """A route that nobody walks: its steps, the rows it comes from, what it is stuck on."""

    steps: list[StepAsked]
    rows: list[str]
    because: list[str]
    problems: list[str]


class Asked(Schema):
    """How often somebody is asked, before and after."""

    person: Person
    before: int
    after: int


class DifferenceShown(Schema):
    """A case that comes out otherwise; `before` and `after` are steps of lines of people."""

    app: str
    record: str
    change: str
    category: str
    amount: str | None
    on: str
    applicant: Person
    before: list[list[list[Person]]]
    after: list[list[list[Person]]]
    problems: list[str]


class Replayed(Schema):
    """What a draft would have changed; `changes` counts cases by how they come out."""

    cases: int
    changes: dict[str, int]
    people: list[Asked]
    differences: list[DifferenceShown]


class Telling:
    """Puts the matrix into the caller's words."""

    def __init__(self, people: Snapshot, language: Language) -> None:
        self._people = people
        self._language = language

    def row(self, row: MatrixRow) -> JSONDict:
        """A row with its steps."""
        told = row.describe()
        steps: list[JSONValue] = [
            {
                "name": step.name,
                "join": step.join,
                "lines": [
                    {
                        "name": line.name,
                        "need": line.need,
                        "people": self._texts(self._entity(item) for item in line.entities),
                    }
                    for line in step.lines
                ],
            }
            for step in row.steps
        ]
        flaws: list[JSONValue] = [
            {"column": flaw.column, "text": flaw.text.in_(self._language)} for flaw in row.flaws
        ]
        return {**self._band(told), "row": str(row.id), "number": row.number, "draft": row.draft,
                "steps": steps, "flaws": flaws}  # fmt: skip

    def finding(self, found: Mapping[str, Any]) -> JSONDict:
        """A gap or an overlap, with the rows named."""
        rows = self._texts(describe_row(row, self._people) for row in found["rows"])
        own = {key: found[key] for key in ("type", "noAmount", "elsewhere")}
        return {**self._band(found), **own, "rows": rows}

    def name(self, row: MatrixRow) -> str:
        """A row by its number and what it is for."""
        return describe_row(row.describe(), self._people).in_(self._language)

    def resolved(self, resolved: Resolved, notes: Iterable[Text] = ()) -> JSONDict:
        """A route with its reasons; `notes` are said before them."""
        steps: list[JSONValue] = [
            {
                "number": step.number,
                "name": step.name,
                "join": step.join,
                "lines": [
                    {
                        "name": line.name,
                        "need": line.need,
                        "people": self.persons(line.users),
                        "because": self._texts(say_all(line.because, self._people)),
                    }
                    for line in step.lines
                ],
            }
            for step in resolved.steps
        ]
        rows = [reason for reason in resolved.because if reason["type"] == "matrix"]
        others = [reason for reason in resolved.because if reason["type"] != "matrix"]
        return {
            "steps": steps,
            "rows": self._texts(say_all(rows, self._people)),
            "because": self._texts([*notes, *say_all(others, self._people)]),
            "problems": self._problems(resolved),
        }

    def replay(self, found: Replay, seen: set[tuple[int, int]]) -> JSONDict:
        """What a draft changes; cases are named that the caller may see (app, record)."""
        before, after = found.asked
        people: list[JSONValue] = [
            {"person": self.persons([id_])[0], "before": before[id_], "after": after[id_]}
            for id_ in _most_changed(before, after)
        ]
        shown: list[JSONValue] = [
            self._difference(each)
            for each in found.differences
            if (each.case.app_id, each.case.record_id) in seen
        ]
        changes: JSONDict = {str(change): n for change, n in sorted(found.changes.items())}
        return {"cases": found.cases, "changes": changes, "people": people, "differences": shown}

    def persons(self, ids: Iterable[int]) -> list[JSONValue]:
        """Users by id."""
        return [self._people.show("user", id_) for id_ in ids]

    def _difference(self, each: Difference) -> JSONDict:
        case = each.case
        return {
            "app": str(case.app_id),
            "record": str(case.record_id),
            "change": each.change,
            "category": case.category,
            "amount": None if case.amount is None else f"{case.amount:f}",
            "on": case.on.isoformat(),
            "applicant": self.persons([case.applicant_id])[0],
            "before": self._asked(each.before),
            "after": self._asked(each.after),
            "problems": self._problems(each.after),
        }

    def _asked(self, resolved: Resolved) -> list[JSONValue]:
        return [[self.persons(line.users) for line in step.lines] for step in resolved.steps]

    def _problems(self, resolved: Resolved) -> list[JSONValue]:
        return self._texts(say_all(resolved.problems, self._people))

    def _band(self, told: Mapping[str, Any]) -> JSONDict:
        keys = (
            "category",
            "from",
            "below",
            "importance",
            "riskFrom",
            "riskBelow",
            "since",
            "until",
        )
        units: list[JSONValue] = [
            self._people.show("organization", id_) for id_ in told["organizations"]
        ]
        text = describe_bands(told, self._people).in_(self._language)
        return {**{key: told[key] for key in keys}, "organizations": units, "text": text}

    def _entity(self, item: JSONDict) -> Text:
        return say({"type": "entity", **item}, self._people)

    def _texts(self, texts: Iterable[Text]) -> list[JSONValue]:
        return [text.in_(self._language) for text in texts]


def _most_changed(before: Counter[int], after: Counter[int]) -> list[int]:
    """Everybody who is asked at all, those first for whom most changes."""
    return sorted({*before, *after}, key=lambda id_: (-abs(after[id_] - before[id_]), id_))
