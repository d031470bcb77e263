"""Writes and lists delegations (代理): who lets whom decide, when, where and up to which amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.circles import Link, find_circle
from urakata.directory.models import Delegation
from urakata.directory.people import Person, snapshot
from urakata.directory.periods import (
    Period,
    active_person,
    check_note,
    require_person,
    require_reader,
    whose,
)
from urakata.directory.today import company_today
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, invalid

__all__ = ["Delegation", "NewDelegation", "add_delegation", "end_delegation", "list_delegations"]

MOST_DELEGATES: Final = 20
MOST_APPS: Final = 200
_CIRCLES_LOCK: Final = 0x6465_6C67  #: two delegations never close a circle at the same moment
_LARGEST: Final = Decimal(10) ** 20
_FINEST: Final = Decimal("1e-10")


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """A delegation to be, of the actor or (administrators) of `principal`; people by code."""

    delegates: Sequence[str]
    period: Period
    principal: str | None = None
    apps: Sequence[int] | None = None  #: None: in every app
    amount_cap: object = None  #: a number or its digits; None: whatever the amount
    note: str = ""


@transaction.atomic
def add_delegation(
    *, actor: Actor, new: NewDelegation, knows_app: Callable[[int], bool]
) -> Delegation:
    """Let others decide for somebody. `knows_app` tells which apps the actor may name.

    Raises `Invalid` with a sentence of its own for each thing that cannot be.
    """
    principal = whose(actor, new.principal)
    new.period.check()
    delegates = [_delegate(code, principal) for code in dict.fromkeys(new.delegates)]
    if not 1 <= len(delegates) <= MOST_DELEGATES:
        raise invalid("delegates", rules.WRONG_SIZE.fill(min=1, max=MOST_DELEGATES))
    apps = _apps(new.apps, knows_app)
    cap = _cap(new.amount_cap)
    note = check_note(new.note)
    _refuse_circle(
        Link(
            principal.id,
            tuple(d.id for d in delegates),
            new.period.starts_on,
            new.period.ends_on,
            apps,
        )
    )
    with told(actor, "delegation") as ids:
        row = Delegation.objects.create(
            principal_id=principal.id,
            starts_on=new.period.starts_on,
            ends_on=new.period.ends_on,
            app_ids=None if apps is None else sorted(apps),
            amount_cap=cap,
            note=note,
            created_by_id=actor.user_id,
        )
        row.delegates.add(*(each.id for each in delegates))
        ids.append(row.pk)
    epochs.bump("directory")
    return row


@transaction.atomic
def end_delegation(*, actor: Actor, id_: int) -> None:
    """Take a delegation back, from now on; it is kept for the record.

    Only the principal and administrators may. Raises `NotFound` for any other, and for what has
    ended already.
    """
    row = _own(actor).select_for_update().filter(pk=id_, ended_at=None).first()
    if row is None or row.ends_on < company_today():
        raise NotFound("UR_DG04")
    with told(actor, "delegation", [row.pk]):
        row.ended_at, row.ended_by_id = timezone.now(), actor.user_id
        row.save(update_fields=["ended_at", "ended_by"])
    epochs.bump("directory")


def list_delegations(
    *, actor: Actor, of_all: bool = False, with_past: bool = False
) -> list[Delegation]:
    """Delegations by and to the actor, those of all for administrators and auditors; by first day."""
    require_reader(actor, of_all=of_all)
    rows = Delegation.objects.all()
    if not of_all:
        mine = Q(principal_id=actor.user_id) | Q(
            pk__in=Delegation.delegates.through.objects.filter(user_id=actor.user_id).values(
                "delegation_id"
            )
        )
        rows = rows.filter(mine)
    if not with_past:
        rows = rows.filter(ended_at=None, ends_on__gte=company_today())
    return list(rows.order_by("starts_on", "pk").prefetch_related(Delegation.with_delegates()))


def _own(actor: Actor) -> QuerySet[Delegation]:
    """Those that somebody may take back."""
    require_person(actor)
    rows = Delegation.objects.all()
    return rows if actor.is_administrator else rows.filter(principal_id=actor.user_id)


def _delegate(code: str, principal: Person) -> Person:
    person = active_person(code)
    if person.id == principal.id:
        raise Invalid("UR_DG05")
    if person.is_guest:
        raise Invalid("UR_DG06", name=person.name)
    return person


def _apps(ids: Sequence[int] | None, knows_app: Callable[[int], bool]) -> frozenset[int] | None:
    if ids is None:
        return None
    if not 1 <= len(ids) <= MOST_APPS:
        raise invalid("apps", rules.WRONG_SIZE.fill(min=1, max=MOST_APPS))
    for id_ in ids:
        if not knows_app(id_):
            raise NotFound("GAIA_AP01", id=id_)
    return frozenset(ids)


def _cap(raw: object) -> Decimal | None:
    """A number that is not negative, as a number or its digits; more than any amount is none."""
    if raw is None:
        return None
    try:
        cap = Decimal("NaN") if isinstance(raw, bool) else Decimal(str(raw))
    except InvalidOperation:
        cap = Decimal("NaN")
    if not cap.is_finite() or not 0 <= cap < _LARGEST:
        raise Invalid("UR_DG07")
    return cap.quantize(_FINEST)


def _refuse_circle(new: Link) -> None:
    """People who stand in for each other at the same time: then nobody would be there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CIRCLES_LOCK])
    rows = Delegation.objects.filter(
        ended_at=None, starts_on__lte=new.ends_on, ends_on__gte=new.starts_on
    ).prefetch_related(Delegation.with_delegates())
    circle = find_circle(new, [_link(row) for row in rows])
    if circle:
        people = snapshot()
        names = [str(people.show("user", id_)["name"]) for id_ in (*circle, circle[0])]
        raise Invalid("UR_DG08", path=" → ".join(names))


def _link(row: Delegation) -> Link:
    return Link(
        row.principal_id,
        tuple(each.pk for each in row.delegates.all()),
        row.starts_on,
        row.ends_on,
        None if row.app_ids is None else frozenset(row.app_ids),
    )
