"""会社カレンダー: on which days and hours the company works, held in memory until it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from django.db import transaction

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.calendar_checks import flaws
from urakata.directory.checks import require_administrator
from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.directory.models import CompanyCalendarRow, SpecialDaysRow
from urakata.journal import writing
from urakata.kernel.business_time import Calendar, Span
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONValue

Name: TypeAlias = Literal["company", "jp_public", "jp_bank", "jp_office"]


class _Kept:
    """The company's days as of one epoch, and the calendar once somebody asked for it."""

    def __init__(self) -> None:
        self._epoch = -1
        self._days = CompanyDays()
        self._calendar: Calendar | None = None

    def days(self) -> CompanyDays:
        epoch = epochs.current("calendar")
        if epoch != self._epoch:
            self._days, self._calendar, self._epoch = _read(), None, epoch
        return self._days

    def calendar(self) -> Calendar:
        days = self.days()
        found = self._calendar
        if found is None:
            found = self._calendar = days.calendar()
        return found


_kept = _Kept()


def calendar(name: Name = "company") -> Calendar:
    """The company's calendar as it is now, or one that everybody has in common."""
    return _kept.calendar() if name == "company" else _common(name)


def company_days() -> CompanyDays:
    """What the company's calendar is made of."""
    return _kept.days()


@transaction.atomic
def update_calendar(*, actor: Actor, changes: Mapping[str, Any]) -> CompanyDays:
    """Change some of what `CompanyDays` has; `days` are replaced as a whole.

    It holds from the next request on. What was computed before (deadlines, formulas) stays until
    it is computed anew. Raises `Forbidden` for who is no administrator, `Invalid` with every bad
    value.
    """
    require_administrator(actor)
    CompanyCalendarRow.objects.get_or_create(pk=1, defaults=_columns(CompanyDays()))
    CompanyCalendarRow.objects.select_for_update().get(pk=1)
    before = _read()
    after = replace(before, **changes)
    if problems := flaws(after):
        raise Invalid("CB_VA01", problems=problems)
    changed = [name for name in _NAMES if getattr(before, name) != getattr(after, name)]
    if not changed:
        return before
    CompanyCalendarRow.objects.filter(pk=1).update(**_columns(after))
    if "days" in changed:
        SpecialDaysRow.objects.all().delete()
        SpecialDaysRow.objects.bulk_create(
            SpecialDaysRow(**{name: getattr(each, name) for name in _OF_A_DAY})
            for each in after.days
        )
    old, new = as_json(before), as_json(after)
    entry = writing.Entry(
        "calendar.edit",
        before={name: old[name] for name in changed},
        after={name: new[name] for name in changed},
        about={"settings": "company_calendar"},
    )
    writing.write(actor, [entry])
    epochs.bump("calendar")
    return after


def as_json(days: CompanyDays) -> dict[str, JSONValue]:
    """The same for the journal and for files: days as text, hours as ``09:00-12:00``."""
    return {
        "base": days.base,
        "closed_weekdays": [*sorted(days.closed_weekdays)],
        "opening": [show_span(span) for span in days.opening],
        "timezone": days.timezone,
        "fiscal_month": days.fiscal_month,
        "days": [
            {
                "name": each.name,
                "kind": each.kind,
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "is_yearly": each.is_yearly,
            }
            for each in days.days
        ],
    }


def show_span(span: Span) -> str:
    """Opening hours as ``09:00-12:00``, up to ``24:00``."""
    return "-".join(f"{edge // 60:02}:{edge % 60:02}" for edge in span)


def read_span(text: str) -> Span:
    """The same back; raises `ValueError`."""
    start, end = (part.split(":") for part in text.split("-"))
    return Span(*(int(hours) * 60 + int(minutes) for hours, minutes in (start, end)))


WORDS: Final[dict[str, Name]] = {
    "company": "company",
    "public": "jp_public",
    "bank": "jp_bank",
    "office": "jp_office",
    "jp_public": "jp_public",
    "jp_bank": "jp_bank",
    "jp_office": "jp_office",
}
"""What formulas and conditions call the calendars."""
_NAMES: Final = tuple(field.name for field in fields(CompanyDays))
_OF_A_DAY: Final = tuple(field.name for field in fields(SpecialDays))


@cache
def _common(name: Literal["jp_public", "jp_bank", "jp_office"]) -> Calendar:
    return CompanyDays(base=name).calendar()


def _columns(days: CompanyDays) -> dict[str, object]:
    return {
        "base": days.base,
        "closed_weekdays": sorted(days.closed_weekdays),
        "opening": [edge for span in days.opening for edge in span],
        "timezone": days.timezone,
        "fiscal_month": days.fiscal_month,
    }


def _read() -> CompanyDays:
    row = CompanyCalendarRow.objects.filter(pk=1).values(*_columns(CompanyDays())).first()
    if row is None:
        return CompanyDays()
    row["closed_weekdays"] = frozenset(row["closed_weekdays"])
    row["opening"] = tuple(map(Span, row["opening"][::2], row["opening"][1::2]))
    found = SpecialDaysRow.objects.order_by("first", "id").values(*_OF_A_DAY)
    return CompanyDays(**row, days=tuple(SpecialDays(**each) for each in found))
