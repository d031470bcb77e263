"""CSRF: a foreign page makes the browser of somebody who is signed in call us (ASVS 3.5.1–3.5.3)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import PASSWORD, Api
from tests.api.digest import NOTED, digest
from tests.api.kintone.world import BUILT, World, call, id_of
from tests.api.test_permission_table import undone
from urakata.directory.actor import Actor
from urakata.directory.services import set_password

WRITING = [e for e in BUILT if e.method != "GET" and not e.is_open]
READING = [e for e in BUILT if e.method == "GET" and not e.is_open]


@pytest.fixture
def signed_in(sato: Actor, as_nobody: Api) -> Api:
    """The browser of an administrator, with its cookie and without the proof of our page."""
    set_password(actor=sato, code="sato", password=PASSWORD)
    body = {"code": "sato", "password": PASSWORD}
    as_nobody.client.post("/api/v1/session", body, content_type="application/json")
    return as_nobody


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}])
def test_no_change_is_made_by_a_cookie_alone(signed_in: Api, world: World, headers: Any) -> None:
    signed_in.headers = headers
    found = {}
    for endpoint in WRITING:
        with undone():
            before = world.state
            reply = call(endpoint, world, signed_in)
            if reply.status not in (401, 403) or world.state != before:
                found[id_of(endpoint)] = (reply.status, reply.body)

    assert found == {}


def test_reading_changes_nothing(as_sato: Api, world: World) -> None:
    unread = NOTED | {"journal_entry"}  # it is noted who read a file
    before = digest(without=unread)
    statuses = {id_of(e): call(e, world, as_sato).status for e in READING if "cursor" not in e.path}

    assert set(statuses.values()) == {200}
    assert digest(without=unread) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_form_of_a_foreign_page_does_not_pass_for_json(
    signed_in: Api, world: World, kind: str
) -> None:
    before = world.state
    body = f'{{"app":{world.app.app_id},"record":{{}},"x":"="}}'.encode()

    answer = signed_in.client.generic("POST", "/k/v1/record.json", body, content_type=kind)

    assert answer.status_code in (400, 401, 403, 415)
    assert world.state == before


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_no_foreign_page_may_read_an_answer(signed_in: Api, world: World, origin: str) -> None:
    for method in ("GET", "OPTIONS"):
        answer = signed_in.client.generic(
            method,
            f"/k/v1/record.json?app={world.app.app_id}&id=1",
            headers={"Origin": origin, "Access-Control-Request-Method": "PUT"},
        )

        assert not [name for name in answer.headers if name.startswith("Access-Control-")]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
