"""The two kinds of resources, and what can be done with each: the joint to the directory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from urakata.api.scim.groups import complete as complete_group
from urakata.api.scim.groups import read_group, show_group
from urakata.api.scim.people import complete as complete_person
from urakata.api.scim.people import read_person, show_person
from urakata.api.scim.shapes import FullUser, Group
from urakata.directory.credentials import Provider
from urakata.directory.provisioning import groups, people
from urakata.directory.provisioning.conditions import Condition


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the resources, and whether a group's members are asked for."""

    where: Condition | None
    offset: int
    limit: int
    with_members: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource. What is found, made or changed comes as the directory has it."""

    name: str
    path: str
    model: Any  #: its shape
    letter: str  #: of its ids
    find: Callable[[Provider, Page], tuple[int, list[Any]]]
    get: Callable[[Provider, int, bool], Any]
    create: Callable[[Provider, Any], Any]
    replace: Callable[[Provider, int, Any], Any]
    remove: Callable[[Provider, int], None]
    show: Callable[[Any, str], Any]
    complete: Callable[[dict[str, Any], Any], dict[str, Any]]  #: a body, with what it may leave out


def times_of(thing: object) -> tuple[datetime | None, datetime | None]:
    """When something was made and changed, as far as that is known."""
    return getattr(thing, "created_at", None), getattr(thing, "updated_at", None)


PEOPLE: Final = Kind(
    name="User",
    path="Users",
    model=FullUser,
    letter="u",
    find=lambda provider, page: people.find_people(
        actor=provider.actor, where=page.where, offset=page.offset, limit=page.limit
    ),
    get=lambda provider, id_, _: people.get_person(id_, actor=provider.actor),
    create=lambda provider, user: people.create_person(read_person(user), actor=provider.actor),
    replace=lambda provider, id_, user: people.replace_person(
        id_, read_person(user), actor=provider.actor, may_administer=provider.may_administer
    ),
    remove=lambda provider, id_: people.remove_person(
        id_, actor=provider.actor, may_administer=provider.may_administer
    ),
    show=show_person,
    complete=complete_person,
)
GROUPS: Final = Kind(
    name="Group",
    path="Groups",
    model=Group,
    letter="g",
    find=lambda provider, page: groups.find_groups(
        actor=provider.actor,
        where=page.where,
        offset=page.offset,
        limit=page.limit,
        with_members=page.with_members,
    ),
    get=lambda provider, id_, with_members: groups.get_group(
        id_, actor=provider.actor, with_members=with_members
    ),
    create=lambda provider, group: groups.create_group(read_group(group), actor=provider.actor),
    replace=lambda provider, id_, group: groups.replace_group(
        id_, read_group(group), actor=provider.actor, may_administer=provider.may_administer
    ),
    remove=lambda provider, id_: groups.remove_group(id_, actor=provider.actor),
    show=show_group,
    complete=complete_group,
)
KINDS: Final = {kind.path: kind for kind in (PEOPLE, GROUPS)}
