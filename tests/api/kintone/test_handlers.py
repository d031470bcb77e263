"""A request is filed, moved through its statuses, found again: over kintone's API alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api

FIELDS: dict[str, Any] = {
    "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
    "金額": {"type": "NUMBER", "unit": "円", "minValue": "1"},
    "明細": {
        "type": "SUBTABLE",
        "fields": {
            "品名": {"type": "SINGLE_LINE_TEXT", "code": "品名", "label": "品名"},
            "単価": {"type": "NUMBER", "code": "単価", "label": "単価"},
        },
    },
    "合計": {"type": "CALC", "expression": "SUM(単価) * 1.1", "format": "NUMBER"},
}


def status(name: str, index: int, *who: str) -> dict[str, Any]:
    entities = [{"entity": {"type": "USER", "code": code}} for code in who]
    return {"name": name, "index": str(index), "assignee": {"type": "ONE", "entities": entities}}


PROCESS: dict[str, Any] = {
    "enable": True,
    "states": {
        "申請前": {"name": "申請前", "index": "0"},
        "課長承認待ち": status("課長承認待ち", 1, "takahashi"),
        "完了": status("完了", 2),
    },
    "actions": [
        {"name": "申請する", "from": "申請前", "to": "課長承認待ち", "filterCond": "金額 > 0"},
        {"name": "差し戻す", "from": "課長承認待ち", "to": "申請前", "filterCond": ""},
        {"name": "承認する", "from": "課長承認待ち", "to": "完了", "filterCond": ""},
    ],
}


@pytest.fixture
def ledger(as_sato: Api, as_takahashi: Api) -> int:
    """佐藤 builds 稟議 and puts it into use."""
    app = int(as_sato("POST", "preview/app", name="稟議").body["app"])
    properties = {code: {"code": code, "label": code, **each} for code, each in FIELDS.items()}
    added = as_sato("POST", "preview/app/form/fields", app=app, properties=properties)
    assert added.status == 200, added.body
    assert as_sato("PUT", "preview/app/status", app=app, **PROCESS).status == 200
    assert as_sato("POST", "preview/app/deploy", apps=[{"app": app}]).body == {}
    return app


def filed(api: Api, app: int, subject: str, amount: int) -> int:
    row = {
        "件名": {"value": subject},
        "金額": {"value": amount},
        "明細": {"value": [{"value": {"品名": {"value": "PC"}, "単価": {"value": amount}}}]},
    }
    return int(api("POST", "record", app=app, record=row).body["id"])


def whose(api: Api, app: int, record: int) -> tuple[str, list[str]]:
    read = api("GET", "record", app=app, id=record).body["record"]
    return read["ステータス"]["value"], [each["code"] for each in read["作業者"]["value"]]


def test_a_request_is_filed_approved_and_found_again(
    as_suzuki: Api, as_takahashi: Api, as_tanaka: Api, ledger: int
) -> None:
    record = filed(as_suzuki, ledger, "ノートPCの購入", 180_000)
    filed(as_suzuki, ledger, "椅子の購入", 30_000)
    assert whose(as_suzuki, ledger, record) == ("申請前", ["suzuki"])

    go = {"app": ledger, "id": record, "action": "申請する", "assignee": "takahashi"}
    as_suzuki("PUT", "record/status", **go)
    assert whose(as_suzuki, ledger, record) == ("課長承認待ち", ["takahashi"])

    denied = as_tanaka("PUT", "record/status", app=ledger, id=record, action="承認する")
    assert (denied.status, denied.code) == (403, "GAIA_NT01")

    as_takahashi("PUT", "record/status", app=ledger, id=record, action="承認する")
    query = 'ステータス in ("完了") and 件名 like "購入" and 合計 >= 198000 order by 金額 desc'
    found = as_tanaka("GET", "records", app=ledger, query=query, totalCount=True).body

    assert found["totalCount"] == "1"
    assert found["records"][0]["件名"]["value"] == "ノートPCの購入"
    assert found["records"][0]["合計"]["value"] == "198000"
    assert found["records"][0]["$revision"]["value"] == "5"


def test_an_approver_finds_what_waits_for_them(
    as_suzuki: Api, as_takahashi: Api, ledger: int
) -> None:
    records = [filed(as_suzuki, ledger, f"備品 {n}", 1000 + n) for n in range(5)]
    moves = [{"id": id_, "action": "申請する", "assignee": "takahashi"} for id_ in records]
    payload = {"app": ledger, "records": moves}
    bulk = [{"method": "PUT", "api": "/k/v1/records/status.json", "payload": payload}]

    reply = as_suzuki("POST", "bulkRequest", requests=bulk)
    query = "作業者 in (LOGINUSER()) limit 1"
    found = as_takahashi("GET", "records", app=ledger, query=query, totalCount=True)

    assert [each["revision"] for each in reply.body["results"][0]["records"]] == ["3"] * 5
    assert found.body["totalCount"] == "5"


def test_a_request_comes_back_with_a_word_and_goes_again(
    as_suzuki: Api, as_takahashi: Api, ledger: int
) -> None:
    record = filed(as_suzuki, ledger, "ノートPCの購入", 180_000)
    go = {"app": ledger, "id": record, "action": "申請する", "assignee": "takahashi"}
    as_suzuki("PUT", "record/status", **go)
    mention = {"code": "suzuki", "type": "USER"}
    comment = {"text": "相見積もりを付けてください。", "mentions": [mention]}
    as_takahashi("POST", "record/comment", app=ledger, record=record, comment=comment)
    back = {"app": ledger, "id": record, "action": "差し戻す", "assignee": "suzuki"}

    assert as_takahashi("PUT", "record/status", **back).status == 200
    assert whose(as_suzuki, ledger, record) == ("申請前", ["suzuki"])
    said = as_suzuki("GET", "record/comments", app=ledger, record=record).body["comments"]
    assert said[0]["text"] == "鈴木 一郎 \n相見積もりを付けてください。"
    assert as_suzuki("PUT", "record/status", **go).status == 200
