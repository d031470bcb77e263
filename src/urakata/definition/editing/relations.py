"""Whether look-ups and related records point at something that exists and fits.

Checked when every field of a request is in place, so that a look-up and the fields it fills may
arrive together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from urakata.definition.conversions import KEYS, may_copy, may_join
from urakata.definition.editing.clauses import check_condition, check_sort
from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.session import Edit
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.schema import AppSchema, Field
from urakata.definition.shape import FieldObject, every_field, fields_by_code, tables_by_column
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.text import Text

MAPPED_TWICE: Final = Text(
    "フィールド（code: {field}）は、ほかのルックアップのコピー先です。",
    "The field (code: {field}) is filled by another look-up already.",
)
DOES_NOT_FIT: Final = Text(
    "フィールドの種類の組み合わせが正しくありません。",
    "The types of the fields do not fit together.",
)
NOT_BESIDE: Final = Text(
    "コピー先は、ルックアップと同じテーブルの中のフィールドにしてください。",
    "A look-up fills fields beside it: in the same table, or outside tables.",
)


def check_relations(edit: Edit, paths: Mapping[str, str]) -> None:
    """Note what is wrong with the look-ups and related records among some fields (code: path)."""
    for field, _ in every_field(edit.document):
        at = paths.get(field["code"])
        if at is None:
            continue
        if field.get("lookup"):
            with edit.problems.at(at):
                _check_lookup(edit, field, f"{at}.lookup")
        if field.get("referenceTable"):
            with edit.problems.at(at):
                _check_reference_table(edit, field["referenceTable"], f"{at}.referenceTable")


def _check_lookup(edit: Edit, field: FieldObject, at: str) -> None:
    lookup = field["lookup"]
    related = edit.schema_of(int(lookup["relatedApp"]["app"]))
    key = find_field(related, lookup["relatedKeyField"], f"{at}.relatedKeyField")
    if key.type.key not in KEYS[field["type"]]:
        raise invalid(f"{at}.relatedKeyField", DOES_NOT_FIT)
    for n, mapping in enumerate(lookup["fieldMappings"]):
        _check_mapping(edit, field, mapping, f"{at}.fieldMappings[{n}]", related=related)
    for n, code in enumerate(lookup["lookupPickerFields"]):
        find_field(related, code, f"{at}.lookupPickerFields[{n}]")
    _check_clauses(lookup, related, at)


def _check_mapping(
    edit: Edit, lookup: FieldObject, mapping: dict[str, str], at: str, *, related: AppSchema
) -> None:
    code = mapping["field"]
    target = fields_by_code(edit.document).get(code)
    if target is None:
        raise unknown_field(code, f"{at}.field")
    tables = tables_by_column(edit.document)
    if tables.get(code) != tables.get(lookup["code"]):
        raise invalid(f"{at}.field", NOT_BESIDE)
    if targets_of(edit).count(code) > 1:
        raise invalid(f"{at}.field", MAPPED_TWICE.fill(field=code))
    source = find_field(related, mapping["relatedField"], f"{at}.relatedField")
    if target.get("lookup") or not may_copy(source.type, FIELD_TYPES[target["type"]]):
        raise invalid(f"{at}.field", DOES_NOT_FIT)


def targets_of(edit: Edit) -> list[str]:
    """The codes that look-ups of the document fill, repeated where several do."""
    return [
        mapping["field"]
        for field, _ in every_field(edit.document)
        for mapping in field.get("lookup", {}).get("fieldMappings", ())
    ]


def _check_reference_table(edit: Edit, table: dict[str, Any], at: str) -> None:
    related = edit.schema_of(int(table["relatedApp"]["app"]))
    condition = table["condition"]
    own = fields_by_code(edit.document).get(condition["field"])
    if own is None:
        raise unknown_field(condition["field"], f"{at}.condition.field")
    other = find_field(related, condition["relatedField"], f"{at}.condition.relatedField")
    if not may_join(FIELD_TYPES[own["type"]], other.type):
        raise invalid(f"{at}.condition.relatedField", DOES_NOT_FIT)
    for n, code in enumerate(table["displayFields"]):
        find_field(related, code, f"{at}.displayFields[{n}]")
    _check_clauses(table, related, at)


def _check_clauses(holder: Mapping[str, Any], related: AppSchema, at: str) -> None:
    check_condition(holder["filterCond"], related, f"{at}.filterCond")
    check_sort(holder["sort"], related, f"{at}.sort")


def find_field(schema: AppSchema, code: str, at: str) -> Field:
    """A field outside tables. Raises ``GAIA_FC01``; ``$id`` is no field (kintone's rule)."""
    if code == "$id":
        raise invalid(at, rules.NOT_IN_ENUM)
    field = schema.by_code.get(code)
    if field is None or field.table_id is not None:
        raise unknown_field(code, at)
    return field


def every_path(edit: Edit, codes: Iterable[str] | None = None) -> dict[str, str]:
    """The path of each field (or of some) as a request names it."""
    wanted = None if codes is None else set(codes)
    return {
        field["code"]: (
            f"{edit.prefix}[{table['code']}].fields[{field['code']}]"
            if table
            else f"{edit.prefix}[{field['code']}]"
        )
        for field, table in every_field(edit.document)
        if wanted is None or field["code"] in wanted
    }
