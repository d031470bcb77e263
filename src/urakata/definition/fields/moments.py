"""Dates, times and datetimes as people and programs write them (kintone-api §0)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?", re.ASCII)
_ZONE = re.compile(r"([+-])(\d{2}):?(\d{2})", re.ASCII)


def read_date(text: str) -> str | None:
    """``2026``, ``2026-4`` and ``2026-4-1`` become ``YYYY-MM-DD``; None when it is no date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None


def read_time(text: str) -> str | None:
    """``9:30`` and ``09:30`` become ``09:30``; seconds are dropped; None when it is no time."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return f"{int(match[1]):02}:{match[2]}"


def read_datetime(text: str) -> str | None:
    """An ISO 8601 moment becomes ``YYYY-MM-DDTHH:MM:00Z``; None when it is none.

    The zone is ``Z``, ``±HH:MM`` or ``±HHMM``; a date alone is midnight UTC; seconds are dropped.
    """
    day, separator, rest = text.partition("T")
    read = read_date(day)
    if read is None or not separator:
        return f"{read}T00:00:00Z" if read and not separator else None
    clock, offset = _split_zone(rest)
    time = read_time(clock)
    if time is None or offset is None:
        return None
    local = datetime.fromisoformat(f"{read}T{time}").replace(tzinfo=timezone(offset))
    try:
        return show_datetime(local)
    except OverflowError:
        return None


def _split_zone(text: str) -> tuple[str, timedelta | None]:
    if text.endswith("Z"):
        return text[:-1], timedelta(0)
    match = _ZONE.search(text)
    if match is None or match.end() != len(text) or int(match[2]) > 23 or int(match[3]) > 59:
        return text, None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return text[: match.start()], -offset if match[1] == "-" else offset


def show_datetime(moment: datetime) -> str:
    """An aware datetime in the stored shape, cut to the minute."""
    return moment.astimezone(UTC).isoformat()[:16] + ":00Z"


def epoch_seconds(stored: str) -> int:
    """UNIX seconds of a stored date (its midnight UTC), time (since midnight) or datetime."""
    if len(stored) == 5:
        return int(stored[:2]) * 3600 + int(stored[3:]) * 60
    text = stored if len(stored) > 10 else f"{stored}T00:00:00Z"
    moment = datetime.fromisoformat(text)
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


def from_epoch_seconds(seconds: int) -> datetime | None:
    """The moment so many seconds after 1970; None outside the years 1 to 9999."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None
