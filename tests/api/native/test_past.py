"""``asOf`` through HTTP (A11)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.native.conftest import cells


def now() -> str:
    return datetime.now(UTC).isoformat()


def titles(reply):
    return [each["件名"]["value"] for each in reply.body["records"]]


@pytest.fixture
def moment(suzuki_asks):
    """Just before everything changed."""
    found = now()
    body = {"records": [{"id": 1, "record": cells(件名="鏡", 金額="1", 明細=[])}]}
    suzuki_asks("PUT", "records", body)
    suzuki_asks("DELETE", "records", {"ids": [2]})
    suzuki_asks("POST", "records", {"records": [cells(番号="R9", 件名="絨毯")]})
    return found


def test_a_list_is_as_it_was(suzuki_asks, moment):
    asked = {"query": "order by $id asc", "total": "true"}

    then = suzuki_asks("GET", "records", **asked, asOf=moment)
    today = suzuki_asks("GET", "records", **asked)

    assert (titles(then), then.body["totalCount"]) == (["机", "椅子", "棚"], "3")
    assert (titles(today), today.body["totalCount"]) == (["鏡", "棚", "絨毯"], "3")


def test_a_page_of_the_past_leads_to_the_next(suzuki_asks, moment):
    first = suzuki_asks("GET", "records", query="金額 > 600", limit=1, asOf=moment)
    second = suzuki_asks(
        "GET", "records", query="金額 > 600", limit=1, asOf=moment, after=first.body["next"]
    )

    assert (titles(first), titles(second), second.body["next"]) == (["椅子"], ["机"], None)


def test_a_record_is_as_it_was_with_its_table(suzuki_asks, moment):
    then = suzuki_asks("GET", "records/1", asOf=moment).body["record"]
    today = suzuki_asks("GET", "records/1").body["record"]

    assert (then["件名"]["value"], then["$revision"]["value"]) == ("机", "1")
    assert [row["value"]["品名"]["value"] for row in then["明細"]["value"]] == ["天板", "脚"]
    assert (today["件名"]["value"], today["明細"]["value"]) == ("鏡", [])


def test_a_deleted_record_is_there_and_a_later_one_is_not(suzuki_asks, moment):
    assert suzuki_asks("GET", "records/2", asOf=moment).status == 200
    assert suzuki_asks("GET", "records/2").code == "GAIA_RE01"
    assert suzuki_asks("GET", "records/4", asOf=moment).code == "GAIA_RE01"
    assert suzuki_asks("GET", "records/4").status == 200


@pytest.mark.parametrize(
    "text", ["昨日", "2026-04-01", "2026-04-01T00:00:00", "0001-01-01T00:00:00+09:00"]
)
def test_a_moment_is_named_with_its_time_zone(suzuki_asks, text):
    refused = suzuki_asks("GET", "records", asOf=text)

    assert (refused.status, list(refused.body["errors"])) == (400, ["asOf"])
