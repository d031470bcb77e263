"""エンティティ: kintone's way to name people, ``{"entity": {"type", "code"}, "includeSubs"}``.

Used for assignees and for who may run an action. A record's own people are handed in as `Values`,
so that nothing here knows what a field is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from urakata.directory.people import Kind, Snapshot
from urakata.kernel.json import JSONDict

_CODED: Final[dict[str, Kind]] = {"USER": "user", "GROUP": "group", "ORGANIZATION": "organization"}


@dataclass(frozen=True, slots=True)
class Values:
    """The people named in one record: what ``CREATOR`` and ``FIELD_ENTITY`` stand for."""

    creator_id: int | None = None
    fields: Mapping[str, tuple[Kind, Sequence[int]]] = field(default_factory=dict)
    """Field code to what its ids name and the ids."""


def entities_of(holder: JSONDict) -> list[Any]:
    """The entity list of an ``assignee`` or ``executableUser`` object; empty when it has none."""
    entities = holder.get("entities")
    return entities if isinstance(entities, list) else []


def expand(entities: Iterable[Any], people: Snapshot, values: Values) -> list[int]:
    """The active users whom a list of entities names, in its order, each once.

    Entities that name nobody (any more) and types that are not known are passed over.
    """
    found: list[int] = []
    for item in entities:
        kind, ids = _named(item.get("entity") or {}, people, values)
        with_subs = item.get("includeSubs") in (True, "true")
        found += [user for id_ in ids for user in _members(kind, id_, people, with_subs=with_subs)]
    return people.only_active(found)


def initial_assignees(assignee: JSONDict, people: Snapshot, values: Values) -> list[int]:
    """Whose turn it is in a new record, from the first status's ``assignee`` object.

    The first status has one assignee at most, and nobody is asked whom: it is the first named.
    """
    return expand(entities_of(assignee), people, values)[:1]


def _named(entity: JSONDict, people: Snapshot, values: Values) -> tuple[Kind, Sequence[int]]:
    """Whom one entity names, before groups and organizations are opened."""
    type_, code = str(entity.get("type")), str(entity.get("code"))
    if type_ == "CREATOR":
        return "user", () if values.creator_id is None else (values.creator_id,)
    if type_ == "FIELD_ENTITY":
        return values.fields.get(code, ("user", ()))
    kind = _CODED.get(type_, "user")
    id_ = people.find(kind, code) if type_ in _CODED else None
    return kind, () if id_ is None else (id_,)


def _members(kind: Kind, id_: int, people: Snapshot, *, with_subs: bool) -> Sequence[int]:
    if kind == "group":
        return people.group_members(id_)
    if kind == "organization":
        return people.organization_members(id_, with_subs=with_subs)
    return (id_,)
