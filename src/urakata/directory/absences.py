"""Writes and lists absences (不在): the days on which somebody is not there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.models import Absence, User
from urakata.directory.periods import Period, check_note, require_person, require_reader, whose
from urakata.directory.today import company_today
from urakata.kernel.errors import Conflict, NotFound

__all__ = ["Absence", "add_absence", "end_absence", "list_absences"]


@transaction.atomic
def add_absence(
    *, actor: Actor, period: Period, code: str | None = None, note: str = ""
) -> Absence:
    """Say that the actor, or (administrators) somebody else, will not be there.

    Raises `Conflict` (``UR_DG12``) where one of the days is another absence's: of two for a day,
    taking one back would leave him away. And what `whose` and `Period.check` raise.
    """
    person = whose(actor, code)
    period.check()
    _refuse_overlap(person.id, period)
    with told(actor, "absence") as ids:
        row = Absence.objects.create(
            user_id=person.id,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            note=check_note(note),
            created_by_id=actor.user_id,
        )
        ids.append(row.pk)
    epochs.bump("directory")
    return row


def _refuse_overlap(user_id: int, period: Period) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user_id)  # one after the other
    others = Absence.objects.filter(user_id=user_id, ended_at=None)
    other = (
        others.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)
        .order_by("starts_on")
        .first()
    )
    if other is not None:
        raise Conflict("UR_DG12", first=other.starts_on, last=other.ends_on)


@transaction.atomic
def end_absence(*, actor: Actor, id_: int) -> None:
    """Take an absence back. Raises `NotFound` for another's, and for one that is over."""
    require_person(actor)
    rows = Absence.objects.select_for_update().filter(pk=id_, ended_at=None)
    row = (rows if actor.is_administrator else rows.filter(user_id=actor.user_id)).first()
    if row is None or row.ends_on < company_today():
        raise NotFound("UR_DG09")
    with told(actor, "absence", [row.pk]):
        row.ended_at, row.ended_by_id = timezone.now(), actor.user_id
        row.save(update_fields=["ended_at", "ended_by"])
    epochs.bump("directory")


def list_absences(*, actor: Actor, of_all: bool = False, with_past: bool = False) -> list[Absence]:
    """The actor's absences, those of all for administrators and auditors; by first day."""
    require_reader(actor, of_all=of_all)
    rows = Absence.objects.all() if of_all else Absence.objects.filter(user_id=actor.user_id)
    if not with_past:
        rows = rows.filter(ended_at=None, ends_on__gte=company_today())
    return list(rows.order_by("starts_on", "pk"))
