"""What every field type promises. A new type passes these before its author writes a test (A16)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from urakata.definition.fields import registry
from urakata.definition.fields.registry import FIELD_TYPES

TYPES = list(FIELD_TYPES.values())
every_type = pytest.mark.parametrize("field_type", TYPES, ids=lambda t: t.key)
written = pytest.mark.parametrize(
    "field_type",
    [t for t in TYPES if t.is_writable and t.kind != "none" and t.key != "RADIO_BUTTON"],
    ids=lambda t: t.key,
)
SMALLEST = {
    "REFERENCE_TABLE": {
        "referenceTable": {
            "relatedApp": {"app": "3"},
            "condition": {"field": "a", "relatedField": "b"},
        }
    }
}
COLUMNS = {"text", "numeric", "bigint", "bigint[]", "text[]", "date", "time", "timestamptz", None}


def configured(field_type):
    return field_type.configure(SMALLEST.get(field_type.key, {}), "properties[x]")


@every_type
def test_its_settings_survive_being_read_back(field_type):
    config = configured(field_type)

    described = json.loads(json.dumps(field_type.describe(config)))

    assert field_type.configure(described, "properties[x]") == config


@written
@pytest.mark.parametrize("nothing", [None, ""])
def test_empty_is_stored_as_none_and_sent_as_the_types_own_empty(
    field_type, nothing, writing, reading
):
    config = configured(field_type)

    stored = field_type.parse(nothing, config, writing)

    assert stored is None
    assert field_type.dump(None, config, reading) == field_type.empty or field_type.is_single


@every_type
def test_it_is_stored_in_a_column_the_ledger_knows(field_type):
    assert field_type.column in COLUMNS
    assert (field_type.column is None) == (field_type.kind == "none")


@every_type
def test_people_fields_say_whom_they_name(field_type):
    assert (field_type.people is not None) == (field_type.kind == "people")


@every_type
def test_an_empty_literal_asks_for_unset_and_passes(field_type):
    assert field_type.literal("", configured(field_type)) == ""


@every_type
def test_it_has_a_file_of_its_own_that_imports_no_other_type(field_type):
    module = type(field_type).__module__
    source = Path(registry.__file__).with_name(f"{module.rpartition('.')[2]}.py").read_text("utf-8")

    others = {type(t).__module__ for t in TYPES} - {module}

    assert [other for other in others if f"from {other} import" in source] == []


def test_there_are_28_types_under_their_own_keys():
    assert len(FIELD_TYPES) == 28
    assert all(key == t.key for key, t in FIELD_TYPES.items())
    assert len({type(t).__module__ for t in TYPES}) == 28
