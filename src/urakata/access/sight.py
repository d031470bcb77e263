"""What one actor sees of one app's records: which rows, and which fields of them.

Whoever reads puts it into the statement; conditions, orders and columns are compiled against it
(`definition.conditions.environment.Sight`), so that nothing hidden can be asked about either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property

from urakata.access.app_rules import rights_over
from urakata.access.field_rules import FieldAccess, RowMask, field_access
from urakata.access.record_rules import FALSE, is_ruled, rows_where
from urakata.definition.conditions import Env
from urakata.definition.physical import is_stood_in, ledger_table, own_ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment


class Sight:
    """An actor's view of an app that hides something."""

    def __init__(self, app: AppSchema, env: Env, fields: FieldAccess) -> None:
        self._app = app
        self._env = env
        self._fields = fields
        self._may_view = "view" in rights_over(env.actor, app)
        self.hidden = frozenset(
            id_ for id_, masks in fields.sees.items() if any(mask.is_never for mask in masks)
        )

    @cached_property
    def key(self) -> Hashable:
        """Equal for all who see the same fields."""
        return tuple((id_, self.mask_of(id_)) for id_ in sorted(self._fields.sees))

    def hides(self, field: Field) -> bool:
        """Whether the actor sees the field in no record."""
        return field.id in self.hidden

    def mask(self, field: Field, alias: str) -> str | None:
        """SQL that holds where the field may be seen; None where it always may.

        `alias` names the record's row, for a column of a table the table's.
        """
        if field.id not in self._fields.sees:
            return None
        if field.table_id is None:
            return self.mask_of(field.id, alias)
        record = f"{alias}m"
        return (
            f"EXISTS (SELECT FROM {ledger_table(self._app.app_id)} {record}"
            f" WHERE {record}.id = {alias}.record_id AND {self.mask_of(field.id, record)})"
        )

    def mask_of(self, field_id: int, alias: str = "t") -> str | None:
        """The same over the record's row, also for a column of a table.

        While the past is read, the record of today must let the field be seen, too.
        """
        masks = self._fields.sees.get(field_id, ())
        if not masks or not is_stood_in(self._app.app_id):
            return _all(masks, alias)
        now = f"{alias}n"
        return (
            f"{_all(masks, alias)} AND NOT EXISTS ("
            f"SELECT FROM {own_ledger_table(self._app.app_id)} {now}"
            f" WHERE {now}.id = {alias}.id AND NOT ({_all(masks, now)}))"
        )

    def rows(self, alias: str) -> Fragment | None:
        """The records the actor may view; None when all."""
        return rows_where(self._app, "view", self._env, alias) if self._may_view else FALSE


def _all(masks: Iterable[RowMask], alias: str) -> str | None:
    return " AND ".join(f"({mask.sql(alias)})" for mask in masks) or None


def sights(env: Env) -> Callable[[AppSchema], Sight | None]:
    """What the actor sees of any app, worked out when first asked; None where all of it."""
    known: dict[int, Sight | None] = {}

    def sight_of(app: AppSchema) -> Sight | None:
        if app.app_id not in known:
            known[app.app_id] = _sight(app, env)
        return known[app.app_id]

    return sight_of


def _sight(app: AppSchema, env: Env) -> Sight | None:
    actor = env.actor
    fields = field_access(actor, app)
    is_free = not fields.sees and not is_ruled(actor, app)
    if is_free and "view" in rights_over(actor, app):
        return None
    return Sight(app, env, fields)
