"""だれがこのレコードを見られるか、なぜか: everybody over one record.

The conditions and tests are those that `access` compiles into every statement. Here they are asked
of one row, for all people at once, and whoever they hold for is told which rule decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from urakata.access import explaining
from urakata.access.app_rules import Decision, decide
from urakata.access.field_rules import FieldDecision, field_decisions
from urakata.access.membership import Choice, GrantT
from urakata.access.reasons import Reason
from urakata.access.record_rules import TRUE, RecordDecision, record_decisions
from urakata.access.rights import refusal
from urakata.access.verdicts import (
    FieldVerdict,
    app_reasons,
    field_reason,
    field_verdicts,
    in_order,
    record_reason,
)
from urakata.definition.access_rules import Accessibility
from urakata.definition.conditions import Env, asks_who, parse_condition
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor, Right
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor
from urakata.record.read import LARGEST_ID, read_env
from urakata.record.standing import Standing, standings_now

_ASKED: Final[tuple[Right, ...]] = ("view", "edit", "delete")
_AT_ONCE: Final = 1_000  #: questions of one statement

Key: TypeAlias = "str | tuple[int, str, int]"
"""Names a question: a test by its SQL, a condition by its rule and whom it means the same to."""
Holds: TypeAlias = Callable[[Key], bool]


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """What somebody may do with one record; of the fields, those that a rule restricts here."""

    rights: tuple[Right, ...]
    reasons: tuple[Reason, ...]
    fields: tuple[FieldVerdict, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One person before one record: what may decide, and what it depends on."""

    person: Actor
    app: Decision
    records: tuple[tuple[RecordDecision, Key], ...]  #: rules, each with its condition
    fields: tuple[FieldDecision, ...]


def explain_record(
    *, actor: Actor, app: AppSchema, record_id: int
) -> explaining.Groups[RecordVerdict]:
    """What everybody may do with a record, those together for whom all is equal.

    Whoever may not ask about others is told about himself, if he may see the record at all. Raises
    `NotFound` (``GAIA_RE01``) and `Forbidden`.
    """
    people = explaining.people_to_tell(actor, app)
    questions = _Questions(app, read_env(actor))
    cases = {person.user_id: questions.about(person) for person in people}
    holds = _ask(app, record_id, questions.asked)
    standing = standings_now(app, [record_id]).get(record_id)

    def verdict(person: Actor) -> RecordVerdict:
        found = _verdict(cases[person.user_id], app, holds)
        # auditors change nothing anywhere, and see what is hidden
        return found if standing is None or person.is_auditor else _placed(found, app, standing)

    groups = explaining.grouped(people, verdict)
    return groups if explaining.may_see_app(actor, app) else [_own(groups, actor, app)]


def _own(
    groups: explaining.Groups[RecordVerdict], actor: Actor, app: AppSchema
) -> tuple[RecordVerdict, list[Actor]]:
    verdict, people = groups[0]
    if "view" not in verdict.rights:
        raise refusal(actor)
    hidden = frozenset(field.field_id for field in verdict.fields if field.sees == "never")
    told = replace(
        verdict,
        reasons=tuple(explaining.without_hidden(each, hidden, app) for each in verdict.reasons),
        fields=tuple(field for field in verdict.fields if field.field_id not in hidden),
    )
    return told, people


class _Questions:
    """Whatever only the record can answer, each asked once for all whom it means the same to."""

    def __init__(self, app: AppSchema, env: Env) -> None:
        self._app = app
        self._env = env
        self.asked: dict[Key, Fragment] = {}

    def about(self, person: Actor) -> _Case:
        """What may decide about one person; the questions that it depends on are taken down."""
        records = record_decisions(person, self._app)
        fields = field_decisions(person, self._app)
        tests = [choice.test for each in records for choice in each.choices]
        tests += [choice.test for each in fields for choice in each.choices]
        for sql in (test.sql("t") for test in tests if test is not None):
            self.asked[sql] = Fragment(sql)
        return _Case(
            person,
            decide(person, self._app),
            tuple((each, self._condition(each, person)) for each in records),
            tuple(fields),
        )

    def _condition(self, decision: RecordDecision, person: Actor) -> Key:
        text = decision.rule.condition
        asker = person.user_id if asks_who(parse_condition(text)) else 0
        key = (decision.place, person.timezone.key, asker)
        if key not in self.asked:
            env = replace(self._env, actor=person)
            self.asked[key] = decision.condition(self._app, env) if text.strip() else TRUE
        return key


