"""From document to schema."""

from __future__ import annotations

from urakata.definition.blank import new_document
from urakata.definition.build import build_schema
from urakata.definition.editing.form_fields import add_fields
from urakata.definition.editing.session import Edit


def schema_of(**fields):
    edit = Edit(7, new_document("稟議", language="ja", timezone="Asia/Tokyo"))
    if fields:
        add_fields(edit, fields)
    return build_schema(edit.document, app_id=7, version=3, name="稟議", code="R", creator_id=5)


def test_a_new_app_has_its_system_columns_and_usual_precision():
    schema = schema_of()

    assert {f.type.key: f.column for f in schema.fields} == {
        "RECORD_NUMBER": "id",
        "CREATOR": "created_by",
        "CREATED_TIME": "created_at",
        "MODIFIER": "updated_by",
        "UPDATED_TIME": "updated_at",
        "STATUS": "status",
        "STATUS_ASSIGNEE": "assignees",
        "CATEGORY": "categories",
    }
    assert [f.type.key for f in schema.fields if not f.is_enabled] == [
        "STATUS", "STATUS_ASSIGNEE", "CATEGORY",
    ]  # fmt: skip
    assert (schema.precision.digits, schema.precision.decimal_places) == (16, 4)
    assert schema.fiscal_month == 4
    assert not schema.process.is_enabled
    assert (schema.app_id, schema.version, schema.code, schema.creator_id) == (7, 3, "R", 5)


def test_columns_know_their_table_and_numbered_fields_their_pattern():
    numbering = {"pattern": "{yyyy}-{seq}", "reset": "YEAR", "gapFree": "true"}
    schema = schema_of(
        番号={"type": "SINGLE_LINE_TEXT", "numbering": numbering},
        明細={"type": "SUBTABLE", "fields": {"数量": {"type": "NUMBER", "required": True}}},
        計={"type": "CALC", "required": True},
    )

    assert schema.by_code["数量"].table_id == schema.by_code["明細"].id
    assert schema.by_code["数量"].required
    assert not schema.by_code["計"].required
    assert schema.by_code["番号"].unique
    assert schema.by_code["番号"].numbering.is_gap_free
    assert schema.by_code["番号"].numbering.reset == "YEAR"


def test_equal_documents_are_equal_schemas():
    assert schema_of() == schema_of()
