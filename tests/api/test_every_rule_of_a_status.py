"""What a status asks for, forbids or hides, and who is kept apart: told alike on every way in (A6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.kintone.test_files import download, upload
from tests.api.native.asking import Native
from tests.api.native.test_imports import workbook
from tests.process.conftest import action, process, state
from urakata.definition.schema import AppSchema
from urakata.record.adapters import ledger_cursor

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "査定": "NUMBER",
    "添付": "FILE",
}
FLOW = process(
    {"申請": state(0), "審査": state(1), "完了": state(2)},
    action("出す", "申請", "審査"),
    action("承認する", "審査", "完了"),
)
PLACES = {
    "申請": {"fields": {"required": ["金額"]}},
    "審査": {"fields": {"readOnly": ["件名"], "hidden": ["査定", "添付"]}},
}
DUTIES = {"name": "起票と承認", "action": "承認する", "differsFrom": [{"type": "CREATOR"}]}

FROZEN = "レコードのステータスでは変更できないフィールドがあります。変更は保存されていません。"
UNFILLED = "「出す」を実行する前に、必須のフィールドに入力してください。"
APART = "職務分掌「起票と承認」により、鈴木 一郎さんはこのレコードの「承認する」を実行できません。"


@pytest.fixture
def app(an_app: Callable[..., AppSchema], with_process: Any) -> AppSchema:
    return with_process(an_app(FIELDS, process=FLOW), PLACES, segregation=[DUTIES])  # type: ignore[no-any-return]


@pytest.fixture
def native(as_suzuki: Api, app: AppSchema) -> Native:
    return Native(as_suzuki, app.app_id)


@pytest.fixture
def new(as_suzuki: Api, app: AppSchema) -> Callable[..., int]:
    """Adds a record over HTTP; those with an amount are sent on to 審査."""

    def add(**values: Any) -> int:
        record = {code: {"value": value} for code, value in values.items()}
        id_ = int(as_suzuki("POST", "record", app=app.app_id, record=record).body["id"])
        if "金額" in values:
            done = as_suzuki("PUT", "record/status", app=app.app_id, id=id_, action="出す")
            assert done.status == 200
        return id_

    return add


def rows(app: AppSchema) -> list[Any]:
    return ledger_cursor().execute(f"SELECT t.* FROM ledger.app_{app.app_id} t").fetchall()


# --- by kintone's API


def test_a_field_that_must_be_filled_is_told_by_kintones_status(as_suzuki: Api, app, new):
    id_ = new(件名="机")
    before = rows(app)

    reply = as_suzuki("PUT", "record/status", app=app.app_id, id=id_, action="出す")

    assert (reply.status, reply.code, reply.body["message"]) == (400, "UR_FR02", UNFILLED)
    assert [*reply.errors] == ["record.金額.value"]
    assert rows(app) == before


def test_of_several_records_each_is_told_at_its_place(as_suzuki: Api, app, new):
    ids = [new(件名="机"), new(件名="椅子")]
    records = [{"id": id_, "action": "出す"} for id_ in reversed(ids)]
    as_suzuki("PUT", "record", app=app.app_id, id=ids[1], record={"金額": {"value": "1"}})

    reply = as_suzuki("PUT", "records/status", app=app.app_id, records=records)

    assert (reply.status, reply.code) == (400, "UR_FR02")
    assert [*reply.errors] == ["records[1].金額.value"]


def test_whoever_did_the_other_thing_is_refused_by_kintones_status(
    as_suzuki: Api, as_sato: Api, app, new
):
    id_ = new(金額="1")
    before = rows(app)

    reply = as_suzuki("PUT", "record/status", app=app.app_id, id=id_, action="承認する")

    assert (reply.status, reply.code, reply.body["message"]) == (403, "UR_FR03", APART)
    assert reply.errors == {"action": ["鈴木 一郎さんは、このレコードの作成者です。"]}
    assert rows(app) == before
    done = as_sato("PUT", "record/status", app=app.app_id, id=id_, action="承認する")
    assert (done.status, done.body["revision"]) == (200, "5")


@pytest.mark.parametrize("code", ["件名", "査定"])
def test_what_may_not_change_is_refused_to_whoever_saves(as_sato: Api, app, new, code):
    id_ = new(金額="1", 件名="5", 査定="5")
    before = rows(app)

    reply = as_sato("PUT", "record", app=app.app_id, id=id_, record={code: {"value": "6"}})

    assert (reply.status, reply.code, reply.body["message"]) == (403, "UR_FR01", FROZEN)
    assert [*reply.errors] == [f"record.{code}.value"]
    assert rows(app) == before


@pytest.mark.parametrize(
    ("method", "path", "payload", "code"),
    [
        ("PUT", "record/status", {"action": "出す"}, "UR_FR02"),
        ("PUT", "record/status", {"action": "承認する"}, "UR_FR03"),
        ("PUT", "record", {"record": {"件名": {"value": "棚"}}}, "UR_FR01"),
    ],
)
def test_a_bulk_request_takes_all_of_it_back(as_suzuki: Api, app, new, method, path, payload, code):
    id_ = new(件名="机") if code == "UR_FR02" else new(件名="机", 金額="1")
    before = rows(app)
    first = {"app": app.app_id, "record": {"番号": {"value": "N1"}}}
    requests = [
        {"method": "POST", "api": "/k/v1/record.json", "payload": first},
        {
            "method": method,
            "api": f"/k/v1/{path}.json",
            "payload": {"app": app.app_id, "id": id_, **payload},
        },
    ]

    reply = as_suzuki("POST", "bulkRequest", requests=requests)

    assert reply.status in {400, 403}
    assert (reply.body["results"][0], reply.body["results"][1]["code"]) == ({}, code)
    assert rows(app) == before


def test_evaluating_rights_knows_where_the_record_stands(as_sato: Api, app, new):
    ids = [new(件名="机"), new(件名="机", 金額="1")]

    reply = as_sato("GET", "records/acl/evaluate", app=app.app_id, ids=ids)

    told = [
        {
            code: (each["fields"][code]["viewable"], each["fields"][code]["editable"])
            for code in codes
        }
        for each, codes in zip(reply.body["rights"], [("件名", "査定")] * 2, strict=True)
    ]
    assert told == [
        {"件名": (True, True), "査定": (True, True)},
        {"件名": (True, False), "査定": (False, False)},
    ]


def test_a_file_in_a_field_that_is_hidden_there_cannot_be_fetched(
    as_suzuki: Api, as_auditor: Api, app, new, settings, tmp_path: Path
):
    settings.FILES_ROOT = tmp_path
    key = upload(as_suzuki, "見積.txt", b"300").body["fileKey"]
    id_ = new(添付=[{"fileKey": key}])
    shown = as_suzuki("GET", "record", app=app.app_id, id=id_).body["record"]
    stored = shown["添付"]["value"][0]["fileKey"]
    assert download(as_suzuki, stored).read == b"300"

    as_suzuki("PUT", "record", app=app.app_id, id=id_, record={"金額": {"value": "1"}})
    as_suzuki("PUT", "record/status", app=app.app_id, id=id_, action="出す")

    answer = download(as_suzuki, stored)
    assert (answer.status_code, b"300" in answer.read) == (404, False)
    assert "添付" not in as_suzuki("GET", "record", app=app.app_id, id=id_).body["record"]
    assert download(as_auditor, stored).read == b"300"


# --- by our own


def test_our_own_actions_say_the_same(native: Native, app, new):
    unfilled, own = new(件名="机"), new(金額="1")
    before = rows(app)

    first = native("POST", f"records/{unfilled}/actions", {"action": "出す"})
    second = native("POST", f"records/{own}/actions", {"action": "承認する"})

    assert (first.status, first.code, [*first.errors]) == (400, "UR_FR02", ["record.金額.value"])
    assert (second.status, second.code, [*second.errors]) == (403, "UR_FR03", ["action"])
    assert rows(app) == before
    (offered,) = native("GET", f"records/{unfilled}/actions").body["actions"]
    assert (offered["name"], offered["required"]) == ("出す", ["金額"])
    assert native("GET", f"records/{own}/actions").body["actions"] == []


def test_of_many_each_has_its_own_refusal(native: Native, app, new):
    unfilled, own = new(件名="机"), new(件名="机", 金額="1")
    found = {}
    for name in ("出す", "承認する"):
        records = [{"app": str(app.app_id), "id": str(id_)} for id_ in (unfilled, own)]
        reply = native("POST", "/api/v1/actions", {"records": records, "action": name})
        found[name] = [each["error"]["code"] for each in reply.body["results"]]

    assert found == {"出す": ["UR_FR02", "GAIA_IL03"], "承認する": ["GAIA_IL03", "UR_FR03"]}


def test_a_workbook_changes_nothing_that_may_not_change(as_sato: Api, app, new):
    new(番号="N1", 件名="机", 金額="1", 査定="5")
    before = rows(app)
    sato_asks = Native(as_sato, app.app_id)

    frozen = sato_asks.upload("a.xlsx", workbook(["番号", "件名"], ["N1", "棚"]), key="番号")
    hidden = sato_asks.upload("a.xlsx", workbook(["番号", "査定"], ["N1", "6"]), key="番号")
    same = sato_asks.upload("a.xlsx", workbook(["番号", "件名"], ["N1", "机"]), key="番号")

    found = [(reply.status, reply.code, [*reply.errors]) for reply in (frozen, hidden)]
    assert found == [
        (400, "CB_VA01", ["line[2].件名.value"]),
        (400, "CB_VA01", ["line[2].査定.value"]),
    ]
    assert same.status == 200
    assert [row[0] for row in rows(app)] == [row[0] for row in before]
    shown = as_sato("GET", "records", app=app.app_id).body["records"][0]
    assert (shown["件名"]["value"], "査定" in shown) == ("机", False)
