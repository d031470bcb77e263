"""Whether a write may change these records and these fields of them.

The questions about a record go along with the statement that locks it; what cannot depend on the
record is settled before. Nothing is said about a field that the actor may not write but its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from urakata.access.field_rules import FieldAccess, RowMask, field_access
from urakata.access.record_rules import TRUE, rows_where
from urakata.access.rights import refusal
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor, Right
from urakata.kernel.errors import Forbidden
from urakata.record.past import Past
from urakata.record.read import read_env
from urakata.record.rows import Batch, Row


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of every record while it is locked, in this order."""

    actor: Actor
    view: Fragment
    right: Fragment
    masks: tuple[str, ...]  #: conditions under which sent fields may be written

    @property
    def fragments(self) -> list[Fragment]:
        """For `lock_records`."""
        return [self.view, self.right, *map(Fragment, self.masks)]

    def is_seen(self, past: Past) -> bool:
        """Whether the actor may view the record."""
        return past.answers[0]

    def require_allowed(self, past: Past) -> None:
        """Raise `Forbidden` when the record is not for the actor to change."""
        if not (past.answers[0] and past.answers[1]):
            raise refusal(self.actor)

    def held(self, past: Past) -> frozenset[str]:
        """The masks that hold for the record."""
        return frozenset(
            mask for mask, is_held in zip(self.masks, past.answers[2:], strict=True) if is_held
        )


def questions_for(
    actor: Actor, app: AppSchema, right: Right, rows: Iterable[Row] = ()
) -> Questions:
    """What to ask about the records that are to be changed, or deleted."""
    env = read_env(actor)
    return Questions(
        actor,
        view=rows_where(app, "view", env) or TRUE,
        right=rows_where(app, right, env) or TRUE,
        masks=_masks(field_access(actor, app), app, rows),
    )


def refuse_fields(batch: Batch, questions: Questions, pasts: Sequence[Past | None]) -> None:
    """Raise ``GAIA_FU01`` for the first sent field that the actor may not write."""
    access = field_access(batch.actor, batch.app)
    if not access.writes:
        return
    for row, past in zip(batch.rows, pasts, strict=True):
        held = questions.held(past) if past is not None else None
        _refuse(batch.app, row, access, _of_new if held is None else _among(held))


def refuse_new_fields(batch: Batch) -> None:
    """The same for rows that are all new."""
    access = field_access(batch.actor, batch.app)
    if access.writes:
        for row in batch.rows:
            _refuse(batch.app, row, access, _of_new)


def _refuse(
    app: AppSchema, row: Row, access: FieldAccess, holds: Callable[[RowMask], bool]
) -> None:
    for field in _sent(app, row):
        if not all(map(holds, access.writes.get(field.id, ()))):
            raise Forbidden("GAIA_FU01", field=field.code)


def _of_new(mask: RowMask) -> bool:
    return mask.holds_for_new()


def _among(held: frozenset[str]) -> Callable[[RowMask], bool]:
    return lambda mask: mask.sql("t") in held


def _masks(access: FieldAccess, app: AppSchema, rows: Iterable[Row]) -> tuple[str, ...]:
    if not access.writes:
        return ()
    ids = {field.id for row in rows for field in _sent(app, row)}
    masks = [mask for id_ in sorted(ids) for mask in access.writes.get(id_, ())]
    return tuple(dict.fromkeys(mask.sql("t") for mask in masks))


def _sent(app: AppSchema, row: Row) -> Iterable[Field]:
    """The fields of a record and of the rows of its tables that a request gives values for."""
    for code in row.sent:
        yield app.by_code[code]
    for code in row.sent_tables:
        yield app.by_code[code]
        codes = {inner for cells in row.tables[code] for inner in cells.sent}
        for inner in sorted(codes):
            yield app.by_code[inner]
