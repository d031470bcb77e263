"""Every endpoint of our own API about an app, and what each kind of caller gets from it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from tests.api.client import PASSWORD, Api, Reply
from tests.api.digest import NOTED, digest
from tests.api.native import test_every_permission_beyond_apps as beyond_apps
from tests.api.native.asking import BOUNDED, JSON, Native, multipart
from tests.api.native.conftest import cells
from tests.api.roles import ROLES, Role, cast
from tests.process.building import action, process
from tests.process.building import state as status
from urakata.api.native.api import api
from urakata.api.native.openapi import described
from urakata.definition.models import App
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.services import create_app, delete_app
from urakata.directory import epochs
from urakata.directory.actors import system_actor
from urakata.directory.people import snapshot
from urakata.directory.services import set_password
from urakata.directory.tokens import create_token, list_tokens
from urakata.process.models import Condition, Opinion, Step
from urakata.record.adapters import ledger_cursor
from urakata.record.models import Batch, SavedView
from urakata.record.write import Change, add_records, delete_records, update_records

NOW = datetime.now(UTC)
SEES_ALL = frozenset({"auditor", "administrator"})
ALL = frozenset({"view", "add", "edit", "delete", "manage"})
NEW = multipart("a.csv", "番号,件名\nR9,鏡\n".encode())
FILE = "format: 1\nname: x\nfields:\n  - {type: NUMBER, code: 数}\nlayout:\n  - [数]\n".encode()


def first_record(native: Native) -> str:
    return native.titles[0].partition("@")[0]


def a_deleted_record(native: Native) -> str:
    app = live_schema(native.app)
    (saved,) = add_records(actor=system_actor(), app=app, rows=[cells(件名="鏡")], prefix="records")
    delete_records(actor=system_actor(), app=app, ids=[saved.id])
    return str(saved.id)


def a_deleted_app(native: Native) -> str:
    app_id, _ = create_app(actor=system_actor(), name="古い")
    delete_app(actor=system_actor(), app_id=app_id)
    return str(app_id)


def the_live_version(native: Native) -> str:
    return str(live_schema(native.app).version)


def a_token(native: Native) -> str:
    create_token(native.app, ["view"], actor=system_actor())
    return str(list_tokens(native.app)[-1].id)


def a_changed_record(native: Native) -> str:
    id_ = first_record(native)
    change = Change(cells(件名="鏡"), id=int(id_))
    update_records(
        actor=system_actor(), app=live_schema(native.app), changes=[change], prefix="records"
    )
    return id_


def an_opinion(native: Native) -> str:
    """Something that whoever calls was asked about a record, with the record's number."""
    return _of_the_caller(native, Opinion, asked_id=caller_id(native), by_id=1, asked_at=NOW)


def a_condition(native: Native) -> str:
    """Something that whoever calls set as a condition, with the record's number."""
    return _of_the_caller(native, Condition, set_by_id=caller_id(native), set_at=NOW)


def a_record_in_a_process(native: Native) -> str:
    """受付, where whoever may edit may act, then 完了: as if deployed."""
    stored = App.objects.get(pk=native.app)
    states = {name: status(n) for n, name in enumerate(("受付", "完了"))}
    for document in (stored.live, stored.draft):
        document["process"] = process(states, action("済", "受付", "完了", type="PRIMARY"))
    stored.save()
    epochs.bump("definition")
    return first_record(native)


def a_step(native: Native) -> str:
    """One that waits for the caller."""
    return _of_the_caller(native, Step, status_id=1, assignees=[caller_id(native)], entered_at=NOW)


def a_turn(native: Native) -> str:
    """A record in a process for which the caller is waited for."""
    id_ = a_record_in_a_process(native)
    sql = f"UPDATE {ledger_table(native.app)} SET assignees = ARRAY[%s::bigint] WHERE id = %s"
    ledger_cursor().execute(sql, (caller_id(native), id_))
    return id_


def a_batch(native: Native, **more: Any) -> str:
    """One that the caller has begun."""
    own = {"app_id": native.app, "user_id": caller_id(native), "changes": cells(件名="鏡")}
    ids = [int(first_record(native))]
    return str(Batch.objects.create(ids=ids, created_at=NOW, **own, **more).pk)


def a_batch_that_is_done(native: Native) -> str:
    """One that the caller has run to its end."""
    id_, _, revision = native.titles[0].partition("@")
    return a_batch(native, done=1, results={id_: int(revision)}, before={id_: cells(件名="机")})


