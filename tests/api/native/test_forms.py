"""A form being filled, as the screen asks about it."""

from __future__ import annotations

import pytest

from tests.api.digest import digest
from tests.api.native.asking import Native
from tests.api.native.conftest import cells
from tests.process.building import action, process, state


def evaluate(asks, record=None, **more):
    return asks("POST", "records/evaluate", {"record": record or {}, **more})


def test_it_says_of_a_form_what_saving_says_and_changes_nothing(sato_asks):
    record = cells(番号="R1", 金額="2000000", 日付="きのう", 区分="丙")
    before = digest()

    reply = evaluate(sato_asks, record)

    saved = sato_asks("POST", "records", {"records": [record]})
    told = {at.replace("record.", "records[0]."): each for at, each in reply.body["errors"].items()}
    assert (reply.status, saved.status, digest() == before) == (200, 400, True)
    assert told == saved.body["errors"]
    assert [*told] == [
        "records[0].金額.value",
        "records[0].日付.value",
        "records[0].区分.value",
        "records[0].件名.value",
        "records[0].番号.value",
    ]


def test_a_record_is_tried_under_its_rights_and_told_when_it_has_moved_on(suzuki_asks):
    id_ = suzuki_asks.titles[0].partition("@")[0]
    suzuki_asks("PUT", "records", {"records": [{"id": id_, "record": cells(件名="鏡")}]})

    reply = evaluate(suzuki_asks, cells(件名=""), id=id_, revision="1")

    assert reply.body["revision"] == "2"
    assert reply.body["isStale"] is True
    assert reply.body["errors"] == {"record.件名.value": {"messages": ["必須です。"]}}
    assert reply.body["fields"]["件名"] == {
        "sees": True,
        "writes": True,
        "required": False,
        "frozen": False,
    }


@pytest.mark.parametrize("id_", ["99999", "0"])
def test_a_record_that_is_not_there_is_refused(suzuki_asks, id_):
    assert evaluate(suzuki_asks, id=id_).status in {400, 404}


def test_a_field_that_its_status_freezes_is_told_beside_it(
    an_app, a_record, with_process, api_of, suzuki
):
    stages = process({"受付": state(0), "審査": state(1)}, action("出す", "受付", "審査"))
    built = an_app({"件名": "SINGLE_LINE_TEXT", "金額": "NUMBER"}, process=stages)
    app = with_process(built, {"受付": {"fields": {"readOnly": ["金額"], "required": ["件名"]}}})
    asks = Native(api_of(suzuki), app.app_id)
    id_ = str(a_record(app))

    reply = evaluate(asks, cells(金額="1"), id=id_)

    saved = asks("PUT", "records", {"records": [{"id": id_, "record": cells(金額="1")}]})
    assert [*reply.body["errors"]] == ["record.金額.value"]
    assert [*reply.body["errors"].values()] == [*saved.body["errors"].values()]
    assert reply.body["fields"]["金額"]["frozen"] is True
    assert reply.body["fields"]["件名"]["required"] is True
