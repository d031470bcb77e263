"""Routes, dues and field rules in words: what of a status is different, down to a step's approvers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from urakata.definition.in_words.approvers import approvers_of
from urakata.definition.in_words.parts import Phrase, about_phrases, joined, put
from urakata.kernel.text import Text

_OF_STATE: Final = Text("ステータス「{name}」の", ' of the status "{name}"')
_OF_STEP: Final = Text(
    "ステータス「{state}」のステップ「{name}」の", ' of the step "{name}" of the status "{state}"'
)
_ROUTE_SET: Final = Text(
    "ステータス「{name}」に承認ルートを設定します。", 'The status "{name}" gets a route.'
)
_ROUTE_GONE: Final = Text(
    "ステータス「{name}」の承認ルートをなくします。", 'The status "{name}" has no route any more.'
)
_STEP_ADDED: Final = Text(
    "ステータス「{state}」の承認ルートに、ステップ「{name}」を追加します。",
    'The step "{name}" is added to the route of the status "{state}".',
)
_STEP_GONE: Final = Text(
    "ステータス「{state}」の承認ルートから、ステップ「{name}」を削除します。",
    'The step "{name}" is removed from the route of the status "{state}".',
)
_STEP_ORDER: Final = Text(
    "ステータス「{state}」の承認ルートのステップの順番を変更します。",
    'The order of the steps in the route of the status "{state}" changes.',
)
_FACTOR: Final = Text("{name}（{condition}）{score}点", "{name} ({condition}): {score}")
_TOLERANCE: Final = Text(
    "{field}の{percent}%か{amount}の小さい方", "the smaller of {percent}% or {amount} of {field}"
)
_MATRIX_AMOUNT: Final = Text("職務権限表の金額", "the matrix's amount")
_LINES: Final = Text("{n}列", "{n} lines")
_WORDS: Final[dict[str, dict[str, Text]]] = {
    "unit": {
        "BUSINESS_DAYS": Text("{n}営業日", "{n} business days"),
        "BUSINESS_HOURS": Text("{n}営業時間", "{n} business hours"),
        "DAYS": Text("{n}日", "{n} days"),
        "HOURS": Text("{n}時間", "{n} hours"),
    },
    "join": {"ALL": Text("すべての列", "all lines"), "ANY": Text("いずれかの列", "any line")},
    "whenEmpty": {
        "ESCALATE": Text("上位者に回す", "the next above is asked"),
        "SKIP": Text("飛ばす", "skip"),
        "STOP": Text("止める", "stop"),
    },
    "whenSame": {
        "SKIP": Text("先の承認で済ませる", "the earlier approval counts"),
        "MERGE": Text("後の1回にまとめる", "only the later one is asked"),
        "KEEP": Text("それぞれ承認する", "each is asked"),
    },
    "whenApplicant": {
        "ESCALATE": Text("上位者に回す", "the next above is asked"),
        "SKIP": Text("飛ばす", "skip"),
        "ALLOW": Text("自分で承認できる", "may approve"),
    },
    "resubmit": {
        "CONTINUE": Text("戻されたところから", "where it was returned"),
        "RESTART": Text("最初から", "from the start"),
    },
}


def about_routes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    """What is ours of every status, as it differs; statuses go by their ids."""
    was = {state.get("id", name): state for name, state in (old["states"] or {}).items()}
    for name, state in (new["states"] or {}).items():
        before = was.get(state.get("id", name), {})
        of = _OF_STATE.fill(name=name)
        yield from about_phrases(of, _SHARED, before, state)
        yield from _about_route(name, before.get("route") or {}, state.get("route") or {})


def _about_route(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    if old and not new:
        yield put(_ROUTE_GONE, name=name)
    if not new:
        return
    if not old:
        yield put(_ROUTE_SET, name=name)
    yield from about_phrases(_OF_STATE.fill(name=name), _OF_A_ROUTE, old, new)
    yield from _about_steps(name, _by_name(old), _by_name(new))


_Steps = dict[tuple[str, int], Mapping[str, Any]]


def _about_steps(state: str, was: _Steps, now: _Steps) -> Iterator[Text]:
    for name, _ in (key for key in was if key not in now):
        yield put(_STEP_GONE, state=state, name=name)
    for key, step in now.items():
        if key not in was:
            yield put(_STEP_ADDED, state=state, name=key[0])
        of = _OF_STEP.fill(state=state, name=key[0])
        yield from about_phrases(of, _OF_A_STEP, was.get(key, {}), step)
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield put(_STEP_ORDER, state=state)


def _by_name(route: Mapping[str, Any]) -> _Steps:
    """Steps by name; the same name twice is told apart by its turn."""
    found: _Steps = {}
    for step in route.get("steps") or ():
        turn = sum(1 for name, _ in found if name == step["name"])
        found[step["name"], turn] = step
    return found


def _due(holder: Mapping[str, Any]) -> Text | None:
    due = holder.get("due")
    if not due:
        return None
    return _WORDS["unit"][due.get("unit", "BUSINESS_DAYS")].fill(n=due["value"])


def _rules(key: str) -> Phrase:
    return lambda holder: _codes((holder.get("fields") or {}).get(key))


def _codes(codes: list[str] | None) -> Text | None:
    return joined([Text(code, code) for code in codes]) if codes else None


def _code(key: str) -> Phrase:
    return lambda route: _codes([route[key]] if route.get(key) else None)


def _matrix(key: str) -> Phrase:
    inner = _code(key)
    return lambda route: inner(route.get("matrix") or {})


def _factors(route: Mapping[str, Any]) -> Text | None:
    factors = (route.get("matrix") or {}).get("factors")
    if not factors:
        return None
    keys = ("name", "condition", "score")
    return joined([put(_FACTOR, **{key: str(each[key]) for key in keys}) for each in factors])


def _word(key: str, usual: str) -> Phrase:
    return lambda holder: _WORDS[key][holder.get(key, usual)]


def _join(step: Mapping[str, Any]) -> Text | None:
    join = step.get("join", "ALL")
    return _WORDS["join"].get(join) or _LINES.fill(n=join)


def _tolerance(route: Mapping[str, Any]) -> Text | None:
    tolerance = route.get("tolerance")
    if not tolerance:
        return None
    field = tolerance.get("field")
    numbers = {key: str(tolerance.get(key, 0)) for key in ("percent", "amount")}
    return put(_TOLERANCE, field=field or _MATRIX_AMOUNT, **numbers)


_SHARED: Final[dict[Text, Phrase]] = {
    Text("期限", "The due"): _due,
    Text("必須のフィールド", "What must be filled"): _rules("required"),
    Text("編集できないフィールド", "What cannot be edited"): _rules("readOnly"),
    Text("表示しないフィールド", "What is not shown"): _rules("hidden"),
}
_OF_A_STEP: Final[dict[Text, Phrase]] = {
    Text("承認者", "Who stands in the lines"): approvers_of,
    Text("通過に必要な列", "What must pass"): _join,
    **_SHARED,
}
_OF_A_ROUTE: Final[dict[Text, Phrase]] = {
    Text("申請者のフィールド", "The field of the applicant"): _code("applicant"),
    Text("職務権限表の区分", "The category in the authority matrix"): _matrix("category"),
    Text("職務権限表の金額", "The amount for the authority matrix"): _matrix("amount"),
    Text("職務権限表の重要度", "The importance for the authority matrix"): _matrix("importance"),
    Text("職務権限表の組織", "The organization for the authority matrix"): _matrix("organization"),
    Text("リスクの要素", "What adds to the risk"): _factors,
    Text("承認者がいないときの扱い", "What happens where nobody is found"): _word(
        "whenEmpty", "ESCALATE"
    ),
    Text("同じ人が続くときの扱い", "What happens where the same person stands twice"): _word(
        "whenSame", "SKIP"
    ),
    Text("申請者が承認者になるときの扱い", "What happens where the applicant stands"): _word(
        "whenApplicant", "ESCALATE"
    ),
    Text("再申請後の承認", "What a resubmitted record passes"): _word("resubmit", "CONTINUE"),
    Text("再承認が不要な金額の増加", "How much the amount may grow"): _tolerance,
}
