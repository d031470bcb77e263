"""Whatever is sent as a definition is taken or refused, never a crash, and never half taken."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from urakata.definition import answers, services
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.queries import draft_document, draft_schema
from urakata.kernel.errors import UrakataError

pytestmark = pytest.mark.django_db

KEYS = st.sampled_from(
    [
        "type",
        "code",
        "label",
        "required",
        "unique",
        "defaultValue",
        "options",
        "index",
        "lookup",
        "referenceTable",
        "relatedApp",
        "relatedKeyField",
        "fieldMappings",
        "field",
        "relatedField",
        "fields",
        "numbering",
        "pattern",
        "reset",
        "condition",
        "filterCond",
        "sort",
        "displayFields",
        "size",
        "width",
        "layout",
        "name",
        "date",
        "title",
        "html",
        "states",
        "route",
        "steps",
        "lines",
        "matrix",
        "factors",
        "condition",
        "score",
        "join",
        "due",
        "tolerance",
        "kind",
        "reasons",
        "segregation",
        "differsFrom",
        "via",
        "assignee",
        "entities",
        "entity",
        "includeSubs",
        "from",
        "to",
        "icon",
        "key",
        "titleField",
        "selectionMode",
        "numberPrecision",
        "digits",
        "金額",
        "表",
        "列",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(
        [*FIELD_TYPES, "金額", "表", "列", "LIST", "ROW", "GROUP", "FIELD_ENTITY", "ONE"]
    ),
    st.sampled_from(["金額 > 1", "金額 desc", "{seq}", "a\x00b", "x" * 300, "9" * 40, "１", "²"]),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=15,
)

ENTITY = {"entity": {"type": "FIELD_ENTITY", "code": "承認者"}, "includeSubs": False}
LOOK_UP = {
    "relatedApp": {"app": "self"},
    "relatedKeyField": "金額",
    "fieldMappings": [{"field": "控", "relatedField": "金額"}],
    "lookupPickerFields": ["金額"],
    "filterCond": "金額 > 1",
    "sort": "金額 desc",
    "mode": "LIVE",
}
TABLE = {
    "relatedApp": {"app": "self"},
    "condition": {"field": "金額", "relatedField": "金額"},
    "displayFields": ["金額"],
    "filterCond": "金額 > 1",
    "sort": "金額 desc",
    "size": "5",
}
ROUTE = {
    "applicant": "承認者",
    "matrix": {
        "category": "稟議",
        "amount": "金額",
        "factors": [{"name": "高額", "condition": "金額 > 1", "score": 1}],
    },
    "steps": [
        {
            "name": "承認",
            "join": "1",
            "due": {"value": 1},
            "fields": {"readOnly": ["部"]},
            "lines": [{"name": "上長", "need": "ALL", "entities": [ENTITY]}],
        }
    ],
    "whenEmpty": "SKIP",
    "tolerance": {"percent": "10", "amount": 3},
}
OPTIONS = {"甲": {"label": "乙", "index": "0"}, "丙": {"label": "丙", "index": 1}}
NUMBERING = {"pattern": "{field:部}-{seq}", "reset": "FIELD", "resetField": "部", "gapFree": True}
GOOD: dict[str, Any] = {
    "properties": {
        "金額": {"type": "NUMBER", "label": "x", "minValue": "1", "unit": "円"},
        "控": {"type": "NUMBER"},
        "先": {"type": "NUMBER", "lookup": LOOK_UP},
        "関連": {"type": "REFERENCE_TABLE", "referenceTable": TABLE},
        "選": {"type": "CHECK_BOX", "options": OPTIONS, "defaultValue": ["丙"]},
        "番": {"type": "SINGLE_LINE_TEXT", "numbering": NUMBERING},
        "部": {"type": "SINGLE_LINE_TEXT", "maxLength": "5", "expression": "金額 & 部"},
        "表": {"type": "SUBTABLE", "fields": {"列": {"type": "SINGLE_LINE_TEXT", "label": "x"}}},
        "承認者": {"type": "USER_SELECT", "entities": [{"type": "USER", "code": "sato"}]},
    },
    "codes": ["金額", "列"],
    "layout": [
        {"type": "ROW", "fields": [{"type": "NUMBER", "code": "金額", "size": {"width": "1"}}]},
        {"type": "GROUP", "code": "枠", "layout": [{"type": "ROW", "fields": [{"type": "HR"}]}]},
        {"type": "SUBTABLE", "code": "表", "fields": [{"type": "SINGLE_LINE_TEXT", "code": "列"}]},
        {"type": "ROW", "fields": [{"type": "SPACER", "elementId": "e", "size": {"height": 2}}]},
    ],
    "views": {
        "一覧": {
            "type": "LIST",
            "index": 0,
            "fields": ["金額"],
            "filterCond": "金額 > 1",
            "sort": "",
        },
        "暦": {"type": "CALENDAR", "index": 1, "date": "作成日時", "title": "金額", "name": "暦"},
        "私": {"type": "LIST", "index": 3},
        "自由": {"type": "CUSTOM", "index": "2", "html": "x", "pager": True, "device": "ANY"},
    },
    "settings": {
        "name": "x",
        "code": "X",
        "icon": {"type": "FILE", "file": {"fileKey": "k"}},
        "titleField": {"selectionMode": "MANUAL", "code": "金額"},
        "numberPrecision": {"digits": "9", "decimalPlaces": 2, "roundingMode": "UP"},
        "timezone": "Asia/Tokyo",
        "firstMonthOfFiscalYear": 4,
    },
    "process": {
        "enable": True,
        "states": {
            "未処理": {"name": "受付", "index": 0},
            "完": {
                "index": 1,
                "assignee": {"type": "ANY", "entities": [ENTITY]},
                "route": ROUTE,
                "due": {"value": 1, "unit": "HOURS"},
                "fields": {"required": ["金額"], "hidden": ["列"]},
            },
        },
        "actions": [
            {
                "name": "出す",
                "from": "受付",
                "to": "完",
                "filterCond": "金額 > 1",
                "type": "SECONDARY",
                "executableUser": {"entities": [ENTITY]},
                "reasons": ["R01"],
            },
            {"name": "認める", "from": "完", "to": "受付", "kind": "APPROVE"},
        ],
        "reasons": [{"code": "R01", "text": "添付不足"}],
        "segregation": [{"name": "分掌", "action": "認める", "differsFrom": [{"type": "CREATOR"}]}],
    },
}


def spoiled(data: st.DataObject, value: Any) -> Any:
    """A request that was right, with one part of it replaced by anything at all."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 3)) == 0:
        return data.draw(JSON)
    keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
    chosen = data.draw(st.sampled_from(keys))
    inner = spoiled(data, value[chosen])
    if isinstance(value, list):
        return [inner if n == chosen else item for n, item in enumerate(value)]
    return value | {chosen: inner}


