"""Whom one entity of a line names, in a case; and who stands above where it names nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from urakata.directory.entities import expand
from urakata.directory.managers import Found, holders_of_title, home_of, manager_of
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict
from urakata.process.routes.case import Case
from urakata.process.routes.rule_functions import rule_function
from urakata.process.routes.superiors import above_title, heads_above

HIGHEST: Final = 20  #: levels of management that are looked through


@dataclass(frozen=True, slots=True)
class Named:
    """Active people, where they were found, and those whose circle of managers leads nowhere."""

    users: tuple[int, ...] = ()
    unit: int | None = None  #: the organization whose title holders they are
    circle: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()  #: named, but they left

    @classmethod
    def by(cls, found: Found) -> Named:
        """What `directory.managers` found."""
        unit = found.path[-1].organization_id if found.path and found.user_ids else None
        return cls(found.user_ids, unit, found.circle)


NOBODY: Final = Named()


def named_by(item: JSONDict, case: Case, people: Snapshot) -> Named:
    """The active people whom an entity names, in the case."""
    entity: dict[str, Any] = item["entity"]  # type: ignore[assignment]
    special = _SPECIAL.get(str(entity.get("type")))
    if special is not None:
        return special(entity, case, people)
    users = expand([item], people, case.values)
    return Named(tuple(users), gone=() if users else _gone(entity, case, people))


def above(item: JSONDict, case: Case, people: Snapshot) -> Named:
    """Who stands next above the place that an entity names, where that is vacant.

    A group, a field and a function have nobody above them.
    """
    entity: dict[str, Any] = item["entity"]  # type: ignore[assignment]
    match entity.get("type"):
        case "MANAGER":
            return _highest_manager(_levels(entity), case, people)
        case "TITLE":
            title, unit = _title(entity, people), _unit(entity, case, people)
            if title is None or unit is None:
                return NOBODY
            return Named(above_title(people, title, unit))
        case "ORGANIZATION":
            unit = people.find("organization", str(entity.get("code")))
            return NOBODY if unit is None else Named(heads_above(people, unit))
        case "USER" | "CREATOR":
            gone = _gone(entity, case, people)
            return _manager(people, gone[0], 1, None) if gone else NOBODY
    return NOBODY


def above_person(
    user_id: int, case: Case, people: Snapshot, *, without: Collection[int] = ()
) -> Named:
    """Who decides in somebody's place: his manager, or whoever is next above and not left out."""
    unit = own_unit(case, people) if user_id == case.applicant_id else None
    for levels in range(1, HIGHEST):
        found = _manager(people, user_id, levels, unit)
        others = tuple(each for each in found.users if each != user_id and each not in without)
        if others or not found.users:
            return replace(found, users=others)
    return NOBODY


def own_unit(case: Case, people: Snapshot) -> int | None:
    """The organization for which the applicant asks: the case's where he belongs to it.

    Whoever names an organization that is not his must not get its managers by that.
    """
    posts = people.posts_of(case.applicant_id)
    if any(post.organization_id == case.organization_id for post in posts):
        return case.organization_id
    return home_of(people, case.applicant_id)


def _manager(people: Snapshot, user: int, levels: int, unit: int | None) -> Named:
    return Named.by(manager_of(people, user, levels, unit))


def _by_manager(entity: dict[str, Any], case: Case, people: Snapshot) -> Named:
    return _manager(people, case.applicant_id, _levels(entity), own_unit(case, people))


def _highest_manager(levels: int, case: Case, people: Snapshot) -> Named:
    """Of managers fewer levels up, the highest: there is nobody above him."""
    for lower in range(levels - 1, 0, -1):
        found = _manager(people, case.applicant_id, lower, own_unit(case, people))
        if found.users or found.circle:
            return found
    return NOBODY


def _by_title(entity: dict[str, Any], case: Case, people: Snapshot) -> Named:
    title, unit = _title(entity, people), _unit(entity, case, people)
    if title is None or unit is None:
        return NOBODY
    climbing = not entity.get("organization")
    return Named.by(holders_of_title(people, title, unit, climbing=climbing))


def _by_rule(entity: dict[str, Any], case: Case, people: Snapshot) -> Named:
    function = rule_function(str(entity.get("code")))
    users: Sequence[int] = function(case, people) if function else ()
    return Named(tuple(people.only_active(users)))


def _levels(entity: dict[str, Any]) -> int:
    return int(entity.get("levels") or 1)


def _title(entity: dict[str, Any], people: Snapshot) -> int | None:
    code = entity.get("code")
    return next((id_ for id_, title in people.titles.items() if title.code == code), None)


def _unit(entity: dict[str, Any], case: Case, people: Snapshot) -> int | None:
    code = entity.get("organization")
    return people.find("organization", str(code)) if code else own_unit(case, people)


def _gone(entity: dict[str, Any], case: Case, people: Snapshot) -> tuple[int, ...]:
    """Users whom the entity names and who left."""
    ids: Sequence[int | None] = ()
    if entity.get("type") == "USER":
        ids = (people.find("user", str(entity.get("code"))),)
    elif entity.get("type") == "CREATOR":
        ids = (case.values.creator_id,)
    elif entity.get("type") == "FIELD_ENTITY":
        kind, named = case.values.fields.get(str(entity.get("code")), ("user", ()))
        ids = named if kind == "user" else ()
    return tuple(id_ for id_ in ids if id_ is not None and not people.only_active([id_]))


_SPECIAL: Final[dict[str, Callable[[dict[str, Any], Case, Snapshot], Named]]] = {
    "MANAGER": _by_manager,
    "TITLE": _by_title,
    "RULE": _by_rule,
}
