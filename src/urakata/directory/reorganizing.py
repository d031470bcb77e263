"""Does what is prepared for people and organizations once its day has come.

All that is due is done in one transaction, day after day in order, so that a server that was off
catches up; the history counts each from its own day. What has become impossible since (somebody
left, an organization is there already) is marked with the reason and told, and holds up nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.chart import Change, Chart, Contradiction, Place, Planned, chart_of, play
from urakata.directory.chronicle import told
from urakata.directory.models import (
    Membership,
    Organization,
    OrganizationChange,
    PersonnelOrder,
    User,
)
from urakata.directory.order_words import entry_of
from urakata.directory.people_rows import Present
from urakata.directory.prepared_rows import waiting
from urakata.directory.tenures import effective_on
from urakata.directory.today import company_today
from urakata.journal import writing

RowT = TypeVar("RowT", PersonnelOrder, OrganizationChange)
logger = logging.getLogger("urakata.orders")
#: nobody else moves anybody meanwhile; reading goes on
_HOLD: Final = """
LOCK TABLE directory_organization, directory_membership IN SHARE ROW EXCLUSIVE MODE
"""


def run_due() -> None:
    """The chore: look cheaply first, for on most days there is nothing."""
    if waiting(company_today()):
        apply_due(actor=system_actor())


@transaction.atomic
def apply_due(*, actor: Actor) -> int:
    """Do everything whose day has come; how much was done."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)
    due = sorted(waiting(company_today()), key=lambda each: each.turn)
    done = 0
    for day, planned in groupby(due, key=lambda each: each.on):
        done += _apply(actor, day, list(planned))
    if due:
        epochs.bump("directory")
    return done


def _apply(actor: Actor, day: date, planned: Sequence[Planned]) -> int:
    chart = chart_of(Present())
    failed: dict[Planned, Contradiction] = {}
    play(chart, planned, failed.__setitem__)
    with effective_on(day):
        ids = _write_places(actor, chart)
        _write_people(actor, chart, ids)
    done = [each for each in planned if each not in failed]
    _mark(done, failed)
    writing.write(actor, list(_entries(done, failed)))  # all asked before the first is sent
    return len(done)


def _write_places(actor: Actor, chart: Chart) -> Mapping[int, int]:
    """Organizations as the chart has them; answers the ids of the new ones by their negative ones."""
    places = [chart.places[id_] for id_ in sorted(chart.changed)]
    new = [place for place in places if place.id < 0]
    with told(actor, "organization", [place.id for place in places if place.id > 0]) as told_of:
        rows = [Organization(code=place.code, name=place.name) for place in new]
        Organization.objects.bulk_create(rows)
        real = {place.id: row.pk for place, row in zip(new, rows, strict=True)}
        told_of.extend(real.values())
        found = Organization.objects.in_bulk([real.get(place.id, place.id) for place in places])
        for place in places:
            _assign(found[real.get(place.id, place.id)], place, real)
        Organization.objects.bulk_update(found.values(), ["name", "parent", "is_closed"])
    return real


def _assign(row: Organization, place: Place, real: Mapping[int, int]) -> None:
    row.name, row.is_closed = place.name, place.is_closed
    row.parent_id = None if place.parent_id is None else real.get(place.parent_id, place.parent_id)


def _write_people(actor: Actor, chart: Chart, real: Mapping[int, int]) -> None:
    """Memberships and primary organizations of those who moved."""
    users = sorted(chart.moved)
    with told(actor, "person", users):
        rows = {
            (row.user_id, row.organization_id): row
            for row in Membership.objects.filter(user_id__in=users).order_by("pk")
        }
        wanted = {
            (user, real.get(unit, unit)): title
            for user in users
            for unit, title in chart.posts.get(user, {}).items()
        }
        gone = [row.pk for key, row in rows.items() if key not in wanted]
        Membership.objects.filter(pk__in=gone).delete()
        Membership.objects.bulk_create(
            [
                Membership(user_id=user, organization_id=unit, title_id=title)
                for (user, unit), title in wanted.items()
            ],
            update_conflicts=True,
            unique_fields=["user", "organization"],
            update_fields=["title"],
        )
        people = list(User.objects.filter(pk__in=users))
        for person in people:
            primary = chart.primary.get(person.pk)
            person.primary_organization_id = real.get(primary or 0, primary)
        User.objects.bulk_update(people, ["primary_organization"])


def _mark(done: Iterable[Planned], failed: Mapping[Planned, Contradiction]) -> None:
    now = timezone.now()
    orders = [each.id for each in done if not isinstance(each, Change)]
    changes = [each.id for each in done if isinstance(each, Change)]
    PersonnelOrder.objects.filter(pk__in=orders).update(applied_at=now)
    OrganizationChange.objects.filter(pk__in=changes).update(applied_at=now)
    _note(PersonnelOrder, {e.id: p for e, p in failed.items() if not isinstance(e, Change)})
    _note(OrganizationChange, {e.id: p for e, p in failed.items() if isinstance(e, Change)})


def _note(model: type[RowT], problems: Mapping[int, Contradiction]) -> None:
    rows = list(model.objects.filter(pk__in=problems))
    for row in rows:
        text = problems[row.pk].text
        row.problem = {"ja": text.ja, "en": text.en}
    model.objects.bulk_update(rows, ["problem"])


def _entries(
    done: Iterable[Planned], failed: Mapping[Planned, Contradiction]
) -> Iterator[writing.Entry]:
    for each in done:
        yield entry_of("order.apply", each)
    for each, problem in failed.items():
        logger.warning("Prepared for %s and impossible: %s", each.on, problem)
        yield entry_of("order.fail", each, problem.text.ja)
