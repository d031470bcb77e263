"""A renamed field is renamed wherever a document names it."""

from __future__ import annotations

import json

import pytest

from urakata.definition import services
from urakata.definition.blank import new_document
from urakata.definition.checks import check
from urakata.definition.editing.app_settings import change_settings
from urakata.definition.editing.form_fields import add_fields, update_fields
from urakata.definition.editing.process_flow import change_process
from urakata.definition.editing.references import points_at, rename_fields, rename_related_fields
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import replace_views
from urakata.definition.queries import draft_document, live_schema

pytestmark = pytest.mark.django_db

LOOK_UP = {
    "relatedApp": {"app": "self"},
    "relatedKeyField": "旧",
    "fieldMappings": [{"field": "旧控", "relatedField": "旧"}],
    "lookupPickerFields": ["旧"],
    "filterCond": "旧 > 1",
    "sort": "旧 desc",
}
TABLE = {
    "relatedApp": {"app": "self"},
    "condition": {"field": "旧", "relatedField": "旧"},
    "displayFields": ["旧"],
    "filterCond": "旧 > 1",
    "sort": "旧 desc",
}
FIELDS = {
    "旧": {"type": "NUMBER", "label": "x", "unique": True},
    "旧控": {"type": "NUMBER", "label": "x"},
    "旧人": {"type": "USER_SELECT", "label": "x"},
    "旧択": {"type": "DROP_DOWN", "label": "x", "options": {"高": {}}},
    "旧部": {"type": "ORGANIZATION_SELECT", "label": "x"},
    "旧先": {"type": "NUMBER", "label": "x", "lookup": LOOK_UP | {"fieldMappings": []}},
    "旧枠": {"type": "GROUP", "label": "x"},
    "先": {"type": "NUMBER", "lookup": LOOK_UP},
    "旧関連": {"type": "REFERENCE_TABLE", "label": "x", "referenceTable": TABLE},
    "式": {"type": "CALC", "expression": "旧 * 2 + SUM(旧列)"},
    "番": {
        "type": "SINGLE_LINE_TEXT",
        "numbering": {"pattern": "{field:旧}-{seq}", "reset": "FIELD", "resetField": "旧"},
    },
    "旧表": {
        "type": "SUBTABLE",
        "label": "x",
        "fields": {"旧列": {"type": "NUMBER", "label": "x"}},
    },
}
ENTITY = {"entity": {"type": "FIELD_ENTITY", "code": "旧人"}}
RULES = {"required": ["旧"], "readOnly": ["旧列"], "hidden": ["旧枠"]}
ROUTE = {
    "applicant": "旧人",
    "matrix": {
        "category": "稟議",
        "amount": "旧",
        "importance": "旧択",
        "organization": "旧部",
        "factors": [{"name": "高い", "condition": "旧 > 1 and 旧列 > 2", "score": 1}],
    },
    "tolerance": {"percent": 10, "field": "旧"},
    "steps": [{"name": "承認", "fields": RULES, "lines": [{"entities": [ENTITY]}]}],
}
SEGREGATION = {
    "name": "分掌",
    "action": "a",
    "differsFrom": [
        {"type": "FIELD_ENTITY", "code": "旧人"},
        {"type": "FIELD_ENTITY", "code": "旧人", "via": "旧先"},
        {"type": "ACTED", "code": "a", "via": "旧先"},
    ],
}
MINE = "（作業者が自分）"


@pytest.fixture
def edit():
    edit = Edit(7, new_document("x", language="ja", timezone="Asia/Tokyo"))
    add_fields(edit, FIELDS)
    states = {
        "申請": {"index": 0},
        "承認": {"index": 1, "assignee": {"type": "ANY", "entities": [ENTITY]}, "fields": RULES},
    }
    action = {
        "name": "a",
        "from": "申請",
        "to": "承認",
        "filterCond": "旧 > 1",
        "type": "SECONDARY",
    }
    action["executableUser"] = {"entities": [ENTITY]}
    states["承認"] |= {"route": ROUTE}
    change_process(edit, {"enable": True, "states": states, "actions": [action]})
    change_process(edit, {"segregation": [SEGREGATION]})
    views = {
        "表": {
            "type": "LIST",
            "index": 0,
            "fields": ["旧"],
            "filterCond": "旧関連.旧 > 1 and 旧列 > 1",
        },
        "暦": {"type": "CALENDAR", "index": 1, "date": "作成日時", "title": "旧"},
        MINE: {"index": 2},
    }
    replace_views(edit, views)
    change_settings(edit, {"titleField": {"selectionMode": "MANUAL", "code": "旧"}})
    return edit


