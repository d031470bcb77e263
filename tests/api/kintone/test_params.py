from __future__ import annotations

from typing import Any

import pytest

from urakata.api.kintone.kinds import (
    Choice,
    Flag,
    Free,
    Group,
    Integer,
    Items,
    Name,
    Nullable,
    Textual,
    Whatever,
)
from urakata.api.kintone.params import Kind, optional, read_all, required, schema_of
from urakata.kernel import rules
from urakata.kernel.errors import Invalid

APP = required("app", Integer())


def read(kind: Kind[Any], raw: Any, *, is_query: bool = False) -> Any:
    param = required("x", kind)
    return read_all([param], {"x": raw}, is_query=is_query)[param]


def places(kind: Kind[Any], raw: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        read(kind, raw)
    return {problem.at: problem.text.en for problem in caught.value.problems}


@pytest.mark.parametrize("raw", [12, "12", 12.0, " 12 "])
def test_an_integer_may_be_a_number_or_text(raw: object) -> None:
    assert read(Integer(), raw) == 12


@pytest.mark.parametrize(
    "raw", [True, "1.5", 1.5, "abc", [1], {"a": 1}, "１２", "1" * 60, "1_000", "\x1e1"]
)
def test_anything_else_is_no_integer(raw: object) -> None:
    assert places(Integer(), raw) == {"x": "Enter an integer value."}


def test_an_integer_beyond_its_bounds_says_the_bound() -> None:
    assert places(Integer(), 0) == {"x": "must be greater than or equal to 1"}
    assert places(Integer(), 2**63) == {"x": f"must be less than or equal to {2**63 - 1}"}
    assert places(Integer(minimum=-1), "-2") == {"x": "must be greater than or equal to -1"}


@pytest.mark.parametrize(("raw", "value"), [(True, True), ("true", True), ("FALSE", False)])
def test_a_flag_may_be_text(raw: object, value: object) -> None:
    assert read(Flag(), raw) is value


@pytest.mark.parametrize("raw", [1, "yes", [], {}])
def test_anything_else_is_no_flag(raw: object) -> None:
    assert places(Flag(), raw) == {"x": "must be boolean."}


def test_text_takes_numbers_and_refuses_the_null_character() -> None:
    assert read(Textual(), 5) == "5"
    assert read(Textual(), "") == ""
    assert places(Textual(), "a\x00b") == {"x": rules.BAD_CHARACTER.en}
    assert places(Textual(3), "abcd") == {"x": "Enter less than 4 characters."}


@pytest.mark.parametrize("raw", [True, [], {}])
def test_text_of_another_shape_is_malformed(raw: object) -> None:
    with pytest.raises(Invalid) as caught:
        read(Textual(), raw)
    assert caught.value.code == "CB_IJ01"


def test_a_name_must_not_be_blank() -> None:
    assert places(Name(), "") == {"x": "Required field."}


def test_a_choice_ignores_case() -> None:
    assert read(Choice("asc", "desc"), "ASC") == "asc"
    assert places(Choice("asc", "desc"), "up") == {"x": "must be one of the enum value"}
    assert places(Choice("asc", "desc"), 1) == {"x": "must be one of the enum value"}


def test_a_list_tells_each_wrong_entry_and_a_wrong_size() -> None:
    assert places(Items(Integer()), [1, "a", None]) == {
        "x[1]": "Enter an integer value.",
        "x[2]": "Required field.",
    }
    assert places(Items(Integer(), 1, 2), [1, 2, 3]) == {"x": "size must be between 1 and 2"}
    assert places(Items(Integer(), 1, 2), []) == {"x": "size must be between 1 and 2"}


def test_a_list_may_have_a_code_of_its_own_for_too_many() -> None:
    with pytest.raises(Invalid) as caught:
        read(Items(Integer(), maximum=1, overflow="GAIA_TO03"), [1, 2])
    assert caught.value.text.en == "The number of parameters exceeds the limit. - x[1]"


def test_a_lone_value_is_a_list_in_a_query_string_only() -> None:
    assert read(Items(Textual()), "a", is_query=True) == ["a"]
    with pytest.raises(Invalid) as caught:
        read(Items(Textual()), "a")
    assert caught.value.code == "CB_IJ01"


def test_nulls_keep_their_place_where_they_may_stand() -> None:
    assert read(Items(Nullable(Integer())), [None, "3", ""]) == [None, 3, None]


def test_groups_say_the_path_inside() -> None:
    field = required("field", Name())
    assert places(Group(field), {}) == {"x.field": "Required field."}
    assert places(Items(Group(field)), [{"field": "a"}, {"field": ""}]) == {
        "x[1].field": "Required field."
    }
    assert read(Group(field), {"field": "a", "unknown": 1})[field] == "a"


@pytest.mark.parametrize("kind", [Group(), Free()])
@pytest.mark.parametrize("raw", [[], "a", 1, True])
def test_an_object_must_be_an_object(kind: Kind[Any], raw: object) -> None:
    with pytest.raises(Invalid) as caught:
        read(kind, raw)
    assert caught.value.code == "CB_IJ01"


def test_free_values_come_through_unread() -> None:
    assert read(Free(), {"a": [1]}) == {"a": [1]}
    assert read(Whatever(), [1]) == [1]


def test_null_and_blank_count_as_not_sent() -> None:
    size = optional("size", Integer(), 100)

    assert read_all([APP, size], {"app": "1", "size": None}, is_query=False)[size] == 100
    assert read_all([APP, size], {"app": "1", "size": ""}, is_query=False)[size] == 100


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        read_all([APP, required("id", Integer())], {"id": "x"}, is_query=False)
    assert [(p.at, p.text.ja) for p in caught.value.problems] == [
        ("app", "必須です。"),
        ("id", "整数値を指定してください。"),
    ]


def test_parameters_describe_themselves() -> None:
    schema = schema_of([APP, optional("order", Choice("asc", "desc"))])

    assert schema["required"] == ["app"]
    assert schema["properties"]["order"] == {  # type: ignore[index,call-overload]
        "anyOf": [{"type": "string", "enum": ["asc", "desc"]}, {"enum": [None, ""]}]
    }
