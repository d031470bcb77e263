"""Where a compared field lives: in the record, in a row of a table, in related records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from urakata.definition.conditions.columns import column_sql, equal_columns
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.parser import parse_condition
from urakata.definition.conditions.syntax import Expr, FieldName
from urakata.definition.fields.base import Operator
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, invalid

DEEPEST = 3  #: related records of related records: a condition could name itself for ever


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a condition is about: an app's records, under an alias."""

    schema: AppSchema
    env: Env
    alias: str = "t"
    depth: int = 0  #: how many related-records fields away from the records asked for
    through: str = ""
    """Code of the related-records field it is asked through: ``in`` then stands for ``=``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field, and the SUBTABLE or related-records field whose rows it is in (None: the record)."""

    field: Field
    owner: Field | None = None

    @property
    def is_related(self) -> bool:
        """Whether the rows are another app's records; `field` is then only the owner."""
        return self.owner is not None and self.owner.type.key == "REFERENCE_TABLE"


def locate(name: FieldName, scope: Scope) -> Place:
    """Find a field; raises ``GAIA_IQ11`` where there is none and ``GAIA_IR02`` for a stray dot."""
    schema = scope.schema
    if name.reference is not None:
        owner = schema.by_code.get(name.reference)
        if owner is None or _is_hidden(owner, scope):
            raise Invalid("GAIA_IQ11", field=str(name))
        if owner.type.key != "REFERENCE_TABLE":
            raise Invalid("GAIA_IR02", field=name.reference)
        return Place(owner, owner)
    is_id = name.code == "$id"
    field = schema.of_type("RECORD_NUMBER") if is_id else schema.by_code.get(name.code)
    if field is None or _is_hidden(field, scope):
        raise Invalid("GAIA_IQ11", field=f"{scope.through}.{name}".lstrip("."))
    return Place(field, None if field.table_id is None else schema.by_id[field.table_id])


def _is_hidden(field: Field, scope: Scope) -> bool:
    """A field that the actor may see in no record is not there: its values cannot be guessed at."""
    sight = scope.env.sight_of(scope.schema) if scope.env.sight_of else None
    return sight is not None and sight.hides(field)


def check_operator(place: Place, operator: Operator, scope: Scope) -> None:
    """Raise ``GAIA_IQ07``, ``GAIA_IQ03`` or ``GAIA_ST02`` where the operator makes no sense."""
    field, takes = place.field, place.field.type.operators
    is_row = place.owner is not None
    if is_row and operator in {"=", "!="}:
        raise Invalid("GAIA_IQ07", field=field.code, operator=operator)
    if is_row or scope.through:
        is_taken = operator in takes and operator not in {"=", "!="}
        is_taken = is_taken or ("=" in takes and operator in {"in", "not in"})
    else:
        is_taken = operator in takes
    if not is_taken:
        raise Invalid("GAIA_IQ03", field=field.code, operator=operator)
    is_process = field.type.system_column in {"status", "assignees"}
    if is_process and not scope.schema.process.is_enabled:
        raise Invalid("GAIA_ST02")


def rows_of(owner: Field, scope: Scope) -> tuple[str, str, str]:
    """The rows of a table: name, alias, and the SQL that ties them to the record."""
    alias = f"{scope.alias}c{owner.id:d}"
    table = child_table(scope.schema.app_id, owner.id)
    return table, alias, f"{alias}.record_id = {scope.alias}.id"


def related_scope(owner: Field, scope: Scope) -> Scope:
    """The records that a related-records field shows, not yet tied to this one."""
    if scope.depth >= DEEPEST:
        raise invalid(scope.env.at, rules.BAD_QUERY)
    try:
        related = scope.env.schema_of(owner.config.app_id)
    except NotFound:
        raise Invalid("GAIA_IQ11", field=owner.code) from None
    alias = f"{scope.alias}r{owner.id:d}"
    return Scope(related, scope.env, alias, scope.depth + 1, owner.code)


def related_filter(owner: Field, related: Scope) -> tuple[Expr | None, Scope]:
    """What else the related records must satisfy, and the scope to compile it in."""
    condition = parse_condition(owner.config.filter_condition, related.env.at)
    return condition, replace(related, through="")


def related_join(owner: Field, scope: Scope, related: Scope) -> tuple[str, str]:
    """The other app's table, and the SQL that ties its records to this one."""
    here = scope.schema.by_code.get(owner.config.field)
    there = related.schema.by_code.get(owner.config.related_field)
    if here is None or there is None or here.table_id is not None:
        raise Invalid("GAIA_IQ11", field=owner.code)
    ours = (column_sql(here, scope.schema, scope.env, scope.alias), here)
    table = ledger_table(related.schema.app_id)
    if there.table_id is None:
        theirs = column_sql(there, related.schema, related.env, related.alias)
        return table, equal_columns(ours, (theirs, there))
    rows, alias, tie = rows_of(related.schema.by_id[there.table_id], related)
    theirs = column_sql(there, related.schema, related.env, alias)
    same = equal_columns(ours, (theirs, there))
    return table, f"EXISTS (SELECT FROM {rows} {alias} WHERE {tie} AND {same})"
