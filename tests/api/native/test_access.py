"""Who can do what, and why, as our API tells it."""

from __future__ import annotations

import csv
import io

import pytest

from tests.access.office import hire, register
from tests.api.native.asking import Native
from urakata.directory.actors import system_actor
from urakata.directory.tokens import create_token


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


@pytest.fixture
def asks(people, app, api_of):
    """Our API about the register, as one of its people."""
    return lambda code: Native(api_of(people[code]), app.app_id)


def group_of(body, code):
    (group,) = [g for g in body["groups"] if code in [each["code"] for each in g["people"]]]
    return group


def lines(reply):
    assert reply.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))


def test_an_app_is_explained_with_its_rules_and_tokens(asks, people, app):
    create_token(app.app_id, ["add"], "取り込み用", is_live=True, actor=system_actor())

    body = asks("kansa")("GET", "access").body

    assert body["app"] == {"id": str(app.app_id), "code": "", "name": "社員名簿"}
    assert [(t["memo"], t["rights"]) for t in body["tokens"]] == [("取り込み用", ["add"])]
    bucho = group_of(body, "bucho")
    assert bucho["rights"] == ["view", "add", "edit"]
    assert bucho["reasons"] == [
        {
            "basis": "rule",
            "about": "app",
            "rule": 0,
            "row": None,
            "entity": {
                "type": "ORGANIZATION",
                "code": "keiri",
                "includeSubs": True,
                "organization": None,
            },
            "condition": None,
            "gives": ["view", "add", "edit"],
            "byRecord": False,
            "text": "アプリのアクセス権の1行目（組織「keiri」（下位組織を含む））",
        }
    ]
    assert [(f["code"], f["table"], f["sees"], f["writes"]) for f in bucho["fields"]] == [
        ("給与", None, "sometimes", "sometimes"),
        ("経歴", None, "always", "never"),
        ("年収", "経歴", "never", "never"),
    ]
    assert bucho["people"] == [
        {"id": str(people["bucho"].user_id), "code": "bucho", "name": "経理 部長"}
    ]


def test_a_record_is_explained_for_everybody(asks):
    body = asks("jinji1")("GET", "records/2/access").body

    assert (body["id"], group_of(body, "tanto")["rights"]) == ("2", ["view", "edit"])
    assert [(r["about"], r["rule"], r["row"]) for r in group_of(body, "tanto")["reasons"]] == [
        ("app", 0, None),
        ("records", 1, 0),
    ]
    assert group_of(body, "guest")["rights"] == []


def test_a_person_is_explained_in_all_apps(asks):
    for code in ("kansa", "kanri", "tanto"):
        body = asks(code)("GET", "/api/v1/people/tanto/access").body
        assert body["person"]["code"] == "tanto"
        assert [(a["app"]["name"], a["rights"]) for a in body["apps"]] == [
            ("社員名簿", ["view", "add", "edit"])
        ]
    refused = asks("bucho")("GET", "/api/v1/people/tanto/access")
    assert (refused.status, refused.code) == (403, "CB_NO02")


def test_who_is_not_there_is_not_found_only_by_those_who_may_ask(asks):
    found = {
        (asker, code): asks(asker)("GET", f"/api/v1/people/{code}/access").code
        for asker in ("kansa", "tanto")
        for code in ("left", "nobody")
    }

    assert found == {
        ("kansa", "left"): "UR_PE01",
        ("kansa", "nobody"): "UR_PE01",
        ("tanto", "left"): "CB_NO02",
        ("tanto", "nobody"): "CB_NO02",
    }


def test_the_auditor_takes_it_home_as_csv(asks):
    asked = asks("kansa")
    in_app = lines(asked("GET", "access.csv"))
    here = lines(asked("GET", "records/2/access.csv"))
    everywhere = lines(asked("GET", "/api/v1/access.csv"))
    one = lines(asked("GET", "/api/v1/people/tanto/access.csv"))

    assert in_app == everywhere
    assert len(in_app) == len(here) == 10
    assert {line["ログイン名"]: line["レコード編集"] for line in here if line["レコード閲覧"]} == {
        "kansa": "", "bucho": "○", "tanto": "○", "kacho": "○", "jinji1": "○",
    }  # fmt: skip
    assert one == [line for line in in_app if line["ログイン名"] == "tanto"]


def test_everybody_else_gets_his_own_line(asks):
    reply = asks("tanto")("GET", "access.csv")

    assert [line["ログイン名"] for line in lines(reply)] == ["tanto"]
    assert "attachment; filename*=UTF-8''" in reply.headers["Content-Disposition"]
    assert asks("tanto")("GET", "/api/v1/access.csv").code == "CB_NO02"
