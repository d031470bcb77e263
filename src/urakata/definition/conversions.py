"""Values that pass from one type of field to another: what a look-up may copy, and as what."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.fields.base import FieldType

_TEXT: Final = ("SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "LINK")
_MOMENTS: Final = ("SINGLE_LINE_TEXT", "MULTI_LINE_TEXT")

COPIES: Final[dict[str, frozenset[str]]] = {
    source: frozenset(targets)
    for source, targets in {
        "RECORD_NUMBER": ("NUMBER", "SINGLE_LINE_TEXT"),
        "SINGLE_LINE_TEXT": (*_TEXT, "DROP_DOWN", "RADIO_BUTTON"),
        "MULTI_LINE_TEXT": ("MULTI_LINE_TEXT", "SINGLE_LINE_TEXT", "RICH_TEXT"),
        "RICH_TEXT": ("RICH_TEXT",),
        "LINK": ("LINK", "SINGLE_LINE_TEXT", "MULTI_LINE_TEXT"),
        "NUMBER": ("NUMBER", "SINGLE_LINE_TEXT", "MULTI_LINE_TEXT"),
        "CALC": ("NUMBER", "SINGLE_LINE_TEXT", "MULTI_LINE_TEXT"),
        "RADIO_BUTTON": (*_TEXT[:2], "RADIO_BUTTON", "DROP_DOWN"),
        "DROP_DOWN": (*_TEXT[:2], "RADIO_BUTTON", "DROP_DOWN"),
        "STATUS": (*_TEXT[:2], "RADIO_BUTTON", "DROP_DOWN"),
        "CHECK_BOX": ("CHECK_BOX", "MULTI_SELECT"),
        "MULTI_SELECT": ("CHECK_BOX", "MULTI_SELECT"),
        "DATE": ("DATE", *_MOMENTS),
        "TIME": ("TIME", *_MOMENTS),
        "DATETIME": ("DATETIME", *_MOMENTS),
        "CREATED_TIME": ("DATETIME", *_MOMENTS),
        "UPDATED_TIME": ("DATETIME", *_MOMENTS),
        "USER_SELECT": ("USER_SELECT",),
        "CREATOR": ("USER_SELECT",),
        "MODIFIER": ("USER_SELECT",),
        "STATUS_ASSIGNEE": ("USER_SELECT",),
        "ORGANIZATION_SELECT": ("ORGANIZATION_SELECT",),
        "GROUP_SELECT": ("GROUP_SELECT",),
    }.items()
}
"""Source type to the types its value may be copied into."""

KEYS: Final[dict[str, frozenset[str]]] = {
    "SINGLE_LINE_TEXT": frozenset({"SINGLE_LINE_TEXT", "RECORD_NUMBER", "NUMBER", "LINK"}),
    "NUMBER": frozenset({"NUMBER", "RECORD_NUMBER"}),
    "LINK": frozenset({"LINK"}),
}
"""Type of a look-up field to the types of the key field it may point at."""


def may_copy(source: FieldType[Any], target: FieldType[Any]) -> bool:
    """Whether a look-up may put a value of one type into a field of the other."""
    return target.key in COPIES.get(source.key, ())


def may_join(field: FieldType[Any], related: FieldType[Any]) -> bool:
    """Whether related records can be found by comparing fields of these types."""
    comparable = {"text", "choice", "number", "date", "datetime", "time"}
    if not {field.kind, related.kind} <= comparable:
        return False
    words = {"text", "choice", "number"}
    return field.kind == related.kind or {field.kind, related.kind} <= words
