"""Who stands in a step, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.definition.in_words.entities import name_of
from urakata.definition.in_words.parts import joined, put
from urakata.kernel.text import Text

_CREATOR: Final = Text("レコードの作成者", "whoever made the record")
_MANAGER: Final = Text("申請者の{levels}段階上の上長", "the applicant's manager {levels} up")
_RULE: Final = Text("ルール関数「{code}」", 'the rule function "{code}"')
_ALL: Final = Text("{people}（全員）", "{people} (all of them)")
_LINE: Final = Text("{name}：{people}", "{name}: {people}")
_BESIDE: Final = " ∥ "


def approvers_of(step: Mapping[str, Any]) -> Text | None:
    """The lines of a step, side by side; None for a step that is not there."""
    lines = [_line(line) for line in step.get("lines") or ()]
    if not lines:
        return None
    return Text(_BESIDE.join(line.ja for line in lines), _BESIDE.join(line.en for line in lines))


def _line(line: Mapping[str, Any]) -> Text:
    people = joined([_entity(item) for item in line["entities"]])
    if line.get("need") == "ALL":
        people = put(_ALL, people=people)
    return put(_LINE, name=line["name"], people=people) if line.get("name") else people


def _entity(item: dict[str, Any]) -> Text:
    entity = item["entity"]
    match entity["type"]:
        case "CREATOR":
            return _CREATOR
        case "MANAGER":
            return _MANAGER.fill(levels=entity.get("levels", 1))
        case "RULE":
            return _RULE.fill(code=entity["code"])
        case _:
            return name_of(item)
