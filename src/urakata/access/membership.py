"""Whether somebody is one of those a rule is about.

Most entities are settled by who the actor is. A field entity depends on the record: it becomes a
test of the record's row, in SQL, made of ids alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from urakata.definition.access_rules import Entity
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATORS
from urakata.directory.people import Snapshot, snapshot


class AboutEntity(Protocol):
    """A row of a rule: it says something about an entity."""

    @property
    def entity(self) -> Entity:
        """Whom it is about."""


GrantT = TypeVar("GrantT", bound=AboutEntity)


@dataclass(frozen=True, slots=True)
class RowTest:
    """Whether a people field of a record names the actor, or something the actor belongs to."""

    field: Field
    ids: tuple[int, ...]

    def sql(self, alias: str) -> str:
        """The test over the record's row; NULL where the field is empty."""
        column = f"{alias}.{self.field.column}"
        if not self.ids:
            return "FALSE"
        if self.field.type.is_single:
            return f"{column} IN ({', '.join(f'{id_:d}' for id_ in self.ids)})"
        return f"{column} && '{{{','.join(f'{id_:d}' for id_ in self.ids)}}}'::bigint[]"


@dataclass(frozen=True, slots=True)
class Choice(Generic[GrantT]):
    """A grant that counts where its test holds; without a test, it counts in any case."""

    grant: GrantT
    test: RowTest | None


class Membership:
    """One actor among the people, for the rules of one app."""

    def __init__(self, actor: Actor, app: AppSchema) -> None:
        self._actor = actor
        self._app = app

    @cached_property
    def _people(self) -> Snapshot:
        return snapshot()

    def choices(self, grants: Iterable[GrantT]) -> Iterator[Choice[GrantT]]:
        """The grants that may count for the actor, in order, down to the first that surely does."""
        for grant in grants:
            if grant.entity.type == "FIELD_ENTITY":
                test = self.row_test(grant.entity)
                if test is not None:
                    yield Choice(grant, test)
            elif self.includes(grant.entity):
                yield Choice(grant, None)
                return

    def first(self, grants: Iterable[GrantT]) -> GrantT | None:
        """The first grant whose entity the actor is one of, whatever the record."""
        return next((grant for grant in grants if self.includes(grant.entity)), None)

    def includes(self, entity: Entity) -> bool:
        """Whether the actor is one of an entity that no record decides about."""
        actor = self._actor
        match entity.type:
            case "USER":
                is_one = entity.code == actor.code
            case "GROUP":
                is_one = self._is_in_group(entity)
            case "ORGANIZATION":
                units = self._units(entity.code or "", with_subs=entity.with_subs)
                is_one = not units.isdisjoint(actor.organization_ids)
            case "TITLE":
                is_one = self._has_title(entity)
            case "CREATOR":
                is_one = actor.user_id == self._app.creator_id
            case "FIELD_ENTITY":
                is_one = False
        return is_one

    def _is_in_group(self, entity: Entity) -> bool:
        """The built-in groups, which most rules are about, need no look into the directory."""
        if entity.is_everyone:
            return not self._actor.is_guest
        if entity.code == ADMINISTRATORS:
            return self._actor.is_administrator
        return self._people.find("group", entity.code or "") in self._actor.group_ids

    def row_test(self, entity: Entity) -> RowTest | None:
        """The test of a record's field; None when the field is gone or cannot name anybody."""
        field = self._app.by_code.get(entity.code or "")
        if field is None or field.table_id is not None or not field.is_stored:
            return None
        match field.type.people:
            case "user":
                return RowTest(field, (self._actor.user_id,))
            case "group":
                return RowTest(field, tuple(sorted(self._actor.group_ids)))
            case "organization":
                return RowTest(field, self._own_units(with_above=entity.with_subs))
            case _:
                return None

    def _units(self, code: str, *, with_subs: bool) -> frozenset[int]:
        id_ = self._people.find("organization", code)
        if id_ is None:
            return frozenset()
        return frozenset((id_, *(self._people.tree.descendants(id_) if with_subs else ())))

    def _own_units(self, *, with_above: bool) -> tuple[int, ...]:
        own = set(self._actor.organization_ids)
        if with_above:
            tree = self._people.tree
            own |= {above for id_ in self._actor.organization_ids for above in tree.ancestors(id_)}
        return tuple(sorted(own))

    def _has_title(self, entity: Entity) -> bool:
        titles = {title.id for title in self._people.titles.values() if title.code == entity.code}
        posts = [p for p in self._people.posts_of(self._actor.user_id) if p.title_id in titles]
        if entity.organization is None:
            return bool(posts)
        units = self._units(entity.organization, with_subs=entity.with_subs)
        return any(post.organization_id in units for post in posts)