def a_view(native: Native) -> str:
    """One that the caller saved."""
    own = {"owner_id": caller_id(native), "name": "毎日", "settings": {}, "fields": {}}
    id_ = first_record(native)
    SavedView.objects.update_or_create(pk=id_, defaults={"app_id": native.app, **own})
    return id_


def _of_the_caller(native: Native, model: Any, **values: Any) -> str:
    id_ = first_record(native)
    model.objects.update_or_create(
        pk=id_, defaults={"app_id": native.app, "record_id": id_, **values}
    )
    return id_


def caller(native: Native) -> str:
    """Who calls with a password; a token, which has no name, tries for suzuki."""
    pair = native.api.headers.get("X-Cybozu-Authorization", "")
    return base64.b64decode(pair).decode().partition(":")[0] or "suzuki"


def caller_id(native: Native) -> int:
    return snapshot().find("user", caller(native)) or 0


class Row(NamedTuple):
    """A right call, who may make it, and the sets of rights of which a token needs one."""

    body: Any
    rights: tuple[str, ...]
    member: int = 200
    query: dict[str, Any] = {}  # never changed
    content_type: str = JSON
    done: int = 200
    subject: Callable[[Native], str] = first_record  #: answers what ``{id}`` stands for
    person: tuple[str, ...] | None = None  #: the sets of rights of people, where they differ
    roles: frozenset[str] = frozenset()  #: who gets in besides, whatever their rights in the app

    def is_open_to(self, role: Role, *, is_reading: bool) -> bool:
        """Whether a role gets in: by its rights, or because it stands above them."""
        if role.name in self.roles:
            return True
        needed = self.rights if self.person is None else self.person
        has = any(role.rights.issuperset(one.split()) for one in needed)
        return has and (is_reading or not role.is_auditor)


