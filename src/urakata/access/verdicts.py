"""だれが何をできるか、なぜか: the rules of an app as they come out for people, with their reasons.

Nothing is decided here. What decides (`app_rules`, `record_rules`, `field_rules`) is asked, and its
answer told together with the row it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from urakata.access.app_rules import Decision, decide
from urakata.access.field_rules import FieldDecision, Mask, field_decisions
from urakata.access.membership import Choice
from urakata.access.reasons import Reason
from urakata.access.record_rules import RecordDecision, record_decisions
from urakata.definition.access_rules import FieldGrant, Grant
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor, Right

Extent: TypeAlias = Literal["always", "sometimes", "never"]
"""In which records: ``sometimes`` is in those that name the person."""

_ORDER: Final[tuple[Right, ...]] = ("view", "add", "edit", "delete", "manage", "import", "export")


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """What somebody may do with a field that a rule restricts for them."""

    field_id: int
    sees: Extent
    writes: Extent
    reasons: tuple[Reason, ...]

    @property
    def is_free(self) -> bool:
        """Whether no rule takes anything away after all."""
        return self.sees == self.writes == "always"


@dataclass(frozen=True, slots=True)
class AppVerdict:
    """What somebody may do in an app: equal for people for whom everything is equal."""

    rights: tuple[Right, ...]
    reasons: tuple[Reason, ...]
    records: tuple[Reason, ...]  #: in the order in which they are asked of a record
    fields: tuple[FieldVerdict, ...]  #: in form order; what is missing is free


def app_verdict(actor: Actor, app: AppSchema) -> AppVerdict:
    """The rights of one person in one app, and why."""
    decision = decide(actor, app)
    return AppVerdict(
        rights=in_order(decision.rights),
        reasons=app_reasons(actor, app, decision),
        records=tuple(_record_reasons(record_decisions(actor, app))),
        fields=field_verdicts(app, field_decisions(actor, app), _field_verdict),
    )


def in_order(rights: Iterable[Right]) -> tuple[Right, ...]:
    """Rights in the order of the lists on the screen."""
    given = frozenset(rights)
    return tuple(right for right in _ORDER if right in given)


def app_reasons(actor: Actor, app: AppSchema, decision: Decision) -> tuple[Reason, ...]:
    """What decided about somebody's rights over an app."""
    if decision.basis == "auditor":
        return (Reason("auditor", "app", in_order(decision.rights)),)
    own = _row_reason(actor, app, decision.grant)
    if actor.is_administrator and "manage" not in own.gives:
        return (own, Reason("administrator", "app", ("manage",)))
    return (own,)


def _row_reason(actor: Actor, app: AppSchema, grant: Grant | None) -> Reason:
    if grant is None:
        is_for_all = any(row.entity.is_everyone for row in app.access.app)
        return Reason("guest" if actor.is_guest and is_for_all else "nobody", "app")
    basis: Literal["default", "rule"] = "default" if app.access.is_default else "rule"
    given = in_order(grant.rights)
    return Reason(basis, "app", given, rule=grant.place, entity=grant.entity)


def _record_reasons(decisions: Iterable[RecordDecision]) -> Iterator[Reason]:
    """Every rule that may decide about a record, down to the first that is about all of them."""
    for decision in decisions:
        yield from (record_reason(decision, choice) for choice in decision.choices)
        if _is_open(decision.choices):
            yield record_reason(decision, None)
        if not decision.rule.condition.strip():
            return


def record_reason(decision: RecordDecision, choice: Choice[Grant] | None) -> Reason:
    """A rule about records with the row that decides; without one, it allows nothing."""
    condition = decision.rule.condition
    if choice is None:
        return Reason("nobody", "records", rule=decision.place, condition=condition)
    return Reason(
        "rule",
        "records",
        in_order(choice.grant.rights),
        rule=decision.place,
        row=choice.grant.place,
        entity=choice.grant.entity,
        condition=condition,
        is_by_record=choice.test is not None,
    )


def field_verdicts(
    app: AppSchema,
    decisions: Iterable[FieldDecision],
    verdict: Callable[[int, list[FieldDecision]], FieldVerdict],
) -> tuple[FieldVerdict, ...]:
    """A verdict on each field that is restricted, in form order, given all rules about it."""
    about: dict[int, list[FieldDecision]] = {}
    for decision in decisions:
        for field in decision.fields:
            about.setdefault(field.id, []).append(decision)
    found = {id_: verdict(id_, each) for id_, each in about.items()}
    return tuple(
        found[field.id]
        for field in app.fields
        if field.id in found and not (found[field.id].is_free or _goes_without(field, found))
    )


def _goes_without(field: Field, found: Mapping[int, FieldVerdict]) -> bool:
    """Whether saying it of the field's table says it of the field."""
    table = found.get(field.table_id or 0)
    return table is not None and found[field.id].reasons == table.reasons


def _field_verdict(field_id: int, decisions: list[FieldDecision]) -> FieldVerdict:
    return FieldVerdict(
        field_id,
        _extent([decision.sees for decision in decisions]),
        _extent([decision.writes for decision in decisions]),
        tuple(reason for decision in decisions for reason in _field_reasons(decision)),
    )


def _field_reasons(decision: FieldDecision) -> Iterator[Reason]:
    yield from (field_reason(decision, choice) for choice in decision.choices)
    if _is_open(decision.choices):
        yield field_reason(decision, None)


def field_reason(decision: FieldDecision, choice: Choice[FieldGrant] | None) -> Reason:
    """A rule about a field with the row that decides; without one, the field is hidden."""
    code = decision.rule.code
    if choice is None:
        return Reason("nobody", "fields", ("NONE",), rule=decision.place, field=code)
    return Reason(
        "rule",
        "fields",
        (choice.grant.accessibility,),
        rule=decision.place,
        row=choice.grant.place,
        entity=choice.grant.entity,
        field=code,
        is_by_record=choice.test is not None,
    )


def _is_open(choices: Sequence[Choice[Grant] | Choice[FieldGrant]]) -> bool:
    """Whether there may be records in which none of the rows is about the person."""
    return not choices or choices[-1].test is not None


def _extent(masks: list[Mask]) -> Extent:
    """Where all of them hold."""
    if any(mask.is_never for mask in masks):
        return "never"
    return "always" if all(mask.is_always for mask in masks) else "sometimes"
