"""Every write about users. Organizations, titles and groups are in `units`.

All are for administrators (and the system); one's own password is the exception. Each raises the
directory's epoch as its last step, so that the change holds everywhere at the next request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.limits import check_quota
from urakata.directory.models import Membership, Organization, User
from urakata.directory.password_rules import check_new_password
from urakata.directory.passwords import hash_password
from urakata.directory.session_list import end_sessions
from urakata.directory.units import groups_by_code, organizations_by_code, titles_by_code
from urakata.journal import writing
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict

_MANAGERS_LOCK: Final = 0x6D67_7273  #: two changes never close a circle at the same moment
_TEXTS: Final[dict[str, int]] = {
    "sur_name": 64,
    "given_name": 64,
    "sur_name_reading": 64,
    "given_name_reading": 64,
    "local_name": 128,
    "local_name_locale": 8,
    "description": 10_000,
    "phone": 64,
    "mobile_phone": 64,
    "extension_number": 32,
    "email": 254,
    "callto": 128,
    "url": 512,
    "employee_number": 64,
    "external_id": 255,
}


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to be: `posts` are (organization code, title code or None), the first is primary."""

    code: str
    name: str
    password: str | None = None  #: None: nobody can sign in with a password yet
    profile: Mapping[str, object] = field(default_factory=dict)  #: `User`'s other columns
    posts: Sequence[tuple[str, str | None]] = ()
    groups: Sequence[str] = ()


def create_user(*, actor: Actor, user: NewUser) -> int:
    """Add one user; answers the id."""
    return create_users(actor=actor, users=[user])[0]


@transaction.atomic
def create_users(*, actor: Actor, users: Sequence[NewUser]) -> list[int]:
    """Add users, all or none, in a constant number of statements; answers their ids.

    Raises `Invalid`: a bad value at ``users[3].code``, ``GAIA_IL27``/``IL28`` for a group or an
    organization that does not exist.
    """
    checks.require_administrator(actor)
    units = organizations_by_code({code for user in users for code, _ in user.posts})
    titles = titles_by_code({title for user in users for _, title in user.posts if title})
    groups = groups_by_code({code for user in users for code in user.groups})
    _refuse_taken([user.code for user in users])
    rows = [_row(f"users[{n}]", user, units) for n, user in enumerate(users)]
    with told(actor, "person") as ids:
        User.objects.bulk_create(rows, batch_size=1000)
        ids += [row.pk for row in rows]
        pairs = list(zip(ids, users, strict=True))
        Membership.objects.bulk_create(
            [
                Membership(user_id=id_, organization=units[unit], title=titles.get(title or ""))
                for id_, user in pairs
                for unit, title in user.posts
            ],
            batch_size=5000,
        )
        through = User.groups.through
        through.objects.bulk_create(
            [
                through(user_id=id_, group_id=groups[code].pk)
                for id_, user in pairs
                for code in user.groups
            ],
            batch_size=5000,
        )
    epochs.bump("directory")
    return ids


@transaction.atomic
def update_user(*, actor: Actor, code: str, changes: Mapping[str, object]) -> None:
    """Change columns of a user: `name`, the profile's, `is_guest`, ``primary_organization`` (a code)."""
    checks.require_administrator(actor)
    checks.refuse_built_in("code", code)
    user = get_for_update(code)
    with told(actor, "person", [user.pk]):
        for name, value in _checked("changes", changes).items():
            setattr(user, name, value)
        user.save()
    epochs.bump("directory")


@transaction.atomic
def set_manager(*, actor: Actor, code: str, manager: str | None) -> None:
    """Say to whom somebody reports; None: to whom titles and organizations make it.

    Raises `Invalid` (``UR_DG10``, ``UR_DG11``) for oneself and for a circle.
    """
    checks.require_administrator(actor)
    checks.refuse_built_in("code", code)
    checks.refuse_built_in("manager", manager or "")
    _hold_managers()
    user = get_for_update(code)
    above = get_for_update(manager) if manager is not None else None
    with told(actor, "person", [user.pk]):
        store_manager(user, above)
    epochs.bump("directory")


def store_manager(user: User, above: User | None) -> None:
    """Keep to whom somebody reports, unless that closes a circle; nothing is told."""
    _hold_managers()
    if above is not None:
        _refuse_circle(user, above)
    user.manager = above
    user.save(update_fields=["manager", "updated_at"])


def _hold_managers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MANAGERS_LOCK])


