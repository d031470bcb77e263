"""What somebody may do with given records and their fields: the rules as they come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from urakata.access.field_rules import RowMask, field_access
from urakata.access.record_rules import TRUE, rows_where
from urakata.access.rights import may, rights_on
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor, Right
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor
from urakata.record.read import LARGEST_ID, read_env
from urakata.record.standing import Standing, is_bound, standing_of_new, standings_now

_ASKED: Final[tuple[Right, ...]] = ("view", "edit", "delete")


@dataclass(frozen=True, slots=True)
class FieldRights:
    """What one may do with a field of a record."""

    sees: bool
    writes: bool
    required: bool = False  #: it must be filled before the record leaves its status
    is_frozen: bool = False  #: it cannot be written in this status, whatever the rights


@dataclass(frozen=True, slots=True)
class RecordRights:
    """What one may do with a record; fields by code, in form order, columns of tables included."""

    id: int
    rights: frozenset[Right]
    fields: Mapping[str, FieldRights]


def evaluate(*, actor: Actor, app: AppSchema, ids: Sequence[int]) -> list[RecordRights]:
    """The rights of an actor over records, in the order of the ids: one statement.

    Raises `NotFound` (``GAIA_RE01``) for the first id without a record.
    """
    env, over_app = read_env(actor), rights_on(actor, app)
    rows = [rows_where(app, right, env) or TRUE for right in _ASKED]
    access = field_access(actor, app)
    masks = dict.fromkeys(
        mask for each in (*access.sees.values(), *access.writes.values()) for mask in each
    )
    asked = [*rows, *(Fragment(mask.sql("t")) for mask in masks)]
    standing = standings_now(app, ids) if is_bound(actor, app) else {}
    found = _ask(app, asked, [id_ for id_ in ids if 0 < id_ <= LARGEST_ID])
    results = []
    for id_ in ids:
        if id_ not in found:
            raise NotFound("GAIA_RE01", id=id_)
        answers = found[id_]
        given = {r for r, yes in zip(_ASKED, answers, strict=False) if yes and r in over_app}
        held = {m for m, yes in zip(masks, answers[len(_ASKED) :], strict=True) if yes}
        rights = frozenset(given if "view" in given else ())
        fields = {
            field.code: _placed(
                _of_field(field, rights, (access.sees, access.writes), held),
                field,
                standing.get(id_),
            )
            for field in app.fields
            if field.is_enabled
        }
        results.append(RecordRights(id_, rights, fields))
    return results


def evaluate_new(*, actor: Actor, app: AppSchema) -> Mapping[str, FieldRights]:
    """What one may do with the fields of a record that is still to be added, by code."""
    access = field_access(actor, app)
    rights = frozenset[Right](("view", "edit") if may(actor, "add", app) else ())
    masks = {mask for each in (*access.sees.values(), *access.writes.values()) for mask in each}
    held = {mask for mask in masks if mask.holds_for_new()}
    standing = standing_of_new(app) if is_bound(actor, app) else None
    return {
        field.code: _placed(
            _of_field(field, rights, (access.sees, access.writes), held), field, standing
        )
        for field in app.fields
        if field.is_enabled
    }


def _ask(
    app: AppSchema, asked: Sequence[Fragment], ids: Sequence[int]
) -> dict[int, tuple[bool, ...]]:
    answers = ", ".join(f"({each.text}) IS TRUE" for each in asked)
    sql = f"SELECT t.id, {answers} FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s)"
    params = (*(param for each in asked for param in each.params), list(ids))
    return {row[0]: tuple(row[1:]) for row in ledger_cursor().execute(sql, params).fetchall()}


def _of_field(
    field: Field,
    rights: frozenset[Right],
    access: tuple[Mapping[int, tuple[RowMask, ...]], Mapping[int, tuple[RowMask, ...]]],
    held: set[RowMask],
) -> FieldRights:
    sees, writes = access
    is_seen = "view" in rights and held.issuperset(sees.get(field.id, ()))
    is_edited = field.type.is_writable and field.type.system_column is None
    may_write = "edit" in rights and held.issuperset(writes.get(field.id, ()))
    return FieldRights(is_seen, is_seen and is_edited and may_write)


def _placed(given: FieldRights, field: Field, standing: Standing | None) -> FieldRights:
    """What the rights leave of a field where the record stands in its process."""
    if standing is None:
        return given
    is_frozen = field.id in standing.read_only or field.id in standing.hidden
    required = given.sees and field.id in standing.required
    return FieldRights(given.sees, given.writes and not is_frozen, required, is_frozen)
