"""Who may do what, and why, as rows of a sheet: a line for each person in each app or record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from urakata.access.explaining import Groups, explain_app
from urakata.access.reasons import Reason
from urakata.access.verdicts import AppVerdict, Extent, FieldVerdict
from urakata.access.wording import say
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actor import Actor, Right
from urakata.directory.people import snapshot
from urakata.kernel.text import Language, Text
from urakata.record.explaining import RecordVerdict

YES: Final = Text("○", "yes")
RIGHTS: Final[dict[Right, Text]] = {
    "view": Text("レコード閲覧", "View records"),
    "add": Text("レコード追加", "Add records"),
    "edit": Text("レコード編集", "Edit records"),
    "delete": Text("レコード削除", "Delete records"),
    "manage": Text("アプリ管理", "Manage app"),
    "import": Text("ファイル読み込み", "Import files"),
    "export": Text("ファイル書き出し", "Export files"),
}
OF_RECORD: Final[tuple[Right, ...]] = ("view", "edit", "delete")
_PERSON: Final = (Text("ログイン名", "Login name"), Text("名前", "Name"))
_APP: Final = (Text("アプリID", "App ID"), Text("アプリ", "App"))
_RECORD: Final = Text("レコード番号", "Record number")
_NOTHING: Final = Text("なし", "nothing")
_WHY: Final = Text("理由", "Why")
_RULES: Final = Text("レコードのアクセス権", "Permissions for records")
_FIELDS: Final[dict[str, Text]] = {
    "hidden": Text("見えないフィールド", "Hidden fields"),
    "readable": Text("閲覧だけのフィールド", "Read-only fields"),
    "partly": Text(
        "一部のレコードでだけ見える・編集できるフィールド", "Fields open in some records only"
    ),
}


def app_heads(language: Language) -> list[str]:
    """The columns of `app_rows`."""
    heads = (*_APP, *_PERSON, *RIGHTS.values(), _WHY, _RULES, *_FIELDS.values())
    return [head.in_(language) for head in heads]


def rows_of_apps(apps: Iterable[AppSchema], actor: Actor) -> Iterator[list[str]]:
    """Everybody in every one of the apps; an app's lines are all of one moment."""
    for app in apps:
        with epochs.remembered():
            groups = explain_app(actor=actor, app=app)
            rows = list(app_rows(app, groups, actor.language))
        yield from rows


def app_rows(app: AppSchema, groups: Groups[AppVerdict], language: Language) -> Iterator[list[str]]:
    """A line for each person, in the order of the groups."""
    for verdict, people in groups:
        cells = [
            *(YES.in_(language) if right in verdict.rights else "" for right in RIGHTS),
            _sentences(verdict.reasons, app, language),
            _sentences(verdict.records, app, language),
            *_fields(verdict.fields, app),
        ]
        for person in people:
            yield [str(app.app_id), app.name, person.code, person.name, *cells]


def record_heads(language: Language) -> list[str]:
    """The columns of `record_rows`."""
    rights = (RIGHTS[right] for right in OF_RECORD)
    fields = (_FIELDS["hidden"], _FIELDS["readable"])
    heads = (*_APP, _RECORD, *_PERSON, *rights, _WHY, *fields)
    return [head.in_(language) for head in heads]


def record_rows(
    app: AppSchema, record_id: int, groups: Groups[RecordVerdict], language: Language
) -> Iterator[list[str]]:
    """A line for each person."""
    for verdict, people in groups:
        cells = [
            *(YES.in_(language) if right in verdict.rights else "" for right in OF_RECORD),
            _sentences(verdict.reasons, app, language),
            *_fields(verdict.fields, app)[:2],
        ]
        for person in people:
            yield [str(app.app_id), app.name, str(record_id), person.code, person.name, *cells]


def _sentences(reasons: Iterable[Reason], app: AppSchema, language: Language) -> str:
    people = snapshot()
    return "\n".join(
        _sentence(say(each, app, people).in_(language), each, language) for each in reasons
    )


def _sentence(text: str, reason: Reason, language: Language) -> str:
    """With a rule about records, also what it gives: that is less than the rights, or more."""
    if reason.which != "records" or reason.basis == "no_rule":
        return text
    given = [RIGHTS[right].in_(language) for right in OF_RECORD if right in reason.gives]
    return f"{text}: {', '.join(given) or _NOTHING.in_(language)}"


def _fields(fields: Iterable[FieldVerdict], app: AppSchema) -> list[str]:
    """Labels of the hidden, the read-only and the partly open fields."""
    found: dict[str, list[str]] = {"hidden": [], "readable": [], "partly": []}
    for each in fields:
        found[_KINDS.get((each.sees, each.writes), "partly")].append(app.by_id[each.field_id].label)
    return ["\n".join(labels) for labels in found.values()]


_KINDS: Final[dict[tuple[Extent, Extent], str]] = {
    ("never", "never"): "hidden",
    ("always", "never"): "readable",
}
