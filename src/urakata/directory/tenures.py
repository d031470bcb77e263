"""Says on which day a change of people takes effect, and tells who was where (在籍の履歴)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from urakata.directory.models import OrganizationEra, PersonEra, Tenure

_READ: Final = "SELECT coalesce(current_setting('urakata.effective_on', true), '')"
_SET: Final = "SELECT set_config('urakata.effective_on', %s, true)"
BEGINNING: Final = date.min  #: of what was there before anybody kept a history


@contextmanager
def effective_on(day: date) -> Iterator[None]:
    """Within this transaction, changes count from `day` on instead of from today.

    What was known of the changed rows from that day on is replaced. Call it in a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        before = cursor.fetchone()[0]
        cursor.execute(_SET, [day.isoformat()])
        yield
        cursor.execute(_SET, [before])


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time in an organization, up to but not including `until`."""

    user_id: int
    organization_id: int
    title_id: int | None
    since: date | None  #: None: from before anybody kept a history
    until: date | None  #: None: still


@dataclass(frozen=True, slots=True)
class LifeEra:
    """What was so about a person for a time: whether they may sign in, whom they report to."""

    is_active: bool
    primary_organization_id: int | None
    manager_id: int | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class PlaceEra:
    """What an organization was called, and lay in, for a time."""

    name: str
    parent_id: int | None
    is_closed: bool
    since: date | None
    until: date | None


def stays_of(user_id: int) -> list[Stay]:
    """Where somebody was, the earliest first."""
    return _stays(Tenure.objects.filter(user_id=user_id).order_by("valid_from", "pk"))


def stays_in(organization_id: int) -> list[Stay]:
    """Who was in an organization, the earliest first."""
    rows = Tenure.objects.filter(organization_id=organization_id)
    return _stays(rows.order_by("valid_from", "pk"))


def eras_of_person(user_id: int) -> list[LifeEra]:
    """What was so about somebody, the earliest first."""
    rows = PersonEra.objects.filter(user_id=user_id).order_by("valid_from", "pk")
    return [
        LifeEra(
            row.is_active,
            row.primary_organization_id,
            row.manager_id,
            _since(row.valid_from),
            row.valid_to,
        )
        for row in rows
    ]


def eras_of_organization(organization_id: int) -> list[PlaceEra]:
    """What an organization was called and lay in, the earliest first."""
    rows = OrganizationEra.objects.filter(organization_id=organization_id)
    return [
        PlaceEra(row.name, row.parent_id, row.is_closed, _since(row.valid_from), row.valid_to)
        for row in rows.order_by("valid_from", "pk")
    ]


def last_known(organization_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Code and name of organizations as they were last, also of those that are gone."""
    rows = OrganizationEra.objects.filter(organization_id__in=organization_ids)
    ordered = rows.order_by("valid_from", "pk").values_list("organization_id", "code", "name")
    return {id_: (code, name) for id_, code, name in ordered}


def id_of_former(code: str) -> int | None:
    """The organization that had a code last, although it is not there any more."""
    rows = OrganizationEra.objects.filter(code=code).order_by("-valid_from", "-pk")
    return rows.values_list("organization_id", flat=True).first()


def _stays(rows: Iterable[Tenure]) -> list[Stay]:
    return [
        Stay(row.user_id, row.organization_id, row.title_id, _since(row.valid_from), row.valid_to)
        for row in rows
    ]


def _since(day: date) -> date | None:
    return None if day == BEGINNING else day
