"""What a deploy does to values that are there: how many records each change concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.diff import Diff
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.shape import Document, every_field
from urakata.definition.sql import Fragment
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import Found, parked_columns

Kind: TypeAlias = Literal["lost", "returned", "narrowed"]

_REMOVED: Final = Text(
    "フィールド「{label}」の値が見えなくなります。以前のバージョンに戻すと、値も戻ります。",
    'The values of "{label}" can no longer be seen; they come back with an earlier version.',
)
_LIVE: Final = Text(
    "フィールド「{label}」に保存されている値の代わりに、ルックアップ先の今の値が表示されます。",
    'The look-up\'s present value is shown instead of the value kept in "{label}".',
)
_RETURNED: Final = Text(
    "フィールド「{label}」の以前の値が戻ります。削除した後に追加したレコードでは空になります。",
    'Former values of "{label}" come back; it is empty in records added since it was removed.',
)
_OPTION: Final = Text(
    "フィールド「{label}」で、なくなる選択肢「{option}」が選ばれています。",
    'The option "{option}" of "{label}", which goes, is chosen.',
)
_EMPTY: Final = Text(
    "必須になるフィールド「{label}」が空です。次に編集するときに入力が必要です。",
    '"{label}", which becomes required, is empty: the next edit must fill it in.',
)
_OUT_OF_BOUNDS: Final = Text(
    "フィールド「{label}」の値が新しい範囲に合いません。次に編集するときに直す必要があります。",
    'The value of "{label}" is out of its new bounds: the next edit must correct it.',
)
_BOUNDS: Final[dict[str, str]] = {
    "maxLength": "char_length({column}) > %s",
    "minLength": "char_length({column}) < %s",
    "maxValue": "{column} > %s",
    "minValue": "{column} < %s",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One change of values, and how many records it concerns."""

    kind: Kind
    field: Field
    text: Text
    records: int


@dataclass(frozen=True, slots=True)
class _Question:
    kind: Kind
    field: Field
    text: Text
    count: Fragment


def find_effects(
    old: AppSchema | None, new: AppSchema, changes: Diff, found: Found
) -> list[Effect]:
    """Every change that concerns any record, counted with one statement."""
    if old is None or ledger_table(new.app_id) not in found.columns:
        return []
    questions = [*_of_removed(old, changes), *_of_changed(old, changes), *_of_options(old, changes)]
    questions += _of_returned(new, changes, found)
    if not questions:
        return []
    counts = ", ".join(f"({question.count.text})" for question in questions)
    params = tuple(value for question in questions for value in question.count.params)
    row: Any = ledger_cursor().execute(f"SELECT {counts}", params).fetchone()
    return [
        Effect(question.kind, question.field, question.text, records)
        for question, records in zip(questions, row, strict=True)
        if records
    ]


def _of_removed(old: AppSchema, changes: Diff) -> Iterator[_Question]:
    gone = {field.id for field in changes.removed}
    for field in changes.removed:
        text = _REMOVED.fill(label=field.label)
        if field.type.key == "SUBTABLE":
            table = child_table(old.app_id, field.id)
            count = Fragment(f"SELECT count(DISTINCT record_id) FROM {table}")
            yield _Question("lost", field, text, count)
        elif field.is_stored and field.table_id not in gone:
            yield _Question("lost", field, text, _where(old, field, f"{field.column} IS NOT NULL"))


def _of_changed(old: AppSchema, changes: Diff) -> Iterator[_Question]:
    before, after = _objects(changes.before), _objects(changes.after)
    for change in changes.changed:
        field, label = change.old, change.new.label
        if not field.is_stored:
            continue
        if not change.new.is_stored:
            test = f"{field.column} IS NOT NULL"
            yield _Question("lost", field, _LIVE.fill(label=label), _where(old, field, test))
            continue
        if change.new.required and not field.required:
            test = f"{field.column} IS NULL"
            yield _Question("narrowed", field, _EMPTY.fill(label=label), _where(old, field, test))
        tests = list(_broken_bounds(field, before[field.id], after[field.id]))
        if tests:
            broken = " OR ".join(test.text for test in tests)
            bounds = tuple(value for test in tests for value in test.params)
            text = _OUT_OF_BOUNDS.fill(label=label)
            yield _Question("narrowed", field, text, _where(old, field, broken, *bounds))


def _of_options(old: AppSchema, changes: Diff) -> Iterator[_Question]:
    for option in changes.options:
        field = old.by_id.get(option.field.id)
        if option.new is not None or field is None or not field.is_stored:
            continue
        many = field.type.kind == "choices"
        test = f"%s = ANY({field.column})" if many else f"{field.column} = %s"
        text = _OPTION.fill(label=option.field.label, option=option.old)
        yield _Question("narrowed", field, text, _where(old, field, test, option.old))


def _of_returned(new: AppSchema, changes: Diff, found: Found) -> Iterator[_Question]:
    for field in changes.added:
        text = _RETURNED.fill(label=field.label)
        if field.type.key == "SUBTABLE" and field.id in found.parked_tables:
            table = found.parked_tables[field.id]
            count = Fragment(f"SELECT count(DISTINCT record_id) FROM {table}")
            yield _Question("returned", field, text, count)
        elif field.is_stored:
            column = parked_columns(found.columns.get(_table(new, field), {})).get(field.id)
            if column is not None:
                count = _where(new, field, f"{column} IS NOT NULL")
                yield _Question("returned", field, text, count)


def _broken_bounds(field: Field, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Fragment]:
    for key, template in _BOUNDS.items():
        bound = new.get(key)
        if bound not in {None, ""} and bound != old.get(key):
            yield Fragment(template.format(column=field.column), (Decimal(str(bound)),))


def _objects(document: Document | None) -> dict[int, dict[str, Any]]:
    return {field["id"]: field for field, _ in every_field(document)} if document else {}


def _where(app: AppSchema, field: Field, test: str, *params: object) -> Fragment:
    key = "id" if field.table_id is None else "record_id"
    return Fragment(f"SELECT count(DISTINCT {key}) FROM {_table(app, field)} WHERE {test}", params)


def _table(app: AppSchema, field: Field) -> str:
    if field.table_id is None:
        return ledger_table(app.app_id)
    return child_table(app.app_id, field.table_id)
