"""Every endpoint of our own API that is not about an app, and what each kind of caller gets from it.

`test_every_permission` sees to it that none is missing from both tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from tests.api.client import PASSWORD, Api, Reply
from tests.api.digest import NOTED, digest
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.models import Session
from urakata.directory.services import set_password, update_user
from urakata.directory.units import add_to_group

PREFIX = "/api/v1"
NEW = "a new passphrase 2"
HANDLE = "00000000-0000-4000-8000-000000000000"


class Row(NamedTuple):
    """A right call, and the status for each kind of caller; nobody gets 401 everywhere."""

    body: Any
    token: int
    by_password: int  #: a member with a password header
    member: int  #: a member's session
    header: int  #: an administrator with a password header
    administrator: int  #: an administrator's session


def of_a_screen(body: Any, done: int) -> Row:
    """What everybody does for themselves in a browser."""
    return Row(body, 403, 403, done, 403, done)


def of_administrators(body: Any, done: int) -> Row:
    return Row(body, 403, 403, 403, done, done)


NO_MATRIX = Row(None, 403, 404, 404, 404, 404)
"""There is no such app here: with it, `test_authority` says who may what."""


def of_anybody(body: Any, done: int) -> Row:
    """What every person does for themselves, by whatever road; a token is nobody."""
    return Row(body, 403, done, done, done, done)


DELEGATION: dict[str, Any] = {"delegates": [], "from": "9998-01-01", "to": "9998-01-02"}
OPENING = {"on": "9998-01-01", "kind": "OPEN", "organization": "plan", "name": "企画部"}
NOTICE: dict[str, Any] = {"title": "年末調整", "startsOn": "2026-11-01"}
TABLE: dict[str, Row] = {
    "PUT /account/password": of_a_screen({"present": PASSWORD, "password": NEW}, 200),
    "GET /account/sessions": of_a_screen(None, 200),
    "DELETE /account/sessions": of_a_screen(None, 204),
    "DELETE /account/sessions/{handle}": of_a_screen(None, 404),
    "GET /account/security": of_a_screen(None, 200),
    "POST /account/totp/offer": of_a_screen(None, 200),
    "POST /account/totp": of_a_screen({"code": "000000"}, 400),
    "POST /account/passkeys/offer": of_a_screen(None, 200),
    "POST /account/passkeys": of_a_screen({"credential": {}}, 400),
    "DELETE /account/factors/{factor_id}": of_a_screen(None, 404),
    "POST /account/recovery-codes": of_a_screen(None, 400),
    "POST /account/proof": of_a_screen({"password": PASSWORD}, 204),
    "POST /account/proof/passkey": of_a_screen(None, 200),
    "GET /people/{code}/sessions": of_administrators(None, 200),
    "DELETE /people/{code}/sessions": of_administrators(None, 204),
    "DELETE /people/{code}/lock": of_administrators(None, 204),
    "DELETE /people/{code}/second-factors": of_administrators(None, 204),
    "PUT /people/{code}/password": of_administrators({"password": NEW}, 204),
    "GET /networks": of_administrators(None, 200),
    "PUT /groups/{group}/networks": of_administrators({"networks": ["127.0.0.0/8"]}, 200),
    "GET /people/{code}/quota": of_administrators(None, 200),
    "PUT /people/{code}/quota": of_administrators({"requestsPerMinute": 600}, 200),
    "GET /delegations": of_anybody(None, 200),
    "POST /delegations": of_anybody(DELEGATION, 400),
    "DELETE /delegations/{number}": of_anybody(None, 404),
    "GET /absences": of_anybody(None, 200),
    "POST /absences": of_anybody({"from": "2001-01-01", "to": "2001-01-02"}, 400),
    "DELETE /absences/{number}": of_anybody(None, 404),
    "GET /personnel-orders": of_administrators(None, 200),
    "POST /personnel-orders": of_administrators({"orders": []}, 400),
    "DELETE /personnel-orders/{number}": of_administrators(None, 404),
    "GET /organization-changes": of_administrators(None, 200),
    "POST /organization-changes": of_administrators({"changes": [OPENING]}, 200),
    "DELETE /organization-changes/{number}": of_administrators(None, 404),
    "GET /titles": of_anybody(None, 200),
    "PUT /titles/ranks": of_administrators({"ranks": {}}, 200),
    "GET /managers": of_anybody(None, 200),
    "GET /people/{code}/manager": of_anybody(None, 200),
    "PUT /people/{code}/manager": of_administrators({"manager": "sato"}, 200),
    "GET /people/{code}/posts": of_anybody(None, 200),
    "GET /organizations": of_anybody(None, 200),
    "GET /organizations/{code}/posts": of_anybody(None, 400),
    "GET /sign-in-policy": of_administrators(None, 200),
    "POST /actions": Row(
        {"records": [{"app": "1", "id": "1"}], "action": "承認する"}, 403, 200, 200, 200, 200
    ),
    "GET /process/stuck": Row(None, 403, 200, 200, 200, 200),
    "POST /process/stuck/{step_id}": Row({"assignees": ["sato"]}, 403, 404, 404, 404, 404),
    "GET /search": of_anybody(None, 400),
    "GET /me/preferences": of_anybody(None, 200),
    "PATCH /me/preferences": of_anybody({}, 200),
    "GET /portal": of_anybody(None, 200),
    "GET /me/favourites": of_anybody(None, 200),
    "PUT /me/favourites": of_anybody({"app": "1", "isStarred": True}, 404),
    "POST /me/visits": of_anybody({"app": "1"}, 404),
    "POST /me/readings": of_anybody({"ids": ["1"]}, 404),
    "GET /announcements": of_anybody(None, 200),
    "POST /announcements": of_administrators(NOTICE, 200),
    "PUT /announcements/{number}": of_administrators(NOTICE, 404),
    "DELETE /announcements/{number}": of_administrators(None, 404),
    "GET /tasks": Row(None, 403, 200, 200, 200, 200),
    "GET /authority/rows": NO_MATRIX,
    "GET /authority/coverage": NO_MATRIX,
    "POST /authority/simulate": NO_MATRIX._replace(
        body={"category": "稟議", "applicant": "tanaka"}
    ),
    "POST /authority/replay": NO_MATRIX._replace(body={"draft": "案"}),
    "PUT /sign-in-policy": of_administrators({"idleMinutes": 60}, 200),
}
DOORS: dict[str, tuple[Any, int]] = {
    "POST /session/second-factor": ({"code": "000000"}, 401),
    "POST /session/second-factor/passkey": (None, 401),
    "POST /session/passkey/options": (None, 200),
    "POST /session/passkey": ({"credential": {}}, 400),
}
"""Where one comes in: what somebody at our page gets who is on no way in yet."""

each_row = pytest.mark.parametrize(("name", "row"), TABLE.items(), ids=TABLE)


def state() -> tuple[Mapping[str, str], list[Any]]:
    """Everything but when a session was used last, and the sign-ins that come first."""
    sessions = list(Session.objects.order_by("pk").values_list("pk", flat=True))
    return digest(without=NOTED | {"directory_session"}), sessions


def call(name: str, row: Row, caller: Api) -> tuple[Reply, bool]:
    """The answer to a right call, and whether anything is different after it."""
    method, _, path = name.partition(" ")
    before = state()
    body = b"" if row.body is None else json.dumps(row.body).encode()
    address = PREFIX + path.format(
        code="tanaka", group="everyone", handle=HANDLE, factor_id=1, step_id=1, number=1
    )
    response = caller.client.generic(
        method, address, body, content_type="application/json", headers=caller.headers
    )
    shown = response.json() if response.content else {}
    return Reply(response.status_code, shown, response.headers), state() != before


@pytest.fixture
def in_a_browser(as_nobody: Api, tanaka: Actor) -> Callable[[Actor], Api]:
    """Somebody signed in on the screen."""

    def build(actor: Actor) -> Api:
        set_password(actor=actor, code=actor.code, password=PASSWORD)
        body = {"code": actor.code, "password": PASSWORD}
        opened = as_nobody.client.post(
            "/api/v1/session", body, content_type="application/json"
        ).json()
        as_nobody.headers = {
            "X-Requested-With": "XMLHttpRequest",
            "X-Request-Token": opened["requestToken"],
        }
        return as_nobody

    return build


@each_row
def test_nobody_gets_in_without_signing_in(as_nobody: Api, tanaka: Actor, name: str, row: Row):
    reply, is_changed = call(name, row, as_nobody)

    assert (reply.status, reply.code, is_changed) == (401, "CB_AU01", False)


@each_row
def test_a_token_is_no_person(with_token, an_app, tanaka: Actor, name: str, row: Row):
    caller = with_token(an_app().app_id, "view", "add", "edit", "delete", "manage")

    reply, is_changed = call(name, row, caller)

    assert (reply.status, reply.code, is_changed) == (row.token, "GAIA_NO01", False)


@each_row
def test_a_password_header_gets_what_the_table_says(
    as_suzuki: Api, tanaka: Actor, name: str, row: Row
):
    reply, is_changed = call(name, row, as_suzuki)

    assert (reply.status, is_changed) == (row.by_password, False)


@each_row
def test_a_member_gets_what_the_table_says(in_a_browser, suzuki: Actor, name: str, row: Row):
    reply, is_changed = call(name, row, in_a_browser(suzuki))

    assert reply.status == row.member
    assert not (is_changed and reply.status >= 400)


@each_row
@pytest.mark.parametrize("role", ["guest", "auditor"])
def test_a_guest_and_an_auditor_get_what_a_member_gets(
    in_a_browser, suzuki: Actor, name: str, row: Row, role: str
):
    """Auditors see the apps of everybody, not the accounts."""
    if role == "guest":
        update_user(actor=system_actor(), code="suzuki", changes={"is_guest": True})
    else:
        add_to_group(actor=system_actor(), group="Auditors", users=["suzuki"])

    reply, is_changed = call(name, row, in_a_browser(suzuki))

    assert reply.status == row.member
    assert not (is_changed and reply.status >= 400)


@each_row
def test_an_administrators_header_gets_what_the_table_says(
    as_sato: Api, tanaka: Actor, name: str, row: Row
):
    reply, is_changed = call(name, row, as_sato)

    assert reply.status == row.header
    assert not (is_changed and reply.status >= 400)


@each_row
def test_an_administrator_gets_what_the_table_says(in_a_browser, sato: Actor, name: str, row: Row):
    reply, is_changed = call(name, row, in_a_browser(sato))

    assert reply.status == row.administrator
    assert not (is_changed and reply.status >= 400)


@each_row
def test_a_session_without_the_request_token_changes_nothing(
    in_a_browser, sato: Actor, name: str, row: Row
):
    caller = in_a_browser(sato)
    del caller.headers["X-Request-Token"]

    reply, is_changed = call(name, row, caller)

    is_reading = name.startswith("GET")
    assert (reply.status, is_changed) == (row.administrator if is_reading else 403, False)
    assert is_reading or reply.code == "CB_CS01"


@each_row
def test_a_session_of_a_foreign_page_counts_for_nothing(
    in_a_browser, sato: Actor, name: str, row: Row
):
    caller = in_a_browser(sato)
    del caller.headers["X-Requested-With"]

    reply, is_changed = call(name, row, caller)

    assert (reply.status, reply.code, is_changed) == (401, "CB_AU01", False)


@pytest.mark.parametrize(("name", "door"), DOORS.items(), ids=DOORS)
def test_a_door_opens_to_our_page_only(
    as_nobody: Api, with_token, an_app, as_suzuki: Api, tanaka: Actor, name: str, door
):
    body, status = door
    row = of_a_screen(body, status)
    foreign = [as_nobody, as_suzuki, with_token(an_app().app_id, "view")]

    refused = [call(name, row, caller) for caller in foreign]
    at_our_page = call(name, row, Api({"X-Requested-With": "XMLHttpRequest"}))

    assert [(reply.status, is_changed) for reply, is_changed in refused] == [(401, False)] * 3
    assert at_our_page[0].status == status
