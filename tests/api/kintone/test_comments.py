from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp, ARecord
from urakata.record.models import Comment


@pytest.fixture
def where(an_app: AnApp, a_record: ARecord) -> dict[str, int]:
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    return {"app": app.app_id, "record": a_record(app)}


def test_comments_are_read_newest_first(as_suzuki: Api, where: dict[str, int]) -> None:
    for text in ("一", "二", "三"):
        as_suzuki("POST", "record/comment", **where, comment={"text": text})

    page = as_suzuki("GET", "record/comments", **where, limit=2).body
    rest = as_suzuki("GET", "record/comments", **where, order="ASC", offset="2").body

    assert [c["text"] for c in page["comments"]] == ["三", "二"]
    assert (page["older"], page["newer"]) == (True, False)
    assert [c["text"] for c in rest["comments"]] == ["三"]
    assert page["comments"][0]["creator"] == {"code": "suzuki", "name": "鈴木 一郎"}


def test_a_comment_mentions_people(as_suzuki: Api, as_sato: Api, where: dict[str, int]) -> None:
    comment = {"text": "お願いします", "mentions": [{"code": "sato", "type": "USER"}]}

    as_suzuki("POST", "record/comment", **where, comment=comment)
    read = as_sato("GET", "record/comments", **where).body["comments"][0]

    assert read["text"] == "佐藤 花子 \nお願いします"
    assert read["mentions"] == [{"code": "sato", "type": "USER"}]


@pytest.mark.parametrize(
    ("comment", "status", "code", "places"),
    [
        (None, 400, "CB_IJ01", []),
        ("a", 400, "CB_IJ01", []),
        ({}, 400, "CB_VA01", ["comment.text"]),
        ({"text": ""}, 400, "CB_VA01", ["comment.text"]),
        ({"text": "あ" * 65_536}, 400, "CB_VA01", ["comment.text"]),
        ({"text": "a\x00b"}, 400, "CB_VA01", ["comment.text"]),
        ({"text": "a", "mentions": [{}] * 11}, 400, "CB_VA01", ["comment.mentions"]),
        (
            {"text": "a", "mentions": [{"code": "sato", "type": "X"}]},
            400,
            "CB_VA01",
            ["comment.mentions[0].type"],
        ),
        ({"text": "a", "mentions": [{"code": "nobody", "type": "USER"}]}, 400, "GAIA_IL26", []),
        ({"text": "a", "mentions": [{"code": "x", "type": "GROUP"}]}, 400, "GAIA_IL27", []),
        ({"text": "a", "mentions": [{"code": "x", "type": "ORGANIZATION"}]}, 400, "GAIA_IL28", []),
    ],
)
def test_a_bad_comment_is_refused(
    as_suzuki: Api,
    where: dict[str, int],
    comment: object,
    status: int,
    code: str,
    places: list[str],
) -> None:
    reply = as_suzuki("POST", "record/comment", **where, comment=comment)

    assert (reply.status, reply.code, list(reply.errors)) == (status, code, places)
    assert Comment.objects.count() == 0


def test_only_ones_own_comment_can_be_taken_back(
    as_suzuki: Api, as_sato: Api, where: dict[str, int]
) -> None:
    id_ = as_suzuki("POST", "record/comment", **where, comment={"text": "a"}).body["id"]

    denied = as_sato("DELETE", "record/comment", **where, comment=id_)
    assert (denied.status, denied.code, Comment.objects.count()) == (403, "GAIA_RE03", 1)

    done = as_suzuki("DELETE", "record/comment", **where, comment=id_)
    assert (done.status, done.body, Comment.objects.count()) == (200, {}, 0)


def test_a_comment_that_is_not_there_is_a_wrong_request(
    as_suzuki: Api, where: dict[str, int]
) -> None:
    reply = as_suzuki("DELETE", "record/comment", **where, comment=99)
    assert (reply.status, reply.code) == (400, "GAIA_RE02")


def test_comments_can_be_switched_off(as_suzuki: Api, an_app: AnApp, a_record: ARecord) -> None:
    app = an_app(enableComments=False)

    reply = as_suzuki(
        "POST", "record/comment", app=app.app_id, record=a_record(app), comment={"text": "a"}
    )

    assert (reply.status, reply.code) == (400, "GAIA_RE12")


@pytest.mark.parametrize("limit", [0, 11])
def test_a_page_has_1_to_10_comments(as_suzuki: Api, where: dict[str, int], limit: int) -> None:
    assert list(as_suzuki("GET", "record/comments", **where, limit=limit).errors) == ["limit"]
