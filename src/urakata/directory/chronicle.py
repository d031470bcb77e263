"""What changed about people, told to the journal.

Whatever writes rows of this package does so within `told` (which says to `unsettled` that this
transaction changes people): the rows are looked at before and after,
in the same transaction, and the journal gets the difference. So no path can forget to tell, and
none can tell a secret: what only proves who somebody is (`SECRET`) is never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from django.db.models import Model

from urakata.directory.actor import Actor
from urakata.directory.models import (
    Absence,
    ApiToken,
    Delegation,
    Group,
    Membership,
    Organization,
    ScimCredential,
    Title,
    User,
)
from urakata.directory.unsettled import unsettle
from urakata.journal.kinds import Kind
from urakata.journal.writing import Entry, write
from urakata.kernel.json import JSONDict, JSONValue

Noun: TypeAlias = Literal[
    "person", "organization", "title", "group", "token", "credential", "delegation", "absence"
]

SECRET: Final = frozenset({"password", "digest"})
_OMITTED: Final = SECRET | {"id", "last_login", "created_at", "updated_at", "app_id"}


class Picture(NamedTuple):
    """A row as the journal keeps it."""

    values: Mapping[str, JSONValue]
    about: Mapping[str, JSONValue]  #: whom it is about
    app_id: int | None = None


Pictures: TypeAlias = Mapping[int, Picture]


@dataclass(frozen=True, slots=True)
class _Subject:
    """How one kind of row is looked at, and what its changes are called."""

    look: Callable[[Collection[int]], Pictures]
    add: Kind
    edit: Kind  #: of what only ever ends: how its end is called
    delete: Kind | None = None  #: None: never deleted


@contextmanager
def told(actor: Actor, noun: Noun, ids: Iterable[int] = ()) -> Iterator[list[int]]:
    """Tell the journal what happens inside to the rows with these ids.

    Gives the list of ids: whoever adds rows adds theirs to it. The rows are locked, so that what
    was there before is what the change began with.
    """
    subject, watched = _SUBJECTS[noun], list(ids)
    unsettle()
    before = subject.look(watched)
    yield watched
    after = subject.look(watched)
    write(actor, _entries(subject, watched, before, after))


def _entries(
    subject: _Subject, ids: Iterable[int], before: Pictures, after: Pictures
) -> Iterator[Entry]:
    for id_ in dict.fromkeys(ids):
        old, new = before.get(id_), after.get(id_)
        if old is None and new is not None:
            yield Entry(subject.add, new.app_id, after=_filled(new), about=new.about)
        elif new is None and old is not None and subject.delete is not None:
            yield Entry(subject.delete, old.app_id, before=_filled(old), about=old.about)
        elif old is not None and new is not None and old.values != new.values:
            changed = [name for name, value in new.values.items() if value != old.values[name]]
            yield Entry(
                subject.edit,
                new.app_id,
                before={name: old.values[name] for name in changed},
                after={name: new.values[name] for name in changed},
                about=new.about,
            )


def _filled(picture: Picture) -> JSONDict:
    return {name: value for name, value in picture.values.items() if value not in ("", None, [])}


def _columns(row: Model) -> JSONDict:
    return {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields  # noqa: SLF001  # Django's documented way
        if field.attname not in _OMITTED
    }


def _plain(value: JSONValue | date) -> JSONValue:
    return value.isoformat() if isinstance(value, date) else value


def _people(ids: Collection[int]) -> Pictures:
    """Users with their places and groups, by code: readable when those are gone."""
    if not ids:
        return {}
    rows = list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    primary = {row.primary_organization_id for row in rows if row.primary_organization_id}
    units = dict(Organization.objects.filter(pk__in=primary).values_list("pk", "code"))
    managers = {row.manager_id for row in rows if row.manager_id}
    codes = dict(User.objects.filter(pk__in=managers).values_list("pk", "code"))
    posts, groups = _posts(ids), _groups(ids)
    pictures = {}
    for row in rows:
        values = _columns(row)
        values["primary_organization"] = units.get(row.primary_organization_id or 0)
        values["manager"] = codes.get(row.manager_id or 0)
        del values["primary_organization_id"], values["manager_id"]
        values |= {"posts": posts.get(row.pk, []), "groups": groups.get(row.pk, [])}
        pictures[row.pk] = Picture(values, {"id": row.pk, "code": row.code})
    return pictures


def _posts(user_ids: Collection[int]) -> dict[int, list[JSONValue]]:
    found: dict[int, list[JSONValue]] = {}
    rows = Membership.objects.filter(user_id__in=user_ids).order_by("pk")
    for user_id, unit, title in rows.values_list("user_id", "organization__code", "title__code"):
        found.setdefault(user_id, []).append({"organization": unit, "title": title})
    return found


def _groups(user_ids: Collection[int]) -> dict[int, list[JSONValue]]:
    found: dict[int, list[JSONValue]] = {}
    rows = User.groups.through.objects.filter(user_id__in=user_ids).order_by("group__code")
    for user_id, code in rows.values_list("user_id", "group__code"):
        found.setdefault(user_id, []).append(code)
    return found


def _organizations(ids: Collection[int]) -> Pictures:
    rows = (
        Organization.objects.select_for_update(of=("self",), no_key=True)
        .select_related("parent")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    pictures = {}
    for row in rows if ids else ():
        values = _columns(row) | {"parent": row.parent.code if row.parent else None}
        del values["parent_id"]
        pictures[row.pk] = Picture(values, {"id": row.pk, "code": row.code})
    return pictures


def _named(model: type[Title | Group]) -> Callable[[Collection[int]], Pictures]:
    def look(ids: Collection[int]) -> Pictures:
        rows = model.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        return {
            row.pk: Picture(_columns(row), {"id": row.pk, "code": row.code})
            for row in (rows if ids else ())
        }

    return look


def _tokens(ids: Collection[int]) -> Pictures:
    rows = ApiToken.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {
        row.pk: Picture(_columns(row), {"id": row.pk, "hint": row.hint}, row.app_id)
        for row in (rows if ids else ())
    }


def _credentials(ids: Collection[int]) -> Pictures:
    rows = ScimCredential.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {
        row.pk: Picture(_columns(row), {"id": row.pk, "hint": row.hint, "scope": "scim"})
        for row in (rows if ids else ())
    }


def _delegations(ids: Collection[int]) -> Pictures:
    rows = (
        Delegation.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
    )
    pictures = {}
    for row in (
        rows.select_related("principal").prefetch_related(Delegation.with_delegates())
        if ids
        else ()
    ):
        values = _columns(row) | {
            "delegates": [each.code for each in row.delegates.all()],
            "amount_cap": None if row.amount_cap is None else f"{row.amount_cap.normalize():f}",
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        about: JSONDict = {"id": row.pk, "principal": row.principal.code}
        pictures[row.pk] = Picture(values, about)
    return pictures


def _absences(ids: Collection[int]) -> Pictures:
    rows = Absence.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    pictures = {}
    for row in rows.select_related("user") if ids else ():
        values = _columns(row) | {"ended_at": row.ended_at.isoformat() if row.ended_at else None}
        pictures[row.pk] = Picture(values, {"id": row.pk, "user": row.user.code})
    return pictures


_SUBJECTS: Final[dict[Noun, _Subject]] = {
    "person": _Subject(_people, "person.add", "person.edit"),
    "organization": _Subject(
        _organizations, "organization.add", "organization.edit", "organization.delete"
    ),
    "title": _Subject(_named(Title), "title.add", "title.edit", "title.delete"),
    "group": _Subject(_named(Group), "group.add", "group.edit", "group.delete"),
    "token": _Subject(_tokens, "token.add", "token.edit", "token.delete"),
    "credential": _Subject(_credentials, "token.add", "token.edit", "token.delete"),
    "delegation": _Subject(_delegations, "delegation.add", "delegation.delete"),
    "absence": _Subject(_absences, "absence.add", "absence.delete"),
}
