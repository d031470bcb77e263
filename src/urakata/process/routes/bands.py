"""What a row of the authority matrix is for, and what a case is, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.definition.in_words.parts import joined, put
from urakata.directory.people import Snapshot
from urakata.kernel.text import Text

_NUMBERED: Final = Text("行{number}", "Row {number}")
_ROW: Final = Text("{row}（{bands}）", "{row} ({bands})")
_CATEGORY: Final = Text("区分「{category}」", "category “{category}”")
_AMOUNT: Final = Text("金額{band}", "amount {band}")
_RISK: Final = Text("リスク{band}", "risk {band}")
_IMPORTANCE: Final = Text("重要度「{importance}」", "importance “{importance}”")
_UNIT: Final = Text("組織「{unit}」", "organization “{unit}”")
_ON: Final = Text("{day}時点", "on {day}")
_YEN: Final = Text("{n}円", "{n} yen")
_POINTS: Final = Text("{n}点", "{n} points")
_FROM: Final = Text("{low}以上", "from {low}")
_BELOW: Final = Text("{high}未満", "below {high}")
_BETWEEN: Final = Text("{low}以上{high}未満", "from {low} to below {high}")
_SINCE: Final = Text("{since}から", "from {since}")
_UNTIL: Final = Text("{until}まで", "until {until}")
_NO_AMOUNT: Final = Text("金額なし", "no amount")
_NO_IMPORTANCE: Final = Text("重要度なし", "no importance")
_ELSEWHERE: Final = Text("ほかの組織", "other organizations")


def describe_row(row: Mapping[str, Any], people: Snapshot) -> Text:
    """A row by its number, with all that it asks of a case."""
    number = str(row.get("number") or f"#{row.get('row', '')}")
    bands = describe_bands(row, people)
    return put(_ROW, row=put(_NUMBERED, number=number), bands=bands)


def describe_bands(row: Mapping[str, Any], people: Snapshot) -> Text:
    """What a row asks of a case; or which cases a gap is about."""
    parts = [put(_CATEGORY, category=str(row.get("category", "")))]
    amount = _band(row.get("from"), row.get("below"), _YEN)
    risk = _band(row.get("riskFrom"), row.get("riskBelow"), _POINTS)
    parts += [put(_AMOUNT, band=amount)] if amount else []
    parts += [_NO_AMOUNT] if row.get("noAmount") else []
    parts += [_importance(str(each)) for each in row.get("importance") or ()]
    parts += [put(_RISK, band=risk)] if risk else []
    parts += [_unit(id_, people) for id_ in row.get("organizations") or ()]
    parts += [_ELSEWHERE] if row.get("elsewhere") else []
    parts += [put(_SINCE, since=str(row["since"]))] if row.get("since") else []
    parts += [put(_UNTIL, until=str(row["until"]))] if row.get("until") else []
    return joined(parts)


def describe_case(case: Mapping[str, Any], people: Snapshot) -> Text:
    """The facts of a case that rows are chosen by."""
    amount = case.get("amount")
    parts = [put(_CATEGORY, category=str(case.get("category", "")))]
    shown = _NO_AMOUNT if amount is None else put(_AMOUNT, band=_number(amount, _YEN))
    parts.append(shown)
    parts += [put(_IMPORTANCE, importance=case["importance"])] if case.get("importance") else []
    parts.append(put(_RISK, band=_number(case.get("risk", 0), _POINTS)))
    parts += [_unit(case["organization"], people)] if case.get("organization") else []
    parts.append(put(_ON, day=str(case.get("on", ""))))
    return joined(parts)


def _importance(name: str) -> Text:
    return put(_IMPORTANCE, importance=name) if name else _NO_IMPORTANCE


def _band(low: object, high: object, unit: Text) -> Text | None:
    if low is None and high is None:
        return None
    if high is None:
        return put(_FROM, low=_number(low, unit))
    if low is None:
        return put(_BELOW, high=_number(high, unit))
    return put(_BETWEEN, low=_number(low, unit), high=_number(high, unit))


def _number(value: object, unit: Text) -> Text:
    """With commas; the fraction, should there be one, as it is."""
    whole, dot, fraction = str(value).partition(".")
    return put(unit, n=f"{int(whole):,}{dot}{fraction}")


def _unit(id_: int, people: Snapshot) -> Text:
    return put(_UNIT, unit=str(people.show("organization", id_)["name"]) or str(id_))
