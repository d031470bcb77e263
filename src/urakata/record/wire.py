"""From ledger rows to kintone's record JSON: ``{code: {"type": …, "value": …}}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from urakata.definition.fields.base import FieldType, ReadContext, Stored
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.json import JSONDict, JSONValue

Dump: TypeAlias = "Callable[[Any, Any, ReadContext], JSONValue]"


@dataclass(frozen=True, slots=True)
class Shown:
    """How one field appears in records. Without a `dump`, stored values go out as they are."""

    code: str
    type_key: str
    config: Any
    dump: Dump | None
    empty: JSONValue
    holds_files: bool


def shown(field: Field) -> Shown:
    """How a field appears."""
    type_ = field.type
    is_plain = type(type_).dump is FieldType.dump
    return Shown(
        code=field.code,
        type_key=type_.key,
        config=field.config,
        dump=None if is_plain else type_.dump,
        empty=type_.empty,
        holds_files=type_.kind == "files",
    )


def is_shown(field: Field) -> bool:
    """Whether a field appears in records at all: it has a value, and its feature is on."""
    if field.type.key in {"STATUS", "STATUS_ASSIGNEE", "CATEGORY"} and not field.is_enabled:
        return False
    return field.type.column is not None or field.type.key == "SUBTABLE"


def shown_top(app: AppSchema, wanted: frozenset[str] | None) -> list[Field]:
    """The fields of a record's own columns, all of them or the wanted ones."""
    return [
        f
        for f in app.top_fields
        if is_shown(f) and f.type.column is not None and (wanted is None or f.code in wanted)
    ]


def shown_tables(app: AppSchema, wanted: frozenset[str] | None) -> list[Field]:
    """The SUBTABLEs of a record, all of them or the wanted ones."""
    return [f for f in app.tables if wanted is None or f.code in wanted]


def dump_values(
    fields: Iterable[Shown], values: Iterable[Stored], context: ReadContext
) -> JSONDict:
    """One record, or the inner values of one row of a table."""
    return {
        f.code: {
            "type": f.type_key,
            "value": f.dump(value, f.config, context)
            if f.dump is not None
            else (f.empty if value is None else value),  # type: ignore[dict-item]
        }
        for f, value in zip(fields, values, strict=True)
    }


def file_ids(fields: Sequence[Shown], rows: Iterable[Sequence[Any]]) -> set[str]:
    """Every file that the rows name."""
    places = [n for n, f in enumerate(fields) if f.holds_files]
    return {id_ for row in rows for n in places for id_ in row[n] or ()} if places else set()
