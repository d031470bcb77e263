"""この版に戻す: what a record once was becomes its newest revision.

The values are found by walking back through the journal and then written as anybody's change is:
the same rights, rules and checks. What cannot come back is left as it is now, and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, cast

from urakata.access.field_rules import field_access
from urakata.access.rights import require
from urakata.definition.fields.base import (
    Malformed,
    ReadContext,
    Refused,
    Stored,
    UnknownPerson,
)
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.record import files
from urakata.record.evaluate import FieldRights, evaluate
from urakata.record.journalling import entries_of_deleted
from urakata.record.lookups import found_keys
from urakata.record.past import lock_records, read_cells
from urakata.record.pipeline import hold_off_deploys, open_batch
from urakata.record.problems import Problems
from urakata.record.rows import Batch, Change, Saved
from urakata.record.seen import hidden_fields, seen_former_fields
from urakata.record.slots import filled_by_look_ups, is_computed
from urakata.record.steps import Renames, Step, Values, Way, renames_since, steps_of_record
from urakata.record.storage import ledger_columns, table_columns
from urakata.record.write import update_records

Reason: TypeAlias = Literal[
    "DELETED", "COMPUTED", "PROCESS", "STATUS", "NO_RIGHT", "REQUIRED", "LOOK_UP", "FILE", "REFUSED"
]

MOST_STEPS: Final = 10_000  #: revisions that are walked back
REASONS: Final[dict[Reason, Text]] = {
    "DELETED": Text("このフィールドは削除されています。", "The field has been deleted."),
    "COMPUTED": Text(
        "自動で決まる値（計算、自動付番、ルックアップのコピー）です。",
        "The value is set automatically (calculated, numbered or copied by a look-up).",
    ),
    "PROCESS": Text(
        "ステータスと作業者は、プロセス管理のアクションで変更してください。",
        "The status and the assignees are changed by the actions of the process.",
    ),
    "STATUS": Text(
        "現在のステータスでは変更できないフィールドです。",
        "The field cannot be changed in the record's present status.",
    ),
    "NO_RIGHT": Text("このフィールドを編集する権限がありません。", "You may not edit this field."),
    "REQUIRED": Text(
        "現在は必須のフィールドのため、空にできません。",
        "The field is required now and cannot be emptied.",
    ),
    "LOOK_UP": Text(
        "ルックアップ先のレコードが見つかりません。", "The looked-up record is not found."
    ),
    "FILE": Text("ファイルの保存期間が過ぎています。", "The file is no longer kept."),
    "REFUSED": Text(
        "現在の設定では、この値を入力できません。", "The present settings do not take this value."
    ),
}


@dataclass(frozen=True, slots=True)
class Left:
    """A field that was not brought back."""

    code: str
    label: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Reverted:
    """The record after it was brought back, and what was not."""

    saved: Saved
    left: list[Left]


def revert_record(
    *, actor: Actor, app: AppSchema, record_id: int, to: int, revision: int | None = None
) -> Reverted:
    """Make a new revision with the values of revision `to`, in the caller's transaction.

    `revision` is the one the record must be at. Raises `NotFound` (``GAIA_RE01``), `Invalid` at
    ``to`` for a revision that the journal does not have, and whatever `update_records` raises.
    """
    require(actor, "edit", app)
    hidden = hidden_fields(actor, app, record_id)
    hold_off_deploys(app)
    now = _present(app, record_id)
    then = _values_at(app, record_id, now, to)
    rights = evaluate(actor=actor, app=app, ids=[record_id])[0].fields
    row = _Row(open_batch(actor, app, Problems()), record_id, rights, hidden)
    row.take(now.values, then)
    row.name_deleted(then)
    change = Change(row.sent, id=record_id, revision=revision, about={"restored_from": to})
    (saved,) = update_records(actor=actor, app=app, changes=[change], prefix="record")
    return Reverted(saved, row.left)


@dataclass(frozen=True, slots=True)
class _Present:
    revision: int
    values: Values  #: by their names in the journal


def _present(app: AppSchema, record_id: int) -> _Present:
    pasts = lock_records(app, [record_id], codes=ledger_columns(app).codes)
    if not pasts:
        raise NotFound("GAIA_RE01", id=record_id)
    tables = {code: read_cells(each, [record_id]) for code, each in table_columns(app).items()}
    (entry,) = entries_of_deleted(app, pasts, tables)
    return _Present(pasts[0].revision, dict(entry.before))


def _values_at(app: AppSchema, record_id: int, now: _Present, to: int) -> Values:
    """The values of a revision: what the steps since have changed, undone."""
    distance = now.revision - to
    limit = 2 * distance + 2  # a deletion raises no revision, but its restoration does
    if distance <= 0 or limit > MOST_STEPS:
        raise invalid("to", rules.NO_SUCH_REVISION)
    steps = steps_of_record(app.app_id, record_id, limit=limit)
    goal = next((s for s in steps if s.revision == to and s.kind != "record.delete"), None)
    if goal is None:
        raise invalid("to", rules.NO_SUCH_REVISION)
    way, renames = Way({**now.values}), Renames()
    for step in _between(app, steps, goal):
        if step.record_id is None:
            renames.note(step)
        else:
            way.undo(step, renames)
    return way.values


def _between(app: AppSchema, steps: Sequence[Step], goal: Step) -> list[Step]:
    """The steps since the goal, the newest first, with the renames among them."""
    since = [step for step in steps if step.id > goal.id]
    renamed = [step for step in renames_since(app.app_id, goal.at) if step.id > goal.id]
    return sorted([*since, *renamed], key=lambda step: -step.id)


@dataclass(slots=True)
class _Row:
    """What a client would send to have former values back; what must be left is noted."""

    batch: Batch
    record_id: int
    rights: Mapping[str, FieldRights]
    hidden: frozenset[int]
    left: list[Left] = field(default_factory=list)
    sent: JSONDict = field(default_factory=dict)
    columns: dict[int, list[Field]] = field(default_factory=dict)  #: by the id of their table
    kept: set[str] = field(default_factory=set)  #: the files that there still are
    found: dict[int, frozenset[Stored]] = field(default_factory=dict)  #: by look-up field

    def take(self, now: Values, then: Values) -> None:
        """Take every value that differs and that the actor sees."""
        taken = [
            each for each in self.batch.app.top_fields if self._is_to_be_taken(each, now, then)
        ]
        self._prepare(taken, then)
        for each in taken:
            stored = then.get(name_of(each))
            if each.type.key == "SUBTABLE":
                lines = [self._line(each, line) for line in stored or []]
                self.sent[each.code] = {"value": [*lines]}
            else:
                self._take(each, stored, self.sent)

    def name_deleted(self, then: Values) -> None:
        """Name the fields that had a value and have left the form, as far as the actor saw them."""
        ids = [int(name[1:]) for name, stored in then.items() if stored and name[1:].isdecimal()]
        for former in seen_former_fields(self.batch.actor, self.batch.app, ids).values():
            self._leave(former.field, "DELETED")

    def _is_to_be_taken(self, each: Field, now: Values, then: Values) -> bool:
        stored = then.get(name_of(each))
        if each.id in self.hidden or (now.get(name_of(each)) or None) == (stored or None):
            return False
        reason = self._obstacle(each, is_empty=not stored)
        if reason is not None:
            self._leave(each, reason)
        return reason is None

    def _obstacle(self, each: Field, *, is_empty: bool) -> Reason | None:
        """Why a field cannot be written, whatever its value."""
        if each.type.key in {"STATUS", "STATUS_ASSIGNEE"}:
            return "PROCESS"
        if self._is_automatic(each):
            return "COMPUTED"
        if not self.rights[each.code].writes:
            return "STATUS" if self.rights[each.code].is_frozen else "NO_RIGHT"
        return "REQUIRED" if each.required and is_empty else None

    def _is_automatic(self, each: Field) -> bool:
        is_numbered = each.numbering is not None
        return is_computed(each) or is_numbered or each.code in filled_by_look_ups(self.batch.app)

    def _prepare(self, taken: Sequence[Field], then: Values) -> None:
        """Bring back the files that are asked for, and see which look-ups still find something."""
        values: dict[int, list[Any]] = {each.id: [then.get(name_of(each))] for each in taken}
        for table in taken:
            self.columns[table.id] = [
                c for c in self.batch.app.columns_of(table) if self._is_column_taken(c)
            ]
            for column in self.columns[table.id]:
                lines = then.get(name_of(table)) or []
                values[column.id] = [line.get(name_of(column)) for line in lines]
        fields = [self.batch.app.by_id[id_] for id_ in values]
        keys = [k for f in fields if f.type.kind == "files" for v in values[f.id] for k in v or ()]
        if keys:
            self.kept = files.take_back(self.batch.app.app_id, {self.record_id: keys})
        for each in fields:
            if each.lookup is not None:
                asked = {value for value in values[each.id] if value}
                self.found[each.id] = found_keys(self.batch, each.lookup, asked)

    def _is_column_taken(self, column: Field) -> bool:
        if column.id in self.hidden or not column.is_stored or self._is_automatic(column):
            return False
        if column.id in field_access(self.batch.actor, self.batch.app).writes:
            self._leave(column, "NO_RIGHT")
            return False
        if self.rights[column.code].is_frozen:
            self._leave(column, "STATUS")
            return False
        return True

    def _line(self, table: Field, line: Values) -> JSONDict:
        cells: JSONDict = {}
        for column in self.columns[table.id]:
            self._take(column, line.get(name_of(column)), cells)
        return {"id": str(line["id"]), "value": cells}

    def _take(self, each: Field, stored: Stored, cells: JSONDict) -> None:
        """Put a value among the cells as it is sent; what cannot be taken any more is noted."""
        if stored and each.type.kind == "files":
            kept = [key for key in cast("list[str]", stored) if key in self.kept]
            cells[each.code] = {"value": [{"fileKey": key} for key in kept]}
            if kept != stored:
                self._leave(each, "FILE")
        elif stored and each.lookup is not None and stored not in self.found[each.id]:
            self._leave(each, "LOOK_UP")
        elif (cell := self._cell(each, stored)) is None:
            self._leave(each, "REFUSED")
        else:
            cells[each.code] = cell

    def _cell(self, each: Field, stored: Stored) -> JSONDict | None:
        """A value as the API has it; None when today's settings would not take it."""
        context = self.batch.context
        raw = each.type.dump(stored, each.config, ReadContext(context.people, {}))
        try:
            each.type.parse(raw, each.config, context)
        except (Refused, Malformed, UnknownPerson, ExceptionGroup):
            return None
        return {"value": raw}

    def _leave(self, each: Field, reason: Reason) -> None:
        left = Left(each.code, each.label, reason)
        if left not in self.left:
            self.left.append(left)


def name_of(each: Field) -> str:
    """The name of a field's values in the journal."""
    if each.type.key == "SUBTABLE":
        return f"t{each.id}"
    return each.column
