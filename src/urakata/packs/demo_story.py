"""What happened in the demo company: who filed, approved, sent back, ordered, and when.

Everybody is asked whom the authority matrix names; here is only how long they take and what they
answer. What has not happened by now is still waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any, Final, TypeAlias, cast

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.people import snapshot
from urakata.packs.demo_records import TOKYO, dice
from urakata.process.services import Moved, StatusChange, advance_each
from urakata.record.comments import add_comment
from urakata.record.read import stream_rows

Filed: TypeAlias = tuple[int, str, datetime]  #: a record, whoever filed it, and when

ROUNDS: Final = 12  #: more actions than any record sees
LATELY: Final = timedelta(days=21)
WAITING: Final = ("承認中", "差戻し", "発注待ち", "発注済み")  #: for whoever the process names
REMARKS: Final = (
    "相見積もりの添付をお願いします。",
    "予算の残りを確認しました。問題ありません。",
    "納期が年度をまたがないか、仕入先に確認しています。",
    "前回と同じ条件です。",
    "金額の内訳を備考に追記しました。",
    "来週の経営会議で説明をお願いします。",
)
BACK: Final = (
    ("R01", "見積書が添付されていません。"),
    ("R02", "目的の欄に、導入する台数を書いてください。"),
    ("R03", "見積書の金額と合っていません。"),
    ("R10", "部門の予算の残りを確認してください。"),
)
AGAIN: Final = {"差戻し": "再申請する", "発注待ち": "発注する", "発注済み": "納品を確認する"}


@dataclass
class Thread:
    """One record's way so far."""

    id: int
    applicant: str
    at: datetime  #: of the latest action
    is_returned: bool = False
    is_at_today: bool = False  #: what comes next has not happened yet
    roll: Random = field(default_factory=Random)

    def later(self, least: int, most: int) -> datetime:
        """A moment so many hours on; at night and at weekends nobody works."""
        at = self.at + timedelta(minutes=self.roll.randint(least * 60, most * 60))
        at = at.astimezone(TOKYO)
        if not 9 <= at.hour < 18:
            at += timedelta(days=at.hour >= 18)
            at = at.replace(hour=9, minute=self.roll.randrange(60))
        while at.weekday() >= 5:
            at += timedelta(days=1)
        return at


def tell_proposals(app: AppSchema, filed: Sequence[Filed]) -> None:
    """Old proposals are decided, recent ones are under way, the newest are drafts."""
    _play(app, filed, "proposal story")
    roll = dice("proposal remarks")
    for id_, _, _ in roll.sample(list(filed), len(filed) // 4):
        speaker = _person(roll.choice(("fujii", "kirishima", "okubo")))
        add_comment(actor=speaker, app=app, record_id=id_, text=roll.choice(REMARKS))


def tell_purchases(app: AppSchema, filed: Sequence[Filed]) -> None:
    """Purchases go from whoever approves to 購買 to the shelf."""
    _play(app, filed, "purchase story")


def _play(app: AppSchema, filed: Sequence[Filed], seed: str) -> None:
    """Let everybody act when his turn comes, round by round, until it is today."""
    threads = {
        id_: Thread(id_, applicant, at, roll=dice(f"{seed} {n}"))
        for n, (id_, applicant, at) in enumerate(filed)
    }
    drafts = len(filed) // 40
    first = {each.id: (each.applicant, "申請する") for each in [*threads.values()][:-drafts]}
    _run(app, threads, first)
    for _ in range(ROUNDS):
        if not _run(app, threads, _next(app, threads)):
            return


def _next(app: AppSchema, threads: Mapping[int, Thread]) -> dict[int, tuple[str, str]]:
    """Whose turn it is, and what he does."""
    status, turn = (_code(app, key) for key in ("STATUS", "STATUS_ASSIGNEE"))
    names = ", ".join(f'"{s.name}"' for s in app.process.states if s.name in WAITING)
    found = {}
    for batch in stream_rows(
        actor=_person("admin"),
        app=app,
        query=f"{status} in ({names})",
        fields=["$id", status, turn],
    ):
        for record in batch:
            cells = {code: cast("dict[str, Any]", cell)["value"] for code, cell in record.items()}
            thread, standing = threads[int(cells["$id"])], cells[status]
            if thread.is_at_today:
                continue
            who = _who(thread, standing, [each["code"] for each in cells[turn]])
            if who:
                found[thread.id] = who, _what(thread, standing)
    return found


def _code(app: AppSchema, type_key: str) -> str:
    return next(field.code for field in app.fields if field.type.key == type_key)


def _who(thread: Thread, status: str, people: Sequence[str]) -> str:
    """One of those who are asked; the applicant himself only for what came back to him."""
    if status == "差戻し":
        return thread.applicant
    others = [code for code in people if code != thread.applicant]
    return thread.roll.choice(others) if others else ""


def _what(thread: Thread, status: str) -> str:
    if status != "承認中":
        return AGAIN[status]
    answer = thread.roll.random()
    if answer < 0.05 and not thread.is_returned:
        return "差し戻す"
    return "却下する" if answer > 0.985 else "承認する"


def _run(
    app: AppSchema, threads: Mapping[int, Thread], deeds: Mapping[int, tuple[str, str]]
) -> int:
    """Run everybody's actions; how many were run."""
    now, done = datetime.now(UTC), 0
    planned = []
    for id_, (who, action) in deeds.items():
        thread = threads[id_]
        at = thread.later(0, 4) if action == "申請する" else thread.later(3, 60)
        lies = now - at < LATELY and thread.roll.random() < 0.2  # on a desk, as things do
        thread.is_at_today = at >= now or lies
        if not thread.is_at_today:
            planned.append((who, _change(thread, action, at)))
    for who, group in groupby(sorted(planned, key=lambda each: each[0]), key=lambda each: each[0]):
        changes = [change for _, change in group]
        answers = advance_each(actor=_person(who), app=app, changes=changes)
        done += _note(threads, changes, answers)
    return done


def _change(thread: Thread, action: str, at: datetime) -> StatusChange:
    if action == "差し戻す":
        reason, comment = thread.roll.choice(BACK)
        return StatusChange(
            thread.id, action, thread.applicant, reason=reason, comment=comment, at=at
        )
    if action == "却下する":
        comment = "今期は見送ります。来期の予算で検討してください。"
        return StatusChange(thread.id, action, reason="R10", comment=comment, at=at)
    return StatusChange(thread.id, action, at=at)


def _note(
    threads: Mapping[int, Thread], changes: Iterable[StatusChange], answers: Iterable[object]
) -> int:
    done = 0
    for change, answer in zip(changes, answers, strict=True):
        if isinstance(answer, Moved) and change.at:
            thread = threads[change.record_id]
            thread.at = change.at
            thread.is_returned |= change.action == "差し戻す"
            done += 1
    return done


def _person(code: str) -> Actor:
    return actor_of(snapshot().find("user", code) or 0)
