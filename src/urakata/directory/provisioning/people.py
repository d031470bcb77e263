"""People as an identity provider keeps them.

Whoever is taken away is only stopped: records keep their author. The provider does not see them any
more; when somebody with the same login name comes, it is they who come back, without their groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATOR, EVERYONE
from urakata.directory.chronicle import told
from urakata.directory.models import Membership, User
from urakata.directory.passwords import hash_password
from urakata.directory.people import Snapshot, snapshot
from urakata.directory.provisioning.conditions import Condition, compile_condition
from urakata.directory.provisioning.privileges import refuse_privileged
from urakata.directory.services import checked_columns, store_manager, store_password
from urakata.directory.session_list import end_sessions
from urakata.directory.units import organizations_by_code
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, NotFound, invalid

_SHOWN: Final = (
    "sur_name",
    "given_name",
    "sur_name_reading",
    "given_name_reading",
    "email",
    "phone",
    "mobile_phone",
    "employee_number",
    "external_id",
    "locale",
    "is_guest",
)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a provider says about somebody: the whole of it."""

    code: str
    name: str
    is_active: bool = True
    columns: Mapping[str, object] = field(default_factory=dict)  #: those of `_SHOWN`
    organization: str | None = None  #: the primary one's code
    manager: int | None = None  #: the id of whom they report to, by name
    password: str | None = None  #: a new one; None: as it is


@dataclass(frozen=True, slots=True)
class ProvisionedPerson:
    """Somebody as a provider sees them."""

    id: int
    facts: PersonFacts
    groups: Sequence[tuple[int, str]]  #: ids and names
    created_at: datetime
    updated_at: datetime


def find_people(
    *, actor: Actor, where: Condition | None = None, offset: int = 0, limit: int = 100
) -> tuple[int, list[ProvisionedPerson]]:
    """How many there are, and a page of them in the order of their ids."""
    checks.require_administrator(actor)
    rows = _present()
    if where is not None:
        rows = rows.filter(pk__in=rows.filter(compile_condition(where)).values("pk"))
    people = snapshot()
    page = rows.order_by("pk")[offset : offset + limit] if limit else []
    return rows.count(), [_provisioned(row, people) for row in page]


def get_person(id_: int, *, actor: Actor) -> ProvisionedPerson:
    """One of them. Raises `NotFound`."""
    checks.require_administrator(actor)
    return _provisioned(_get(_present(), id_), snapshot())


@transaction.atomic
def create_person(facts: PersonFacts, *, actor: Actor) -> ProvisionedPerson:
    """Add somebody, or bring somebody back who was taken away.

    Raises `Conflict` (``UR_SC01``) when the login name is taken, in whatever case it is written.
    """
    checks.require_administrator(actor)
    same = list(
        User.objects.select_for_update(no_key=True).filter(code__iexact=_storable(facts.code))
    )
    gone = [row for row in same if row.was_removed]
    if len(gone) < len(same):
        raise Conflict("UR_SC01", code=facts.code)
    refuse_privileged([row.pk for row in gone], may_administer=False)
    code = checks.check_code("code", gone[0].code if gone else facts.code, is_login=True)
    row = gone[0] if gone else User(code=code, password=hash_password(None))
    with told(actor, "person", [row.pk] if gone else []) as ids:
        row.was_removed = False
        _assign(row, facts)
        row.save()
        ids.append(row.pk)
        _place(row, facts.organization)
        _report(row, facts.manager)
    _after(row, facts, actor)
    epochs.bump("directory")
    return _provisioned(row, snapshot())


@transaction.atomic
def replace_person(
    id_: int, facts: PersonFacts, *, actor: Actor, may_administer: bool
) -> ProvisionedPerson:
    """Let somebody be as the provider says. The login name stays (`checks` of the caller).

    Raises `NotFound`; `Forbidden` (``UR_SC02``) for a change of somebody with privileges.
    """
    checks.require_administrator(actor)
    row = _get(_present().select_for_update(no_key=True), id_)
    before = _provisioned(row, snapshot())
    if before.facts == facts:
        return before
    refuse_privileged([row.pk], may_administer=may_administer)
    with told(actor, "person", [row.pk]):
        _assign(row, facts)
        row.save()
        _place(row, facts.organization)
        _report(row, facts.manager)
    _after(row, facts, actor)
    epochs.bump("directory")
    return _provisioned(row, snapshot())


@transaction.atomic
def remove_person(id_: int, *, actor: Actor, may_administer: bool) -> None:
    """Stop somebody and take them out of their groups; the provider sees them no more."""
    checks.require_administrator(actor)
    row = _get(_present().select_for_update(no_key=True), id_)
    refuse_privileged([row.pk], may_administer=may_administer)
    with told(actor, "person", [row.pk]):
        row.is_active, row.was_removed, row.external_id = False, True, ""
        row.save()
        row.groups.clear()
    end_sessions(row.pk)
    epochs.bump("directory")


def _present() -> QuerySet[User]:
    return User.objects.filter(was_removed=False).exclude(code=ADMINISTRATOR)


def _get(rows: QuerySet[User], id_: int) -> User:
    row = rows.filter(pk=id_).first()
    if row is None:
        raise NotFound("UR_SC03")
    return row


def _storable(code: str) -> str:
    return code if checks.storable([code]) else ""


def _assign(row: User, facts: PersonFacts) -> None:
    for name, value in checked_columns({"name": facts.name, **facts.columns}).items():
        if name != "name" and name not in _SHOWN:
            raise invalid(name, rules.BAD_SHAPE)
        setattr(row, name, value)
    row.is_active = facts.is_active


def _after(row: User, facts: PersonFacts, actor: Actor) -> None:
    """What follows from being stopped, or from a new password."""
    if facts.password is not None:
        store_password(actor=actor, user=row, at="password", password=facts.password)
    if not facts.is_active:
        end_sessions(row.pk)


def _place(row: User, code: str | None) -> None:
    """Let an organization be somebody's primary one; they leave the one that was."""
    unit = organizations_by_code({code})[code] if code is not None else None
    former = row.primary_organization_id
    if former == (unit.pk if unit else None):
        return
    if former is not None:
        Membership.objects.filter(user=row, organization_id=former).delete()
    if unit is not None:
        Membership.objects.get_or_create(user=row, organization=unit)
    row.primary_organization = unit
    row.save(update_fields=["primary_organization"])


def _report(row: User, manager: int | None) -> None:
    """Let somebody report to another. Raises `Invalid` for a circle, and for who is not there."""
    if row.manager_id == manager:
        return
    above = None if manager is None else _present().filter(pk=manager).first()
    if manager is not None and above is None:
        raise invalid("manager.value", rules.UNKNOWN_MEMBER.fill(id=manager))
    store_manager(row, above)


def _provisioned(row: User, people: Snapshot) -> ProvisionedPerson:
    unit = people.organizations.get(row.primary_organization_id or 0)
    ids = people.groups_of(row.pk)
    groups = [(id_, people.groups[id_].name) for id_ in ids if people.groups[id_].code != EVERYONE]
    return ProvisionedPerson(
        id=row.pk,
        facts=PersonFacts(
            code=row.code,
            name=row.name,
            is_active=row.is_active,
            columns={name: getattr(row, name) for name in _SHOWN},
            organization=unit.code if unit else None,
            manager=row.manager_id,
        ),
        groups=groups,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
