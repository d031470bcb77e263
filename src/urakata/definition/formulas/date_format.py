"""``DATE_FORMAT``: a moment as text, after a pattern of letters and in a time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from urakata.definition.formulas.arithmetic import Failure

EARLIEST: Final = -30_610_224_000  #: seconds after 1970: the year 1000
LATEST: Final = 253_402_300_799  #: the last second of 9999
SYSTEM: Final = "system"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Show: TypeAlias = Callable[[datetime], str]


def _offset(moment: datetime, separator: str) -> str:
    minutes = int((moment.utcoffset() or timedelta(0)).total_seconds()) // 60
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"{sign}{minutes // 60:02}{separator}{minutes % 60:02}"


_TOKENS: Final[dict[str, Show]] = {
    "YYYY": lambda m: f"{m.year:04}",
    "MMMM": lambda m: _MONTHS[m.month - 1],
    "MMM": lambda m: _MONTHS[m.month - 1][:3],
    "MM": lambda m: f"{m.month:02}",
    "M": lambda m: str(m.month),
    "dd": lambda m: f"{m.day:02}",
    "d": lambda m: str(m.day),
    "a": lambda m: "AM" if m.hour < 12 else "PM",
    "KK": lambda m: f"{m.hour % 12:02}",
    "K": lambda m: str(m.hour % 12),
    "hh": lambda m: f"{m.hour % 12 or 12:02}",
    "h": lambda m: str(m.hour % 12 or 12),
    "HH": lambda m: f"{m.hour:02}",
    "H": lambda m: str(m.hour),
    "kk": lambda m: f"{m.hour or 24:02}",
    "k": lambda m: str(m.hour or 24),
    "mm": lambda m: f"{m.minute:02}",
    "m": lambda m: str(m.minute),
    "ss": lambda m: f"{m.second:02}",
    "s": lambda m: str(m.second),
    "ZZZ": lambda m: str(m.tzinfo),
    "ZZ": lambda m: _offset(m, ":"),
    "Z": lambda m: _offset(m, ""),
}
_TOKEN: Final = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))


def format_moment(seconds: Decimal, pattern: str, zone: ZoneInfo) -> str:
    """Show UNIX seconds; fractions are dropped. Letters that mean nothing stand for themselves."""
    whole = int(seconds)
    if not EARLIEST <= whole <= LATEST:
        raise Failure
    try:
        moment = (_EPOCH + timedelta(seconds=whole)).astimezone(zone)
    except OverflowError:
        raise Failure from None
    return "".join(part if isinstance(part, str) else part(moment) for part in _parts(pattern))


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; raises `Failure` for any other."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Failure from None


@lru_cache(maxsize=256)
def _parts(pattern: str) -> tuple[str | Show, ...]:
    parts: list[str | Show] = []
    end = 0
    for match in _TOKEN.finditer(pattern):
        parts += [pattern[end : match.start()], _TOKENS[match[0]]]
        end = match.end()
    return (*parts, pattern[end:])
