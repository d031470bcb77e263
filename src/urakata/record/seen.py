"""What somebody sees of one record, there or in the trash: asked before its past is told."""

from __future__ import annotations

from collections.abc import Collection

from urakata.access.field_rules import field_access
from urakata.access.rights import require
from urakata.definition.former import FormerField, former_fields
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor
from urakata.kernel.errors import NotFound
from urakata.record.adapters import ledger_cursor
from urakata.record.read import LARGEST_ID, read_env, visible_rows
from urakata.record.stand_ins import stand_ins
from urakata.record.trash import fill, may_see_trash


def hidden_fields(actor: Actor, app: AppSchema, record_id: int) -> frozenset[int]:
    """The ids of the fields that the actor does not see in a record, columns of tables included.

    By the rules of today, asked of the record as it is or as it was deleted. Raises `NotFound`
    (``GAIA_RE01``) as much for a record that may not be seen as for none.
    """
    require(actor, "view", app)
    hidden = None
    if 0 < record_id <= LARGEST_ID:
        hidden = _hidden(actor, app, record_id)
        if hidden is None and may_see_trash(actor, app):
            with stand_ins(app) as trashed:
                fill(trashed, [record_id])
                hidden = _hidden(actor, trashed, record_id)
    if hidden is None:
        raise NotFound("GAIA_RE01", id=record_id)
    return hidden


def _hidden(actor: Actor, app: AppSchema, record_id: int) -> frozenset[int] | None:
    """None when the actor does not see the record at all."""
    env = read_env(actor)
    sight = env.sight_of(app) if env.sight_of else None
    masks = {f.id: sight.mask_of(f.id) for f in app.fields} if sight else {}
    asked = {id_: mask for id_, mask in masks.items() if mask is not None}
    visible = visible_rows(app, env) or Fragment("TRUE")
    row = (
        ledger_cursor()
        .execute(
            f"SELECT {', '.join(('TRUE', *asked.values()))} FROM {ledger_table(app.app_id)} AS t"
            f" WHERE t.id = %s AND {visible.text}",
            (record_id, *visible.params),
        )
        .fetchone()
    )
    if row is None:
        return None
    return frozenset(id_ for id_, is_seen in zip(asked, row[1:], strict=True) if not is_seen)


def seen_former_fields(
    actor: Actor, app: AppSchema, ids: Collection[int]
) -> dict[int, FormerField]:
    """The deleted fields among these ids, as far as the rules they had at last let the actor see."""
    former = former_fields(app.app_id, [id_ for id_ in ids if id_ not in app.by_id])
    return {
        id_: each
        for id_, each in former.items()
        if id_ not in field_access(actor, each.schema).sees
    }
