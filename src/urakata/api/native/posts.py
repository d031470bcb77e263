"""Who is where, who was, and who will be: the posts of people and organizations over time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Annotated, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, Person, Sent
from urakata.directory import whereabouts
from urakata.directory.people import Snapshot, snapshot
from urakata.directory.tenures import LifeEra, PlaceEra, Stay, last_known
from urakata.directory.whereabouts import Standing
from urakata.kernel.json import JSONDict, JSONValue

router = Router()

Code: TypeAlias = Annotated[str, Path(max_length=128)]


class Which(Sent):
    """As of which day; without one, everything that is known."""

    on: date | None = None


class Named(Schema):
    """An organization or a title."""

    code: str
    name: str


class Post(Schema):
    """Somebody in an organization from `since` up to, but not including, `until`.

    `since` is null for what was before anybody kept a history, `until` for what still is. Asked as of a day, a post has no days but tells whether it is the primary one; else the eras do.
    """

    person: Person
    organization: Named
    title: Named | None
    isPrimary: bool | None  # noqa: N815
    since: str | None
    until: str | None


class PersonEra(Schema):
    """What was so about a person for a time."""

    since: str | None
    until: str | None
    isActive: bool  # noqa: N815
    primaryOrganization: Named | None  # noqa: N815
    manager: Person | None


class OrganizationEra(Schema):
    """What an organization was called and lay in for a time."""

    since: str | None
    until: str | None
    name: str
    parent: Named | None
    isClosed: bool  # noqa: N815


class PostsOfPerson(Schema):
    """The earliest first; as of a day (`on`) without eras."""

    person: Person
    on: str | None
    posts: list[Post]
    eras: list[PersonEra]


class PostsOfOrganization(Schema):
    """The earliest first; as of a day (`on`) without eras."""

    organization: Named
    on: str | None
    posts: list[Post]
    eras: list[OrganizationEra]


class Unit(Named):
    """An organization and the code of the one it lies in."""

    parent: str | None
    isClosed: bool  # noqa: N815


class Units(Schema):
    """The organization chart of a day."""

    on: str | None
    organizations: list[Unit]


@router.get(
    "/organizations",
    response={200: Units, **REFUSALS},
    summary="Show the organization chart of a day",
)
def get_organizations(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """As it is, was, or (for administrators) will be when all that is prepared is done."""
    people = whereabouts.people_on(actor=actor_of(request), on=which.on)
    units = people.organizations
    shown: list[JSONValue] = [
        {
            "code": unit.code,
            "name": unit.name,
            "parent": units[unit.parent_id].code if unit.parent_id in units else None,
            "isClosed": unit.is_closed,
        }
        for unit in units.values()
    ]
    return json_response({"on": _day(which.on), "organizations": shown})


@router.get(
    "/people/{code}/posts",
    response={200: PostsOfPerson, **REFUSALS},
    summary="Show where somebody is and was",
)
def get_posts_of_person(request: HttpRequest, code: Code, which: Query[Which]) -> HttpResponse:
    """Every post there ever was; with `on`, those of that day."""
    actor = actor_of(request)
    eras: list[JSONValue] = []
    if which.on is not None:
        people = whereabouts.people_on(actor=actor, on=which.on)
        id_, found = whereabouts.places_of_person(people, code)
        posts = _standing(people, found)
    else:
        id_, stays, lives = whereabouts.history_of_person(actor=actor, code=code)
        posts, eras = _stays(stays), _lives(lives)
    person = snapshot().show("user", id_)
    return json_response({"person": person, "on": _day(which.on), "posts": posts, "eras": eras})


@router.get(
    "/organizations/{code}/posts",
    response={200: PostsOfOrganization, **REFUSALS},
    summary="Show who is and was in an organization",
)
def get_posts_of_organization(
    request: HttpRequest, code: Code, which: Query[Which]
) -> HttpResponse:
    """Every post there ever was; with `on`, those of that day. Not of the organizations within it."""
    actor = actor_of(request)
    eras: list[JSONValue] = []
    if which.on is not None:
        people = whereabouts.people_on(actor=actor, on=which.on)
        id_, found = whereabouts.people_of_organization(people, code)
        unit, posts = people.show("organization", id_), _standing(people, found)
    else:
        id_, stays, places = whereabouts.history_of_organization(actor=actor, code=code)
        unit, posts, eras = _units([id_])[id_], _stays(stays), _places(places)
    return json_response({"organization": unit, "on": _day(which.on), "posts": posts, "eras": eras})


def _standing(people: Snapshot, found: Iterable[Standing]) -> list[JSONValue]:
    return [
        {
            "person": people.show("user", each.user_id),
            "organization": people.show("organization", each.organization_id),
            "title": _title(each.title_id),
            "isPrimary": each.is_primary,
            "since": None,
            "until": None,
        }
        for each in found
    ]


def _stays(stays: Collection[Stay]) -> list[JSONValue]:
    units = _units({stay.organization_id for stay in stays})
    show = snapshot().show
    return [
        {
            "person": show("user", stay.user_id),
            "organization": units[stay.organization_id],
            "title": _title(stay.title_id),
            "isPrimary": None,
            "since": _day(stay.since),
            "until": _day(stay.until),
        }
        for stay in stays
    ]


def _lives(eras: Collection[LifeEra]) -> list[JSONValue]:
    primaries = {era.primary_organization_id for era in eras if era.primary_organization_id}
    units, show = _units(primaries), snapshot().show
    return [
        {
            "since": _day(era.since),
            "until": _day(era.until),
            "isActive": era.is_active,
            "primaryOrganization": units.get(era.primary_organization_id or 0),
            "manager": show("user", era.manager_id) if era.manager_id else None,
        }
        for era in eras
    ]


def _places(eras: Collection[PlaceEra]) -> list[JSONValue]:
    units = _units({era.parent_id for era in eras if era.parent_id})
    return [
        {
            "since": _day(era.since),
            "until": _day(era.until),
            "name": era.name,
            "parent": units.get(era.parent_id or 0),
            "isClosed": era.is_closed,
        }
        for era in eras
    ]


def _units(ids: Collection[int]) -> Mapping[int, JSONDict]:
    """Organizations as they are called now, or were last."""
    gone = last_known(ids)
    people = snapshot()
    return {
        id_: people.show("organization", id_)
        if id_ in people.organizations
        else dict(zip(("code", "name"), gone.get(id_, ("", "")), strict=True))
        for id_ in ids
    }


def _title(id_: int | None) -> JSONDict | None:
    title = snapshot().titles.get(id_ or 0)
    return None if title is None else {"code": title.code, "name": title.name}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
