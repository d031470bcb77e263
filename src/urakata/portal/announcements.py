"""お知らせ: written by administrators, read by everybody but guests, journalled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from urakata.access.rights import require_person
from urakata.directory import checks
from urakata.directory.actor import Actor
from urakata.directory.today import company_today
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, invalid
from urakata.kernel.json import JSONDict
from urakata.portal.models import LONGEST_TITLE, Announcement, Reading

LONGEST_BODY: Final = 10_000
MOST: Final = 200  #: that are listed: the newest


@dataclass(frozen=True, slots=True)
class Wording:
    """What an announcement says, and on which days it is shown."""

    title: str
    body: str
    is_important: bool
    starts_on: date
    ends_on: date | None

    def check(self) -> None:
        """Raise `Invalid` for texts that are empty or too long, and days that are none."""
        checks.check_text("title", self.title, LONGEST_TITLE)
        checks.check_text("body", self.body, LONGEST_BODY)
        if not self.title.strip():
            raise invalid("title", rules.REQUIRED)
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise Invalid("UR_DG01", first=self.starts_on, last=self.ends_on)


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement, and whether its reader has read it."""

    row: Announcement
    is_read: bool


def list_announcements(actor: Actor, *, of_all: bool = False) -> list[Shown]:
    """Those of today, important ones first, then the newest.

    `of_all` (administrators, auditors): also those that are over or not shown yet. Guests get none.
    """
    require_person(actor)
    if of_all and not actor.is_auditor:
        checks.require_administrator(actor)
    if actor.is_guest:
        return []
    rows = Announcement.objects.all() if of_all else _of_today()
    own = Reading.objects.filter(announcement=OuterRef("pk"), user_id=actor.user_id)
    shown = rows.select_related("created_by").annotate(is_read=Exists(own))
    order = ("-starts_on", "-pk") if of_all else ("-is_important", "-starts_on", "-pk")
    return [Shown(row, row.is_read) for row in shown.order_by(*order)[:MOST]]


@transaction.atomic
def announce(*, actor: Actor, wording: Wording) -> Shown:
    """Tell everybody something."""
    _require_author(actor)
    wording.check()
    row = Announcement(created_by_id=actor.user_id)
    _put(row, wording)
    row.save()
    write(actor, [Entry("announcement.add", after=_picture(row), about={"id": row.pk})])
    return Shown(row, is_read=False)


@transaction.atomic
def reword(*, actor: Actor, id_: int, wording: Wording) -> Shown:
    """Change an announcement; who has read it need not read it again."""
    _require_author(actor)
    wording.check()
    row = _find(Announcement.objects.select_for_update(of=("self",)), id_)
    before = _picture(row)
    _put(row, wording)
    row.save()
    after = _picture(row)
    changed = [name for name, value in after.items() if value != before[name]]
    if changed:
        write(
            actor,
            [
                Entry(
                    "announcement.edit",
                    before={name: before[name] for name in changed},
                    after={name: after[name] for name in changed},
                    about={"id": row.pk},
                )
            ],
        )
    is_read = Reading.objects.filter(announcement=row, user_id=actor.user_id).exists()
    return Shown(row, is_read)


@transaction.atomic
def take_back(*, actor: Actor, id_: int) -> None:
    """Delete an announcement."""
    _require_author(actor)
    row = _find(Announcement.objects.select_for_update(of=("self",)), id_)
    before = _picture(row)
    row.delete()
    write(actor, [Entry("announcement.delete", before=before, about={"id": id_})])


def mark_read(*, actor: Actor, ids: Collection[int]) -> None:
    """Say that the actor has read announcements of today. Raises `NotFound` (``UR_PT01``) for others."""
    require_person(actor)
    wanted = set(ids)
    rows = _of_today().filter(pk__in=wanted) if not actor.is_guest else Announcement.objects.none()
    found = set(rows.values_list("pk", flat=True))
    if wanted - found:
        raise NotFound("UR_PT01", id=min(wanted - found))
    Reading.objects.bulk_create(
        [Reading(announcement_id=id_, user_id=actor.user_id) for id_ in sorted(found)],
        ignore_conflicts=True,
    )


def _require_author(actor: Actor) -> None:
    require_person(actor)
    checks.require_administrator(actor)


def _of_today() -> QuerySet[Announcement]:
    today = company_today()
    return Announcement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today
    )


def _find(rows: QuerySet[Announcement], id_: int) -> Announcement:
    row = rows.select_related("created_by").filter(pk=id_).first()
    if row is None:
        raise NotFound("UR_PT01", id=id_)
    return row


def _put(row: Announcement, wording: Wording) -> None:
    row.title, row.body = wording.title.strip(), wording.body.strip()
    row.is_important = wording.is_important
    row.starts_on, row.ends_on = wording.starts_on, wording.ends_on


def _picture(row: Announcement) -> JSONDict:
    return {
        "title": row.title,
        "body": row.body,
        "is_important": row.is_important,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }
