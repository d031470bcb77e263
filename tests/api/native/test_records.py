"""Pages, counts, and writes of many records at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.native.conftest import a_row, cells

QUERY = '日付 = "2026-06-01"'


def numbers(reply: Any) -> list[str]:
    return [record["番号"]["value"] for record in reply.body["records"]]


def test_pages_follow_each_other_by_key(sato_asks):
    first = sato_asks("GET", "records", query="order by 金額 asc", limit=2, total="true")
    second = sato_asks("GET", "records", query="order by 金額 asc", after=first.body["next"])

    assert (numbers(first), first.body["totalCount"]) == (["R3", "R2"], "3")
    assert (numbers(second), second.body["next"], second.body["totalCount"]) == (["R1"], None, None)


def test_records_look_as_in_kintones_api(sato_asks):
    reply = sato_asks("GET", "records", query='番号 = "R1"', fields=["金額", "$id", "明細"])

    (record,) = reply.body["records"]
    rows = [{c: v["value"] for c, v in row["value"].items()} for row in record["明細"]["value"]]
    assert list(record) == ["金額", "明細", "$id"]
    assert record["金額"] == {"type": "NUMBER", "value": "1200"}
    assert rows == [{"品名": "天板", "数量": "1"}, {"品名": "脚", "数量": "4"}]


def test_records_can_be_passed_over_by_number(sato_asks):
    assert numbers(sato_asks("GET", "records", query="order by 番号 asc", offset=1)) == ["R2", "R3"]
    assert numbers(sato_asks("GET", "records", offset=100_000)) == []
    assert numbers(sato_asks("GET", "records", offset=2**63 - 1)) == []


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 10_001}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"offset": -1}, "offset"),
        ({"offset": 2**63}, "offset"),
        ({"total": "yes"}, "total"),
        ({"after": "nonsense"}, "after"),
        ({"query": "limit 3"}, "query"),
        ({"query": "金額 >"}, "query"),
        ({"query": "\x00"}, "query"),
    ],
)
def test_a_wrong_window_is_refused_by_its_name(sato_asks, query, at):
    reply = sato_asks("GET", "records", **query)

    assert (reply.status, reply.code, list(reply.errors)) == (400, "CB_VA01", [at])


def test_after_and_offset_exclude_each_other(sato_asks):
    key = sato_asks("GET", "records", limit=1).body["next"]

    reply = sato_asks("GET", "records", after=key, offset=1)

    assert reply.errors == {"offset": ["「after」と同時には指定できません。"]}


def test_a_key_serves_the_list_it_came_from_only(sato_asks):
    key = sato_asks("GET", "records", query="order by 金額 asc", limit=1).body["next"]

    assert sato_asks("GET", "records", query="order by 金額 desc", after=key).status == 400
    assert sato_asks("GET", "records", query="order by 金額 asc", after=f"{key}x").status == 400


def test_counting_takes_a_query(sato_asks):
    assert sato_asks("GET", "records/count").body == {"count": "3"}
    assert sato_asks("GET", "records/count", query='区分 in ("甲")').body == {"count": "2"}


def test_an_unknown_field_in_a_query_is_told(sato_asks):
    reply = sato_asks("GET", "records/count", query="無い = 1")

    assert (reply.status, reply.code) == (400, "GAIA_IQ11")
    assert reply.body["detail"] == "指定されたフィールド（無い）が見つかりません。"


def test_many_records_are_added_at_once(sato_asks):
    rows = [a_row(f"N{n}", f"品{n}", str(n), "2026-06-01", "乙") for n in range(600)]

    reply = sato_asks("POST", "records", {"records": rows})

    assert (len(reply.body["ids"]), set(reply.body["revisions"])) == (600, {"1"})
    assert sato_asks("GET", "records/count", query=QUERY).body == {"count": "600"}


def test_ten_thousand_records_are_the_most(sato_asks):
    before = sato_asks.titles

    reply = sato_asks("POST", "records", {"records": [{}] * 10_001})

    assert reply.errors == {"records": ["サイズは0から10000の間でなければなりません。"]}
    assert sato_asks.titles == before


def test_all_problems_are_named_and_nothing_is_written(sato_asks):
    before = sato_asks.titles
    rows = [
        a_row("N1", "品", "1", "2026-06-01", "甲"),
        cells(件名="", 金額="9999999"),
        cells(区分="丁"),
    ]

    reply = sato_asks("POST", "records", {"records": rows})

    assert set(reply.errors) == {
        "records[1].件名.value",
        "records[1].金額.value",
        "records[2].件名.value",
        "records[2].区分.value",
    }
    assert (reply.status, sato_asks.titles) == (400, before)


def test_records_are_changed_by_id_and_by_key(sato_asks):
    page = sato_asks("GET", "records", query='番号 = "R1"', fields=["$id"])
    id_ = page.body["records"][0]["$id"]["value"]
    changes = [
        {"id": id_, "revision": "1", "record": cells(件名="大机")},
        {"updateKey": {"field": "番号", "value": "R2"}, "record": cells(件名="丸椅子")},
    ]

    reply = sato_asks("PUT", "records", {"records": changes})

    written = [(each["revision"], each["operation"]) for each in reply.body["records"]]
    assert (reply.status, written) == (200, [("2", "UPDATE"), ("2", "UPDATE")])
    assert (
        sato_asks("GET", "records/count", query='件名 in ("大机", "丸椅子")').body["count"] == "2"
    )


def test_upsert_adds_what_is_not_there(sato_asks):
    changes = [
        {"updateKey": {"field": "番号", "value": number}, "record": cells(件名=number)}
        for number in ("R3", "R4")
    ]

    reply = sato_asks("PUT", "records", {"records": changes, "upsert": True})

    assert [each["operation"] for each in reply.body["records"]] == ["UPDATE", "INSERT"]


def test_a_stale_revision_stops_everything(sato_asks):
    before = sato_asks.titles
    ids = [title.partition("@")[0] for title in before]
    changes = [
        {"id": ids[0], "record": cells(件名="a")},
        {"id": ids[1], "revision": 7, "record": cells(件名="b")},
    ]

    reply = sato_asks("PUT", "records", {"records": changes})

    assert (reply.status, reply.code, sato_asks.titles) == (409, "GAIA_CO02", before)


def test_a_record_that_is_not_there_is_not_changed(sato_asks):
    before = sato_asks.titles

    reply = sato_asks("PUT", "records", {"records": [{"id": 2**63 - 1, "record": {}}]})

    assert (reply.status, reply.code, sato_asks.titles) == (404, "GAIA_RE01", before)


def test_records_are_deleted_at_the_revisions_named(sato_asks):
    ids = [title.partition("@")[0] for title in sato_asks.titles]

    stale = sato_asks("DELETE", "records", {"ids": ids[:2], "revisions": [1, 2]})
    assert (stale.status, stale.code, len(sato_asks.titles)) == (409, "GAIA_CO02", 3)

    done = sato_asks("DELETE", "records", {"ids": ids[:2], "revisions": [1, None]})
    assert (done.status, done.body, len(sato_asks.titles)) == (204, b"", 1)


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({}, "records"),
        ({"records": {}}, "records"),
        ({"records": ["x"]}, "records[0]"),
        ({"records": [{"id": True}]}, "records[0].id"),
        ({"records": [{"id": 2**63}]}, "records[0].id"),
        ({"records": [{"id": 1, "revison": 2}]}, "records[0].revison"),
        ({"records": [], "upsert": "yes"}, "upsert"),
        ({"records": [{"updateKey": {"field": "番号"}}]}, "records[0].updateKey.value"),
    ],
)
def test_a_wrong_shape_is_refused_by_its_place(sato_asks, body, at):
    before = sato_asks.titles

    reply = sato_asks("PUT", "records", body)

    assert (reply.status, reply.code, list(reply.errors)) == (400, "CB_VA01", [at])
    assert sato_asks.titles == before


@pytest.mark.parametrize(
    "change",
    [
        {"record": {}},
        {"id": 1, "updateKey": {"field": "番号", "value": "R1"}},
        {"updateKey": {"field": "件名", "value": "机"}},
        {"updateKey": {"field": "無い", "value": "x"}},
        {"updateKey": {"field": "番号", "value": None}},
    ],
)
def test_a_change_of_nothing_in_particular_is_refused(sato_asks, change):
    before = sato_asks.titles

    reply = sato_asks("PUT", "records", {"records": [change]})

    assert (400 <= reply.status < 500, sato_asks.titles) == (True, before)


def test_the_same_request_twice_adds_its_records_once(suzuki_asks):
    def ask(title, key="k1"):
        suzuki_asks.api.headers["Idempotency-Key"] = key
        return suzuki_asks("POST", "records", {"records": [cells(件名=title)]})

    first, again, other = ask("鏡"), ask("鏡"), ask("鏡", "k2")

    assert (first.body, len(suzuki_asks.titles)) == (again.body, 5)
    assert other.body["ids"] != first.body["ids"]
    assert (ask("棚").status, ask("棚").code) == (409, "UR_IK01")


def test_a_refused_request_leaves_its_key_free(suzuki_asks):
    suzuki_asks.api.headers["Idempotency-Key"] = "k1"

    refused = suzuki_asks("POST", "records", {"records": [cells(件名="")]})
    added = suzuki_asks("POST", "records", {"records": [cells(件名="鏡")]})

    assert (refused.status, added.status, len(suzuki_asks.titles)) == (400, 200, 4)


def test_a_key_is_its_persons_own(suzuki_asks, sato_asks):
    for asks in (suzuki_asks, sato_asks):
        asks.api.headers["Idempotency-Key"] = "k1"
        asks("POST", "records", {"records": [cells(件名="鏡")]})

    assert len(sato_asks.titles) == 5
