"""Whose rights become others when an app's definition does."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from urakata.access.app_rules import rights_over
from urakata.access.field_rules import FieldAccess, RowMask, field_access
from urakata.access.likeness import Kind, Likeness
from urakata.access.record_rules import rows_where
from urakata.definition.conditions import Env
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor, Right
from urakata.directory.actors import actor_of
from urakata.directory.people import snapshot

Extent: TypeAlias = Literal[0, 1, 2]  #: of a right to a field: never, in some records, always

_NOW: Final = datetime(2000, 1, 1, tzinfo=UTC)  #: rules know no time
_OVER_RECORDS: Final[tuple[Right, ...]] = ("view", "edit", "delete")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one person may before and after; fields by id, those that there are before and after."""

    actor: Actor
    rights: tuple[frozenset[Right], frozenset[Right]]
    sees: tuple[dict[int, Extent], dict[int, Extent]]
    writes: tuple[dict[int, Extent], dict[int, Extent]]
    are_records_others: bool  #: whether the rules about records say something else
    are_fields_in_others: bool  #: whether fields seen or written in some records are so in others


def differences(old: AppSchema, new: AppSchema) -> list[Difference]:
    """Everybody active for whom something is different. In memory, nothing is asked of records.

    Worked out once for all who are alike: a thousand clerks cost no more than one.
    """
    if old.access == new.access and _holders(old) == _holders(new):
        return []
    likeness = Likeness(old, new)
    known: dict[Kind, Difference | None] = {}
    found: list[Difference] = []
    people = snapshot()
    for id_ in people.only_active(people.user_ids):
        actor = actor_of(id_)
        kind = likeness.of(actor)
        if kind not in known:
            known[kind] = _difference(actor, old, new)
        if (difference := known[kind]) is not None:
            found.append(replace(difference, actor=actor))
    return found


def _difference(actor: Actor, old: AppSchema, new: AppSchema) -> Difference | None:
    rights = rights_over(actor, old), rights_over(actor, new)
    before, after = field_access(actor, old), field_access(actor, new)
    common = old.by_id.keys() & new.by_id.keys()
    sees = _extents(before.sees, common), _extents(after.sees, common)
    writes = _extents(before.writes, common), _extents(after.writes, common)
    are_records_others = _rows(actor, old) != _rows(actor, new)
    where_before, where_after = _where(before, common), _where(after, common)
    both = where_before.keys() & where_after.keys()
    are_fields_in_others = any(where_before[key] != where_after[key] for key in both)
    pairs = (rights, sees, writes)
    if not (are_records_others or are_fields_in_others) and all(was == now for was, now in pairs):
        return None
    return Difference(actor, rights, sees, writes, are_records_others, are_fields_in_others)


def _holders(app: AppSchema) -> list[tuple[str, int]]:
    """What rules may name: a field that is gone changes what a rule about it means."""
    return sorted((field.code, field.id) for field in app.fields)


def _extents(masks: Mapping[int, tuple[RowMask, ...]], common: Set[int]) -> dict[int, Extent]:
    """What is not always: the rest is free."""
    return {
        id_: 0 if any(mask.is_never for mask in each) else 1
        for id_, each in masks.items()
        if id_ in common
    }


def _where(access: FieldAccess, common: Set[int]) -> dict[tuple[str, int], list[str]]:
    """In which records a field may be seen or written, where that depends on the record."""
    return {
        (what, id_): [mask.sql("t") for mask in masks]
        for what, each in (("sees", access.sees), ("writes", access.writes))
        for id_, masks in each.items()
        if id_ in common and not any(mask.is_never for mask in masks)
    }


def _rows(actor: Actor, app: AppSchema) -> list[Fragment | None]:
    env = Env(actor=actor, now=_NOW, people=snapshot(), schema_of=live_schema)
    return [rows_where(app, right, env) for right in _OVER_RECORDS]
