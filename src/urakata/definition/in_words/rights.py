"""Rights over an app and its records in words: who may do what from now on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from urakata.definition.access_rules import APP_RIGHTS, RECORD_RIGHTS
from urakata.definition.diff import Diff
from urakata.definition.in_words.entities import name_of
from urakata.definition.in_words.parts import joined, put
from urakata.kernel.text import Text

Rows: TypeAlias = "list[dict[str, Any]]"

_RIGHTS: Final[dict[str, Text]] = {
    "appEditable": Text("アプリの管理", "managing the app"),
    "recordViewable": Text("レコードの閲覧", "viewing records"),
    "recordAddable": Text("レコードの追加", "adding records"),
    "recordEditable": Text("レコードの編集", "editing records"),
    "recordDeletable": Text("レコードの削除", "deleting records"),
    "recordImportable": Text("ファイルの読み込み", "importing files"),
    "recordExportable": Text("ファイルへの書き出し", "exporting files"),
    "viewable": Text("閲覧", "viewing"),
    "editable": Text("編集", "editing"),
    "deletable": Text("削除", "deleting"),
}
_NOTHING: Final = Text("なし", "nothing")

_APP_RESET: Final = Text(
    "アプリのアクセス権を初期設定に戻します。", "The rights over the app go back to the default."
)
_APP_BEGUN: Final = Text(
    "アプリのアクセス権を初期設定から変更します。",
    "The rights over the app are no longer the default.",
)
_APP_ROW: Final = Text(
    "アプリのアクセス権：{who}に許可する操作を「{rights}」にします。",
    "Rights over the app: {who} may do: {rights}.",
)
_APP_CHANGED: Final = Text(
    "アプリのアクセス権：{who}に許可する操作を「{old}」から「{rights}」に変更します。",
    "Rights over the app: {who} may do: {rights}; before: {old}.",
)
_APP_GONE: Final = Text(
    "アプリのアクセス権：{who}の設定を削除します。",
    "Rights over the app: the row about {who} is removed.",
)
_APP_ORDER: Final = Text(
    "アプリのアクセス権の優先順位を変更します。", "The order of the rights over the app changes."
)

_RULE: Final = Text(
    "レコードのアクセス権：{which}では、{given}。", "Rights over records: in {which}, {given}."
)
_RULE_GONE: Final = Text(
    "レコードのアクセス権：{which}の設定を削除します。",
    "Rights over records: the rule about {which} is removed.",
)
_RULE_ORDER: Final = Text(
    "レコードのアクセス権の優先順位を変更します。",
    "The order of the rights over records changes.",
)
_GIVEN: Final = Text("{who}に「{rights}」を許可します", "{who} may do: {rights}")
_NOBODY: Final = Text("だれにも何も許可しません", "nobody may do anything")
_ALL: Final = Text("すべてのレコード", "all records")
_WHERE: Final = Text("条件「{condition}」に合うレコード", 'records that match "{condition}"')


def about_rights(changes: Diff) -> Iterator[Text]:
    """Every rule that comes, goes or changes."""
    was: dict[str, Any] = (changes.before or {}).get("access") or {}
    now: dict[str, Any] = changes.after.get("access") or {}
    yield from _about_app(was.get("app"), now.get("app"))
    yield from _about_records(was.get("records") or [], now.get("records") or [])


def _about_app(old: Rows | None, new: Rows | None) -> Iterator[Text]:
    if old is not None and new is None:
        yield _APP_RESET
    if new is None:
        return
    if old is None:
        yield _APP_BEGUN
    was = {_key(row): row for row in old or ()}
    now = {_key(row): row for row in new}
    for row in (row for key, row in was.items() if key not in now):
        yield put(_APP_GONE, who=name_of(row))
    for key, row in now.items():
        yield from _about_row(was.get(key), row)
    if _is_reordered([*was], [*now]):
        yield _APP_ORDER


def _about_row(old: dict[str, Any] | None, new: dict[str, Any]) -> Iterator[Text]:
    rights = _rights(new, tuple(APP_RIGHTS))
    before = None if old is None else _rights(old, tuple(APP_RIGHTS))
    if before is None:
        yield put(_APP_ROW, who=name_of(new), rights=rights)
    elif before != rights:
        yield put(_APP_CHANGED, who=name_of(new), rights=rights, old=before)


def _about_records(old: Rows, new: Rows) -> Iterator[Text]:
    was, now = _by_condition(old), _by_condition(new)
    for key, rule in was.items():
        if key not in now:
            yield put(_RULE_GONE, which=_which(rule))
    for key, rule in now.items():
        if was.get(key) != rule:
            yield put(_RULE, which=_which(rule), given=_given(rule["entities"]))
    if _is_reordered([*was], [*now]):
        yield _RULE_ORDER


def _given(rows: Rows) -> Text:
    said = [put(_GIVEN, who=name_of(r), rights=_rights(r, tuple(RECORD_RIGHTS))) for r in rows]
    return joined(said) if said else _NOBODY


def _rights(row: dict[str, Any], names: Sequence[str]) -> Text:
    given = [_RIGHTS[name] for name in names if row.get(name)]
    return joined(given) if given else _NOTHING


def _which(rule: dict[str, Any]) -> Text:
    condition = rule.get("filterCond", "")
    return put(_WHERE, condition=condition) if condition.strip() else _ALL


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    entity = row["entity"]
    parts = (entity["type"], entity.get("code"), entity.get("organization"))
    return (*parts, bool(row.get("includeSubs")))


def _by_condition(rules: Rows) -> dict[tuple[str, int], dict[str, Any]]:
    """Rules by what they are about; the same condition twice is told apart by its turn."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for rule in rules:
        condition = rule.get("filterCond", "")
        turn = sum(1 for seen, _ in found if seen == condition)
        found[condition, turn] = rule
    return found


def _is_reordered(was: list[Any], now: list[Any]) -> bool:
    return [key for key in was if key in now] != [key for key in now if key in was]
