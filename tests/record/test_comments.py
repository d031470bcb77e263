from __future__ import annotations

import re

import pytest

from tests.record.entries import entries
from urakata.definition.schema import AppSchema
from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.kernel.errors import Forbidden, Invalid, NotFound, UrakataError
from urakata.record import comments
from urakata.record.models import Comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(an_app) -> AppSchema:
    return an_app({"件名": "SINGLE_LINE_TEXT"})


@pytest.fixture
def record_id(app: AppSchema, a_record) -> int:
    return a_record(app, 件名="机")


@pytest.fixture
def say(app: AppSchema, record_id: int, suzuki: Actor):
    def say(text: str = "確認しました", *mentions: dict[str, object], by: Actor = suzuki) -> int:
        return comments.add_comment(
            actor=by, app=app, record_id=record_id, text=text, mentions=mentions
        )

    return say


@pytest.fixture
def listed(app: AppSchema, record_id: int, suzuki: Actor):
    def listed(**page):
        return comments.list_comments(actor=suzuki, app=app, record_id=record_id, **page)

    return listed


def refused(call, *arguments, **named) -> tuple[str, list[str]]:
    with pytest.raises(UrakataError) as raised:
        call(*arguments, **named)
    return raised.value.code, [p.at for p in raised.value.problems]


def test_a_comment_comes_back_in_kintones_shape(say, listed):
    id_ = say("一行目\n二行目")
    (comment,) = listed().comments

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", comment.pop("createdAt"))
    assert comment == {
        "id": str(id_),
        "text": "一行目\n二行目",
        "creator": {"code": "suzuki", "name": "鈴木 一郎"},
        "mentions": [],
    }


def test_who_is_mentioned_stands_before_the_text(say, listed, takahashi: Actor):
    system = system_actor()
    units.create_group(actor=system, group=units.NewNamed("ringi", "稟議担当"))
    units.create_organization(actor=system, organization=units.NewOrganization("sales", "営業部"))
    mentions = [
        {"code": "takahashi", "type": "USER"},
        {"code": "ringi", "type": "GROUP"},
        {"code": "sales", "type": "ORGANIZATION"},
    ]
    say("お願いします", *mentions)

    (comment,) = listed().comments
    assert comment["text"] == "高橋 誠 稟議担当 営業部 \nお願いします"
    assert comment["mentions"] == mentions


@pytest.mark.parametrize(
    ("text", "mentions", "at"),
    [
        ("", [], "comment.text"),
        ("x" * 65536, [], "comment.text"),
        ("a\0b", [], "comment.text"),
        ("\ud800", [], "comment.text"),
        ("x", [{"code": "everyone", "type": "GROUP"}] * 11, "comment.mentions"),
        ("x", [{"code": "a", "type": "ROBOT"}], "comment.mentions[0].type"),
        ("x", [{"code": "a"}], "comment.mentions[0].type"),
        ("x", [{"type": "USER"}], "comment.mentions[0].code"),
        ("x", [{"code": 5, "type": "USER"}], "comment.mentions[0].code"),
        ("x", [{"code": "a", "type": {}}], "comment.mentions[0].type"),
    ],
)
def test_a_bad_comment_is_refused_where_it_is_bad(say, text, mentions, at: str):
    assert refused(say, text, *mentions) == ("CB_VA01", [at])
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("type_", "error"),
    [("USER", "GAIA_IL26"), ("GROUP", "GAIA_IL27"), ("ORGANIZATION", "GAIA_IL28")],
)
def test_nobody_cannot_be_mentioned(say, type_: str, error: str):
    assert refused(say, "x", {"code": "no\0body", "type": type_})[0] == error
    assert not Comment.objects.exists()


def test_the_longest_comment_fits(say, listed):
    say("あ" * 65535)

    assert len(listed().comments[0]["text"]) == 65535


def test_the_newest_come_first_unless_asked_otherwise(say, listed):
    ids = [str(say()) for _ in range(3)]

    assert [c["id"] for c in listed().comments] == ids[::-1]
    assert [c["id"] for c in listed(order="asc").comments] == ids


