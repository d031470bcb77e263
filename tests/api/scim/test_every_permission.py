"""Every endpoint of SCIM, and what each kind of caller gets from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from tests.api.client import PASSWORD, Api, Reply, password_header
from tests.api.scim.conftest import GROUP, PATCH, USER, Scim
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.credentials import create_credential, list_credentials, revoke_credential
from urakata.directory.models import Group, User
from urakata.directory.services import set_password
from urakata.journal import queries

SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
RENAME = {
    "schemas": [PATCH],
    "Operations": [{"op": "replace", "path": "displayName", "value": "変更"}],
}


class Row(NamedTuple):
    """A right call, and what a credential gets."""

    body: Any = None
    status: int = 200


TABLE: dict[str, Row] = {
    "GET ServiceProviderConfig": Row(),
    "GET ResourceTypes": Row(),
    "GET ResourceTypes/User": Row(),
    "GET Schemas": Row(),
    f"GET Schemas/{USER}": Row(),
    "GET Users": Row(),
    "POST Users": Row({"schemas": [USER], "userName": "ueda"}, 201),
    "POST Users/.search": Row({"schemas": [SEARCH]}),
    "GET Users/{user}": Row(),
    "PUT Users/{user}": Row({"schemas": [USER], "userName": "ito", "displayName": "変更"}),
    "PATCH Users/{user}": Row(RENAME),
    "DELETE Users/{user}": Row(status=204),
    "GET Groups": Row(),
    "POST Groups": Row({"schemas": [GROUP], "displayName": "営業"}, 201),
    "POST Groups/.search": Row({"schemas": [SEARCH]}),
    "GET Groups/{group}": Row(),
    "PUT Groups/{group}": Row({"schemas": [GROUP], "displayName": "変更"}),
    "PATCH Groups/{group}": Row(RENAME),
    "DELETE Groups/{group}": Row(status=204),
}
each_row = pytest.mark.parametrize(("name", "row"), TABLE.items(), ids=lambda v: str(v)[:30])


@pytest.fixture
def there(scim: Scim) -> dict[str, str]:
    """Somebody, and a group."""
    return {"user": scim.add("ito"), "group": scim.add_group("企画")}


def state() -> tuple[Any, ...]:
    people = User.objects.order_by("pk").values_list("code", "name", "is_active", "password")
    return (*people, *Group.objects.order_by("pk").values_list("code", "name"))


@contextmanager
def undone() -> Iterator[None]:
    block: Any = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def call(name: str, row: Row, there: dict[str, str], scim: Scim) -> tuple[Reply, bool]:
    method, _, path = name.partition(" ")
    before = state()
    reply = scim(method, path.format(**there), row.body)
    return reply, state() != before


@each_row
def test_a_credential_gets_what_the_table_says(scim, there, name, row):
    reply, is_changed = call(name, row, there, scim)

    writes = not name.startswith("GET") and ".search" not in name
    assert (reply.status, is_changed) == (row.status, writes)


@each_row
def test_nobody_else_gets_anything(there, name, row, sato: Actor, an_app, with_token):
    set_password(actor=sato, code="sato", password=PASSWORD)
    token = with_token(an_app().app_id, "manage").headers["X-Cybozu-API-Token"]
    session = Client()
    session.post(
        "/api/v1/session",
        {"code": "sato", "password": PASSWORD},
        content_type="application/json",
    )
    callers = (
        Scim({}),
        Scim({}, session),
        Scim({"X-Requested-With": "XMLHttpRequest"}, session),
        Scim(password_header("sato")),
        Scim({"X-Cybozu-API-Token": token}),
        Scim({"Authorization": f"Bearer {token}"}),
        Scim({"Authorization": "Bearer urakata-scim-" + "x" * 43}),
        Scim({"Authorization": "Bearer "}),
        Scim({"Authorization": "Basic c2F0bzp4"}),
    )
    for caller in callers:
        reply, is_changed = call(name, row, there, caller)
        assert (reply.status, is_changed) == (401, False)
        assert reply.headers["WWW-Authenticate"] == 'Bearer realm="SCIM"'
        assert set(reply.body) == {"schemas", "status", "detail"}


@each_row
def test_a_revoked_credential_gets_nothing_at_once(scim, there, name, row):
    (credential,) = list_credentials(actor=system_actor())
    assert revoke_credential(credential.id, actor=system_actor())

    reply, is_changed = call(name, row, there, scim)

    assert (reply.status, is_changed) == (401, False)


@each_row
def test_a_credential_is_held_to_its_networks(scim_with, there, name, row):
    inside = scim_with(networks=["192.0.2.0/24"])
    outside = Scim(inside.headers, Client(REMOTE_ADDR="203.0.113.5"))

    reply, is_changed = call(name, row, there, outside)

    assert (reply.status, is_changed) == (403, False)
    assert "203.0.113.5" in reply.body["detail"]


@pytest.mark.parametrize(
    "address", ["/k/v1/apps.json", "/v1/users.json", "/api/v1/session", "/k/v1/records.json?app=1"]
)
def test_a_credential_opens_nothing_but_scim(scim: Scim, address: str) -> None:
    secret = scim.headers["Authorization"].removeprefix("Bearer ")
    for headers in (scim.headers, {"X-Cybozu-API-Token": secret}, password_header("x", secret)):
        reply = Api({**headers, "X-Requested-With": "XMLHttpRequest"}).client.get(
            address, headers=headers
        )
        assert reply.status_code in {400, 401}, address


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("GET nowhere", 404),
        ("GET Users/u1/x", 404),
        ("GET Users/../Groups", 404),
        ("GET Users/1", 404),
        ("GET Users/g1", 404),
        ("GET Users/u01", 404),
        ("GET Users/u99999999999999999999", 404),
        ("GET Schemas/urn:nothing", 404),
        ("GET ServiceProviderConfig/x", 404),
        ("POST ServiceProviderConfig", 405),
        ("DELETE Users", 405),
        ("POST Users/u1", 405),
        ("GET Users/.search", 405),
        ("GET Me", 501),
        ("POST Bulk", 501),
        ("GET ", 404),
    ],
)
def test_what_is_not_there_is_told_in_scims_words(scim: Scim, call: str, status: int) -> None:
    method, _, path = call.partition(" ")

    reply = scim(method, path, {} if method == "POST" else None)

    assert reply.status == status
    assert reply.body["status"] == str(status)
    assert reply.body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/scim+json"),
        (b"{", "application/scim+json"),
        (b"[]", "application/scim+json"),
        (b'{"schemas": "x"}', "application/json"),
        (b"{}", "application/x-www-form-urlencoded"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "application/json"),
        (b'{"userName": "\\ud800", "schemas": []}', "application/json"),
    ],
)
def test_what_is_no_right_body_is_refused(scim: Scim, body: bytes, kind: str) -> None:
    before = state()

    reply = scim("POST", "Users", body, Content_Type=kind)

    assert (reply.status, state()) == (400, before)


def test_a_secret_is_shown_once_and_kept_nowhere(sato: Actor) -> None:
    secret = create_credential(actor=system_actor(), memo="Entra ID")

    (info,) = list_credentials(actor=system_actor())
    told = "".join(each.body for each in queries.search(queries.Wanted(), limit=100))
    assert (info.memo, info.may_administer, info.networks) == ("Entra ID", False, ())
    assert secret.startswith(info.hint)
    assert len(info.hint) < 20
    assert secret not in told
    assert '"scope":"scim"' in told


def test_only_an_administrator_makes_credentials(suzuki: Actor) -> None:
    calls: tuple[Callable[[], object], ...] = (
        lambda: create_credential(actor=suzuki),
        lambda: list_credentials(actor=suzuki),
        lambda: revoke_credential(1, actor=suzuki),
    )
    for each in calls:
        with pytest.raises(Exception, match="CB_NO02"):
            each()


def test_a_provider_that_asks_too_often_is_told_to_wait(scim: Scim, settings: Any) -> None:
    settings.REQUESTS_PER_MINUTE = 2
    replies = [scim("GET", "Users") for _ in range(3)]

    assert [reply.status for reply in replies] == [200, 200, 429]
    assert int(replies[-1].headers["Retry-After"]) >= 1
