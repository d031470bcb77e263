"""IDOR at our own API: somebody else's record, version or deleted record in a right call.

Somebody else's app is in `test_every_permission`: an outsider's calls are about nothing else.
"""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator

from tests.access.rules import row as rights_row
from tests.api.attacks.others import SECRET, tells_nothing
from tests.api.client import PASSWORD, Api
from tests.api.native.asking import JSON, Native
from tests.api.native.conftest import FIELDS, cells
from tests.api.native.test_every_permission import (
    ROWS,
    TRYING_OUT,
    Row,
    call,
    is_reading,
    state,
    undone,
)
from tests.conftest import deploy_app
from urakata.directory.services import set_password
from urakata.record.write import add_records

NOBODYS = "987654321"
NAMED = re.compile(r"\{(?:id|record_id|token_id|view_id)\}")
EACH_FOR_ITSELF = {"POST bulk"}  #: takes a list, and tells of each record when its turn comes
WITH_ID = [
    (name, row)
    for name, row in ROWS
    if NAMED.search(name + str(row.body)) and name not in EACH_FOR_ITSELF
]


@pytest.fixture
def theirs(sato, with_access):
    """An app of sato's, whose records have numbers of their own."""
    app = deploy_app(sato, FIELDS, name=SECRET)
    rows = [cells(件名=SECRET) for _ in range(40)]
    add_records(actor=sato, app=app, rows=rows, prefix="records")
    return with_access(app, app=[rights_row("USER", "sato", "view", "add", "edit", "delete")])


@pytest.fixture
def mine(tanaka):
    app = deploy_app(tanaka, FIELDS)
    add_records(actor=tanaka, app=app, rows=[cells(件名="鏡", 番号="R1")], prefix="records")
    return app


@pytest.mark.parametrize(("name", "row"), WITH_ID, ids=[name for name, _ in WITH_ID])
def test_an_id_of_another_is_an_id_of_nothing(name: str, row: Row, mine, theirs, tanaka, api_of):
    attacker = Native(api_of(tanaka), mine.app_id)
    last = max(Native(attacker.api, theirs.app_id).titles, key=lambda at: int(at.partition("@")[0]))
    record = last.partition("@")[0]
    before = state(name)

    answers = []
    for id_ in (record, NOBODYS):
        with undone():
            answers.append(call(name, row._replace(subject=lambda _, id_=id_: id_), attacker)[0])

    assert tells_nothing(*answers), answers
    assert state(name) == before
    with undone():
        own, is_changed = call(name, row, attacker)
    writes = not is_reading(name) and name not in TRYING_OUT
    assert (own.status, is_changed) == (row.done, writes)


@pytest.fixture
def browser_of():
    """Somebody signed in on the screen."""

    def build(actor):
        set_password(actor=actor, code=actor.code, password=PASSWORD)
        api = Api({})
        body = {"code": actor.code, "password": PASSWORD}
        opened = api.client.post("/api/v1/session", body, content_type=JSON).json()
        api.headers = {
            "X-Requested-With": "XMLHttpRequest",
            "X-Request-Token": opened["requestToken"],
        }
        return api

    return build


def test_a_session_of_another_is_nobodys_and_goes_on(browser_of, sato, tanaka):
    victim, attacker = browser_of(sato), browser_of(tanaka)
    (own,) = victim.send("GET", "/api/v1/account/sessions").body["sessions"]

    answers = [
        attacker.send("DELETE", f"/api/v1/account/sessions/{handle}")
        for handle in (own["handle"], "00000000-0000-4000-8000-000000000000")
    ]

    codes = {(answer.status, answer.headers["X-Cybozu-Error"]) for answer in answers}
    assert [status for status, _ in codes] == [404]
    assert victim.send("GET", "/api/v1/account/sessions").status == 200


def test_a_second_factor_of_another_is_nobodys_and_stays(browser_of, sato, tanaka):
    factor = Authenticator.objects.create(
        user_id=sato.user_id, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    attacker = browser_of(tanaka)

    answers = [
        attacker.send("DELETE", f"/api/v1/account/factors/{id_}") for id_ in (factor.pk, NOBODYS)
    ]

    codes = {(answer.status, answer.headers["X-Cybozu-Error"]) for answer in answers}
    assert [status for status, _ in codes] == [404]
    assert Authenticator.objects.filter(pk=factor.pk).exists()