@pytest.mark.parametrize(
    ("page", "shown", "older", "newer"),
    [
        ({"limit": 2}, [4, 3], True, False),
        ({"limit": 2, "offset": 1}, [3, 2], True, True),
        ({"limit": 2, "offset": 3}, [1, 0], False, True),
        ({"limit": 10}, [4, 3, 2, 1, 0], False, False),
        ({"offset": 9}, [], False, True),
        ({"order": "asc", "limit": 2}, [0, 1], False, True),
        ({"order": "asc", "limit": 2, "offset": 1}, [1, 2], True, True),
        ({"order": "asc", "limit": 2, "offset": 3}, [3, 4], True, False),
        ({"order": "asc", "offset": 9}, [], True, False),
    ],
)
def test_a_page_says_whether_there_are_older_and_newer_ones(say, listed, page, shown, older, newer):
    for n in range(5):
        say(str(n))

    found = listed(**page)

    assert [int(c["text"]) for c in found.comments] == shown
    assert (found.has_older, found.has_newer) == (older, newer)


def test_a_record_without_comments_has_neither(listed):
    page = listed(offset=3)

    assert (page.comments, page.has_older, page.has_newer) == ([], False, False)


def test_ones_own_comment_can_be_taken_back_and_no_other(
    say, app: AppSchema, record_id: int, suzuki: Actor, sato: Actor
):
    id_ = say()
    arguments = {"app": app, "record_id": record_id, "comment_id": id_}

    with pytest.raises(Forbidden) as raised:
        comments.delete_comment(actor=sato, **arguments)
    assert raised.value.code == "GAIA_RE03"
    assert Comment.objects.exists()

    comments.delete_comment(actor=suzuki, **arguments)
    assert not Comment.objects.exists()
    with pytest.raises(Invalid) as gone:
        comments.delete_comment(actor=suzuki, **arguments)
    assert gone.value.code == "GAIA_RE02"


def test_the_journal_keeps_what_was_said_and_what_was_taken_back(
    say, app: AppSchema, record_id: int, suzuki: Actor, takahashi: Actor
):
    id_ = say("見てください", {"code": "takahashi", "type": "USER"})
    with pytest.raises(Invalid):
        say("")

    comments.delete_comment(actor=suzuki, app=app, record_id=record_id, comment_id=id_)

    said = {
        "comment": id_,
        "text": "高橋 誠 \n見てください",
        "mentions": [{"type": "USER", "id": takahashi.user_id}],
    }
    found = entries(app, record_id)[1:]
    assert [(one["kind"], one["actor"]["code"], one["about"]) for one in found] == [
        ("comment.add", "suzuki", said),
        ("comment.delete", "suzuki", said),
    ]


@pytest.mark.parametrize("id_", [0, -1, 12345, 2**63, 10**30])
def test_a_record_that_is_not_there_has_no_comments(app: AppSchema, suzuki: Actor, id_: int):
    for call, more in [
        (comments.add_comment, {"text": "x"}),
        (comments.list_comments, {}),
        (comments.delete_comment, {"comment_id": 1}),
    ]:
        with pytest.raises(NotFound) as raised:
            call(actor=suzuki, app=app, record_id=id_, **more)
        assert raised.value.code == "GAIA_RE01"


def test_a_comment_id_out_of_range_is_no_comment(app: AppSchema, record_id: int, suzuki: Actor):
    with pytest.raises(Invalid) as raised:
        comments.delete_comment(actor=suzuki, app=app, record_id=record_id, comment_id=10**30)
    assert raised.value.code == "GAIA_RE02"


def test_an_app_may_do_without_comments(an_app, a_record, suzuki: Actor):
    app = an_app({"件名": "SINGLE_LINE_TEXT"}, enableComments=False)
    id_ = a_record(app, 件名="机")

    with pytest.raises(Invalid) as raised:
        comments.add_comment(actor=suzuki, app=app, record_id=id_, text="x")
    assert raised.value.code == "GAIA_RE12"
    assert not Comment.objects.exists()


def test_a_token_needs_the_right_to_view(app: AppSchema, record_id: int):
    def token(*rights: str) -> Actor:
        tokens = {app.app_id: frozenset(rights)}
        return Actor(1, "Administrator", "Administrator", via="token", tokens=tokens)

    with pytest.raises(Forbidden) as raised:
        comments.list_comments(actor=token("add", "edit"), app=app, record_id=record_id)
    assert raised.value.code == "GAIA_NO01"
    comments.list_comments(actor=token("view"), app=app, record_id=record_id)


def test_comments_go_with_their_records(say, app: AppSchema, record_id: int):
    say()

    comments.release_records(app.app_id, [record_id + 1])
    assert Comment.objects.count() == 1
    comments.release_records(app.app_id, [record_id])
    assert Comment.objects.count() == 0
