"""The trash through HTTP: who deleted what, and bringing it back (A11)."""

from __future__ import annotations

from tests.api.native.conftest import cells


def delete(native, *ids):
    assert native("DELETE", "records", {"ids": list(ids)}).status == 204


def test_a_deleted_record_is_in_the_trash_and_comes_back(suzuki_asks):
    delete(suzuki_asks, 1)

    page = suzuki_asks("GET", "trash").body
    (found,) = page["records"]
    assert found["record"]["件名"] == {"type": "SINGLE_LINE_TEXT", "value": "机"}
    assert found["deletedBy"] == {"code": "suzuki", "name": "鈴木 一郎"}
    assert found["deletedAt"] < found["expiresAt"]
    assert page["next"] is None
    assert suzuki_asks("GET", "records/count").body == {"count": "2"}

    restored = suzuki_asks("POST", "trash/restore", {"ids": ["1"]})

    assert restored.body == {"ids": ["1"], "revisions": ["2"]}
    assert suzuki_asks.titles == ["1@2", "2@1", "3@1"]
    assert suzuki_asks("GET", "trash").body["records"] == []


def test_the_trash_has_pages(suzuki_asks):
    delete(suzuki_asks, 1, 2, 3)

    first = suzuki_asks("GET", "trash", limit=2).body
    second = suzuki_asks("GET", "trash", limit=2, after=first["next"]).body

    ids = [each["record"]["$id"]["value"] for each in first["records"] + second["records"]]
    assert (ids, second["next"]) == (["3", "2", "1"], None)


def test_a_number_that_was_given_again_keeps_a_record_in_the_trash(suzuki_asks):
    delete(suzuki_asks, 1)
    suzuki_asks("POST", "records", {"records": [cells(番号="R1", 件名="鏡")]})

    refused = suzuki_asks("POST", "trash/restore", {"ids": [1]})

    assert (refused.status, refused.code) == (400, "CB_VA01")
    assert list(refused.body["errors"]) == ["ids[0].番号"]


def test_what_is_not_in_the_trash_is_not_found(suzuki_asks):
    refused = suzuki_asks("POST", "trash/restore", {"ids": [2]})

    assert (refused.status, refused.code) == (404, "GAIA_RE01")
