"""The process in words: its switch, its statuses, its actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from urakata.definition.diff import Diff
from urakata.definition.in_words.duties import about_duties, about_meaning
from urakata.definition.in_words.parts import put
from urakata.definition.in_words.routes import about_routes
from urakata.definition.process_shapes import OURS_OF_AN_ACTION
from urakata.kernel.text import Text

_STATE: Final = Text(
    "ステータス「{old}」を「{new}」に変更し、レコードも書き換えます。",
    'The status "{old}" becomes "{new}", in records too.',
)
_STATE_GONE: Final = Text("ステータス「{old}」を削除します。", 'The status "{old}" is removed.')
_STATE_ADDED: Final = Text("ステータス「{new}」を追加します。", 'The status "{new}" is added.')
_ASSIGNEE: Final = Text(
    "ステータス「{name}」の作業者の設定を変更します。",
    'Who acts while records are in the status "{name}" changes.',
)
_SWITCHED: Final = {
    True: Text("プロセス管理を有効にします。", "Process management is switched on."),
    False: Text("プロセス管理を無効にします。", "Process management is switched off."),
}
_ACTION_ADDED: Final = Text(
    "アクション「{name}」（{source}→{target}）を追加します。",
    'The action "{name}" ({source} → {target}) is added.',
)
_ACTION_GONE: Final = Text(
    "アクション「{name}」（{source}→{target}）を削除します。",
    'The action "{name}" ({source} → {target}) is removed.',
)
_ACTION_CHANGED: Final = Text(
    "アクション「{name}」（{source}→{target}）の条件や実行できる人を変更します。",
    'The condition of the action "{name}" ({source} → {target}), or who may take it, changes.',
)
_OTHER: Final = Text("プロセス管理の設定を変更します。", "The process settings change.")

_TOLD: Final = frozenset({"name", "from", "to"}) | OURS_OF_AN_ACTION

_Way = tuple[str, str, str]


def about_process(changes: Diff) -> Iterator[Text]:
    """What became different, or just that something did."""
    said = [*_about_states(changes)]
    if (
        changes.before is not None
        and "process" in changes.sections
        and not changes.process_switched
    ):
        said += _about_actions(changes.before["process"], changes.after["process"], changes)
        said += _about_assignees(changes.before["process"], changes.after["process"])
        said += about_routes(changes.before["process"], changes.after["process"])
        said += about_duties(changes.before["process"], changes.after["process"])
    if not said and "process" in changes.sections:
        said.append(_OTHER)
    yield from said


def _about_states(changes: Diff) -> Iterator[Text]:
    if changes.process_switched is not None:
        yield _SWITCHED[changes.process_switched]
    for old, new in changes.states:
        yield put(_STATE if new is not None else _STATE_GONE, old=old, new=new or "")
    for name in changes.states_added:
        yield put(_STATE_ADDED, new=name)


def _about_actions(old: dict[str, Any], new: dict[str, Any], changes: Diff) -> Iterator[Text]:
    """Actions have no ids: one that leads elsewhere is another. Renamed statuses are the same."""
    was, now = _ways(old, changes.states_renamed), _ways(new, {})
    for way in was:
        if way not in now:
            yield _say(_ACTION_GONE, way)
    for way, action in now.items():
        if way not in was:
            yield _say(_ACTION_ADDED, way)
        elif _inside(was[way]) != _inside(action):
            yield _say(_ACTION_CHANGED, way)
        yield from about_meaning(action["name"], was.get(way, {}), action)


def _about_assignees(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Text]:
    was = {state.get("id", name): state for name, state in (old["states"] or {}).items()}
    for name, state in (new["states"] or {}).items():
        before = was.get(state.get("id", name))
        if before is not None and before["assignee"] != state["assignee"]:
            yield put(_ASSIGNEE, name=name)


def _ways(process: dict[str, Any], renames: dict[str, str]) -> dict[_Way, dict[str, Any]]:
    return {
        (a["name"], renames.get(a["from"], a["from"]), renames.get(a["to"], a["to"])): a
        for a in process["actions"] or ()
    }


def _inside(action: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key not in _TOLD}


def _say(template: Text, way: _Way) -> Text:
    name, source, target = way
    return put(template, name=name, source=source, target=target)
