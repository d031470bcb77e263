"""Between a cell of a sheet, which is text, and a value of kintone's API.

Several values in one cell stand on lines of their own. Going in, what people write in Excel is
understood as well: ``2026/4/1``, ``2026年4月1日``, ``￥1,200``, ``1,200円``, full-width digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Final, cast
from zoneinfo import ZoneInfo

from urakata.definition.fields.base import Kind
from urakata.definition.schema import Field
from urakata.kernel.json import JSONDict, JSONValue

_DATE = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?", re.ASCII)
_MONEY = re.compile(r"^[¥￥\\]|円$")


def show_cell(value: JSONValue) -> str:
    """A value of the API as text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_show_one(item) for item in value)
    return _show_one(value)


def _show_one(value: JSONValue) -> str:
    if isinstance(value, dict):
        return str(value.get("code", value.get("name", "")))
    return str(value)


def read_cell(text: str, field: Field, zone: ZoneInfo) -> JSONValue:
    """A cell's text as a value of the API. What makes no sense is passed on, to be refused there."""
    if field.type.is_single:
        return {"code": text}
    return _READERS.get(field.type.kind, _as_text)(text, zone)


def _as_text(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    return text


def _as_number(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    if text.isascii() and text.isalnum():
        return text
    return _MONEY.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def _as_date(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return "-".join(match.groups()) if match else text.strip()


def _as_time(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    return unicodedata.normalize("NFKC", text).strip()


def _as_datetime(text: str, zone: ZoneInfo) -> JSONValue:
    """A local ``2026/04/01 09:30`` is a moment in the importer's time zone."""
    day, _, clock = unicodedata.normalize("NFKC", text).strip().replace("T", " ").partition(" ")
    date = str(_as_date(day, zone))
    if not clock or clock.endswith("Z") or "+" in clock:
        return text.strip()
    try:
        hour, minute = (int(part) for part in clock.split(":")[:2])
        year, month, monthday = (int(part) for part in date.split("-"))
        return datetime(year, month, monthday, hour, minute, tzinfo=zone).isoformat()
    except (ValueError, OverflowError):
        return text.strip()


def _as_choices(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    return [line for line in text.split("\n") if line]


def _as_people(text: str, zone: ZoneInfo) -> JSONValue:  # noqa: ARG001
    return [cast("JSONDict", {"code": line.strip()}) for line in text.split("\n") if line.strip()]


_READERS: Final[dict[Kind, Callable[[str, ZoneInfo], JSONValue]]] = {
    "number": _as_number,
    "date": _as_date,
    "time": _as_time,
    "datetime": _as_datetime,
    "choices": _as_choices,
    "people": _as_people,
}
