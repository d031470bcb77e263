"""Who stands above whom: ranks of titles (役職), and managers (上長) that are set by name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, Person, Sent, Whole, within
from urakata.directory import whereabouts
from urakata.directory.managers import Found
from urakata.directory.people import Snapshot
from urakata.directory.services import set_manager
from urakata.directory.units import set_ranks
from urakata.kernel.json import JSONDict, JSONValue

router = Router()

Code: TypeAlias = Annotated[str, Path(max_length=128, description="ログイン名")]
Rank: TypeAlias = Annotated[Whole, within(1, 1000)]


class Which(Sent):
    """How many levels above, and as of which day."""

    levels: Annotated[Whole, Field(ge=1, le=20), within(1, 20)] = 1
    on: date | None = None


class NewRanks(Sent):
    """Ranks by the titles' codes: 1 is the highest, null is below all that have one."""

    ranks: Annotated[
        dict[Annotated[str, Field(max_length=128)], Rank | None], Field(max_length=1000)
    ]


class NewManager(Sent):
    """A login name; null leaves it to titles and organizations."""

    manager: Annotated[str, Field(max_length=128)] | None


class Named(Schema):
    """An organization or a title."""

    code: str
    name: str


class RankedTitle(Named):
    """A title and how high it stands; several may be as high."""

    rank: int | None


class Titles(Schema):
    """The highest first, those without a rank last."""

    titles: list[RankedTitle]


class Hop(Schema):
    """Where `of`'s manager was looked for: without an organization, by name."""

    of: Person
    organization: Named | None
    title: Named | None
    people: list[Person]


class ShownManager(Schema):
    """`manager` is set by name; `found` are those who count, by the way of `path`.

    `trouble` is empty, ``vacant`` (nobody stands above) or ``cycle`` (`circle` names the people).
    """

    person: Person
    manager: Person | None
    found: list[Person]
    trouble: str
    circle: list[Person]
    path: list[Hop]


class Pair(Schema):
    """Somebody and whom they report to."""

    person: Person
    manager: Person


class Managers(Schema):
    """All that is set by name, and those who would stand above themselves by it."""

    managers: list[Pair]
    circles: list[list[Person]]


@router.get("/titles", response={200: Titles, **REFUSALS}, summary="List the titles by rank")
def get_titles(request: HttpRequest) -> HttpResponse:
    """How high titles stand."""
    titles = whereabouts.titles_by_rank(actor=actor_of(request))
    shown: list[JSONValue] = [
        {"code": each.code, "name": each.name, "rank": each.rank} for each in titles
    ]
    return json_response({"titles": shown})


@router.put("/titles/ranks", response={200: Titles, **REFUSALS}, summary="Rank titles")
def put_ranks(request: HttpRequest, sent: NewRanks) -> HttpResponse:
    """Say how high titles stand; those that are not named stay. For administrators."""
    with transaction.atomic(durable=True):
        set_ranks(actor=actor_of(request), ranks=sent.ranks)
    return get_titles(request)


@router.get("/managers", response={200: Managers, **REFUSALS}, summary="List managers set by name")
def get_managers(request: HttpRequest) -> HttpResponse:
    """Whom people report to where titles and organizations do not decide."""
    actor = actor_of(request)
    found = whereabouts.managers_by_name(actor=actor)
    show = whereabouts.people_on(actor=actor, on=None).show
    return json_response(
        {
            "managers": [
                {"person": show("user", id_), "manager": show("user", above)}
                for id_, above in found.by_name
            ],
            "circles": [[show("user", id_) for id_ in circle] for circle in found.circles],
        }
    )


@router.get(
    "/people/{code}/manager",
    response={200: ShownManager, **REFUSALS},
    summary="Find somebody's manager",
)
def get_manager(request: HttpRequest, code: Code, which: Query[Which]) -> HttpResponse:
    """Who stands above somebody, and why. A day to come is for administrators."""
    people = whereabouts.people_on(actor=actor_of(request), on=which.on)
    id_, found = whereabouts.manager_in(people, code, levels=which.levels)
    return json_response(_shown(people, id_, found))


@router.put(
    "/people/{code}/manager",
    response={200: ShownManager, **REFUSALS},
    summary="Set somebody's manager",
)
def put_manager(request: HttpRequest, code: Code, sent: NewManager) -> HttpResponse:
    """Say to whom somebody reports; open routes follow. For administrators."""
    actor = actor_of(request)
    with transaction.atomic(durable=True):
        set_manager(actor=actor, code=code, manager=sent.manager)
    people = whereabouts.people_on(actor=actor, on=None)
    return json_response(_shown(people, *whereabouts.manager_in(people, code)))


def _shown(people: Snapshot, id_: int, found: Found) -> JSONDict:
    by_name = people.managers.get(id_)

    def person(user_id: int) -> JSONDict:
        return people.show("user", user_id)

    return {
        "person": person(id_),
        "manager": None if by_name is None else person(by_name),
        "found": [person(each) for each in found.user_ids],
        "trouble": found.trouble,
        "circle": [person(each) for each in found.circle],
        "path": [
            {
                "of": person(hop.below or 0),
                "organization": _organization(people, hop.organization_id),
                "title": _title(people, hop.title_id),
                "people": [person(each) for each in hop.user_ids],
            }
            for hop in found.path
        ],
    }


def _organization(people: Snapshot, id_: int | None) -> JSONDict | None:
    return None if id_ is None else people.show("organization", id_)


def _title(people: Snapshot, id_: int | None) -> JSONDict | None:
    title = people.titles.get(id_ or 0)
    return None if title is None else {"code": title.code, "name": title.name}
