"""レコードのタイトル: the field that names a record to people, in lists that span apps."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import strip_tags

from urakata.definition.conditions import Env, column_sql
from urakata.definition.schema import AppSchema, Field
from urakata.directory.people import Snapshot
from urakata.record.per_schema import once_per_schema

_NAMING: Final = re.compile("件名|題名|タイトル|名称|名$|subject|title|name", re.IGNORECASE)
_AS_TEXT: Final = {
    "numeric": "trim_scale({value})::text",
    "time": "left(({value})::text, 5)",
    "timestamptz": """to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI":00Z"')""",
}
"""How columns are written where plain text is not what kintone's API shows."""


@once_per_schema
def title_field(app: AppSchema) -> Field | None:
    """The app's choice, or the first text that looks like a name, as the screens choose it."""
    title = app.settings.get("titleField")
    if isinstance(title, dict) and title.get("selectionMode") == "MANUAL":
        chosen = app.by_code.get(str(title.get("code")))
        if chosen is not None and chosen.type.column is not None:
            return chosen
    texts = [field for field in app.top_fields if field.type.key == "SINGLE_LINE_TEXT"]
    named = next((field for field in texts if _NAMING.search(field.label)), None)
    return named or next(iter(texts), None)


def title_sql(app: AppSchema, env: Env) -> str:
    """The title as text, over a record's row ``t``; NULL where there is none, or it is hidden."""
    field = title_field(app)
    if field is None:
        return "NULL::text"
    value = column_sql(field, app, env)
    return _AS_TEXT.get(str(field.type.column), "({value})::text").format(value=value)


def show_title(app: AppSchema, value: str | None, people: Snapshot) -> str:
    """What a list shows of what `title_sql` read: one line, without marks."""
    field = title_field(app)
    if field is None or value is None:
        return ""
    if field.type.key in {"CREATOR", "MODIFIER"}:
        return str(people.show("user", int(value))["name"])
    if field.type.key == "RECORD_NUMBER":
        return f"{app.code}-{value}" if app.code else value
    text = strip_tags(value) if field.type.key == "RICH_TEXT" else value
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
