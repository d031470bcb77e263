"""Files by hand: whatever is in them becomes a document or a list of problems."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.definition.test_every_edit import JSON, LOOK_UP, TABLE, spoiled
from urakata.definition.blank import new_document
from urakata.definition.build import build_fields, build_process
from urakata.definition.yaml_files.matching import give_ids
from urakata.definition.yaml_files.reading import read_file
from urakata.definition.yaml_files.shape import to_file
from urakata.kernel.errors import UrakataError

pytestmark = pytest.mark.django_db

FILE: dict[str, Any] = {
    "format": 1,
    "uid": "u",
    "name": "稟議",
    "code": "RINGI",
    "description": "説明",
    "settings": {"theme": "RED", "titleField": {"selectionMode": "MANUAL", "code": "件名"}},
    "fields": [
        {"id": 1, "type": "RECORD_NUMBER", "code": "番号", "label": "番号"},
        {"id": 20, "type": "SINGLE_LINE_TEXT", "code": "件名", "maxLength": 10},
        {"id": 21, "type": "NUMBER", "code": "金額", "unique": True},
        {"type": "NUMBER", "code": "控"},
        {"type": "NUMBER", "code": "先", "lookup": LOOK_UP},
        {"type": "REFERENCE_TABLE", "code": "関連", "referenceTable": TABLE},
        {"type": "DROP_DOWN", "code": "区分", "options": ["甲", {"id": 22, "name": "乙"}, 3]},
        {"type": "GROUP", "code": "枠"},
        {"type": "SUBTABLE", "code": "表", "fields": [{"id": 23, "type": "DATE", "code": "日"}]},
        {"type": "SINGLE_LINE_TEXT", "code": "番", "numbering": {"pattern": "{fy}-{seq:3}"}},
    ],
    "layout": [
        ["件名", {"code": "金額", "size": {"width": 100}}, {"type": "HR"}],
        {"type": "GROUP", "code": "枠", "layout": [["控", "先", "関連"], ["区分", "番"]]},
        {"type": "SUBTABLE", "code": "表", "fields": ["日"]},
    ],
    "access": {
        "app": [{"entity": {"type": "CREATOR"}, "appEditable": True}],
        "records": [
            {
                "filterCond": "控 > 1",
                "entities": [
                    {"entity": {"type": "FIELD_ENTITY", "code": "作成者"}, "viewable": True}
                ],
            }
        ],
        "fields": [
            {
                "code": "日",
                "entities": [
                    {
                        "entity": {"type": "GROUP", "code": "everyone"},
                        "accessibility": "READ",
                    }
                ],
            }
        ],
    },
    "process": {
        "enable": True,
        "states": ["申請", {"id": 24, "name": "承認"}],
        "actions": [{"name": "出す", "from": "申請", "to": "承認"}],
    },
    "views": [
        {"id": 25, "name": "私", "type": "LIST", "builtinType": "ASSIGNEE", "fields": ["件名"]},
        {"name": "表", "type": "LIST", "fields": ["件名"], "filterCond": "金額 > 1"},
    ],
    "next_id": 90,
}


def read(raw: Any, base: Any = None) -> dict[str, Any]:
    document = read_file(
        raw, app_id=7, blank=new_document("", language="ja", timezone="Asia/Tokyo")
    )
    give_ids(document, raw, base)
    return document


def test_a_full_file_becomes_a_document_with_the_ids_it_gives():
    document = read(FILE)

    ids = {f.code: f.id for f in build_fields(document)}
    assert (ids["番号"], ids["件名"], ids["金額"], ids["日"]) == (1, 20, 21, 23)
    assert document["uid"] == "u"
    assert document["views"]["私"]["builtinType"] == "ASSIGNEE"
    assert document["views"]["私"]["id"] == "25"
    assert [s.name for s in build_process(document["process"]).states] == ["申請", "承認"]
    options = next(f for f in document["fields"] if f["code"] == "区分")["options"]
    assert list(options) == ["甲", "乙", "3"]
    assert options["乙"]["id"] == 22


def test_the_rights_come_back_from_a_file_as_they_went_into_it():
    document = read(FILE)
    file = to_file(document, app_id=7, app_codes={})

    assert document["access"]["app"][0]["appEditable"] is True
    assert document["access"]["records"][0]["filterCond"] == "控 > 1"
    assert document["access"]["fields"][0]["code"] == "日"
    assert list(file["access"]) == ["app", "records", "fields"]
    assert read(FILE | {"access": file["access"]})["access"] == document["access"]


def test_ids_that_are_not_given_are_fresh_and_every_id_is_used_once():
    document = read(FILE)

    used = [f["id"] for f in document["fields"]]
    used += [o["id"] for f in document["fields"] for o in f.get("options", {}).values()]
    used += [int(v["id"]) for v in document["views"].values()]
    used += [s["id"] for s in document["process"]["states"].values()]
    used.append(23)
    assert len(used) == len(set(used))
    assert {i for i in used if i >= 90} == set(range(90, document["next_id"]))


def test_the_same_id_twice_is_refused():
    twice = FILE | {"views": [FILE["views"][0] | {"id": 20}, FILE["views"][1]]}

    with pytest.raises(UrakataError) as refused:
        read(twice)

    assert [p.at for p in refused.value.problems] == ["views[私].id"]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_file_is_read_or_refused(data):
    raw = spoiled(data, FILE)
    base = new_document("前", language="ja", timezone="Asia/Tokyo") | {"uid": "u"}

    try:
        document = read(raw, data.draw(st.sampled_from([None, base])))
    except UrakataError as refused:
        assert refused.problems  # noqa: PT017 - either way is right
    else:
        build_fields(document)
        assert to_file(document, app_id=7, app_codes={})


@given(JSON)
def test_any_value_is_no_file(raw):
    with pytest.raises(UrakataError):
        read(raw)


def problems_of(**changes: Any) -> list[str]:
    with pytest.raises(UrakataError) as refused:
        read({"format": 1, "name": "x", "fields": []} | changes)
    return [problem.at for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ({"type": "CREATOR", "code": "a b"}, "fields[0].code"),
        ({"type": "CREATOR", "code": "更新者"}, "fields[更新者].code"),
        ({"type": "CREATOR", "code": "作成者", "label": ""}, "fields[0].label"),
        ({"type": "CREATOR", "code": "作成者", "unique": True}, "fields[0].unique"),
        ({"type": "DATE"}, "fields[0].code"),
        ({"type": "SUBTABLE", "code": "表", "fields": [{"code": "a"}, {"code": "a"}]}, "fields[表].fields[1].code"),
        ({"type": "SUBTABLE", "code": "表", "fields": ["a"]}, "fields[表].fields[0]"),
        ({"type": "SINGLE_LINE_TEXT", "code": "先", "lookup": 1}, "fields[先].lookup"),
        ({"type": "REFERENCE_TABLE", "code": "関"}, "fields[関].referenceTable"),
    ],
)  # fmt: skip
def test_whatever_makes_no_field_is_named(field, place):
    assert place in problems_of(fields=[field])


def test_system_fields_may_be_called_as_in_the_other_language_and_hide_their_label():
    fields = [{"type": "CREATOR", "code": "Created_by", "noLabel": True}]

    document = read({"format": 1, "name": "x", "fields": fields})

    assert document["fields"][1] == {
        "id": 2, "type": "CREATOR", "code": "Created_by", "label": "Created_by", "noLabel": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"fields": "x"}, "fields"),
        ({"fields": None}, "fields"),
        ({"layout": "x"}, "layout"),
        ({"layout": ["x"]}, "layout[0]"),
        ({"settings": []}, "settings"),
        ({"views": {}}, "views"),
        ({"views": [{"name": "a"}, {"name": "a"}]}, "views[1].name"),
        ({"process": []}, "process"),
        ({"process": {"states": "x"}}, "process.states"),
        ({"process": {"speed": 1}}, "process.speed"),
    ],
)
def test_whatever_makes_no_part_is_named(changes, place):
    assert place in problems_of(**changes)
