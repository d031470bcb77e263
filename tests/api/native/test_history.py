"""A record's history through HTTP, and going back to a revision of it (A11)."""

from __future__ import annotations

from tests.api.native.conftest import cells


def change(native, id_, **values):
    body = {"records": [{"id": id_, "record": cells(**values)}]}
    assert native("PUT", "records", body).status == 200


def test_every_revision_is_told_with_who_when_and_what(sato_asks, suzuki_asks):
    change(suzuki_asks, 1, 件名="鏡", 明細=[{"value": cells(品名="枠")}])

    body = suzuki_asks("GET", "records/1/history").body

    edit, first = body["revisions"]
    assert body["next"] is None
    assert {key: edit[key] for key in ("revision", "operation", "by", "source", "address")} == {
        "revision": "2",
        "operation": "EDIT",
        "by": {"code": "suzuki", "name": "鈴木 一郎"},
        "source": "api",
        "address": None,
    }
    title, table = edit["changes"]
    assert title == {
        "code": "件名",
        "label": "件名",
        "type": "SINGLE_LINE_TEXT",
        "isDeleted": False,
        "before": "机",
        "after": "鏡",
    }
    operations = [row["operation"] for row in table["rows"]]
    assert (table["code"], operations) == ("明細", ["INSERT", "DELETE", "DELETE"])
    assert (first["operation"], first["by"]["code"]) == ("ADD", "sato")
    told = sato_asks("GET", "records/1/history").body["revisions"][0]
    assert told["address"] == "127.0.0.1"


def test_a_history_has_pages(suzuki_asks):
    for n in range(3):
        change(suzuki_asks, 1, 金額=n)

    first = suzuki_asks("GET", "records/1/history", limit=3).body
    second = suzuki_asks("GET", "records/1/history", limit=3, after=first["next"]).body

    found = [each["revision"] for each in first["revisions"] + second["revisions"]]
    assert (found, second["next"]) == (["4", "3", "2", "1"], None)


def test_a_revision_comes_back_and_what_cannot_is_named(suzuki_asks):
    change(suzuki_asks, 1, 件名="鏡", 明細=[])

    restored = suzuki_asks("POST", "records/1/restore", {"to": "1", "revision": "2"})

    assert restored.body == {"revision": "3", "left": []}
    newest = suzuki_asks("GET", "records/1/history", limit=1).body["revisions"][0]
    assert newest["restoredFrom"] == "1"
    rows = next(each for each in newest["changes"] if each["code"] == "明細")["rows"]
    assert [row["operation"] for row in rows] == ["INSERT", "INSERT"]


def test_there_is_no_way_back_to_what_never_was(suzuki_asks):
    refused = suzuki_asks("POST", "records/1/restore", {"to": 7})

    assert (refused.status, refused.code, list(refused.body["errors"])) == (400, "CB_VA01", ["to"])


def test_a_record_that_is_not_there_has_no_history(suzuki_asks):
    for call in (
        suzuki_asks("GET", "records/99/history"),
        suzuki_asks("POST", "records/99/restore", {"to": 1}),
    ):
        assert (call.status, call.code) == (404, "GAIA_RE01")
