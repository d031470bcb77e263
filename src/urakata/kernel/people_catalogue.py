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
    "UR_DG12": Text(
        "{first}から{last}までの不在がすでに登録されていて、期間が重なっています。"
        "期間を変えるときは、登録済みの不在を取り消してから登録してください。",
        "There is an absence from {first} to {last} already, and the days overlap. "
        "To change its days, take it back first.",
    ),
    "UR_DG20": Text(
        "すでに予定されている{day}の「{what}」と両立しません。先にその予定を取り消すか、日付を変更してください。",
        "This does not go together with “{what}”, prepared for {day}. "
        "Take that back first, or choose another day.",
    ),
    "UR_DG21": Text(
        "{day}の時点で、組織「{code}」がないか、閉鎖されています。",
        "There is no organization “{code}” on {day}, or it is closed by then.",
    ),
    "UR_DG22": Text(
        "組織コード「{code}」はすでに使われています。",
        "The organization code “{code}” is already in use.",
    ),
    "UR_DG23": Text(
        "「{name}」を、それ自身の下に移すことはできません。",
        "“{name}” cannot be moved below itself.",
    ),
    "UR_DG24": Text(
        "「{name}」には{count}人（{people}）が残っています。先に異動の予定を登録してください。",
        "{count} people ({people}) are still in “{name}”. Prepare where they go first.",
    ),
    "UR_DG25": Text(
        "「{name}」の下に「{below}」が残っています。先に移すか、同じ日に閉鎖してください。",
        "“{below}” is still within “{name}”. Move it first, or close it on the same day.",
    ),
    "UR_DG26": Text(
        "{person}さんは、その時点ですでに「{name}」に所属しています。",
        "{person} is in “{name}” already by then.",
    ),
    "UR_DG27": Text(
        "{person}さんは、その時点で「{name}」に所属していません。",
        "{person} is not in “{name}” by then.",
    ),
    "UR_DG28": Text(
        "その時点で「{name}」にこの役職の人はいません。",
        "Nobody has this title in “{name}” by then.",
    ),
    "UR_DG29": Text(
        "このユーザーは停止されているため、異動できません。",
        "This person can no longer sign in and cannot be moved.",
    ),
    "UR_DG30": Text("{first}より前の日付は指定できません。", "The day must not be before {first}."),
    "UR_DG31": Text(
        "指定した予定がないか、すでに実施または取り消されています。",
        "There is nothing prepared by this number, or it is done or taken back already.",
    ),
    "UR_DG32": Text("組織「{code}」は閉鎖されています。", "The organization “{code}” is closed."),
}
