"""An app's name, code, description and settings in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from urakata.definition.diff import Diff, Section
from urakata.definition.in_words.parts import about_parts
from urakata.kernel.text import Text

_OF: Final = Text("アプリの", " of the app")
_NAMES: Final[dict[str, Text]] = {
    "name": Text("名前", "The name"),
    "code": Text("コード", "The code"),
    "description": Text("説明", "The description"),
}
_SETTINGS: Final[dict[str, Text]] = {
    "icon": Text("アイコン", "The icon"),
    "theme": Text("テーマ", "The theme"),
    "titleField": Text("レコードのタイトル", "What records are titled by"),
    "enableThumbnails": Text("サムネイル表示", "Showing thumbnails"),
    "enableBulkDeletion": Text("レコードの一括削除", "Deleting records in bulk"),
    "enableComments": Text("コメント", "Commenting"),
    "enableDuplicateRecord": Text("レコードの再利用", "Duplicating records"),
    "enableInlineRecordEditing": Text("一覧での編集", "Editing in lists"),
    "numberPrecision": Text("計算の精度", "The precision of calculations"),
    "firstMonthOfFiscalYear": Text("年度の開始月", "The first month of the fiscal year"),
    "timezone": Text("タイムゾーン", "The time zone"),
    "sensitive": Text("閲覧の記録", "Keeping a record of readers"),
}
_OTHER: Final = Text("アプリの設定を変更します。", "Settings of the app change.")


def about_settings(section: Section, changes: Diff) -> Iterator[Text]:
    """One of the four sections that are not about the form."""
    was, now = changes.before or {}, changes.after
    if section != "settings":
        yield from about_parts(_OF, {section: _NAMES[section]}, was, now)
        return
    said = list(about_parts(_OF, _SETTINGS, was["settings"], now["settings"]))
    yield from said or [_OTHER]
