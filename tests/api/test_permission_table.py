"""Every endpoint of kintone's API, and what each kind of caller gets from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from tests.api.client import Api
from tests.api.kintone.world import World, call, id_of
from tests.api.roles import ROLES, Rights, Role, cast
from urakata.api.kintone.endpoint import Endpoint
from urakata.api.kintone.table import REGISTRY
from urakata.directory.actor import Actor

ALL = ("view", "add", "edit", "delete", "manage")


class Row(NamedTuple):
    """The status each caller gets; a token has only the named rights, or all but those."""

    member: int
    administrator: int
    rights: str  #: of which a token needs one (``view add``) or all (``view+edit``); "" never
    denied: int = 403  #: what a token gets without them
    person: str | None = (
        None  #: the same for people, where it differs; "" for all who are signed in
    )

    is_for_auditors: bool = False  #: beside those who have the right

    def is_open_to(self, rights: Rights) -> bool:
        """Whether a person with these rights in the app gets in."""
        needed = self.rights if self.person is None else self.person
        return not needed or any(rights.issuperset(one.split("+")) for one in needed.split())


def records(rights: str, denied: int = 403) -> Row:
    """Open to everybody who is signed in."""
    return Row(200, 200, rights, denied)


def managed() -> Row:
    return Row(403, 200, "manage")


PERSON = Row(200, 200, "")
READ_SETTINGS = records("view add")

TABLE: dict[str, Row] = {
    "GET k/v1/record": records("view"),
    "POST k/v1/record": records("add"),
    "PUT k/v1/record": records("edit"),
    "GET k/v1/records": records("view"),
    "POST k/v1/records": records("add"),
    "PUT k/v1/records": records("edit"),
    "DELETE k/v1/records": records("delete"),
    "GET k/v1/records/acl/evaluate": Row(200, 200, "", person="view"),
    "POST k/v1/records/cursor": records("view"),
    "GET k/v1/records/cursor": records("view", denied=404),
    "DELETE k/v1/records/cursor": records("view", denied=404),
    "POST k/v1/bulkRequest": records("add"),
    "PUT k/v1/record/status": records("view+edit"),
    "PUT k/v1/records/status": records("view+edit"),
    "PUT k/v1/record/assignees": records("view+edit"),
    "GET k/v1/record/comments": records("view"),
    "POST k/v1/record/comment": records("view"),
    "DELETE k/v1/record/comment": records("view"),
    "GET k/v1/file": records("view"),
    "POST k/v1/file": Row(200, 200, "add edit", person=""),
    "GET k/v1/app": READ_SETTINGS,
    "GET k/v1/apps": PERSON,
    "POST k/v1/preview/app": PERSON,
    "POST k/v1/preview/app/form/fields": managed(),
    "PUT k/v1/preview/app/form/fields": managed(),
    "DELETE k/v1/preview/app/form/fields": managed(),
    "PUT k/v1/preview/app/form/layout": managed(),
    "PUT k/v1/preview/app/views": managed(),
    "PUT k/v1/preview/app/settings": managed(),
    "PUT k/v1/preview/app/status": managed(),
    "POST k/v1/preview/app/deploy": managed(),
    "GET k/v1/preview/app/deploy": managed(),
    "GET v1/users": PERSON,
    "GET v1/organizations": PERSON,
    "GET v1/groups": PERSON,
    "GET v1/titles": PERSON,
    "GET v1/user/organizations": PERSON,
    "GET v1/user/groups": PERSON,
    "GET v1/organization/users": PERSON,
    "GET v1/group/users": PERSON,
}
for _name in (
    "app/form/fields",
    "app/form/layout",
    "form",
    "app/views",
    "app/settings",
    "app/status",
    "app/acl",
    "record/acl",
    "field/acl",
    "app/customize",
):
    TABLE[f"GET k/v1/{_name}"] = READ_SETTINGS
    TABLE[f"GET k/v1/preview/{_name}"] = managed()

for _name in ("app/acl", "record/acl", "field/acl"):
    TABLE[f"PUT k/v1/{_name}"] = managed()
    TABLE[f"PUT k/v1/preview/{_name}"] = managed()
    TABLE[f"GET k/v1/{_name}"] = Row(403, 200, "manage", is_for_auditors=True)

OPEN = {"GET k/v1/apis", "GET k/v1/apis/{id}"}
BUILT = [e for e in REGISTRY.values() if e.is_built and not e.is_open]
NOT_BUILT = [e for e in REGISTRY.values() if not e.is_built]


def test_no_endpoint_is_missing_from_the_table() -> None:
    built = {id_of(e) for e in REGISTRY.values() if e.is_built}
    assert set(TABLE) | OPEN == built


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    block: Any = transaction.atomic()
    block._from_testcase = True  # as the test's own transaction: the API's may be inside it
    with block:
        yield
        transaction.set_rollback(True)


def surprises(
    endpoints: Iterable[Endpoint], world: World, api: Api, expected: Callable[[Row], int]
) -> dict[str, Any]:
    """The endpoints that answer another status than expected, or that changed something in vain."""
    found: dict[str, Any] = {}
    for endpoint in endpoints:
        with undone():
            before = world.state
            reply = call(endpoint, world, api)
            status = expected(TABLE.get(id_of(endpoint), PERSON))
            if reply.status != status or (status != 200 and world.state != before):
                found[id_of(endpoint)] = (reply.status, reply.body)
    return found


def expected_of(role: Role) -> Callable[[Endpoint], int]:
    """What the rights of a role come to at an endpoint; an auditor changes nothing."""

    def status(endpoint: Endpoint) -> int:
        row = TABLE[id_of(endpoint)]
        reads = endpoint.method == "GET" or endpoint.path.endswith("records/cursor")
        may = row.is_open_to(role.rights) or (row.is_for_auditors and role.is_auditor)
        is_open = may and (reads or not role.is_auditor)
        return 200 if is_open else row.denied

    return status


@pytest.mark.parametrize("name", ROLES)
def test_every_role_gets_what_its_rights_say(
    name: str, world: World, api_of: Callable[[Actor], Api]
) -> None:
    role = cast(world.app, api_of)[name]
    expected = expected_of(role)

    found = {}
    for endpoint in BUILT:
        with undone():
            before = world.state
            reply = call(endpoint, world, role.api)
            is_changed = reply.status != 200 and world.state != before
            if reply.status != expected(endpoint) or is_changed:
                found[id_of(endpoint)] = (reply.status, is_changed, reply.body)

    assert found == {}


def test_nobody_gets_in_without_signing_in(as_nobody: Api, world: World) -> None:
    assert surprises(BUILT + NOT_BUILT, world, as_nobody, lambda _: 401) == {}


def test_a_member_gets_what_the_table_says(as_suzuki: Api, world: World) -> None:
    assert surprises(BUILT, world, as_suzuki, lambda row: row.member) == {}


def test_an_administrator_gets_what_the_table_says(as_sato: Api, world: World) -> None:
    assert surprises(BUILT, world, as_sato, lambda row: row.administrator) == {}


def test_a_token_with_the_right_gets_in(with_token: Callable[..., Api], world: World) -> None:
    for rights in {given for row in TABLE.values() for given in row.rights.split()}:
        api = with_token(world.app.app_id, *rights.split("+"))
        endpoints = [e for e in BUILT if rights in TABLE[id_of(e)].rights.split()]
        assert surprises(endpoints, world, api, lambda _: 200) == {}


def test_a_token_without_the_right_changes_nothing(
    with_token: Callable[..., Api], world: World
) -> None:
    for rights in {row.rights for row in TABLE.values()}:
        named = rights.replace("+", " ").split()
        api = with_token(world.app.app_id, *(right for right in ALL if right not in named))
        endpoints = [e for e in BUILT if TABLE[id_of(e)].rights == rights]
        assert surprises(endpoints, world, api, lambda row: row.denied) == {}


def test_refusals_name_the_reason(
    as_suzuki: Api, with_token: Callable[..., Api], world: World
) -> None:
    change = REGISTRY["PUT", "k/v1/preview/app/settings"]
    token = with_token(world.app.app_id, "view")

    assert call(change, world, as_suzuki).code == "CB_NO02"
    assert call(change, world, token).code == "GAIA_NO01"


def test_what_is_not_built_says_so(as_sato: Api, world: World) -> None:
    replies = {endpoint.name: call(endpoint, world, as_sato) for endpoint in NOT_BUILT}

    assert {(reply.status, reply.code) for reply in replies.values()} == {(400, "UR_NI01")}
    assert all(name in reply.body["message"] for name, reply in replies.items())


def test_the_descriptions_are_open(as_nobody: Api, world: World) -> None:
    for method, _, path in (name.partition(" ") for name in OPEN):
        assert call(REGISTRY[method, path], world, as_nobody).status == 200