def _refuse_circle(user: User, above: User) -> None:
    """Nobody is above themselves, by whatever way."""
    if user.pk == above.pk:
        raise Invalid("UR_DG10")
    managers = dict(
        User.objects.exclude(manager=None).order_by("pk").values_list("pk", "manager_id")
    )
    way: list[int] = [above.pk]
    while (further := managers.get(way[-1])) is not None and further not in way:
        way.append(further)
        if further == user.pk:
            names = User.objects.in_bulk(way)
            path = " → ".join(names[id_].name for id_ in (way[-1], *way))
            raise Invalid("UR_DG11", path=path)


@transaction.atomic
def set_password(*, actor: Actor, code: str, password: str) -> None:
    """Give a user a new password; all of the user's sessions end. Anybody may change their own."""
    if actor.code != code or actor.tokens is not None:
        checks.require_administrator(actor)
    checks.refuse_built_in("code", code)
    store_password(actor=actor, user=get_for_update(code), at="password", password=password)


def store_password(*, actor: Actor, user: User, at: str, password: str) -> None:
    """Keep a new password, if it may be had; every session opened with the one before ends."""
    user.password = hash_password(check_new_password(at, password, user))
    user.save(update_fields=["password", "updated_at"])
    end_sessions(user.pk)
    about: JSONDict = {"user": user.code}
    writing.write(actor, [writing.Entry("password.change", about=about)])
    epochs.bump("directory")


def disable_user(*, actor: Actor, code: str) -> None:
    """Let somebody sign in no more. Their records, comments and names stay."""
    _set_active(actor, code, is_active=False)


def enable_user(*, actor: Actor, code: str) -> None:
    """Let somebody sign in again."""
    _set_active(actor, code, is_active=True)


@transaction.atomic
def _set_active(actor: Actor, code: str, *, is_active: bool) -> None:
    checks.require_administrator(actor)
    checks.refuse_built_in("code", code)
    user = get_for_update(code)
    with told(actor, "person", [user.pk]):
        user.is_active = is_active
        user.was_removed = user.was_removed and not is_active  # who is let in again is there
        user.save(update_fields=["is_active", "was_removed", "updated_at"])
    if not is_active:
        end_sessions(user.pk)
    epochs.bump("directory")


def _row(at: str, new: NewUser, units: Mapping[str, Organization]) -> User:
    row = User(
        code=checks.check_code(f"{at}.code", new.code, is_login=True),
        primary_organization=units[new.posts[0][0]] if new.posts else None,
        **_checked(at, {"name": new.name, **new.profile}),
    )
    if new.password is not None:
        check_new_password(f"{at}.password", new.password, row)
    row.password = hash_password(new.password)
    return row


def checked_columns(values: Mapping[str, object]) -> dict[str, Any]:
    """Columns of a user and their values, each as it may be stored. Raises `Invalid` by name."""
    return dict(_checked_one(name, name, value) for name, value in values.items())


def _checked(at: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Columns and their values, each as it may be stored."""
    return dict(_checked_one(f"{at}.{name}", name, value) for name, value in values.items())


def _checked_one(at: str, name: str, value: object) -> tuple[str, Any]:
    if name in _TEXTS:
        return name, checks.check_text(at, value, _TEXTS[name])
    if name == "name":
        return name, checks.check_name(at, str(value))
    if name == "locale":
        return name, checks.check_locale(at, value)
    if name == "timezone":
        return name, checks.check_timezone(at, value)
    if name == "primary_organization":
        unit = None if value is None else organizations_by_code({str(value)})[str(value)]
        return name, unit
    return name, _checked_plain(at, name, value)


def _checked_plain(at: str, name: str, value: object) -> date | int | None:
    if name == "is_guest" and isinstance(value, bool):
        return value
    if name in ("birth_date", "join_date") and (value is None or isinstance(value, date)):
        return value
    if name in ("requests_per_minute", "requests_at_once"):
        return check_quota(at, value)
    if name == "sort_order" and (value is None or isinstance(value, int)):
        return value
    raise invalid(at, rules.BAD_SHAPE)


def _refuse_taken(codes: Sequence[str]) -> None:
    there = set(User.objects.filter(code__in=checks.storable(codes)).values_list("code", flat=True))
    problems = [
        Problem(f"users[{n}].code", rules.TAKEN)
        for n, code in enumerate(codes)
        if code in there or code in codes[:n]
    ]
    if problems:
        raise Invalid("CB_VA01", problems=problems)


def get_for_update(code: str) -> User:
    """The user with this code, locked. Raises `Invalid` (``GAIA_IL26``).

    Not against being referred to (``no_key``, here as elsewhere in the directory): a delegation to
    somebody is checked when it is committed, when others may already wait for the new epoch.
    """
    user = (
        User.objects.select_for_update(no_key=True).filter(code__in=checks.storable([code])).first()
    )
    if user is None:
        raise checks.unknown("GAIA_IL26", code)
    return user
