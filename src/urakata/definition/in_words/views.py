"""Saved views in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from urakata.definition.diff import Diff
from urakata.definition.in_words.parts import joined, put
from urakata.kernel.text import Text

_ADDED: Final = Text("一覧「{name}」を追加します。", 'The view "{name}" is added.')
_GONE: Final = Text("一覧「{name}」を削除します。", 'The view "{name}" is removed.')
_RENAMED: Final = Text(
    "一覧「{old}」の名前を「{name}」に変更します。",
    'The view "{old}" is called "{name}" from now on.',
)
_CHANGED: Final = Text(
    "一覧「{name}」の{parts}を変更します。", '{parts} of the view "{name}" changes.'
)
_OTHER: Final = Text("一覧の並びを変更します。", "The order of the views changes.")
_PARTS: Final[dict[str, Text]] = {
    "filterCond": Text("絞り込み条件", "the condition"),
    "sort": Text("並び順", "the order"),
    "fields": Text("表示するフィールド", "what is shown"),
    "type": Text("形式", "the kind"),
}
_DETAILS: Final = Text("設定", "a setting")
_TOLD: Final = frozenset({*_PARTS, "id", "name", "index"})


def about_views(changes: Diff) -> Iterator[Text]:
    """Views that come, go and change; else it is their order."""
    was, now = _by_id((changes.before or {}).get("views", {})), _by_id(changes.after["views"])
    said = [put(_GONE, name=view["name"]) for id_, view in was.items() if id_ not in now]
    for id_, view in now.items():
        if id_ in was:
            said += _about(was[id_], view)
        else:
            said.append(put(_ADDED, name=view["name"]))
    yield from said or [_OTHER]


def _about(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Text]:
    if old["name"] != new["name"]:
        yield put(_RENAMED, old=old["name"], name=new["name"])
    parts = [text for key, text in _PARTS.items() if old.get(key) != new.get(key)]
    if any(old.get(key) != new.get(key) for key in (old.keys() | new.keys()) - _TOLD):
        parts.append(_DETAILS)
    if parts:
        shown = joined(parts)
        yield put(_CHANGED, name=new["name"], parts=Text(shown.ja, shown.en.capitalize()))


def _by_id(views: dict[str, Any]) -> dict[str, Any]:
    ordered = sorted(views.values(), key=lambda view: int(view["index"]))
    return {view["id"]: view for view in ordered}
