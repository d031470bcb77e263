"""kintone's user API: people in its JSON shapes (kintone-api §1.12)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from urakata.directory.actor import Actor
from urakata.directory.checks import storable, unknown
from urakata.directory.models import Group, Organization, Title, User
from urakata.directory.people import snapshot
from urakata.kernel.errors import Forbidden
from urakata.kernel.json import JSONDict

ModelT = TypeVar("ModelT", bound=Model)
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: by ids, by codes, or (neither given) all; a page of `size` from `offset`."""

    ids: Sequence[int] = ()
    codes: Sequence[str] = ()
    offset: int = 0
    size: int = 100


def list_users(*, actor: Actor, wanted: Wanted) -> list[JSONDict]:
    """Users, those who left too (``valid`` is false), in the order of their ids."""
    _require_person(actor)
    return [show_user(row) for row in _page(User.objects.all(), wanted)]


def list_organizations(*, actor: Actor, wanted: Wanted) -> list[JSONDict]:
    """Organizations, each with its parent's code; those that closed are not among them."""
    _require_person(actor)
    rows = Organization.objects.filter(is_closed=False).select_related("parent")
    return [show_organization(row) for row in _page(rows, wanted)]


def list_groups(*, actor: Actor, wanted: Wanted) -> list[JSONDict]:
    """Groups, the built-in ones too."""
    _require_person(actor)
    return [show_named(row) for row in _page(Group.objects.all(), wanted)]


def list_titles(*, actor: Actor, wanted: Wanted) -> list[JSONDict]:
    """Titles (役職)."""
    _require_person(actor)
    return [show_named(row) for row in _page(Title.objects.all(), wanted)]


def organizations_of_user(*, actor: Actor, code: str) -> list[JSONDict]:
    """``[{"organization": …, "title": … or null}]``. Raises `Invalid` (``GAIA_IL26``)."""
    _require_person(actor)
    people = snapshot()
    person = people.user_by_code(code)
    if person is None:
        raise unknown("GAIA_IL26", code)
    posts = people.posts_of(person.id)
    units = Organization.objects.select_related("parent").in_bulk(
        [post.organization_id for post in posts]
    )
    titles = Title.objects.in_bulk({post.title_id for post in posts if post.title_id})
    return [
        {
            "organization": show_organization(units[post.organization_id]),
            "title": _title(titles, post.title_id),
        }
        for post in posts
        if post.organization_id in units
    ]


def groups_of_user(*, actor: Actor, code: str) -> list[JSONDict]:
    """The user's groups, ``everyone`` included. Raises `Invalid` (``GAIA_IL26``)."""
    _require_person(actor)
    people = snapshot()
    person = people.user_by_code(code)
    if person is None:
        raise unknown("GAIA_IL26", code)
    groups = Group.objects.filter(pk__in=people.groups_of(person.id)).order_by("id")
    return [show_named(row) for row in groups]


def users_of_organization(
    *, actor: Actor, code: str, offset: int = 0, size: int = 100
) -> list[JSONDict]:
    """``[{"user": …, "title": … or null}]``, direct members. Raises `Invalid` (``GAIA_IL28``)."""
    _require_person(actor)
    people = snapshot()
    unit = people.find("organization", code)
    if unit is None:
        raise unknown("GAIA_IL28", code)
    posts = people.posts_in(unit)[offset : offset + size]
    users = _users_by_id([post.user_id for post in posts])
    titles = Title.objects.in_bulk({post.title_id for post in posts if post.title_id})
    return [
        {"user": users[post.user_id], "title": _title(titles, post.title_id)}
        for post in posts
        if post.user_id in users
    ]


def users_of_group(*, actor: Actor, code: str, offset: int = 0, size: int = 100) -> list[JSONDict]:
    """The active users of a group. Raises `Invalid` (``GAIA_IL27``)."""
    _require_person(actor)
    people = snapshot()
    group = people.find("group", code)
    if group is None:
        raise unknown("GAIA_IL27", code)
    ids = people.group_members(group)[offset : offset + size]
    users = _users_by_id(ids)
    return [users[id_] for id_ in ids if id_ in users]


def show_organization(row: Organization) -> JSONDict:
    """The organization object of kintone's API."""
    return {
        "id": str(row.pk),
        "code": row.code,
        "name": row.name,
        "localName": row.local_name,
        "localNameLocale": row.local_name_locale,
        "parentCode": row.parent.code if row.parent else None,
        "description": row.description,
    }


def show_named(row: Group | Title) -> JSONDict:
    """The group and title objects of kintone's API."""
    return {
        "id": str(row.pk),
        "code": row.code,
        "name": row.name,
        "description": row.description,
    }


def show_user(row: User) -> JSONDict:
    """The user object of kintone's API; ``locale`` ``auto`` is the browser's."""
    return {
        "id": str(row.pk),
        "ctime": _instant(row.created_at),
        "mtime": _instant(row.updated_at),
        "code": row.code,
        "name": row.name,
        "surName": row.sur_name,
        "givenName": row.given_name,
        "surNameReading": row.sur_name_reading,
        "givenNameReading": row.given_name_reading,
        "localName": row.local_name,
        "localNameLocale": row.local_name_locale,
        "timezone": row.timezone,
        "locale": row.locale,
        "description": row.description,
        "phone": row.phone,
        "mobilePhone": row.mobile_phone,
        "extensionNumber": row.extension_number,
        "email": row.email,
        "callto": row.callto,
        "url": row.url,
        "employeeNumber": row.employee_number,
        "birthDate": _day(row.birth_date),
        "joinDate": _day(row.join_date),
        "primaryOrganization": str(row.primary_organization_id)
        if row.primary_organization_id
        else None,
        "sortOrder": row.sort_order,
        "valid": row.is_active,
        "customItemValues": [],
    }


def _users_by_id(ids: Collection[int]) -> dict[int, JSONDict]:
    return {row.pk: show_user(row) for row in User.objects.filter(pk__in=ids)}


def _page(rows: QuerySet[ModelT], wanted: Wanted) -> list[ModelT]:
    if wanted.ids:
        rows = rows.filter(pk__in=[id_ for id_ in wanted.ids if 0 < id_ <= _LARGEST_ID])
    if wanted.codes:
        rows = rows.filter(code__in=storable(wanted.codes))
    return list(rows.order_by("pk")[wanted.offset : wanted.offset + wanted.size])


def _title(titles: dict[int, Title], id_: int | None) -> JSONDict | None:
    title = titles.get(id_) if id_ is not None else None
    return show_named(title) if title else None


def _require_person(actor: Actor) -> None:
    """The user API is not for tokens."""
    if actor.tokens is not None:
        raise Forbidden("GAIA_NO01")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