def test_no_old_code_is_left_anywhere(edit):
    codes = ["旧", "旧控", "旧人", "旧択", "旧部", "旧先", "旧枠", "旧関連", "旧表", "旧列"]
    before = json.dumps(edit.document, ensure_ascii=False, sort_keys=True)

    rename_fields(edit.document, {code: code.replace("旧", "新") for code in codes}, 7)

    after = json.dumps(edit.document, ensure_ascii=False, sort_keys=True)
    assert "旧" in before
    assert after == before.replace("旧", "新")


def test_a_column_is_renamed_through_its_table(edit):
    update_fields(edit, {"旧表": {"code": "表", "fields": {"旧列": {"code": "列"}}}})

    document = json.dumps(edit.document, ensure_ascii=False)
    assert "旧表" not in document
    assert "旧列" not in document
    assert "SUM(列)" in document


def test_a_system_field_may_have_another_code(edit):
    update_fields(edit, {"作業者": {"code": "担当", "label": "担当"}})

    assert edit.document["views"][MINE]["filterCond"] == "担当 in (LOGINUSER())"


def test_another_apps_renames_do_not_touch_this_one(edit):
    before = json.dumps(edit.document, ensure_ascii=False)

    assert not points_at(edit.document, 8)
    rename_fields(edit.document, {}, 7)
    assert json.dumps(edit.document, ensure_ascii=False) == before


def test_segregation_follows_a_field_of_the_app_that_its_look_up_leads_to(sato, a_draft):
    order = a_draft(
        called="発注", 番号={"type": "SINGLE_LINE_TEXT", "unique": True}, 担当="USER_SELECT"
    )
    lookup = {"relatedApp": {"app": order}, "relatedKeyField": "番号", "fieldMappings": []}
    app_id = a_draft(発注={"type": "SINGLE_LINE_TEXT", "lookup": lookup}, 担当="USER_SELECT")
    others = [
        {"type": "FIELD_ENTITY", "code": "担当", "via": "発注"},
        {"type": "FIELD_ENTITY", "code": "担当", "via": ""},
    ]
    rule = {"name": "発注と検収", "action": "処理開始", "differsFrom": others}
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    services.update_process(actor=sato, app_id=app_id, process={"segregation": [rule]})
    document = draft_document(app_id)

    rename_related_fields(document, {"担当": "発注者"}, order)

    assert document["process"]["segregation"][0]["differsFrom"] == [
        {"type": "FIELD_ENTITY", "code": "発注者", "via": "発注"},
        {"type": "FIELD_ENTITY", "code": "担当", "via": ""},
    ]


def test_fields_that_go_are_asked_for_no_more(sato, a_draft):
    app_id = a_draft(甲="NUMBER", 乙="NUMBER")
    states = {
        "申請": {"index": 0, "fields": {"required": ["甲"]}},
        "承認": {"index": 1, "fields": {"hidden": ["甲", "乙"]}},
    }
    process = {"enable": True, "states": states}
    services.update_process(actor=sato, app_id=app_id, process=process)

    services.delete_fields(actor=sato, app_id=app_id, codes=["甲"])

    left = draft_document(app_id)["process"]["states"]
    assert "fields" not in left["申請"]
    assert left["承認"]["fields"] == {"required": [], "readOnly": [], "hidden": ["乙"]}


def test_the_whole_is_sound_before_and_after(sato, a_draft):
    app_id = a_draft(**FIELDS)

    def sound():
        document = draft_document(app_id)
        return check(document, actor=sato, app_id=app_id, creator_id=1, schema_of=live_schema)

    assert sound()
    services.update_fields(actor=sato, app_id=app_id, properties={"旧": {"code": "新"}})
    assert sound().by_code["先"].lookup.key_field == "新"
