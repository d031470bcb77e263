"""What is refused about delegations, absences, managers and personnel orders (``UR_DG``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

PEOPLE: Final[dict[str, Text]] = {
    "UR_DG01": Text(
        "終了日（{last}）が開始日（{first}）より前になっています。",
        "The last day ({last}) is before the first day ({first}).",
    ),
    "UR_DG02": Text(
        "終了日（{last}）がすでに過ぎています。今日以降の日付を指定してください。",
        "The last day ({last}) is over. Give today or a later day.",
    ),
    "UR_DG03": Text(
        "{name}さんは停止されているため、指定できません。",
        "{name} can no longer sign in and cannot be named here.",
    ),
    "UR_DG04": Text(
        "指定した代理の設定がないか、すでに終わっています。",
        "There is no such delegation, or it has ended.",
    ),
    "UR_DG05": Text("本人を代理人にすることはできません。", "Nobody can stand in for themselves."),
    "UR_DG06": Text(
        "ゲスト（{name}さん）を代理人にすることはできません。",
        "A guest ({name}) cannot stand in for anybody.",
    ),
    "UR_DG07": Text(
        "金額の上限は、0以上の数値で指定してください。",
        "The cap must be a number that is not negative.",
    ),
    "UR_DG08": Text(
        "同じ期間の代理が一周してしまいます（{path}）。期間か代理人を変更してください。",
        "The delegations of these days would go round in a circle ({path}). "
        "Change the days or the people.",
    ),
    "UR_DG09": Text(
        "指定した不在の予定がないか、すでに終わっています。",
        "There is no such absence, or it has ended.",
    ),
    "UR_DG10": Text("自分自身を上長にすることはできません。", "Nobody is their own manager."),
    "UR_DG11": Text(
        "上長が一周してしまいます（{path}）。",
        "The managers would go round in a circle ({path}).",
    ),
}
