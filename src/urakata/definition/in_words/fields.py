"""Fields that come, go and change, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from urakata.definition.diff import Diff, FieldChange
from urakata.definition.in_words.parts import about_parts, put
from urakata.definition.shape import Document, every_field
from urakata.definition.type_names import TYPE_NAMES
from urakata.kernel.text import Text

_ADDED: Final = Text(
    "フィールド「{label}」（{type}）を追加します。", 'The field "{label}" ({type}) is added.'
)
_REMOVED: Final = Text(
    "フィールド「{label}」（{type}）を削除します。保存されている値は見えなくなります。",
    'The field "{label}" ({type}) is removed; its stored values can no longer be seen.',
)
_RECODED: Final = Text(
    "フィールド「{label}」のコードを「{old}」から「{new}」に変更します。",
    'The code of the field "{label}" changes from "{old}" to "{new}".',
)
_RELABELLED: Final = Text(
    "フィールド「{old}」の名前を「{label}」に変更します。",
    'The field "{old}" is called "{label}" from now on.',
)
_UNIQUE: Final = Text(
    "フィールド「{label}」で値の重複を禁止します。", 'Values of the field "{label}" must be unique.'
)
_NOT_UNIQUE: Final = Text(
    "フィールド「{label}」で値の重複を許可します。", 'Values of the field "{label}" may repeat.'
)
_REQUIRED: Final = Text(
    "フィールド「{label}」を必須にします。", 'The field "{label}" becomes required.'
)
_NOT_REQUIRED: Final = Text(
    "フィールド「{label}」を任意にします。", 'The field "{label}" becomes optional.'
)
_FORMULA: Final = Text(
    "フィールド「{label}」の値の決め方（計算式・ルックアップ・自動付番）を変更します。",
    'How the field "{label}" gets its value (formula, look-up, numbering) changes.',
)
_CHANGED: Final = Text(
    "フィールド「{label}」の設定を変更します。", 'Settings of the field "{label}" change.'
)
_OPTION: Final = Text(
    "フィールド「{label}」の選択肢「{old}」を「{new}」に変更し、保存されている値も書き換えます。",
    'The option "{old}" of the field "{label}" becomes "{new}", in stored records too.',
)
_OPTION_GONE: Final = Text(
    "フィールド「{label}」の選択肢「{old}」を削除します。",
    'The option "{old}" of the field "{label}" is removed.',
)
_OPTION_ADDED: Final = Text(
    "フィールド「{label}」に選択肢「{new}」を追加します。",
    'The field "{label}" gets the option "{new}".',
)
_OF: Final = Text("フィールド「{label}」の", ' of the field "{label}"')
_PARTS: Final[dict[str, Text]] = {
    "expression": Text("計算式", "The formula"),
    "noLabel": Text("フィールド名の非表示", "Hiding the name"),
    "defaultValue": Text("初期値", "The initial value"),
    "defaultNowValue": Text("初期値（登録時の日時）", "The initial value (the present)"),
    "minValue": Text("最小値", "The smallest value"),
    "maxValue": Text("最大値", "The largest value"),
    "minLength": Text("最小文字数", "The shortest length"),
    "maxLength": Text("最大文字数", "The longest length"),
    "unit": Text("単位", "The unit"),
    "unitPosition": Text("単位の位置", "The place of the unit"),
    "digit": Text("桁区切りの表示", "Showing groups of digits"),
    "displayScale": Text("小数点以下の桁数", "The number of decimal places"),
    "format": Text("表示形式", "The format"),
    "hideExpression": Text("計算式の非表示", "Hiding the formula"),
    "protocol": Text("リンクの種類", "The kind of link"),
    "thumbnailSize": Text("画像の大きさ", "The size of pictures"),
    "align": Text("選択肢の並べ方", "How options are laid out"),
    "entities": Text("選択できる人", "Who can be chosen"),
    "lookup": Text("ルックアップの設定", "The look-up"),
    "numbering": Text("自動付番の設定", "The numbering"),
    "referenceTable": Text("関連レコードの設定", "The related records"),
    "openGroup": Text("グループを開いた状態での表示", "Showing the group open"),
}


def about_fields(changes: Diff) -> Iterator[Text]:
    """What goes, what comes, what becomes different, options last."""
    for field in changes.removed:
        yield put(_REMOVED, label=field.label, type=TYPE_NAMES[field.type.key])
    for field in changes.added:
        if not (changes.is_first and field.type.system_column):
            yield put(_ADDED, label=field.label, type=TYPE_NAMES[field.type.key])
    was, now = _objects(changes.before), _objects(changes.after)
    for change in changes.changed:
        yield from _about(change, was[change.old.id], now[change.new.id])
    yield from _about_options(changes, was, now)


def _objects(document: Document | None) -> dict[int, dict[str, Any]]:
    return {field["id"]: field for field, _ in every_field(document)} if document else {}


def _about(change: FieldChange, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Text]:
    old, new = change.old, change.new
    said = []
    if old.code != new.code:
        said.append(put(_RECODED, label=new.label, old=old.code, new=new.code))
    if old.label != new.label:
        said.append(put(_RELABELLED, label=new.label, old=old.label))
    if old.unique != new.unique:
        said.append(put(_UNIQUE if new.unique else _NOT_UNIQUE, label=new.label))
    if old.required != new.required:
        said.append(put(_REQUIRED if new.required else _NOT_REQUIRED, label=new.label))
    parts = list(about_parts(put(_OF, label=new.label), _PARTS, was, now))
    if change.changes_result and not parts:
        said.append(put(_FORMULA, label=new.label))
    said += parts
    if not said and was.get("options") == now.get("options"):
        said.append(put(_CHANGED, label=new.label))
    yield from said


def _about_options(
    changes: Diff, was: Mapping[int, dict[str, Any]], now: Mapping[int, dict[str, Any]]
) -> Iterator[Text]:
    for option in changes.options:
        template = _OPTION if option.new is not None else _OPTION_GONE
        yield put(template, label=option.field.label, old=option.old, new=option.new or "")
    for change in changes.changed:
        known = {each.get("id", name) for name, each in _options(was[change.old.id])}
        for name, each in _options(now[change.new.id]):
            if each.get("id", name) not in known:
                yield put(_OPTION_ADDED, label=change.new.label, new=name)


def _options(field: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(field.get("options", {}).items(), key=lambda named: int(named[1]["index"]))
