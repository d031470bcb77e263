from __future__ import annotations

import pytest

from urakata.definition.fields.reference_table import ReferenceTable
from urakata.kernel.errors import Invalid

reference = ReferenceTable()


def test_a_missing_condition_is_named_by_its_path():
    with pytest.raises(Invalid) as invalid:
        reference.configure({"referenceTable": {"relatedApp": {"app": "3"}}}, "properties[支払]")

    assert {problem.at for problem in invalid.value.problems} == {
        "properties[支払].referenceTable.condition",
        "properties[支払].referenceTable.condition.field",
        "properties[支払].referenceTable.condition.relatedField",
    }
