"""What people call the field types."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

TYPE_NAMES: Final[dict[str, Text]] = {
    "RECORD_NUMBER": Text("レコード番号", "record number"),
    "CREATOR": Text("作成者", "created by"),
    "CREATED_TIME": Text("作成日時", "created datetime"),
    "MODIFIER": Text("更新者", "updated by"),
    "UPDATED_TIME": Text("更新日時", "updated datetime"),
    "STATUS": Text("ステータス", "status"),
    "STATUS_ASSIGNEE": Text("作業者", "assignee"),
    "CATEGORY": Text("カテゴリー", "categories"),
    "SINGLE_LINE_TEXT": Text("文字列（1行）", "text"),
    "MULTI_LINE_TEXT": Text("文字列（複数行）", "text area"),
    "RICH_TEXT": Text("リッチエディター", "rich text"),
    "NUMBER": Text("数値", "number"),
    "CALC": Text("計算", "calculated"),
    "CHECK_BOX": Text("チェックボックス", "check box"),
    "RADIO_BUTTON": Text("ラジオボタン", "radio button"),
    "MULTI_SELECT": Text("複数選択", "multi-choice"),
    "DROP_DOWN": Text("ドロップダウン", "drop-down"),
    "DATE": Text("日付", "date"),
    "TIME": Text("時刻", "time"),
    "DATETIME": Text("日時", "date and time"),
    "LINK": Text("リンク", "link"),
    "FILE": Text("添付ファイル", "attachment"),
    "USER_SELECT": Text("ユーザー選択", "user selection"),
    "ORGANIZATION_SELECT": Text("組織選択", "department selection"),
    "GROUP_SELECT": Text("グループ選択", "group selection"),
    "SUBTABLE": Text("テーブル", "table"),
    "GROUP": Text("グループ", "field group"),
    "REFERENCE_TABLE": Text("関連レコード一覧", "related records"),
}
