"""The portal over HTTP: settings, favourites, what was opened, announcements."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api, Reply
from tests.api.native.asking import Native
from tests.conftest import AnApp, ARecord
from urakata.directory.actor import Actor

DEFAULTS = {
    "language": "ja",
    "theme": "system",
    "textSize": "standard",
    "landing": "portal",
    "shortcuts": True,
}


def ask(api: Api, method: str, path: str, body: Any = None, **query: Any) -> Reply:
    return Native(api, 0)(method, f"/api/v1/{path}", body, **query)


def test_settings_are_shown_and_changed(as_suzuki: Api):
    assert ask(as_suzuki, "GET", "me/preferences").body == DEFAULTS

    changed = ask(as_suzuki, "PATCH", "me/preferences", {"theme": "dark", "language": "en"})

    assert changed.body == DEFAULTS | {"theme": "dark", "language": "en"}
    assert ask(as_suzuki, "GET", "me/preferences").body == changed.body


def test_settings_that_are_none_are_refused(as_suzuki: Api):
    for sent in ({"theme": "pink"}, {"textSize": 3}, {"shortcuts": "yes"}, {"colour": "red"}):
        assert ask(as_suzuki, "PATCH", "me/preferences", sent).status == 400, sent

    assert ask(as_suzuki, "GET", "me/preferences").body == DEFAULTS


def test_the_portal_has_all_blocks_in_one_answer(
    as_sato: Api, an_app: AnApp, a_record: ARecord, sato: Actor
):
    app = an_app(
        {"件名": "SINGLE_LINE_TEXT"}, titleField={"selectionMode": "MANUAL", "code": "件名"}
    )
    id_ = str(app.app_id)
    record = str(a_record(app, 件名="机"))
    starred = ask(as_sato, "PUT", "me/favourites", {"app": id_, "isStarred": True})
    assert ask(as_sato, "POST", "me/visits", {"app": id_, "record": record}).status == 204
    notice = {"title": "年末調整", "startsOn": "2026-11-01", "isImportant": True}
    told = ask(as_sato, "POST", "announcements", notice).body

    portal = ask(as_sato, "GET", "portal").body

    named = {"id": id_, "name": "稟議"}
    assert portal["favourites"] == [{"app": named, "view": "", "viewName": ""}]
    assert portal["favourites"] == starred.body["favourites"]
    (visit,) = portal["visits"]
    assert visit | {"at": ""} == {"app": named, "record": record, "title": "机", "at": ""}
    assert portal["announcements"] == [told]
    assert told == {
        "id": told["id"],
        "title": "年末調整",
        "body": "",
        "isImportant": True,
        "startsOn": "2026-11-01",
        "endsOn": None,
        "isRead": False,
        "by": {"code": sato.code, "name": sato.name},
    }


def test_an_announcement_is_read_changed_and_deleted(as_sato: Api):
    notice = {"title": "年末調整", "startsOn": "2026-11-01"}
    id_ = ask(as_sato, "POST", "announcements", notice).body["id"]
    assert ask(as_sato, "POST", "me/readings", {"ids": [id_]}).status == 204

    changed = ask(as_sato, "PUT", f"announcements/{id_}", notice | {"body": "本文"})

    assert (changed.body["body"], changed.body["isRead"]) == ("本文", True)
    assert ask(as_sato, "GET", "announcements", all="true").body["announcements"] == [changed.body]
    assert ask(as_sato, "DELETE", f"announcements/{id_}").status == 204
    gone = ask(as_sato, "DELETE", f"announcements/{id_}")
    assert (gone.status, gone.code) == (404, "UR_PT01")


def test_days_that_are_none_are_refused_with_their_place(as_sato: Api):
    reply = ask(as_sato, "POST", "announcements", {"title": " ", "startsOn": "2026-11-01"})
    assert (reply.status, list(reply.errors)) == (400, ["title"])
    assert ask(as_sato, "POST", "announcements", {"title": "x", "startsOn": "明日"}).status == 400
