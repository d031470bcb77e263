"""Why somebody is asked, or is not: reason objects in words.

A reason is JSON, kept with routes and steps for as long as they are: ids and numbers, and whatever
of the matrix's row may be different by the time somebody asks. By ``type``:

* of a route: ``matrix`` (a row applied), ``skipped`` and ``merged`` (``why``: ``empty applicant
  barred same``; ``step line user at``);
* of a line: ``entity`` (``entity users unit gone``), ``left_out`` (``user``), ``barred`` (``user
  rule``), ``escalated`` (``why users``), ``carried`` (``round``: passed there, before the return);
* what a route is stuck on: ``stuck`` (``why step line``), ``circle`` (``users step line``),
  ``nobody``, ``no_matrix``, ``gap``, ``overlap`` (``rows``), ``unreadable`` (``row``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from urakata.definition.in_words.entities import name_of
from urakata.definition.in_words.parts import joined, put
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.process.routes.bands import describe_case, describe_row

Reason: TypeAlias = Mapping[str, Any]

_MATRIX: Final = Text("職務権限表の{row}", "{row} of the authority matrix")
_DRAFT: Final = Text("職務権限表（版「{draft}」）の{row}", "{row} of the draft “{draft}” of the authority matrix")  # fmt: skip
_SKIPPED: Final[dict[str, Text]] = {
    "empty": Text(
        "{place}は、担当する人がいないため省きました",
        "{place} is left out, since there is nobody for it",
    ),
    "applicant": Text(
        "{place}は、申請者本人のため省きました",
        "{place} is left out, since it would be the applicant",
    ),
    "barred": Text(
        "{place}は、担当する人が職務分掌により承認できないため省きました",
        "{place} is left out, since the segregation of duties bars everybody for it",
    ),
    "same": Text(
        "{place}は、{user}さんが{at}で承認するため省きました",
        "{place} is left out, since {user} decides in {at}",
    ),
}
_MERGED: Final = Text(
    "{place}は、{user}さんが後の{at}で承認するため、そちらにまとめました",
    "{place} is merged into {at}, in which {user} decides later",
)
_LEFT_OUT: Final = Text(
    "申請者本人（{user}さん）は除きました", "The applicant ({user}) is left out"
)
_SUBMITTER: Final = Text(
    "代理で申請した{user}さんは除きました",
    "{user}, who submitted it for the applicant, is left out",
)
_BARRED: Final = Text(
    "{user}さんは、職務分掌「{rule}」のため除きました",
    "{user} is left out by the segregation of duties “{rule}”",
)
_ESCALATED: Final[dict[str, Text]] = {
    "empty": Text(
        "担当する人がいないため、上位の{users}に繰り上げました",
        "Escalated to {users}, since there is nobody for it",
    ),
    "applicant": Text(
        "申請者本人のため、上位の{users}に繰り上げました",
        "Escalated to {users}, since it would be the applicant",
    ),
    "barred": Text(
        "職務分掌により担当できる人がいないため、上位の{users}に繰り上げました",
        "Escalated to {users}, since the segregation of duties bars everybody for it",
    ),
}
_STUCK: Final[dict[str, Text]] = {
    "empty": Text(
        "{place}を担当する人がいません。人、役職、組織の設定を確認してください",
        "There is nobody for {place}. Check the people, titles and organizations",
    ),
    "applicant": Text(
        "{place}を担当するのは申請者本人だけで、上位の人もいません",
        "Only the applicant is there for {place}, and nobody above",
    ),
    "barred": Text(
        "{place}を担当する人は、職務分掌により承認できません。上位の人もいません",
        "The segregation of duties bars everybody for {place}, and there is nobody above",
    ),
}
_CARRIED: Final = Text("{round}回目の申請で承認済みです", "Approved already in submission {round}")
_CIRCLE: Final = Text(
    "上長の設定が循環しているため、{place}を決められません: {users}",
    "{place} cannot be resolved, since these people are each other's managers: {users}",
)
_NOBODY: Final = Text(
    "承認する人が1人もいないルートになります", "The route has nobody left who would approve"
)
_NO_MATRIX: Final = Text(
    "職務権限表のアプリ（アプリコード「KENGEN」）がありません",
    "There is no authority matrix (an app with the code “KENGEN”)",
)
_GAP: Final = Text("職務権限表に当てはまる行がありません: {case}", "No row of the authority matrix applies: {case}")  # fmt: skip
_OVERLAP: Final = Text(
    "職務権限表の複数の行が同じ優先で当てはまり、決められません: {rows}",
    "Several rows of the authority matrix apply with the same priority: {rows}",
)
_UNREADABLE: Final = Text(
    "職務権限表の{row}を読めません: {what}", "{row} of the authority matrix cannot be read: {what}"
)
_CREATOR: Final = Text("レコードの作成者", "whoever made the record")
_MANAGER: Final = Text("申請者の上長", "the applicant's manager")
_HIGHER: Final = Text("申請者の{n}段上の上長", "the applicant's manager {n} levels up")
_FOUND_IN: Final = Text("{who}（{unit}）", "{who} ({unit})")
_GONE: Final = Text("{who}（{users}は利用停止中）", "{who} ({users} may not act any more)")
_RULE: Final = Text("ルール関数「{code}」が選んだ人", "whom the rule “{code}” chose")
_ROUTE: Final = Text("ルート", "the route")
_STEP: Final = Text("「{step}」", "“{step}”")
_LINE: Final = Text("「{step}」の「{line}」", "“{line}” of “{step}”")
_UNKNOWN: Final = Text("不明なユーザー", "somebody unknown")


def say(reason: Reason, people: Snapshot) -> Text:
    """The reason in a sentence."""
    speak = _SENTENCES.get(str(reason.get("type")))
    return speak(reason, people) if speak else Text("", "")


def say_all(reasons: Iterable[Reason], people: Snapshot) -> list[Text]:
    """Reasons in sentences, those left out that say nothing."""
    texts = [say(reason, people) for reason in reasons]
    return [text for text in texts if text.ja]


def _matrix(reason: Reason, people: Snapshot) -> Text:
    row = describe_row(reason, people)
    if reason.get("draft"):
        return put(_DRAFT, row=row, draft=str(reason["draft"]))
    return put(_MATRIX, row=row)


def _skipped(reason: Reason, people: Snapshot) -> Text:
    return put(_SKIPPED[reason["why"]], **_turn(reason, people))


def _merged(reason: Reason, people: Snapshot) -> Text:
    return put(_MERGED, **_turn(reason, people))


def _turn(reason: Reason, people: Snapshot) -> dict[str, Text]:
    return {
        "place": _place(reason),
        "user": _names([reason.get("user", 0)], people),
        "at": put(_STEP, step=str(reason.get("at", ""))),
    }


def _entity(reason: Reason, people: Snapshot) -> Text:
    who = _who(reason)
    if reason.get("unit"):
        who = put(_FOUND_IN, who=who, unit=str(people.show("organization", reason["unit"])["name"]))
    if reason.get("gone"):
        who = put(_GONE, who=who, users=_names(reason["gone"], people))
    return who


def _who(reason: Reason) -> Text:
    entity: JSONDict = reason["entity"]
    match entity.get("type"):
        case "CREATOR":
            return _CREATOR
        case "MANAGER":
            levels = int(str(entity.get("levels") or 1))
            return _MANAGER if levels == 1 else put(_HIGHER, n=str(levels))
        case "RULE":
            return put(_RULE, code=str(entity.get("code")))
    return name_of({"entity": entity, "includeSubs": reason.get("includeSubs", False)})


def _left_out(reason: Reason, people: Snapshot) -> Text:
    text = _SUBMITTER if reason.get("as") == "submitter" else _LEFT_OUT
    return put(text, user=_names([reason["user"]], people))


def _barred(reason: Reason, people: Snapshot) -> Text:
    return put(_BARRED, user=_names([reason["user"]], people), rule=str(reason["rule"]))


def _escalated(reason: Reason, people: Snapshot) -> Text:
    return put(_ESCALATED[reason["why"]], users=_names(reason["users"], people))


def _carried(reason: Reason, _: Snapshot) -> Text:
    return _CARRIED.fill(round=reason["round"])


def _stuck(reason: Reason, _: Snapshot) -> Text:
    return put(_STUCK[reason["why"]], place=_place(reason))


def _circle(reason: Reason, people: Snapshot) -> Text:
    return put(_CIRCLE, place=_place(reason), users=_names(reason["users"], people))


def _gap(reason: Reason, people: Snapshot) -> Text:
    return put(_GAP, case=describe_case(reason, people))


def _overlap(reason: Reason, people: Snapshot) -> Text:
    return put(_OVERLAP, rows=joined([describe_row(row, people) for row in reason["rows"]]))


def _unreadable(reason: Reason, people: Snapshot) -> Text:
    what = Text(reason["what"]["ja"], reason["what"]["en"])
    return put(_UNREADABLE, row=describe_row(reason["row"], people), what=what)


def _place(reason: Reason) -> Text:
    step, line = str(reason.get("step", "")), str(reason.get("line", ""))
    if line and line != step:
        return put(_LINE, step=step, line=line)
    return put(_STEP, step=step) if step else _ROUTE


def _names(ids: Iterable[int], people: Snapshot) -> Text:
    names = [str(people.show("user", id_)["name"]) for id_ in ids]
    return joined([Text(name, name) if name else _UNKNOWN for name in names])


_SENTENCES: Final[dict[str, Callable[[Reason, Snapshot], Text]]] = {
    "matrix": _matrix,
    "skipped": _skipped,
    "merged": _merged,
    "entity": _entity,
    "left_out": _left_out,
    "barred": _barred,
    "escalated": _escalated,
    "carried": _carried,
    "stuck": _stuck,
    "circle": _circle,
    "nobody": lambda _, __: _NOBODY,
    "no_matrix": lambda _, __: _NO_MATRIX,
    "gap": _gap,
    "overlap": _overlap,
    "unreadable": _unreadable,
}
