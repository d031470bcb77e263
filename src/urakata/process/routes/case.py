"""What a route is resolved from: the facts of one record, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.compiler import compile_condition
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.parser import parse_condition
from urakata.definition.physical import ledger_table
from urakata.definition.routing import Factor, MatrixUse
from urakata.definition.schema import AppSchema, Field, State
from urakata.definition.sql import Fragment
from urakata.directory.entities import Values
from urakata.directory.managers import home_of
from urakata.directory.people import Kind, Snapshot, snapshot
from urakata.kernel.json import JSONDict
from urakata.record.adapters import ledger_cursor

NO_MATRIX: Final = MatrixUse(category="")
_BATCH: Final = 1000
_STREAMS: Final = count(1)  #: names of cursors: several may be open at once


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to be decided. `record_id` is 0 where somebody only asks what would be.

    `amount` is None where there is none; then only rows without an amount apply.
    """

    app_id: int
    app_code: str
    record_id: int
    category: str
    amount: Decimal | None
    importance: str
    risk: int
    factors: tuple[str, ...]  #: names of those that hold
    organization_id: int | None
    applicant_id: int
    on: date
    values: Values = field(default_factory=Values)
    barred: Mapping[int, str] = field(default_factory=dict)
    """Who must not approve, by the rule of the segregation of duties that says so (`apart`)."""
    submitted_by_id: int | None = None  #: 代理申請: who submits it; None: the applicant

    def facts(self) -> JSONDict:
        """All of it as JSON: what `process_route.basis` keeps under ``case``, for a replay."""
        return {
            "category": self.category,
            "amount": None if self.amount is None else str(self.amount),
            "importance": self.importance,
            "risk": self.risk,
            "factors": [*self.factors],
            "organization": self.organization_id,
            "applicant": self.applicant_id,
            "on": self.on.isoformat(),
            "creator": self.values.creator_id,
            "people": {code: [kind, [*ids]] for code, (kind, ids) in self.values.fields.items()},
            "barred": [[user, rule] for user, rule in self.barred.items()],
            "submittedBy": self.submitted_by_id,
        }

    @classmethod
    def from_facts(cls, app: tuple[int, str], record_id: int, facts: Mapping[str, Any]) -> Case:
        """The case that `facts` were taken of, of an app (id, code)."""
        amount = facts["amount"]
        named = {code: (kind, tuple(ids)) for code, (kind, ids) in facts["people"].items()}
        return cls(
            app_id=app[0],
            app_code=app[1],
            record_id=record_id,
            category=facts["category"],
            amount=None if amount is None else Decimal(amount),
            importance=facts["importance"],
            risk=facts["risk"],
            factors=tuple(facts["factors"]),
            organization_id=facts["organization"],
            applicant_id=facts["applicant"],
            on=date.fromisoformat(facts["on"]),
            values=Values(facts["creator"], named),
            barred=dict(facts.get("barred", ())),
            submitted_by_id=facts.get("submittedBy"),
        )


def cases_of(app: AppSchema, state: State, record_ids: Iterable[int], env: Env) -> dict[int, Case]:
    """The cases of records that are to pass a status's route, by record: one statement.

    They are of today, where the app is at home; ids without a record are left out.
    """
    ids = [id_ for id_ in record_ids if 0 < id_ < 2**63]
    asked = _Asked.of(app, state)
    people = snapshot()
    on = env.now.astimezone(_home(app)).date()
    statement = asked.statement(app, env)
    rows = ledger_cursor().execute(
        f"{statement.text} WHERE t.id = ANY(%s)", (*statement.params, ids)
    )
    return {row[0]: asked.case(app, row, people, on) for row in rows.fetchall()}


def cases_between(
    app: AppSchema, state: State, days: tuple[date, date], env: Env
) -> Iterator[Case]:
    """The cases of all records made between two days (both included), each of the day it was made.

    A stream: however many they are, few are in memory. It needs an open transaction.
    """
    asked = _Asked.of(app, state)
    people, home = snapshot(), _home(app)
    since, until = (datetime.combine(day, time(), home) for day in days)
    statement = asked.statement(app, env)
    sql = f"{statement.text} WHERE t.created_at >= %s AND t.created_at < %s ORDER BY t.id"
    with ledger_cursor(name=f"cases_{next(_STREAMS)}") as cursor:
        cursor.execute(sql, (*statement.params, since, until + timedelta(days=1)))
        while rows := cursor.fetchmany(_BATCH):
            for row in rows:
                made = datetime.fromisoformat(row[2]).astimezone(home).date()
                yield asked.case(app, row, people, made)


def _home(app: AppSchema) -> ZoneInfo:
    return ZoneInfo(str(app.settings["timezone"]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one route wants to know of its records, in the order of the statement's columns."""

    use: MatrixUse
    named: tuple[Field | None, ...]  #: amount, importance, organization, applicant
    people: tuple[Field, ...]

    @classmethod
    def of(cls, app: AppSchema, state: State) -> _Asked:
        use = (state.route.matrix if state.route else None) or NO_MATRIX
        applicant = state.route.applicant if state.route else ""
        codes = (use.amount, use.importance, use.organization, applicant)
        people = tuple(f for f in app.top_fields if f.type.people and f.type.column)
        return cls(use, tuple(app.by_code.get(code) for code in codes), people)

    def statement(self, app: AppSchema, env: Env) -> Fragment:
        columns = ["t.id", "t.created_by", "t.created_at"]
        columns += ["NULL" if f is None else column_sql(f, app, env) for f in self.named]
        columns += [column_sql(f, app, env) for f in self.people]
        tests = [_test(factor, app, env) for factor in self.use.factors]
        columns += [f"({test.text}) IS TRUE" for test in tests]
        params = tuple(value for test in tests for value in test.params)
        return Fragment(f"SELECT {', '.join(columns)} FROM {ledger_table(app.app_id)} AS t", params)

    def case(self, app: AppSchema, row: Sequence[Any], people: Snapshot, on: date) -> Case:
        id_, creator, _, amount, importance, organization, applicant, *rest = row
        values = {
            f.code: (cast("Kind", f.type.people), ids_in(value))
            for f, value in zip(self.people, rest, strict=False)
        }
        holding = rest[len(self.people) :]
        factors = [f for f, holds in zip(self.use.factors, holding, strict=True) if holds]
        asking = next(iter(ids_in(applicant)), creator)
        return Case(
            app_id=app.app_id,
            app_code=app.code,
            record_id=id_,
            category=self.use.category,
            amount=None if amount is None else Decimal(str(amount)),
            importance=_one_text(importance),
            risk=sum(factor.score for factor in factors),
            factors=tuple(factor.name for factor in factors),
            organization_id=next(iter(ids_in(organization)), home_of(people, asking)),
            applicant_id=asking,
            on=on,
            values=Values(creator, values),
        )


def ids_in(value: int | list[int] | None) -> Sequence[int]:
    """The ids that a people column holds."""
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else value


def _test(factor: Factor, app: AppSchema, env: Env) -> Fragment:
    return compile_condition(parse_condition(factor.condition), app, env)


def _one_text(value: str | list[str] | None) -> str:
    """A choice as text; of several, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value or ""
