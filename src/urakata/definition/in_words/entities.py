"""Whom a rule is about, in words: names, not codes."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.in_words.parts import put
from urakata.directory.people import Kind, snapshot
from urakata.kernel.text import Text

_EVERYONE: Final = Text("全員", "everyone")
_CREATOR: Final = Text("アプリの作成者", "the app's creator")
_FIELD: Final = Text("フィールド「{name}」が指す人", 'whoever the field "{name}" names')
_TITLE: Final = Text("役職「{name}」", 'the title "{name}"')
_TITLE_IN: Final = Text("組織「{unit}」の役職「{name}」", 'the title "{name}" within "{unit}"')
_NAMED: Final[dict[str, tuple[Kind, Text]]] = {
    "USER": ("user", Text("ユーザー「{name}」", 'the user "{name}"')),
    "GROUP": ("group", Text("グループ「{name}」", 'the group "{name}"')),
    "ORGANIZATION": ("organization", Text("組織「{name}」", 'the department "{name}"')),
}
_SUBS: Final = Text("（下位組織を含む）", " and all below it")


def name_of(row: dict[str, Any]) -> Text:
    """The entity of one row of a list of rights."""
    entity = row["entity"]
    kind, code = entity["type"], entity.get("code") or ""
    subs = _SUBS if row.get("includeSubs") else Text("", "")
    if kind == "CREATOR":
        return _CREATOR
    if kind == "GROUP" and code == "everyone":
        return _EVERYONE
    if kind == "FIELD_ENTITY":
        return _with(put(_FIELD, name=code), subs)
    if kind == "TITLE":
        return _with(_title(code, entity.get("organization")), subs)
    people, template = _NAMED[kind]
    return _with(put(template, name=_shown(people, code)), subs)


def is_everyone(row: dict[str, Any]) -> bool:
    """Whether a row is about everybody."""
    return bool(row["entity"]["type"] == "GROUP" and row["entity"].get("code") == "everyone")


def _title(code: str, organization: str | None) -> Text:
    names = [title.name for title in snapshot().titles.values() if title.code == code]
    name = names[0] if names else code
    if not organization:
        return put(_TITLE, name=name)
    return put(_TITLE_IN, name=name, unit=_shown("organization", organization))


def _shown(kind: Kind, code: str) -> str:
    """The name behind a code; the code of somebody who is not there any more."""
    id_ = snapshot().find(kind, code)
    return code if id_ is None else str(snapshot().show(kind, id_)["name"]) or code


def _with(name: Text, subs: Text) -> Text:
    return Text(name.ja + subs.ja, name.en + subs.en)
