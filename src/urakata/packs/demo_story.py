"""What happened in the demo company: who filed, checked, approved, sent back, ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from random import Random
from typing import Final, TypeAlias

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.people import snapshot
from urakata.packs.demo_records import dice
from urakata.process.services import StatusChange, advance_statuses
from urakata.record.comments import add_comment

Step: TypeAlias = tuple[str, str, str | None]  #: who, the action, who is next
Filed: TypeAlias = tuple[int, str]  #: a record and whoever filed it

CHECKER: Final = "fujii"
REMARKS: Final = (
    "相見積もりの添付をお願いします。",
    "予算の残りを確認しました。問題ありません。",
    "納期が年度をまたがないか、仕入先に確認しています。",
    "前回と同じ条件です。",
    "金額の内訳を備考に追記しました。",
    "来週の経営会議で説明をお願いします。",
)


def tell_proposals(app: AppSchema, filed: Sequence[Filed]) -> None:
    """Old proposals are decided, recent ones are under way, the newest are drafts."""
    roll = dice("proposal story")
    _play(
        app,
        {
            id_: _proposal_steps(n / len(filed), applicant, roll)
            for n, (id_, applicant) in enumerate(filed)
        },
    )
    for id_, _ in roll.sample(list(filed), len(filed) // 4):
        speaker = _person(roll.choice((CHECKER, "kirishima", "okubo")))
        add_comment(actor=speaker, app=app, record_id=id_, text=roll.choice(REMARKS))


def _proposal_steps(age: float, applicant: str, roll: Random) -> list[Step]:
    """`age` runs from 0 (the oldest) to 1 (just now)."""
    decider = roll.choice(("kirishima", "oda", "minato"))
    applied: Step = (applicant, "申請する", CHECKER)
    checked: Step = (CHECKER, "審査を通す", decider)
    if age > 0.95:
        return []
    if age > 0.88:
        return [applied]
    if roll.random() < 0.06:
        return [applied, (CHECKER, "差し戻す", applicant)]
    if age > 0.8:
        return [applied, checked]
    decision = "却下する" if roll.random() < 0.07 else "承認する"
    return [applied, checked, (decider, decision, None)]


def tell_purchases(app: AppSchema, filed: Sequence[Filed]) -> None:
    """Purchases go from 総務 to 購買 to the shelf."""
    roll = dice("purchase story")
    _play(
        app,
        {
            id_: _purchase_steps(n / len(filed), applicant, roll)
            for n, (id_, applicant) in enumerate(filed)
        },
    )


def _purchase_steps(age: float, applicant: str, roll: Random) -> list[Step]:
    buyer = roll.choice(("hamada", "kuroki"))
    steps: list[Step] = [
        (applicant, "申請する", "morita"),
        ("morita", "発注する", buyer),
        (buyer, "納品を確認する", None),
    ]
    return steps[: 3 - (age > 0.7) - (age > 0.85) - (age > 0.95)]


def _play(app: AppSchema, stories: dict[int, list[Step]]) -> None:
    """Run the steps of all records round by round, those of one person together."""
    longest = max((len(steps) for steps in stories.values()), default=0)
    for place in range(longest):
        turns = [(steps[place], id_) for id_, steps in stories.items() if place < len(steps)]
        for who, group in groupby(sorted(turns, key=_who), key=_who):
            _run(app, who, group)


def _who(turn: tuple[Step, int]) -> str:
    return turn[0][0]


def _run(app: AppSchema, who: str, turns: Iterable[tuple[Step, int]]) -> None:
    changes = [StatusChange(id_, action, assignee) for (_, action, assignee), id_ in turns]
    advance_statuses(actor=_person(who), app=app, changes=changes)


def _person(code: str) -> Actor:
    return actor_of(snapshot().find("user", code) or 0)
