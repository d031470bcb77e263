"""一括編集・一括削除 over HTTP: by ids or a condition, a result for each record, undone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.rules import record_rule
from tests.api.native.asking import Native
from tests.api.native.conftest import cells
from urakata.journal.models import JournalEntry
from urakata.record.models import Batch


def begun(native: Native, **body: Any) -> str:
    reply = native("POST", "bulk", body)
    assert reply.status == 200, reply.body
    return str(reply.body["batch"])


def ids_of(native: Native) -> list[str]:
    return [title.partition("@")[0] for title in native.titles]


def values(native: Native, code: str) -> list[Any]:
    reply = native("GET", "records", query="order by $id asc")
    return [record[code]["value"] for record in reply.body["records"]]


def test_nothing_is_changed_before_the_batch_goes_on(suzuki_asks: Native):
    before = suzuki_asks.titles

    reply = suzuki_asks("POST", "bulk", {"ids": ids_of(suzuki_asks), "record": cells(区分="乙")})

    progress = reply.body
    assert (progress["total"], progress["done"], progress["results"]) == (3, 0, [])
    assert suzuki_asks.titles == before


def test_all_that_a_condition_finds_is_edited_and_put_back(suzuki_asks: Native):
    batch = begun(suzuki_asks, query='区分 in ("甲")', record=cells(区分="乙", 日付="2026-12-01"))

    done = suzuki_asks("POST", f"bulk/{batch}/next").body
    assert (done["total"], done["done"]) == (2, 2)
    assert [each["revision"] for each in done["results"]] == ["2", "2"]
    assert values(suzuki_asks, "区分") == ["乙", "乙", "乙"]

    undone = suzuki_asks("POST", f"bulk/{batch}/undo").body
    assert (undone["total"], undone["undone"]) == (2, 2)
    assert values(suzuki_asks, "区分") == ["甲", "乙", "甲"]
    assert values(suzuki_asks, "日付") == ["2026-04-01", "2026-04-20", "2026-05-02"]
    assert suzuki_asks("POST", f"bulk/{batch}/next").body["results"] == []


def test_what_somebody_has_changed_since_is_not_put_back(suzuki_asks: Native, sato_asks: Native):
    one, two, _ = ids_of(suzuki_asks)
    batch = begun(suzuki_asks, ids=[one, two], record=cells(区分="乙"))
    suzuki_asks("POST", f"bulk/{batch}/next")
    change = {"records": [{"id": one, "record": cells(件名="新しい机")}]}
    assert sato_asks("PUT", "records", change).status == 200

    results = suzuki_asks("POST", f"bulk/{batch}/undo").body["results"]

    assert {each["id"]: each.get("error", {}).get("code") for each in results} == {
        one: "GAIA_CO02",
        two: None,
    }
    assert values(suzuki_asks, "件名")[0] == "新しい机"
    assert values(suzuki_asks, "区分")[:2] == ["乙", "乙"]


def test_a_record_that_refuses_keeps_no_other(suzuki_asks: Native, ledger, with_access):
    with_access(ledger, records=[record_rule('番号 = "R2"', everyone="view")])

    batch = begun(suzuki_asks, ids=ids_of(suzuki_asks), record=cells(件名="鏡"))
    results = suzuki_asks("POST", f"bulk/{batch}/next").body["results"]

    assert [each.get("error", {}).get("code") for each in results] == [None, "CB_NO02", None]
    assert values(suzuki_asks, "件名") == ["鏡", "椅子", "鏡"]


def test_what_was_deleted_comes_back_out_of_the_trash(suzuki_asks: Native):
    ids = ids_of(suzuki_asks)
    batch = begun(suzuki_asks, ids=ids[:2], isDeletion=True)

    suzuki_asks("POST", f"bulk/{batch}/next")
    assert ids_of(suzuki_asks) == ids[2:]

    suzuki_asks("POST", f"bulk/{batch}/undo")
    assert values(suzuki_asks, "番号") == ["R1", "R2", "R3"]


def test_the_journal_tells_of_one_batch_and_of_each_record(suzuki_asks: Native):
    last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    batch = begun(suzuki_asks, ids=ids_of(suzuki_asks), record=cells(件名="鏡"))
    suzuki_asks("POST", f"bulk/{batch}/next")

    bodies = JournalEntry.objects.filter(id__gt=last).order_by("id")
    told = [(one.kind, batch in str(one.body)) for one in bodies]

    assert [one for one in told if one[0] != "signin.success"] == [
        ("bulk.run", True),
        *[("record.edit", True)] * 3,
    ]


def test_nobody_goes_on_with_or_undoes_the_batch_of_somebody_else(
    suzuki_asks: Native, sato_asks: Native
):
    batch = begun(suzuki_asks, ids=ids_of(suzuki_asks), record=cells(件名="鏡"))
    before = sato_asks.titles

    for way in ("next", "undo"):
        reply = sato_asks("POST", f"bulk/{batch}/{way}")
        assert (reply.status, reply.code) == (404, "UR_VW02")
    assert sato_asks.titles == before


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"ids": ["1"]}, "record"),
        ({"ids": ["1"], "record": {}}, "record"),
        ({"record": cells(件名="鏡")}, "ids"),
        ({"ids": ["1"], "query": "", "record": cells(件名="鏡")}, "ids"),
        ({"query": '番号 = "ない"', "record": cells(件名="鏡")}, "query"),
        ({"ids": ["1"], "record": cells(明細=[])}, "record.明細"),
    ],
)
def test_what_is_no_batch_is_refused_by_its_place(suzuki_asks: Native, body, place):
    reply = suzuki_asks("POST", "bulk", body)

    assert (reply.status, [*reply.body["errors"]]) == (400, [place])
    assert Batch.objects.count() == 0
