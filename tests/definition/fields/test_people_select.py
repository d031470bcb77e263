from __future__ import annotations

import pytest

from urakata.definition.fields.base import Malformed, UnknownPerson
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.kernel.errors import Invalid

users, organizations, groups = (
    FIELD_TYPES[key] for key in ("USER_SELECT", "ORGANIZATION_SELECT", "GROUP_SELECT")
)


def test_people_are_stored_as_ids_once_and_sent_with_their_names(writing, reading):
    config = users.configure({}, "p")

    stored = users.parse(
        [{"code": "suzuki"}, {"code": "sato"}, {"code": "suzuki"}], config, writing
    )

    assert stored == [2, 1]
    assert users.dump(stored, config, reading) == [
        {"code": "suzuki", "name": "鈴木 一郎"},
        {"code": "sato", "name": "佐藤 花子"},
    ]


def test_nobody_by_that_code_is_said_so(writing):
    with pytest.raises(UnknownPerson) as unknown:
        users.parse([{"code": "yamada"}], users.configure({}, "p"), writing)

    assert (unknown.value.kind, unknown.value.code) == ("user", "yamada")


@pytest.mark.parametrize("shape", ["sato", [1], [{}], [{"code": 3}]])
def test_other_shapes_are_malformed(shape, writing):
    with pytest.raises(Malformed):
        users.parse(shape, users.configure({}, "p"), writing)


def test_whoever_writes_may_be_the_default(writing):
    mine = users.configure({"defaultValue": [{"type": "FUNCTION", "code": "LOGINUSER()"}]}, "p")
    ours = organizations.configure(
        {"defaultValue": [{"type": "FUNCTION", "code": "PRIMARY_ORGANIZATION()"}]}, "p"
    )

    assert users.default(mine, writing) == [1]
    assert organizations.default(ours, writing) == [10]


def test_a_function_of_another_type_is_refused():
    with pytest.raises(Invalid):
        groups.configure({"defaultValue": [{"type": "FUNCTION", "code": "LOGINUSER()"}]}, "p")
