"""Which fields somebody may see and change.

Only fields that a rule names are restricted, each by the first entity of its rule that the actor is
one of; whoever is none of them may nothing (kintone-api §8). A rule about a table is one about all
its columns. Where a field entity decides, it depends on the record: such a field is *masked* by a
condition over the record's row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from urakata.access.membership import Choice, Membership, RowTest
from urakata.access.standing import hiding
from urakata.definition.access_rules import Accessibility, FieldGrant, FieldRule
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor

_SEES: Final = frozenset[Accessibility]({"READ", "WRITE"})
_WRITES: Final = frozenset[Accessibility]({"WRITE"})


class RowMask(Protocol):
    """A condition over the record's row under which a field may be seen, or written."""

    @property
    def is_never(self) -> bool:
        """Whether it holds for no record at all."""

    @property
    def is_always(self) -> bool:
        """Whether it holds for every record."""

    def sql(self, alias: str) -> str:
        """The condition as plain SQL. Never NULL."""

    def holds_for_new(self) -> bool:
        """Whether it holds for a record of the actor's that is still to be added."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A condition over the record's row: each test in turn says yes or no, `otherwise` if none."""

    tests: tuple[tuple[RowTest, bool], ...]
    otherwise: bool

    @property
    def is_never(self) -> bool:
        """Whether it holds for no record at all."""
        return not self.otherwise and not any(has for _, has in self.tests)

    @property
    def is_always(self) -> bool:
        """Whether it holds for every record."""
        return self.otherwise and all(has for _, has in self.tests)

    def sql(self, alias: str) -> str:
        """The condition as plain SQL: it is made of ids alone. Never NULL."""
        whens = "".join(f" WHEN {test.sql(alias)} THEN {has}" for test, has in self.tests)
        return f"CASE{whens} ELSE {self.otherwise} END" if whens else str(self.otherwise)

    def holds_for_new(self) -> bool:
        """Of a record that does not exist yet, only its creator is known: the actor."""
        for test, has in self.tests:
            if test.field.type.system_column in {"created_by", "updated_by"}:
                return has
        return self.otherwise


@dataclass(frozen=True, slots=True)
class FieldDecision:
    """A rule about fields, and those of its rows that may count for one actor."""

    place: int  #: of the rule in its list, from 0
    rule: FieldRule
    fields: tuple[Field, ...]  #: what the rule restricts
    choices: tuple[Choice[FieldGrant], ...]

    @property
    def sees(self) -> Mask:
        """Where the fields may be seen."""
        return _mask(self.choices, _SEES)

    @property
    def writes(self) -> Mask:
        """Where they may be written."""
        return _mask(self.choices, _WRITES)


@dataclass(frozen=True, slots=True)
class FieldAccess:
    """What one actor may do with the fields of an app, by field id; what is not here is free."""

    sees: Mapping[int, tuple[RowMask, ...]]
    writes: Mapping[int, tuple[RowMask, ...]]


FREE: Final = FieldAccess({}, {})


def field_access(actor: Actor, app: AppSchema) -> FieldAccess:
    """Work out the rules about fields for an actor. All masks of a field must hold.

    Auditors see all; that they change nothing, the rights over the app say. What may be written
    where a record stands in its process, `record.standing` says.
    """
    sees: dict[int, tuple[RowMask, ...]] = {}
    writes: dict[int, tuple[RowMask, ...]] = {}
    for decision in field_decisions(actor, app):
        for field in decision.fields:
            sees[field.id] = (*sees.get(field.id, ()), decision.sees)
            writes[field.id] = (*writes.get(field.id, ()), decision.writes)
    if actor.via != "system" and not actor.is_auditor:
        for id_, mask in hiding(app).items():
            sees[id_] = (*sees.get(id_, ()), mask)
    return FieldAccess(_restricted(sees), _restricted(writes)) if sees else FREE


def field_decisions(actor: Actor, app: AppSchema) -> list[FieldDecision]:
    """Every rule about fields as it applies to an actor; none to whom no rule restricts."""
    is_exempt = actor.via == "system" or actor.tokens is not None or actor.is_auditor
    if not app.access.fields or is_exempt:
        return []
    member = Membership(actor, app)
    return [
        FieldDecision(place, rule, _fields_of(rule, app), tuple(member.choices(rule.grants)))
        for place, rule in enumerate(app.access.fields)
    ]


def hidden_codes(actor: Actor, app: AppSchema) -> frozenset[str]:
    """The fields that the actor sees in no record."""
    masks = field_access(actor, app).sees
    return frozenset(
        field.code for field in app.fields if any(mask.is_never for mask in masks.get(field.id, ()))
    )


def _restricted(masks: Mapping[int, tuple[RowMask, ...]]) -> dict[int, tuple[RowMask, ...]]:
    kept = {id_: tuple(m for m in each if not m.is_always) for id_, each in masks.items()}
    return {id_: each for id_, each in kept.items() if each}


def _fields_of(rule: FieldRule, app: AppSchema) -> tuple[Field, ...]:
    field = app.by_code.get(rule.code)
    if field is None:
        return ()
    return (field, *app.columns_of(field)) if field.type.key == "SUBTABLE" else (field,)


def _mask(choices: Sequence[Choice[FieldGrant]], wanted: frozenset[Accessibility]) -> Mask:
    tests = [(c.test, c.grant.accessibility in wanted) for c in choices if c.test is not None]
    last = choices[-1] if choices else None
    otherwise = last is not None and last.test is None and last.grant.accessibility in wanted
    return Mask(tuple(tests), otherwise)
