"""アプリの設定: name, looks, title, precision, fiscal year."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

import nh3

from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.session import Edit
from urakata.definition.fields.properties import Properties
from urakata.definition.shape import fields_by_code, tables_by_column
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

THEMES: Final = (
    "WHITE", "RED", "BLUE", "GREEN", "YELLOW", "BLACK", "CLIPBOARD", "BINDER", "PENCIL", "CLIPS",
)  # fmt: skip
SWITCHES: Final = (
    "enableThumbnails",
    "enableBulkDeletion",
    "enableComments",
    "enableDuplicateRecord",
    "enableInlineRecordEditing",
)
LONGEST_NAME: Final = 64
LONGEST_DESCRIPTION: Final = 10_000
_CODE: Final = re.compile(r"[A-Za-z0-9_-]{0,64}")
_PRESET: Final = re.compile(r"APP(?:[1-9]|[1-8][0-9]|90)")
_TITLES: Final = frozenset(
    {
        "RECORD_NUMBER", "SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "NUMBER", "CALC",
        "RADIO_BUTTON", "DROP_DOWN", "DATE", "TIME", "DATETIME", "LINK",
        "CREATOR", "MODIFIER", "CREATED_TIME", "UPDATED_TIME",
    }
)  # fmt: skip

BAD_APP_CODE: Final = Text(
    "アプリコードには、半角の英数字、「-」「_」を64文字まで使用できます。",
    "An app code may contain up to 64 letters, digits, - and _.",
)
NOT_A_TIMEZONE: Final = Text(
    "タイムゾーンの名前が正しくありません。「Asia/Tokyo」のように指定してください。",
    'This is not a time zone. Enter a name such as "Asia/Tokyo".',
)


def change_settings(edit: Edit, raw: JSONDict) -> None:
    """Change what is given; what is absent or null stays.

    ``code``, ``timezone`` and ``sensitive`` are ours.
    """
    properties = Properties(raw, "")
    document, settings = edit.document, edit.document["settings"]
    _change_texts(properties, document)
    for switch in SWITCHES:
        settings[switch] = properties.boolean(switch, default=settings[switch])
    was_sensitive = settings.get("sensitive", False)  # documents from before have no such setting
    if properties.boolean("sensitive", default=was_sensitive) != was_sensitive:
        settings["sensitive"] = not was_sensitive
    settings["theme"] = properties.one_of("theme", THEMES, settings["theme"])
    month = properties.whole("firstMonthOfFiscalYear", least=1, most=12)
    settings["firstMonthOfFiscalYear"] = str(month or settings["firstMonthOfFiscalYear"])
    for problem in properties.problems:
        edit.problems.refuse(problem.at.removeprefix("."), problem.text)
    for key, change in _PARTS.items():
        if raw.get(key) is not None:
            with edit.problems.at(key):
                settings[key] = change(edit, raw[key], settings[key])
    edit.problems.done()


def _change_texts(properties: Properties, document: dict[str, Any]) -> None:
    name = properties.text("name", document["name"], most=10_000)
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        properties.refuse("name", rules.APP_NAME_SIZE)
    document["name"] = name
    description = properties.text("description", document["description"], most=LONGEST_DESCRIPTION)
    document["description"] = nh3.clean(description)
    code = properties.text("code", document["code"], most=10_000)
    if not _CODE.fullmatch(code):
        properties.refuse("code", BAD_APP_CODE)
    document["code"] = code


def _icon(edit: Edit, raw: JSONValue, current: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    properties = _part(raw, "icon")
    kind = properties.one_of("type", ("PRESET", "FILE"), "PRESET")
    if kind == "PRESET":
        key = properties.text("key", most=16)
        if not _PRESET.fullmatch(key):
            properties.refuse("key", rules.NOT_IN_ENUM if key else rules.MISSING)
        properties.done()
        return {"type": "PRESET", "key": key}
    file = _part(properties.raw.get("file"), "icon.file")
    shown = {key: file.text(key, most=512) for key in ("fileKey", "name", "contentType", "size")}
    if not shown["fileKey"]:
        file.refuse("fileKey", rules.MISSING)
    file.done()
    return {"type": "FILE", "file": shown}


def _title(edit: Edit, raw: JSONValue, current: dict[str, Any]) -> dict[str, Any]:
    properties = _part(raw, "titleField")
    mode = properties.one_of("selectionMode", ("AUTO", "MANUAL"), current["selectionMode"])
    properties.done()
    if mode == "AUTO":
        return {"selectionMode": "AUTO", "code": ""}
    code = properties.text("code", current["code"], most=128)
    if not code:
        raise invalid("titleField.code", rules.MISSING)
    field = fields_by_code(edit.document).get(code)
    if field is None or code in tables_by_column(edit.document):
        raise unknown_field(code, "titleField.code")
    if field["type"] not in _TITLES:
        raise invalid("titleField.code", rules.NOT_IN_ENUM)
    return {"selectionMode": "MANUAL", "code": code}


def _precision(edit: Edit, raw: JSONValue, current: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    properties = _part(raw, "numberPrecision")
    digits = properties.whole("digits", least=1, most=30)
    places = properties.whole("decimalPlaces", least=0, most=10)
    rounding = properties.one_of(
        "roundingMode", ("HALF_EVEN", "UP", "DOWN"), current["roundingMode"]
    )
    properties.done()
    return {
        "digits": current["digits"] if digits is None else str(digits),
        "decimalPlaces": current["decimalPlaces"] if places is None else str(places),
        "roundingMode": rounding,
    }


def _timezone(edit: Edit, raw: JSONValue, current: str) -> str:  # noqa: ARG001
    try:
        return ZoneInfo(str(raw)).key
    except (ValueError, OSError, LookupError):
        raise invalid("timezone", NOT_A_TIMEZONE) from None


def _part(raw: JSONValue, at: str) -> Properties:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    return Properties(raw, at)


_PARTS: Final[dict[str, Callable[[Edit, JSONValue, Any], Any]]] = {
    "icon": _icon,
    "titleField": _title,
    "numberPrecision": _precision,
    "timezone": _timezone,
}
