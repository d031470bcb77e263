"""A reason as a sentence: which row of which list, about whom."""

from __future__ import annotations

from typing import Final

from urakata.access.reasons import Basis, Reason
from urakata.definition.access_rules import Entity
from urakata.definition.conditions import parse_condition
from urakata.definition.in_words.conditions import describe_condition
from urakata.definition.in_words.entities import name_of
from urakata.definition.in_words.parts import put
from urakata.definition.schema import AppSchema
from urakata.directory.people import Snapshot
from urakata.kernel.text import Text

_APP: Final[dict[Basis, Text]] = {
    "rule": Text(
        "アプリのアクセス権の{row}行目（{who}）", "Row {row} of the app's permissions ({who})"
    ),
    "default": Text("アクセス権の初期設定（{who}）", "The default permissions ({who})"),
    "administrator": Text(
        "システム管理者は、すべてのアプリを管理できます", "Administrators manage every app"
    ),
    "auditor": Text(
        "監査人は、すべてを閲覧して書き出せますが、変更はできません",
        "Auditors see and export everything and change nothing",
    ),
    "guest": Text(
        "ゲストは「全員」に含まれず、ほかに当てはまる行がありません",
        "A guest is not one of everyone, and no other row of the app's permissions applies",
    ),
    "nobody": Text(
        "アプリのアクセス権に、当てはまる行がありません", "No row of the app's permissions applies"
    ),
}
_RECORDS: Final[dict[Basis, Text]] = {
    "rule": Text(
        "レコードのアクセス権の{rule}番目（{condition}）の{row}行目（{who}）",
        "Row {row} ({who}) of rule {rule} for records ({condition})",
    ),
    "nobody": Text(
        "レコードのアクセス権の{rule}番目（{condition}）に、当てはまる行がありません",
        "No row of rule {rule} for records ({condition}) applies",
    ),
    "no_rule": Text(
        "レコードのアクセス権のどの条件にも合わないので、アプリのアクセス権のとおりです",
        "No rule for records is about this one: the app's permissions count",
    ),
}
_FIELDS: Final[dict[Basis, Text]] = {
    "rule": Text(
        "フィールド「{field}」のアクセス権の{row}行目（{who}）",
        'Row {row} ({who}) of the permissions for the field "{field}"',
    ),
    "nobody": Text(
        "フィールド「{field}」のアクセス権に、当てはまる行がありません",
        'No row of the permissions for the field "{field}" applies',
    ),
    "status": Text(
        "プロセス管理のステータス「{status}」での「{field}」の制限",
        'The process restricts "{field}" in the status “{status}”',
    ),
}
_SENTENCES: Final = {"app": _APP, "records": _RECORDS, "fields": _FIELDS}

_SECRET: Final = Text("表示できない条件", "a condition that cannot be shown")


def say(reason: Reason, app: AppSchema, people: Snapshot) -> Text:
    """The reason in a sentence. Rows and rules count from 1, as people do."""
    row = reason.rule if reason.which == "app" else reason.row
    who = condition = Text("", "")
    if reason.entity is not None:
        who = name_entity(reason.entity)
    if reason.which == "records" and reason.rule is not None:
        condition = describe_rule(reason, app, people)
    field = app.by_code.get(reason.field)
    return put(
        _SENTENCES[reason.which][reason.basis],
        rule=_nth(reason.rule),
        row=_nth(row),
        who=who,
        condition=condition,
        field=field.label if field else reason.field,
        status=reason.status,
    )


def describe_rule(reason: Reason, app: AppSchema, people: Snapshot) -> Text:
    """Which records the rule is about that a reason names."""
    if reason.condition is None:
        return _SECRET
    return describe_condition(parse_condition(reason.condition), app, people)


def _nth(place: int | None) -> str:
    return "" if place is None else str(place + 1)


def name_entity(entity: Entity) -> Text:
    """Whom a row is about."""
    named = {"type": entity.type, "code": entity.code, "organization": entity.organization}
    return name_of({"entity": named, "includeSubs": entity.with_subs})