MINE = "（作業者が自分）"
EDITS = st.sampled_from(
    [
        (services.add_fields, "properties"),
        (services.update_fields, "properties"),
        (services.delete_fields, "codes"),
        (services.update_layout, "layout"),
        (services.update_views, "views"),
        (services.update_settings, "settings"),
        (services.update_process, "process"),
    ]
)


@pytest.fixture
def app_id(sato, a_draft):
    columns = {"列": {"type": "SINGLE_LINE_TEXT"}}
    app_id = a_draft(
        金額={"type": "NUMBER", "unique": True},
        控="NUMBER",
        枠="GROUP",
        部="SINGLE_LINE_TEXT",
        番="SINGLE_LINE_TEXT",
        先="NUMBER",
        承認者="USER_SELECT",
        関連={"type": "REFERENCE_TABLE", "referenceTable": TABLE},
        選={"type": "CHECK_BOX", "options": {"甲": {}}},
        表={"type": "SUBTABLE", "fields": columns},
    )
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    services.update_views(actor=sato, app_id=app_id, views={MINE: {"name": "私", "index": 0}})
    return app_id


@pytest.fixture
def empty_id(a_draft):
    return a_draft()


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(EDITS, st.data())
def test_any_json_is_an_edit_or_a_refusal(sato, app_id, empty_id, edit, data):
    function, name = edit
    app_id = empty_id if function is services.add_fields else app_id
    raw = spoiled(data, GOOD[name])
    if name in {"settings", "process"} and not isinstance(raw, dict):
        raw = {}
    before = draft_document(app_id)

    with transaction.atomic():
        try:
            function(actor=sato, app_id=app_id, **{name: raw})
        except UrakataError as refused:
            assert refused.text.ja  # noqa: PT017 - either way is right
            assert draft_document(app_id) == before
        else:
            draft_schema(app_id)
            for show in (answers.show_fields, answers.show_layout, answers.show_form):
                assert show(app_id, is_preview=True)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["codes", "views", "settings", "process", "properties"])
def test_what_is_spoiled_above_was_right(sato, app_id, name):
    functions = {services.update_fields: "properties", services.delete_fields: "codes"}
    functions |= {services.update_views: "views", services.update_settings: "settings"}
    functions |= {services.update_process: "process"}
    function = next(f for f, argument in functions.items() if argument == name)

    assert function(actor=sato, app_id=app_id, **{name: GOOD[name]})


def test_the_fields_above_can_be_added(sato, empty_id):
    assert services.add_fields(actor=sato, app_id=empty_id, properties=GOOD["properties"]) == 2
