"""What a look-up may copy."""

from __future__ import annotations

import pytest

from urakata.definition.conversions import COPIES, KEYS, may_copy, may_join
from urakata.definition.fields.registry import FIELD_TYPES


@pytest.mark.parametrize(
    ("source", "target", "fits"),
    [
        ("NUMBER", "NUMBER", True),
        ("NUMBER", "SINGLE_LINE_TEXT", True),
        ("SINGLE_LINE_TEXT", "NUMBER", False),
        ("CREATOR", "USER_SELECT", True),
        ("USER_SELECT", "GROUP_SELECT", False),
        ("FILE", "FILE", False),
        ("SUBTABLE", "SUBTABLE", False),
        ("DATE", "DATETIME", False),
    ],
)
def test_values_pass_only_between_types_that_fit(source, target, fits):
    assert may_copy(FIELD_TYPES[source], FIELD_TYPES[target]) is fits


@pytest.mark.parametrize(
    ("field", "related", "fits"),
    [
        ("SINGLE_LINE_TEXT", "NUMBER", True),
        ("DROP_DOWN", "SINGLE_LINE_TEXT", True),
        ("DATE", "DATE", True),
        ("DATE", "NUMBER", False),
        ("FILE", "FILE", False),
        ("CHECK_BOX", "CHECK_BOX", False),
    ],
)
def test_records_are_related_by_values_that_can_be_compared(field, related, fits):
    assert may_join(FIELD_TYPES[field], FIELD_TYPES[related]) is fits


def test_every_type_named_exists():
    named = {*COPIES, *KEYS, *(t for targets in COPIES.values() for t in targets)}

    assert named <= FIELD_TYPES.keys()
