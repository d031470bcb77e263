"""The date functions of conditions that are ours, in words."""

from __future__ import annotations

import re
from typing import Final

from urakata.definition.conditions.syntax import (
    NESTING,
    Argument,
    Call,
    Literal,
    show_value,
)
from urakata.definition.in_words.parts import put
from urakata.kernel.text import Text

_DAYS: Final[dict[str, Text]] = {
    "TODAY": Text("今日", "today"),
    "YESTERDAY": Text("昨日", "yesterday"),
    "TOMORROW": Text("明日", "tomorrow"),
    "THIS_MONTH": Text("今月", "this month"),
    "LAST_MONTH": Text("先月", "last month"),
    "NEXT_MONTH": Text("来月", "next month"),
    "THIS_FISCAL_YEAR": Text("今年度", "this fiscal year"),
    "LAST_FISCAL_YEAR": Text("前年度", "the last fiscal year"),
    "NEXT_FISCAL_YEAR": Text("来年度", "the next fiscal year"),
}
_CALENDARS: Final[dict[str, Text]] = {
    "public": Text("（土日祝日を除く）", " (weekends and national holidays aside)"),
    "bank": Text("（銀行の営業日）", " (of banks)"),
    "office": Text("（官公庁の開庁日）", " (of government offices)"),
}
_AFTER: Final = Text("{day}の{n}営業日後{whose}", "{n} business day(s) after {day}{whose}")
_BEFORE: Final = Text("{day}の{n}営業日前{whose}", "{n} business day(s) before {day}{whose}")
_FROM: Final = Text("{day}以降で最初の営業日{whose}", "the first business day from {day} on{whose}")
_NTH: Final = Text("{day}の第{n}営業日{whose}", "business day number {n} of {day}{whose}")
_LAST: Final = Text("{day}の最終営業日{whose}", "the last business day of {day}{whose}")
_NTH_LAST: Final = Text(
    "{day}の最後から{n}番目の営業日{whose}", "business day number {n} from the end of {day}{whose}"
)
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,9}")


def describe_function(call: Call) -> Text | None:
    """What a function of ours stands for; None for kintone's own, which are shown as they are."""
    if call.name in NESTING and len(call.arguments) >= 2 and _WHOLE.fullmatch(_word(call, 1)):
        return _business_day(call, int(_word(call, 1)))
    if call.name.endswith("_FISCAL_YEAR") and not call.arguments:
        return _DAYS.get(call.name)
    return None


def _business_day(call: Call, n: int) -> Text:
    name = _word(call, 2).removeprefix("jp_") if len(call.arguments) > 2 else ""
    if call.name == "BIZDAY":
        sentence = _FROM if n == 0 else _AFTER if n > 0 else _BEFORE
    else:
        sentence = _NTH if n > 0 else _LAST if n == -1 else _NTH_LAST
    whose = _CALENDARS.get(name, Text("", ""))
    return put(sentence, day=_day(call.arguments[0]), n=str(abs(n)), whose=whose)


def _day(argument: Argument) -> Text:
    if isinstance(argument, Call):
        if not argument.arguments and argument.name in _DAYS:
            return _DAYS[argument.name]
        if (found := describe_function(argument)) is not None:
            return found
        shown = show_value(argument)
    else:
        shown = argument.text if isinstance(argument, Literal) else argument
    return Text(shown, shown)


def _word(call: Call, n: int) -> str:
    argument = call.arguments[n]
    return argument.text if isinstance(argument, Literal) else str(argument)
