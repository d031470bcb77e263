"""Mass assignment: more is sent than the form has (ASVS 15.3.3)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.kintone.world import World
from urakata.definition.models import App
from urakata.directory.actor import Actor
from urakata.directory.models import User
from urakata.record.adapters import ledger_cursor

PRIVATE: dict[str, Any] = {
    "id": "999",
    "$id": {"value": "999"},
    "revision": "999",
    "$revision": {"value": "999"},
    "created_by": {"value": "1"},
    "作成者": {"value": {"code": "sato"}},
    "更新者": {"value": {"code": "sato"}},
    "作成日時": {"value": "2001-01-01T00:00:00Z"},
    "ステータス": {"value": "完了"},
    "作業者": {"value": [{"code": "suzuki"}]},
    "レコード番号": {"value": "999"},
    "f1": {"value": "x"},
    "status_id": {"value": "2"},
}


def row_of(record: int, app: int) -> dict[str, Any]:
    cursor = ledger_cursor().execute(f"SELECT * FROM ledger.app_{app} WHERE id = %s", (record,))
    names = [column.name for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchone() or (), strict=True))


@pytest.mark.parametrize("code", PRIVATE)
def test_a_record_takes_nothing_but_its_form(
    as_suzuki: Api, suzuki: Actor, world: World, code: str
) -> None:
    app = world.app.app_id
    record = {"件名": {"value": "b"}, code: PRIVATE[code]}

    reply = as_suzuki("POST", "record", app=app, record=record)

    if reply.status == 200:
        added = row_of(int(reply.body["id"]), app)
        assert added["created_by"] == added["updated_by"] == suzuki.user_id
        assert (added["revision"], added["status"]) == (1, row_of(world.record, app)["status"])
        assert not str(added["created_at"]).startswith("2001")
        assert int(reply.body["id"]) == world.record + 1
    else:
        assert reply.status in (400, 403)


@pytest.mark.parametrize("code", [code for code in PRIVATE if code != "作業者"])
def test_a_change_takes_nothing_but_its_form(
    as_suzuki: Api, suzuki: Actor, world: World, code: str
) -> None:
    app, before = world.app.app_id, row_of(world.record, world.app.app_id)
    record = {"件名": {"value": "b"}, code: PRIVATE[code]}

    as_suzuki("PUT", "record", app=app, id=world.record, record=record)

    after = row_of(world.record, app)
    private = ("id", "created_by", "created_at", "status")
    assert {name: after[name] for name in private} == {name: before[name] for name in private}
    assert after["revision"] - before["revision"] in (0, 1)
    assert after["updated_by"] in (before["updated_by"], suzuki.user_id)


def test_words_that_no_endpoint_knows_give_no_power(as_suzuki: Api, world: World) -> None:
    app = world.app.app_id
    more = {"isAdministrator": True, "user": "sato", "actor": 1, "groups": ["Administrators"]}
    more |= {"is_guest": False, "via": "system", "space": 1, "creator": "sato", "access": {}}

    before = App.objects.get(pk=app).draft

    as_suzuki("POST", "record", app=app, record={"件名": {"value": "b"}}, **more)
    refused = as_suzuki("PUT", "preview/app/settings", app=app, name="x", **more)

    assert (refused.status, App.objects.get(pk=app).draft) == (403, before)
    assert row_of(world.record + 1, app)["created_by"] == User.objects.get(code="suzuki").pk
