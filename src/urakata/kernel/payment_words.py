"""締日・支払月・支払日 and 前営業日・翌営業日 as people write them in fields."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

from urakata.kernel.business_time import Shift
from urakata.kernel.payment_terms import END

_LAST: Final = frozenset({"末", "末日", "月末", "月末日"})
_MONTHS: Final = {"当月": 0, "今月": 0, "翌月": 1, "翌々月": 2, "翌翌月": 2}
_SHIFTS: Final[dict[str, Shift]] = {
    "前営業日": "previous",
    "翌営業日": "next",
    "そのまま": "none",
    "previous": "previous",
    "next": "next",
    "none": "none",
}


def read_day(value: object) -> int:
    """``20``, ``20日`` or ``末`` as a day of the month; raises `ValueError`."""
    text = _text(value)
    return END if text in _LAST else _whole(text.removesuffix("日"), 1, END)


def read_months(value: object) -> int:
    """``翌月``, or how many months later; raises `ValueError`."""
    text = _text(value)
    return _MONTHS[text] if text in _MONTHS else _whole(text, 0, 12)


def read_shift(value: object) -> Shift:
    """``前営業日``, ``翌営業日`` or ``そのまま``; raises `ValueError`."""
    try:
        return _SHIFTS[_text(value)]
    except KeyError:
        raise ValueError(f"no such term: {value}") from None


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}" if value % 1 else str(int(value))
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and least <= int(text) <= most):
        raise ValueError(f"no such term: {text}")
    return int(text)
