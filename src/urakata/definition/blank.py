"""The document a new app begins with: kintone's defaults, in the language of whoever makes it."""

from __future__ import annotations

import uuid
from typing import Any, Final

from urakata.definition.shape import FORMAT, Document, FieldObject
from urakata.kernel.text import Language, Text

SYSTEM_FIELDS: Final[dict[str, tuple[Text, Text]]] = {  # by type: code and label
    "RECORD_NUMBER": (
        Text("レコード番号", "Record_number"),
        Text("レコード番号", "Record number"),
    ),
    "CREATOR": (Text("作成者", "Created_by"), Text("作成者", "Created by")),
    "CREATED_TIME": (
        Text("作成日時", "Created_datetime"),
        Text("作成日時", "Created datetime"),
    ),
    "MODIFIER": (Text("更新者", "Updated_by"), Text("更新者", "Updated by")),
    "UPDATED_TIME": (
        Text("更新日時", "Updated_datetime"),
        Text("更新日時", "Updated datetime"),
    ),
    "STATUS": (Text("ステータス", "Status"), Text("ステータス", "Status")),
    "STATUS_ASSIGNEE": (Text("作業者", "Assignee"), Text("作業者", "Assignee")),
    "CATEGORY": (Text("カテゴリー", "Categories"), Text("カテゴリー", "Categories")),
}
SWITCHED: Final = frozenset({"STATUS", "STATUS_ASSIGNEE", "CATEGORY"})
FISCAL_YEAR_BEGINS: Final = "4"  #: April, as in most Japanese companies

STATES: Final = (
    Text("未処理", "Not started"),
    Text("処理中", "In progress"),
    Text("完了", "Completed"),
)
ACTIONS: Final = (Text("処理開始", "Start"), Text("完了する", "Complete"))
MY_VIEW: Final = Text("（作業者が自分）", "(Assigned to me)")


def new_document(name: str, *, language: Language, timezone: str) -> Document:
    """An app with its eight system fields and nothing else."""
    fields = [
        system_field(key, language=language, id_=n) for n, key in enumerate(SYSTEM_FIELDS, start=1)
    ]
    return {
        "format": FORMAT,
        "uid": uuid.uuid4().hex,
        "name": name,
        "code": "",
        "description": "",
        "settings": default_settings(timezone),
        "fields": fields,
        "next_id": len(fields) + 1,
        "layout": [],
        "views": {},
        "process": {"enable": False, "states": None, "actions": None},
    }


def system_field(type_key: str, *, language: Language, id_: int) -> FieldObject:
    """One of the fields that every app has, under its usual code."""
    code, label = SYSTEM_FIELDS[type_key]
    field: FieldObject = {
        "id": id_,
        "type": type_key,
        "code": code.in_(language),
        "label": label.in_(language),
    }
    return field | ({"enabled": False} if type_key in SWITCHED else {"noLabel": False})


def default_settings(timezone: str) -> dict[str, Any]:
    """Kintone's settings object as a new app has it; the app's time zone; whether reads are told."""
    return {
        "icon": {"type": "PRESET", "key": "APP72"},
        "theme": "WHITE",
        "titleField": {"selectionMode": "AUTO", "code": ""},
        "enableThumbnails": True,
        "enableBulkDeletion": False,
        "enableComments": True,
        "enableDuplicateRecord": True,
        "enableInlineRecordEditing": True,
        "numberPrecision": {"digits": "16", "decimalPlaces": "4", "roundingMode": "HALF_EVEN"},
        "firstMonthOfFiscalYear": FISCAL_YEAR_BEGINS,
        "timezone": timezone,
        "sensitive": False,
    }


def default_states(creator_code: str, language: Language) -> dict[str, Any]:
    """The statuses of a process that was just switched on; ids are given by whoever stores them."""
    return {
        name.in_(language): {
            "name": name.in_(language),
            "index": str(n),
            "assignee": first_assignee(creator_code),
        }
        for n, name in enumerate(STATES)
    }


def default_actions(language: Language) -> list[dict[str, Any]]:
    """The actions between `default_states`."""
    return [
        {
            "name": name.in_(language),
            "from": STATES[n].in_(language),
            "to": STATES[n + 1].in_(language),
            "filterCond": "",
            "type": "PRIMARY",
        }
        for n, name in enumerate(ACTIONS)
    ]


def first_assignee(creator_code: str) -> dict[str, Any]:
    """Whose turn it is when nobody said: whoever made the record."""
    entity = {"type": "FIELD_ENTITY", "code": creator_code}
    return {"type": "ONE", "entities": [{"entity": entity, "includeSubs": False}]}