# Addresses are those below an app; one that begins with a slash stands by itself.
TABLE: dict[str, Row] = {
    "GET records": Row(None, ("view",)),
    "GET records/count": Row(None, ("view",)),
    "GET totals": Row(None, ("view",)),
    "GET records.csv": Row(None, ("view",), member=403, person=("export",)),
    "GET records.jsonl": Row(None, ("view",), member=403, person=("export",)),
    "GET records.xlsx": Row(None, ("view",), member=403, person=("export",)),
    "POST records": Row({"records": [cells(件名="鏡")]}, ("add",)),
    "PUT records": Row({"records": [{"id": "{id}", "record": cells(件名="鏡")}]}, ("edit",)),
    "DELETE records": Row({"ids": ["{id}"]}, ("delete",), member=204, done=204),
    "POST import": Row(NEW, ("add",), member=403, content_type=BOUNDED, person=("import",)),
    "POST records/evaluate": Row({"record": cells(件名="鏡")}, ("add",)),
    "POST records/sheet": Row({"rows": [{"record": cells(件名="鏡")}]}, ("add",)),
    "GET records/{record_id}": Row(None, ("view",)),
    "GET records/{record_id}/history": Row(None, ("view",)),
    "POST records/{record_id}/restore": Row({"to": 1}, ("view edit",), subject=a_changed_record),
    "GET records/{record_id}/route": Row(None, ("view",)),
    "GET records/{record_id}/actions": Row(None, ("view",)),
    "POST records/{record_id}/actions": Row(
        {"action": "済"}, ("view edit",), subject=a_record_in_a_process
    ),
    "POST records/{record_id}/start": Row(
        None, (), member=204, done=204, person=("view",), subject=a_step
    ),
    "POST records/{record_id}/opinions": Row(
        {"people": ["{caller}"], "question": "どう思いますか"}, (), person=("view edit",)
    ),
    "POST records/{record_id}/opinions/{opinion_id}": Row(
        {"answer": "よい"}, (), person=("view",), subject=an_opinion
    ),
    "POST records/{record_id}/conditions/{condition_id}": Row(
        None, (), person=("view",), subject=a_condition
    ),
    "POST records/{record_id}/reassign": Row(
        {"from": "{caller}", "to": "{caller}"}, (), person=("view edit",), subject=a_turn
    ),
    "GET process/times": Row(None, ("manage",), member=403),
    "GET trash": Row(None, ("view delete",), roles=frozenset({"auditor"})),
    "POST trash/restore": Row({"ids": ["{id}"]}, ("view delete",), subject=a_deleted_record),
    "GET definition.yaml": Row(None, ("manage",), member=403, roles=SEES_ALL),
    "PUT definition.yaml": Row(FILE, ("manage",), member=403, content_type="text/yaml"),
    "GET process": Row(None, ("manage",), member=403, roles=SEES_ALL),
    "PUT process": Row({"enable": True}, ("manage",), member=403),
    "GET tokens": Row(None, (), member=403, person=("manage",)),
    "POST tokens": Row({"rights": ["view"]}, (), member=403, person=("manage",)),
    "PUT tokens/{token_id}": Row(
        {"memo": "変更"}, (), member=403, person=("manage",), subject=a_token
    ),
    "DELETE tokens/{token_id}": Row(
        None, (), member=403, done=204, person=("manage",), subject=a_token
    ),
    "GET rights": Row(None, ("view", "add")),
    "GET access": Row(None, ("manage",), person=("view", "manage")),
    "GET access.csv": Row(None, ("manage",), person=("view", "manage")),
    "GET records/{record_id}/access": Row(None, ("manage",), person=("view", "manage")),
    "GET records/{record_id}/access.csv": Row(None, ("manage",), person=("view", "manage")),
    "GET /people/{code}/access": Row(None, (), member=403, roles=SEES_ALL),
    "GET /people/{code}/access.csv": Row(None, (), member=403, roles=SEES_ALL),
    "GET /access.csv": Row(None, (), member=403, roles=SEES_ALL),
    "GET /calendar": Row(None, (), person=("",)),
    "PUT /calendar": Row(
        {"fiscalMonth": 1}, (), member=403, person=(), roles=frozenset({"administrator"})
    ),
    "GET /calendar/days": Row(None, (), person=("",), query={"year": "2026"}),
    "GET /postal-codes/{postal_code}": Row(None, (), person=("",)),
    "GET /journal": Row(None, (), member=403, roles=SEES_ALL),
    "GET /journal/export": Row(None, (), member=403, roles=SEES_ALL),
    "DELETE /apps/{app_id}": Row(None, (), member=403, person=("manage",)),
    "GET /trash/apps": Row(None, (), person=("",)),
    "POST /trash/apps/{app_id}/restore": Row(
        None, (), member=403, subject=a_deleted_app, roles=frozenset({"administrator"})
    ),
    "POST bulk": Row({"ids": ["{id}"], "record": cells(件名="鏡")}, (), person=("edit",)),
    "POST bulk/{batch_id}/next": Row(None, (), person=("view edit",), subject=a_batch),
    "POST bulk/{batch_id}/undo": Row(None, (), person=("view edit",), subject=a_batch_that_is_done),
    "GET views": Row(None, (), person=("view",)),
    "POST views": Row({"name": "月末の確認"}, (), person=("view",)),
    "PUT views/{view_id}": Row({"name": "月初の確認"}, (), person=("view",), subject=a_view),
    "DELETE views/{view_id}": Row(None, (), done=204, member=204, person=("view",), subject=a_view),
    "PUT views/choices": Row({"starred": ["s1"]}, (), done=204, member=204, person=("view",)),
    "GET versions": Row(None, ("manage",), member=403, roles=SEES_ALL),
    "GET versions/changes": Row(None, ("manage",), member=403, roles=SEES_ALL),
    "GET impact": Row(None, ("manage",), member=403),
    "POST rollback": Row({"version": "{id}"}, ("manage",), member=403, subject=the_live_version),
}
VARIANTS: dict[str, Row] = {
    "GET records": Row(None, ("view",), query={"asOf": "2026-04-01T00:00:00Z"}),
    "PUT records": Row(
        {
            "records": [
                {"updateKey": {"field": "番号", "value": "R9"}, "record": cells(件名="鏡")}
            ],
            "upsert": True,
        },
        ("add edit view",),
    ),
    "POST records/evaluate": Row({"id": "{id}", "record": cells(件名="鏡")}, ("edit",)),
    "POST import": Row(
        NEW,
        ("add edit view",),
        member=403,
        query={"key": "番号"},
        content_type=BOUNDED,
        person=("import edit view",),
    ),
    "GET definition.yaml": Row(
        None, ("manage",), member=403, query={"preview": "true"}, roles=SEES_ALL
    ),
}
TRYING_OUT = frozenset({"POST records/evaluate"})  #: writes nothing, for whomever
ROWS = [*TABLE.items(), *VARIANTS.items()]
each_row = pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda value: str(value)[:24])


def test_no_endpoint_is_missing_from_the_table():
    paths = described(api)["paths"]
    built = {f"{method.upper()} {_short(path)}" for path in paths for method in paths[path]}

    assert {*TABLE, *beyond_apps.TABLE, *beyond_apps.DOORS} == built


