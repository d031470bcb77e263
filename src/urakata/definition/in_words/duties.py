"""What actions mean, the reasons they offer, and who may not be who, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from urakata.definition.in_words.parts import Phrase, about_phrases, joined, put
from urakata.kernel.text import Text

_OF_ACTION: Final = Text("アクション「{name}」の", ' of the action "{name}"')
_KINDS: Final[dict[str, Text]] = {
    "APPROVE": Text("承認", "approve"),
    "REJECT": Text("却下", "reject"),
    "RETURN": Text("差戻し", "return"),
    "PULL_BACK": Text("引戻し", "pull back"),
    "WITHDRAW": Text("取下げ", "withdraw"),
}
_REASON_ADDED: Final = Text(
    "理由「{code} {text}」を追加します。", 'The reason "{code} {text}" is added.'
)
_REASON_GONE: Final = Text(
    "理由「{code} {text}」を削除します。", 'The reason "{code} {text}" is removed.'
)
_REASON_CHANGED: Final = Text(
    "理由「{code}」を「{old}」から「{text}」に変更します。",
    'The reason "{code}" changes from "{old}" to "{text}".',
)
_REASON_ORDER: Final = Text("理由の順番を変更します。", "The order of the reasons changes.")
_RULE: Final = Text(
    "職務分掌「{name}」：アクション「{action}」を、{others}は実行できません。",
    'Segregation of duties "{name}": the action "{action}" may not be run by {others}.',
)
_RULE_GONE: Final = Text(
    "職務分掌「{name}」を削除します。", 'The segregation of duties "{name}" is removed.'
)
_OTHERS: Final[dict[str, Text]] = {
    "CREATOR": Text("{of}作成者", "the creator{of}"),
    "APPLICANT": Text("{of}申請者", "the applicant{of}"),
    "FIELD_ENTITY": Text("{of}「{code}」の人", 'those in "{code}"{of}'),
    "ACTED": Text("{of}「{code}」を実行した人", 'those who ran "{code}"{of}'),
}
_VIA: Final = Text("「{via}」の先のレコードの", ' of the record that "{via}" leads to')
_HERE: Final = Text("", "")


def about_meaning(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    """What an action means from now on, and its reasons; a new action has meant nothing."""
    yield from about_phrases(_OF_ACTION.fill(name=name), _MEANINGS, old, new)


def about_duties(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    """Reasons by their codes, rules of segregation by their names."""
    yield from _about_reasons(old.get("reasons") or [], new.get("reasons") or [])
    was, now = old.get("segregation") or [], new.get("segregation") or []
    names = {rule["name"] for rule in now}
    yield from (put(_RULE_GONE, name=rule["name"]) for rule in was if rule["name"] not in names)
    for rule in now:
        if rule not in was:
            others = joined([_other(other) for other in rule["differsFrom"]])
            yield put(_RULE, name=rule["name"], action=rule["action"], others=others)


def _about_reasons(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Text]:
    was = {reason["code"]: reason["text"] for reason in old}
    now = {reason["code"]: reason["text"] for reason in new}
    yield from (put(_REASON_GONE, code=c, text=text) for c, text in was.items() if c not in now)
    for code, text in now.items():
        if code not in was:
            yield put(_REASON_ADDED, code=code, text=text)
        elif was[code] != text:
            yield put(_REASON_CHANGED, code=code, old=was[code], text=text)
    if [code for code in was if code in now] != [code for code in now if code in was]:
        yield _REASON_ORDER


def _other(other: Mapping[str, Any]) -> Text:
    of = put(_VIA, via=other["via"]) if other.get("via") else _HERE
    return put(_OTHERS[other["type"]], of=of, code=str(other.get("code") or ""))


def _reasons(action: Mapping[str, Any]) -> Text | None:
    codes = action.get("reasons")
    return joined([Text(code, code) for code in codes]) if codes else None


_MEANINGS: Final[dict[Text, Phrase]] = {
    Text("種類", "The kind"): lambda action: _KINDS.get(action.get("kind", "PLAIN")),
    Text("選べる理由", "The choice of reasons"): _reasons,
}
