"""Prepares what is to happen to people and organizations on a day: personnel orders (発令) and changes.

What is added or taken back is tried out on the chart of its day with all that is prepared already:
whatever contradicts is refused with the sentence that says how. `reorganizing` does what is due.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.chart import (
    Change,
    ChangeKind,
    Contradiction,
    Order,
    OrderKind,
    Planned,
    chart_of,
    play,
)
from urakata.directory.models import OrganizationChange, PersonnelOrder, Title, User
from urakata.directory.order_words import entry_of, what_of
from urakata.directory.people_rows import Present
from urakata.directory.periods import check_note
from urakata.directory.prepared_rows import waiting
from urakata.directory.reorganizing import apply_due
from urakata.directory.today import company_today
from urakata.directory.units import titles_by_code
from urakata.journal import writing
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, Problem, invalid

__all__ = [
    "NewChange",
    "NewOrder",
    "OrganizationChange",
    "PersonnelOrder",
    "add_changes",
    "add_orders",
    "add_plan",
    "cancel_change",
    "cancel_order",
    "list_changes",
    "list_orders",
]

MOST_AT_ONCE: Final = 1000
BACK: Final = timedelta(days=366)  #: how far back a day may lie that was made known late
_LOCK: Final = 0x6F72_6472  #: what is prepared is tried out by one at a time


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A personnel order to be: people, titles and organizations by code (`chart.Order`)."""

    on: date
    kind: OrderKind
    organization: str
    user: str | None = None  #: None only to vacate a title
    title: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change of an organization to be (`chart.Change`)."""

    on: date
    kind: ChangeKind
    organization: str
    name: str = ""
    parent: str = ""
    note: str = ""


def add_orders(*, actor: Actor, orders: Sequence[NewOrder]) -> list[PersonnelOrder]:
    """Prepare personnel orders, all or none; those whose day has come are done at once.

    Raises `Invalid`: a sentence of its own for what cannot be by then, at ``orders[3]``.
    """
    return _prepare(actor, orders=orders)[0]


def add_changes(*, actor: Actor, changes: Sequence[NewChange]) -> list[OrganizationChange]:
    """Prepare changes of organizations, all or none; those whose day has come are done at once."""
    return _prepare(actor, changes=changes)[1]


def add_plan(*, actor: Actor, changes: Sequence[NewChange], orders: Sequence[NewOrder]) -> None:
    """Prepare a whole reorganization, all or none: what closes may be left by its orders."""
    if not changes and not orders:
        raise invalid("orders", rules.WRONG_SIZE.fill(min=1, max=MOST_AT_ONCE))
    _prepare(actor, orders=orders or None, changes=changes or None)


@transaction.atomic
def _prepare(
    actor: Actor,
    *,
    orders: Sequence[NewOrder] | None = None,
    changes: Sequence[NewChange] | None = None,
) -> tuple[list[PersonnelOrder], list[OrganizationChange]]:
    """Keep what is prepared once it went well on a chart of its day with all that is prepared."""
    _begin(actor)
    _check("changes", changes)
    _check("orders", orders)
    new_changes = [_change_row(f"changes[{n}]", c, actor) for n, c in enumerate(changes or ())]
    new_orders = _order_rows(actor, orders or ())
    OrganizationChange.objects.bulk_create(new_changes)
    PersonnelOrder.objects.bulk_create(new_orders)
    places: dict[Planned, str] = {
        **{_change(row): f"changes[{n}]" for n, row in enumerate(new_changes)},
        **{_order(row): f"orders[{n}]" for n, row in enumerate(new_orders)},
    }
    _try_out(places)
    _tell(actor, list(places))
    return (
        list(PersonnelOrder.objects.filter(pk__in=[r.pk for r in new_orders]).order_by("pk")),
        list(OrganizationChange.objects.filter(pk__in=[r.pk for r in new_changes]).order_by("pk")),
    )


@transaction.atomic
def cancel_order(*, actor: Actor, id_: int) -> None:
    """Take a personnel order back. Raises `NotFound`, or `Invalid` when another needs it."""
    _begin(actor)
    row = PersonnelOrder.objects.filter(pk=id_, applied_at=None, cancelled_at=None).first()
    _cancel(actor, row, None if row is None else _order(row))


@transaction.atomic
def cancel_change(*, actor: Actor, id_: int) -> None:
    """Take a change of an organization back, as `cancel_order` does."""
    _begin(actor)
    row = OrganizationChange.objects.filter(pk=id_, applied_at=None, cancelled_at=None).first()
    _cancel(actor, row, None if row is None else _change(row))


def list_orders(*, actor: Actor, with_past: bool = False) -> list[PersonnelOrder]:
    """Personnel orders by day: those to come and those that failed; with all that is done, if asked."""
    _require_reader(actor)
    rows = PersonnelOrder.objects.select_related("user", "title").order_by("effective_on", "pk")
    return list(rows if with_past else rows.filter(applied_at=None, cancelled_at=None))


def list_changes(*, actor: Actor, with_past: bool = False) -> list[OrganizationChange]:
    """Changes of organizations, as `list_orders` has orders."""
    _require_reader(actor)
    rows = OrganizationChange.objects.order_by("effective_on", "pk")
    return list(rows if with_past else rows.filter(applied_at=None, cancelled_at=None))


def _require_reader(actor: Actor) -> None:
    checks.require_administrator(actor)


def _begin(actor: Actor) -> None:
    checks.require_administrator(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _check(at: str, planned: Sequence[NewOrder | NewChange] | None) -> None:
    """As many as may be prepared at once, and no day that is long past; None: not asked for."""
    if planned is None:
        return
    if not 1 <= len(planned) <= MOST_AT_ONCE:
        raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=MOST_AT_ONCE))
    first = company_today() - BACK
    for n, each in enumerate(planned):
        if each.on < first:
            text = Contradiction("UR_DG30", first=first).text
            raise Invalid("UR_DG30", problems=[Problem(f"{at}[{n}].on", text)], first=first)


def _users(codes: Sequence[str]) -> Mapping[str, int]:
    for code in codes:
        checks.refuse_built_in("user", code)
    rows = User.objects.filter(code__in=checks.storable(codes))
    found = dict(rows.values_list("code", "pk"))
    for code in codes:
        if code not in found:
            raise checks.unknown("GAIA_IL26", code)
    return found


def _order_rows(actor: Actor, orders: Sequence[NewOrder]) -> list[PersonnelOrder]:
    users = _users([each.user for each in orders if each.user is not None])
    titles = titles_by_code({each.title for each in orders if each.title is not None})
    return [
        _order_row(f"orders[{n}]", each, users=users, titles=titles, by=actor)
        for n, each in enumerate(orders)
    ]


def _order_row(
    at: str, new: NewOrder, *, users: Mapping[str, int], titles: Mapping[str, Title], by: Actor
) -> PersonnelOrder:
    is_vacancy = new.kind == "VACATE"
    if new.user is None and not is_vacancy:
        raise invalid(f"{at}.user", rules.MISSING)
    if new.user is not None and is_vacancy:
        raise invalid(f"{at}.user", rules.NOT_WITH.fill(other="VACATE"))
    if new.title is None and is_vacancy:
        raise invalid(f"{at}.title", rules.MISSING)
    return PersonnelOrder(
        effective_on=new.on,
        kind=new.kind,
        organization=checks.check_code(f"{at}.organization", new.organization),
        user_id=users.get(new.user or ""),
        title=titles.get(new.title or ""),
        note=check_note(new.note),
        created_by_id=by.user_id,
    )


def _change_row(at: str, new: NewChange, actor: Actor) -> OrganizationChange:
    if new.kind in ("OPEN", "RENAME"):
        checks.check_name(f"{at}.name", new.name)
    if new.parent:
        checks.check_code(f"{at}.parent", new.parent)
    return OrganizationChange(
        effective_on=new.on,
        kind=new.kind,
        organization=checks.check_code(f"{at}.organization", new.organization),
        name=new.name,
        parent=new.parent,
        note=check_note(new.note),
        created_by_id=actor.user_id,
    )


def _try_out(places: Mapping[Planned, str], *, without: Planned | None = None) -> None:
    """Refuse what cannot be on its day, and what makes something prepared before impossible.

    `places` says where in what was sent each new thing stands; `without` is taken back. What was
    impossible already (somebody left meanwhile) is nobody's fault who prepares something else.
    """
    listed = waiting(date.max)
    before = [each for each in listed if each not in places]
    impossible: set[Planned] = set()
    former = before if without is None else [*before, without]
    play(chart_of(Present()), former, lambda planned, _: impossible.add(planned))

    def refuse(planned: Planned, problem: Contradiction) -> None:
        if planned in places:
            place = Problem(places[planned], problem.text)
            raise Invalid(problem.error, problems=[place], text=problem.text)
        if planned in impossible:
            return
        sent = {place.partition("[")[0] for place in places.values()}
        raise Invalid(
            "UR_DG20",
            problems=[Problem(at, problem.text) for at in sorted(sent)],
            day=planned.on,
            what=what_of(planned),
        )

    play(chart_of(Present()), listed, refuse)


def _tell(actor: Actor, planned: Sequence[Planned]) -> None:
    writing.write(actor, [entry_of("order.add", each) for each in planned])
    epochs.bump("directory")
    if any(each.on <= company_today() for each in planned):
        apply_due(actor=actor)


def _cancel(
    actor: Actor, row: PersonnelOrder | OrganizationChange | None, planned: Planned | None
) -> None:
    if row is None or planned is None:
        raise NotFound("UR_DG31")
    row.cancelled_at, row.cancelled_by_id = timezone.now(), actor.user_id
    row.save(update_fields=["cancelled_at", "cancelled_by"])
    _try_out({}, without=planned)
    writing.write(actor, [entry_of("order.cancel", planned)])
    epochs.bump("directory")


def _order(row: PersonnelOrder) -> Order:
    kind: OrderKind = row.kind  # type: ignore[assignment]
    return Order(row.pk, row.effective_on, kind, row.user_id, row.organization, row.title_id)


def _change(row: OrganizationChange) -> Change:
    kind: ChangeKind = row.kind  # type: ignore[assignment]
    return Change(row.pk, row.effective_on, kind, row.organization, row.name, row.parent)