def _short(path: str) -> str:
    path = path.removeprefix("/api/v1")
    return path.removeprefix("/apps/{app_id}/")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    block: Any = transaction.atomic()
    block._from_testcase = True  # as the test's own transaction: the API's may be inside it
    with block:
        yield
        transaction.set_rollback(True)


def call(name: str, row: Row, native: Native) -> tuple[Reply, bool]:
    """The answer to a right call, and whether anything is different after it."""
    method, _, path = name.partition(" ")
    subject = row.subject(native)
    before = state(name)
    ids = {"{id}": subject, "{record_id}": subject, "{token_id}": subject, "{code}": "sato"}
    ids |= dict.fromkeys(("{opinion_id}", "{condition_id}", "{view_id}", "{batch_id}"), subject)
    ids["{postal_code}"] = "1000001"
    ids["{app_id}"] = str(native.app) if path.startswith("/apps") else subject
    path = f"/api/v1{path}" if path.startswith("/") else path
    for place, id_ in ids.items():
        path = path.replace(place, str(id_))
    body = _filled(row.body, {"{id}": subject, "{caller}": caller(native)})
    if isinstance(body, bytes):
        reply = native.send(method, path, body, row.content_type, **row.query)
    else:
        reply = native(method, path, body, **row.query)
    return reply, state(name) != before


def state(name: str) -> Mapping[str, str]:
    """What no refused call may change. Whoever reads may be noted in the journal."""
    return digest(without=NOTED | {"journal_entry"} if is_reading(name) else NOTED)


def _filled(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, ids) for inner in value]
    return ids.get(value, value) if isinstance(value, str) else value


def is_reading(name: str) -> bool:
    return name.startswith("GET")


@each_row
def test_nobody_gets_in_without_signing_in(as_nobody, ledger, name, row):
    reply, is_changed = call(name, row, Native(as_nobody, ledger.app_id))

    assert (reply.status, reply.code, is_changed) == (401, "CB_AU01", False)


@pytest.mark.parametrize("name", ROLES)
def test_every_role_gets_what_its_rights_say(name, ledger, api_of):
    role = cast(ledger, api_of)[name]

    found = {}
    for endpoint, row in ROWS:
        is_open = row.is_open_to(role, is_reading=is_reading(endpoint))
        with undone():
            reply, is_changed = call(endpoint, row, Native(role.api, ledger.app_id))
        if reply.status != (row.done if is_open else 403) or (not is_open and is_changed):
            found[endpoint] = (reply.status, is_changed, reply.body)

    assert found == {}


@each_row
def test_a_member_gets_what_the_table_says(suzuki_asks, name, row):
    reply, is_changed = call(name, row, suzuki_asks)

    is_meant = row.member < 300 and not is_reading(name) and name not in TRYING_OUT
    assert (reply.status, is_changed) == (row.member, is_meant)


@each_row
def test_an_administrator_gets_everything(sato_asks, name, row):
    reply, is_changed = call(name, row, sato_asks)

    is_meant = not is_reading(name) and name not in TRYING_OUT
    assert (reply.status, is_changed) == (row.done, is_meant)


@each_row
def test_a_token_gets_what_its_rights_say_and_nothing_without_one_of_them(token_asks, name, row):
    for rights in row.rights:
        with undone():
            reply, _ = call(name, row, token_asks(*rights.split()))
        assert (reply.status, rights) == (row.done, rights)
    needed = {tuple(rights.split()) for rights in row.rights}
    for missing in min(needed, default=("none",)):
        others = ALL - {missing} - {one for rights in needed if len(needed) > 1 for one in rights}
        reply, is_changed = call(name, row, token_asks(*others))
        assert (reply.status, reply.code, is_changed) == (403, "GAIA_NO01", False), missing


@each_row
def test_a_token_of_another_app_gets_nothing(with_token, an_app, ledger, name, row):
    other = Native(with_token(an_app(name="別").app_id, *ALL), ledger.app_id)

    reply, is_changed = call(name, row, other)

    assert (reply.status, reply.code, is_changed) == (403, "GAIA_NO01", False)


@each_row
def test_a_session_without_the_request_token_reads_only(
    suzuki, as_nobody: Api, native_of: Callable[[Api], Native], name, row
):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    body = {"code": "suzuki", "password": PASSWORD}
    as_nobody.client.post("/api/v1/session", body, content_type=JSON)
    as_nobody.headers["X-Requested-With"] = "XMLHttpRequest"

    reply, is_changed = call(name, row, native_of(as_nobody))

    assert (reply.status, is_changed) == (row.member if is_reading(name) else 403, False)
    assert is_reading(name) or reply.code == "CB_CS01"