def _ask(app: AppSchema, record_id: int, questions: Mapping[Key, Fragment]) -> Holds:
    """Which of the questions hold for the record."""
    if not 0 < record_id <= LARGEST_ID:
        raise NotFound("GAIA_RE01", id=record_id)
    held: set[Key] = set()
    keys = list(questions)
    for start in range(0, len(keys) or 1, _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        answers = _answers(app, record_id, [questions[key] for key in some])
        held.update(key for key, is_so in zip(some, answers, strict=True) if is_so)
    return held.__contains__


def _answers(app: AppSchema, record_id: int, questions: Sequence[Fragment]) -> list[bool]:
    asked = ", ".join(f"({each.text}) IS TRUE" for each in questions)
    sql = f"SELECT ARRAY[{asked}]::boolean[] FROM {ledger_table(app.app_id)} AS t WHERE t.id = %s"
    params = (*(param for each in questions for param in each.params), record_id)
    row = ledger_cursor().execute(sql, params).fetchone()
    if row is None:
        raise NotFound("GAIA_RE01", id=record_id)
    return list(row[0])


def _verdict(case: _Case, app: AppSchema, holds: Holds) -> RecordVerdict:
    reasons = app_reasons(case.person, app, case.app)
    given: Iterable[Right] = _ASKED
    if case.records:
        own = _record_reason(case, holds)
        reasons = (*reasons, own)
        given = _ASKED if own.basis == "no_rule" else (r for r in _ASKED if r in own.gives)
    rights = in_order(right for right in given if right in case.app.rights)
    if "view" not in rights:
        return RecordVerdict((), reasons, ())
    verdict = field_verdicts(app, case.fields, lambda id_, each: _field_verdict(id_, each, holds))
    return RecordVerdict(rights, reasons, verdict)


def _placed(verdict: RecordVerdict, app: AppSchema, standing: Standing) -> RecordVerdict:
    """The verdict with what the process says of fields where the record stands."""
    if not verdict.rights:
        return verdict
    found = {each.field_id: each for each in verdict.fields}
    bounds: list[tuple[frozenset[int], Accessibility]] = [
        (standing.read_only, "READ"),
        (standing.hidden, "NONE"),
    ]
    for bound, accessibility in bounds:
        for field in app.fields:
            if field.id in bound and (field.table_id not in bound or field.id in found):
                found[field.id] = _bound(found.get(field.id), field, standing, accessibility)
    return replace(verdict, fields=tuple(found[f.id] for f in app.fields if f.id in found))


def _bound(
    before: FieldVerdict | None, field: Field, standing: Standing, accessibility: Accessibility
) -> FieldVerdict:
    reason = Reason("status", "fields", (accessibility,), field=field.code, status=standing.status)
    sees = before.sees if before else "always"
    reasons = (*(before.reasons if before else ()), reason)
    return FieldVerdict(field.id, "never" if accessibility == "NONE" else sees, "never", reasons)


def _record_reason(case: _Case, holds: Holds) -> Reason:
    """The first rule whose condition holds, with the first of its rows that is about the person."""
    for decision, condition in case.records:
        if holds(condition):
            return record_reason(decision, _first(decision.choices, holds))
    return Reason("no_rule", "records")


def _field_verdict(field_id: int, decisions: list[FieldDecision], holds: Holds) -> FieldVerdict:
    decided = [(each, _first(each.choices, holds)) for each in decisions]
    given = [choice.grant.accessibility if choice else "NONE" for _, choice in decided]
    return FieldVerdict(
        field_id,
        "always" if "NONE" not in given else "never",
        "always" if set(given) == {"WRITE"} else "never",
        tuple(field_reason(decision, choice) for decision, choice in decided),
    )


def _first(choices: Iterable[Choice[GrantT]], holds: Holds) -> Choice[GrantT] | None:
    for choice in choices:
        if choice.test is None or holds(choice.test.sql("t")):
            return choice
    return None
