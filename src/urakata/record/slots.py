"""What a request may do with each field code of an app (kintone-api §2.2, §2.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.fields.base import Refused, Stored, WriteContext
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, UrakataError
from urakata.kernel.json import JSONValue
from urakata.record.per_schema import once_per_schema

Parse: TypeAlias = "Callable[[JSONValue, Any, WriteContext], Stored]"

SYSTEM_TYPES: Final = frozenset({"CREATOR", "MODIFIER", "CREATED_TIME", "UPDATED_TIME"})
INTERNAL_NAMES: Final = {
    "RECORD_NUMBER": "RECORD_ID",
    "CREATED_TIME": "CREATED_AT",
    "UPDATED_TIME": "MODIFIED_AT",
}
"""kintone's refusals name these types otherwise than its API does."""


@dataclass(frozen=True, slots=True)
class Slot:
    """How the value under one code is taken. Codes without a slot are passed over in silence."""

    field: Field
    take: Literal["value", "table", "system", "refuse"]
    parse: Parse


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of an app: by code for records, by table code and code for rows of tables."""

    new: dict[str, Slot]
    existing: dict[str, Slot]
    tables: dict[str, dict[str, Slot]]


@once_per_schema
def slots_of(app: AppSchema) -> Slots:
    """Work out the slots of an app."""
    filled = filled_by_look_ups(app)
    values = {f.code: _value_slot(f, app) for f in app.fields if _is_taken(f, filled)}
    top = {f.code: values[f.code] for f in app.top_fields if f.code in values}
    others = {f.code: f for f in app.top_fields if f.type.column is None or f.type.system_column}
    return Slots(
        new=top | _others(others, may_set_system=True),
        existing=top | _others(others, may_set_system=False),
        tables={
            table.code: {f.code: values[f.code] for f in app.columns_of(table) if f.code in values}
            for table in app.tables
        },
    )


def filled_by_look_ups(app: AppSchema) -> frozenset[str]:
    """Codes whose values a look-up copies: what clients send for them is ignored."""
    return frozenset(
        target for f in app.fields if f.lookup is not None for target, _ in f.lookup.mappings
    )


def is_computed(field: Field) -> bool:
    """Whether a formula gives the value: a CALC, or a text with an expression."""
    return field.type.key == "CALC" or bool(getattr(field.config, "expression", ""))


def refusal(field: Field) -> UrakataError:
    """The error that answers an attempt to write a field that is not for writing."""
    key = field.type.key
    if key == "CATEGORY":
        return Invalid("GA_UO01")
    if key == "REFERENCE_TABLE":
        return Invalid("CB_IJ01")
    return Invalid("GAIA_UN10", type=INTERNAL_NAMES.get(key, key))


def _is_taken(field: Field, filled: frozenset[str]) -> bool:
    return (
        field.is_stored
        and field.type.system_column is None
        and field.type.is_writable
        and field.numbering is None
        and field.code not in filled
        and not is_computed(field)
    )


def _value_slot(field: Field, app: AppSchema) -> Slot:
    is_number = field.type.kind == "number"
    parse = _within_digits(field, app.precision.digits) if is_number else field.type.parse
    return Slot(field, "value", parse)


def _within_digits(field: Field, digits: int) -> Parse:
    read = field.type.parse

    def parse(raw: JSONValue, config: Any, context: WriteContext) -> Stored:  # noqa: ANN401
        stored = read(raw, config, context)
        if isinstance(stored, str) and len(stored) > digits and significant(stored) > digits:
            raise Refused(rules.TOO_PRECISE.fill(n=digits))
        return stored

    return parse


def significant(number: str) -> int:
    """How many digits a canonical number has, without leading zeros."""
    return len(number.lstrip("-0.").replace(".", ""))


def _others(fields: dict[str, Field], *, may_set_system: bool) -> dict[str, Slot]:
    slots = {}
    for code, field in fields.items():
        if field.type.key == "SUBTABLE":
            slots[code] = Slot(field, "table", field.type.parse)
        elif may_set_system and field.type.key in SYSTEM_TYPES:
            slots[code] = Slot(field, "system", field.type.parse)
        elif not (may_set_system and field.type.key == "RECORD_NUMBER"):
            slots[code] = Slot(field, "refuse", field.type.parse)
    return slots
