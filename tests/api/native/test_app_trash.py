"""An app goes into the trash and comes back, through HTTP; meanwhile it is nowhere."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.api.client import PASSWORD
from tests.api.kintone.world import call, id_of
from tests.api.native.asking import JSON, Native
from tests.api.test_permission_table import BUILT, undone
from urakata.definition.queries import get_app
from urakata.definition.services import update_settings
from urakata.directory.services import set_password

TRASH = "/api/v1/trash/apps"


def delete(asks):
    return asks("DELETE", f"/api/v1/apps/{asks.app}")


def restore(asks):
    return asks("POST", f"{TRASH}/{asks.app}/restore")


def in_trash(asks):
    return [each["app"] for each in asks("GET", TRASH).body["apps"]]


def test_a_deleted_app_is_in_the_trash_for_thirty_days(sato_asks, ledger):
    reply = delete(sato_asks)

    (shown,) = sato_asks("GET", TRASH).body["apps"]
    assert (reply.status, reply.body["readBy"]) == (200, [])
    assert (shown["app"], shown["name"]) == (str(ledger.app_id), "備品")
    assert shown["deletedBy"] == {"code": "sato", "name": "佐藤 花子"}
    deleted, over = map(datetime.fromisoformat, (shown["deletedAt"], shown["expiresAt"]))
    assert (over - deleted, reply.body["expiresAt"]) == (timedelta(days=30), shown["expiresAt"])


def test_everything_comes_back(sato_asks, suzuki_asks, ledger):
    before = suzuki_asks("GET", "records").body, sato_asks("GET", "versions").body
    delete(sato_asks)
    assert suzuki_asks("GET", "records").code == "GAIA_AP01"

    reply = restore(sato_asks)

    assert (reply.status, reply.body) == (200, {"app": str(ledger.app_id)})
    assert (suzuki_asks("GET", "records").body, sato_asks("GET", "versions").body) == before
    assert in_trash(sato_asks) == []
    assert restore(sato_asks).code == "GAIA_AP01"


def test_in_the_trash_an_app_is_as_if_it_had_never_been(world, as_sato, sato_asks):
    nowhere = replace(
        world,
        app=replace(world.app, app_id=world.app.app_id + 1_000),
        file_key=str(uuid.uuid4()),
    )
    delete(Native(as_sato, world.app.app_id))

    answers = {}
    for endpoint in BUILT:
        with undone():
            gone = call(endpoint, world, as_sato)
        with undone():
            never = call(endpoint, nowhere, as_sato)
        if (gone.status, gone.code) != (never.status, never.code):
            answers[id_of(endpoint)] = (gone.body, never.body)

    assert answers == {}


@pytest.mark.parametrize(
    "path",
    ["records", "records/count", "totals", "records.csv", "trash", "definition.yaml", "versions",
     "versions/changes", "impact", "access", "access.csv"],
)  # fmt: skip
def test_our_own_api_does_not_find_it_either(sato_asks, ledger, path):
    delete(sato_asks)

    assert sato_asks("GET", path).code == "GAIA_AP01"


def test_its_tokens_do_nothing_until_it_is_back(token_asks, sato_asks):
    token = token_asks("view", "manage")
    delete(sato_asks)
    assert token("GET", "records").code == "GAIA_AP01"
    assert delete(token).status == 403

    restore(sato_asks)

    assert token("GET", "records").status == 200


def test_who_misses_it_is_told(sato_asks, an_app, ledger):
    lookup = {"relatedApp": {"app": ledger.app_id}, "relatedKeyField": "番号"}
    reader = an_app({"備品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup}}, name="棚卸")

    assert delete(sato_asks).body["readBy"] == [
        {"app": str(reader.app_id), "name": "棚卸", "field": "備品"}
    ]
    record = {"備品": {"value": "R1"}}
    refused = sato_asks.api("POST", "record", app=reader.app_id, record=record)
    assert refused.code == "GAIA_LO04"
    assert "参照先のアプリが削除されている" in refused.body["message"]


def test_only_who_managed_it_sees_it_there_and_brings_it_back(
    sato_asks, suzuki_asks, as_auditor, native_of
):
    auditor = native_of(as_auditor)
    assert delete(suzuki_asks).status == delete(auditor).status == 403
    delete(sato_asks)

    assert (in_trash(suzuki_asks), len(in_trash(auditor))) == ([], 1)
    assert restore(suzuki_asks).status == restore(auditor).status == 403
    assert len(in_trash(sato_asks)) == 1


def test_a_code_that_was_taken_since_keeps_it_there(sato_asks, sato, an_app, ledger):
    update_settings(actor=sato, app_id=ledger.app_id, settings={"code": "BIHIN"})
    delete(sato_asks)
    an_app(name="別", code="BIHIN")

    reply = restore(sato_asks)

    assert (reply.status, list(reply.errors)) == (400, ["code"])
    assert len(in_trash(sato_asks)) == 1


def test_an_app_never_deployed_can_be_deleted_and_brought_back(sato_asks):
    made = int(sato_asks.api("POST", "preview/app", name="新規").body["app"])
    new = Native(sato_asks.api, made)

    assert delete(new).status == 200
    assert restore(new).status == 200
    assert get_app(made).name == "新規"


def test_a_session_left_open_deletes_nothing(as_nobody, sato, ledger, monkeypatch):
    set_password(actor=sato, code="sato", password=PASSWORD)
    body = {"code": "sato", "password": PASSWORD}
    opened = as_nobody.client.post("/api/v1/session", body, content_type=JSON).json()
    as_nobody.headers |= {
        "X-Requested-With": "XMLHttpRequest",
        "X-Request-Token": opened["requestToken"],
    }
    screen = Native(as_nobody, ledger.app_id)
    before = get_app(ledger.app_id)

    with monkeypatch.context() as later:
        now = time.time() + 16 * 60
        later.setattr(time, "time", lambda: now)
        refused = delete(screen)

    assert (refused.status, refused.code) == (403, "UR_RA01")
    assert get_app(ledger.app_id) == before
    assert delete(screen).status == 200
