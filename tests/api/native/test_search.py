"""The search over HTTP: its shape, its pages, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api, Reply
from tests.api.native.asking import Native
from tests.conftest import AnApp, ARecord
from urakata.record.comments import add_comment


@pytest.fixture
def app(an_app: AnApp):
    return an_app({"件名": "SINGLE_LINE_TEXT"}, name="備品台帳")


def search(api: Api, **query: Any) -> Reply:
    return Native(api, 0)("GET", "/api/v1/search", **query)


def test_what_is_found_has_the_shape_that_is_described(as_suzuki, sato, app, a_record: ARecord):
    id_ = a_record(app, 件名="備品　ＰＣ")
    said = add_comment(actor=sato, app=app, record_id=id_, text="備品です")

    reply = search(as_suzuki, q="備品")

    assert reply.status == 200
    found = {group["kind"]: group for group in reply.body["groups"]}
    shown_app = {"id": str(app.app_id), "name": "備品台帳"}
    (record,) = found["record"]["hits"]
    assert reply.body["words"] == ["備品"]
    assert list(found) == ["app", "person", "record", "comment", "file"]
    assert found["person"] == {"kind": "person", "hits": [], "next": None, "isCut": False}
    assert record.pop("at").endswith("Z")
    assert record == {
        "id": str(id_),
        "title": "備品　ＰＣ",
        "app": shown_app,
        "record": str(id_),
        "field": {"code": "件名", "label": "件名"},
        "snippet": [{"text": "備品", "isFound": True}, {"text": " PC", "isFound": False}],
        "page": None,
        "name": "",
        "unread": None,
        "also": [],
    }
    assert [hit["id"] for hit in found["app"]["hits"]] == [str(app.app_id)]
    assert [(hit["id"], hit["name"]) for hit in found["comment"]["hits"]] == [
        (str(said), "佐藤 花子")
    ]


def test_a_kind_goes_on_page_by_page(as_suzuki, app, a_record: ARecord):
    ids = [str(a_record(app, 件名="備品")) for _ in range(5)]
    found, after = [], ""
    while after is not None:
        reply = search(as_suzuki, q="備品", kinds="record", limit=2, after=after)
        (group,) = reply.body["groups"]
        found += [hit["id"] for hit in group["hits"]]
        after = group["next"]

    assert found == ids[::-1]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({}, "q"),
        ({"q": "　"}, "q"),
        ({"q": "備"}, "q"),
        ({"q": "字" * 5000}, "q"),
        ({"q": "備品", "kinds": "record,secret"}, "kinds"),
        ({"q": "備品", "after": "x"}, "after"),
        ({"q": "備品", "kinds": "record", "after": "🍣"}, "after"),
        ({"q": "備品", "limit": 51}, "limit"),
        ({"q": "備品", "app": "0"}, "app"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_place(as_suzuki, query, place):
    reply = search(as_suzuki, **query)

    assert reply.status == 400
    assert list(reply.body["errors"]) == [place]


def test_an_app_that_is_not_there_is_told(as_suzuki):
    assert search(as_suzuki, q="備品", app=999_999).status == 404
