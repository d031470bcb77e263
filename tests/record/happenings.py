"""Records to which anything happens, and what was read of them at every moment."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies

from tests.record.asking import line, read, wire
from urakata.process.services import advance_status
from urakata.record.read import list_records
from urakata.record.restoring import restore_records
from urakata.record.write import Change, add_records, delete_records, update_records

OPERATIONS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["add", "edit", "edit", "table", "delete", "restore", "move"]),
        strategies.integers(0, 5),
        strategies.integers(0, 9),
    ),
    min_size=3,
    max_size=14,
)


class World:
    """Records that are added, changed, deleted and restored at random, and what was read then."""

    def __init__(self, actor, app):
        self.actor, self.app = actor, app
        self.ids: list[int] = []
        self.deleted: list[int] = []
        self.seen: list[tuple[datetime, list]] = []
        self.revisions: dict[tuple[int, str], dict] = {}
        self.look()

    def look(self):
        shown = everything(self.actor, self.app)
        self.seen.append((now(), shown))
        for record in shown:
            key = (int(record["$id"]["value"]), record["$revision"]["value"])
            self.revisions[key] = record

    def run(self, what, which, value):
        alive = [id_ for id_ in self.ids if id_ not in self.deleted]
        if what == "add":
            row = wire(
                {"件名": f"新{value}", "明細": [line(品名=str(n)) for n in range(value % 3)]}
            )
            (saved,) = add_records(actor=self.actor, app=self.app, rows=[row], prefix="record")
            self.ids.append(saved.id)
        elif what == "restore" and self.deleted:
            id_ = self.deleted.pop(which % len(self.deleted))
            restore_records(actor=self.actor, app=self.app, ids=[id_])
        elif alive:
            self.touch(what, alive[which % len(alive)], value)
        self.look()

    def touch(self, what, id_, value):
        if what == "edit":
            kinds = ["甲", "乙"][: value % 3]
            self.change(id_, 件名=str(value), 金額=str(value) if value % 2 else "", 種類=kinds)
        elif what == "table":
            present = read(self.actor, self.app, id_)["明細"]
            kept = [line(row["id"], 数=str(value)) for row in present[value % 2 :]]
            self.change(id_, 明細=[*reversed(kept), line(品名=str(value))])
        elif what == "delete":
            delete_records(actor=self.actor, app=self.app, ids=[id_])
            self.deleted.append(id_)
        elif what == "move":
            status = read(self.actor, self.app, id_)["ステータス"]
            action, who = ("申請する", "sato") if status == "申請前" else ("戻す", None)
            advance_status(
                actor=self.actor, app=self.app, record_id=id_, action=action, assignee=who
            )

    def change(self, id_, **values):
        changes = [Change(wire(values), id=id_)]
        update_records(actor=self.actor, app=self.app, changes=changes, prefix="record")


def now():
    return datetime.now(UTC)


def everything(actor, app):
    """All that an app shows, but for the minute of the last change."""
    records = list_records(actor=actor, app=app, query="order by $id asc limit 500").records
    return [
        {code: cell for code, cell in record.items() if code != "更新日時"} for record in records
    ]
