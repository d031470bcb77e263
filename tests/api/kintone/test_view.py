from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp
from urakata.api.kintone.running import LIMIT, RUNNING, Running


def test_every_answer_says_how_many_calls_run(as_suzuki: Api, as_nobody: Api) -> None:
    for reply in (as_suzuki.get("apps"), as_nobody.get("apps"), as_nobody.get("apis")):
        assert reply.headers["X-ConcurrencyLimit-Limit"] == "100"
        assert reply.headers["X-ConcurrencyLimit-Running"] == "1"
        assert reply.headers["Content-Type"] == "application/json;charset=utf-8"


def test_calls_are_counted_while_they_run() -> None:
    running = Running()

    with running.one_more() as first, running.one_more() as second:
        assert (first, second) == (1, 2)
    with running.one_more() as again:
        assert again == 1


def test_the_hundred_and_first_call_is_turned_away(
    as_suzuki: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RUNNING, "_count", LIMIT)

    reply = as_suzuki.get("apps")

    assert (reply.status, reply.code) == (429, "GAIA_TO04")
    assert reply.headers["X-ConcurrencyLimit-Running"] == "100"


def test_an_answer_without_content_is_an_empty_object(as_suzuki: Api, an_app: AnApp) -> None:
    app = an_app()
    as_suzuki("POST", "record", app=app.app_id)

    reply = as_suzuki("DELETE", "records", app=app.app_id, ids=[1])

    assert (reply.status, reply.body) == (200, {})


@pytest.mark.parametrize("path", ["records.json/", "records.JSON", "records%2Ejson%00"])
def test_an_address_is_exact(as_suzuki: Api, path: str) -> None:
    assert as_suzuki.send("GET", f"/k/v1/{path}").status == 404


def test_a_deploy_is_seen_by_the_next_call(as_sato: Api, an_app: AnApp) -> None:
    app = an_app(name="旧").app_id
    assert as_sato.get("app", f"id={app}").body["name"] == "旧"

    as_sato("PUT", "preview/app/settings", app=app, name="新")
    as_sato("POST", "preview/app/deploy", apps=[{"app": app}])

    assert as_sato.get("app", f"id={app}").body["name"] == "新"
