"""What the caller may do, as a form asks for it."""

from __future__ import annotations

import pytest

from tests.access.office import hire, register
from tests.access.rules import field_rule
from tests.api.native.asking import Native
from tests.process.conftest import action, process, state
from urakata.record.write import add_records


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


@pytest.fixture
def asks(people, app, api_of):
    return lambda code: Native(api_of(people[code]), app.app_id)


def fields(reply, *codes):
    shown = reply.body["fields"]
    return {code: (shown[code]["sees"], shown[code]["writes"]) for code in codes}


def test_a_record_is_told_with_its_fields_and_the_columns_of_its_tables(asks):
    reply = asks("kacho")("GET", "rights", record=2)

    assert (reply.body["app"], reply.body["record"]) == (
        ["view", "add", "edit"],
        ["view", "edit"],
    )
    assert fields(reply, "氏名", "給与", "経歴", "会社", "年収", "レコード番号") == {
        "氏名": (True, True),
        "給与": (True, False),
        "経歴": (True, False),
        "会社": (True, False),
        "年収": (False, False),
        "レコード番号": (True, False),
    }


def test_of_a_new_record_it_tells_what_may_be_filled_in(asks):
    reply = asks("tanto")("GET", "rights")

    assert reply.body["record"] is None
    assert fields(reply, "氏名", "給与", "経歴") == {
        "氏名": (True, True),
        "給与": (False, False),
        "経歴": (True, False),
    }
    assert fields(asks("eigyo1")("GET", "rights"), "氏名") == {"氏名": (False, False)}


def test_what_it_says_of_a_new_record_is_what_adding_refuses(an_app, with_access, suzuki, api_of):
    rules = [
        field_rule("甲", ("FIELD_ENTITY", "作成者", "WRITE")),
        field_rule("乙", ("FIELD_ENTITY", "担当", "WRITE")),
    ]
    kinds = {"甲": "NUMBER", "乙": "NUMBER", "担当": "USER_SELECT"}
    app = with_access(an_app(kinds), fields=rules)

    reply = Native(api_of(suzuki), app.app_id)("GET", "rights")

    assert fields(reply, "甲", "乙") == {"甲": (True, True), "乙": (False, False)}
    add_records(actor=suzuki, app=app, rows=[{"甲": {"value": "1"}}], prefix="records")
    refused = api_of(suzuki)("POST", "record", app=app.app_id, record={"乙": {"value": "1"}})
    assert (refused.status, refused.code) == (403, "GAIA_FU01")


def test_a_record_that_one_may_not_see_is_refused(asks):
    told = {
        (code, record): asks(code)("GET", "rights", record=record).code
        for code in ("tanto", "eigyo2", "guest")
        for record in (1, 99)
    }

    assert told == {
        ("tanto", 1): "CB_NO02",
        ("tanto", 99): "GAIA_RE01",
        ("eigyo2", 1): "CB_NO02",
        ("eigyo2", 99): "CB_NO02",
        ("guest", 1): "CB_NO02",
        ("guest", 99): "CB_NO02",
    }


def test_it_tells_whether_one_may_ask_about_everybody(asks):
    explains = {
        code: asks(code)("GET", "rights").body["explains"]
        for code in ("kanri", "kansa", "jinji1", "tanto")
    }

    assert explains == {"kanri": True, "kansa": True, "jinji1": True, "tanto": False}


def test_where_a_record_stands_takes_fields_away_and_asks_for_others(
    an_app, a_record, with_process, api_of, suzuki
):
    stages = process({"受付": state(0), "審査": state(1)}, action("出す", "受付", "審査"))
    built = an_app({"件名": "SINGLE_LINE_TEXT", "金額": "NUMBER", "所見": "NUMBER"}, process=stages)
    rules = {"required": ["件名"], "readOnly": ["金額"], "hidden": ["所見"]}
    app = with_process(built, {"受付": {"fields": rules}})
    asks = Native(api_of(suzuki), app.app_id)

    for which in ({}, {"record": a_record(app, 件名="机")}):
        told = asks("GET", "rights", **which).body["fields"]
        assert [told[code] for code in ("件名", "金額", "所見")] == [
            {"sees": True, "writes": True, "required": True, "frozen": False},
            {"sees": True, "writes": False, "required": False, "frozen": True},
            {"sees": False, "writes": False, "required": False, "frozen": True},
        ]
