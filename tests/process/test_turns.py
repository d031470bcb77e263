from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.process.conftest import CREATOR, action, process, state, user
from tests.process.routed import approval, asks, lines, only_kintones, put_process
from urakata.definition import services
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actors import find_actor, system_actor
from urakata.directory.services import NewUser, create_users
from urakata.kernel.errors import UrakataError
from urakata.process.services import advance_status
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy
from urakata.record.write import add_records

CODES = [f"voter{n}" for n in range(6)]


def consensus(type_: str) -> AppSchema:
    """An app whose second status is everybody's, made without the cast: it is committed."""
    app_id, _ = services.create_app(actor=system_actor(), name="合議")
    states = {
        "申請": state(0, CREATOR),
        "合議": state(1, *map(user, CODES), type_=type_),
        "完了": state(2),
    }
    raw = process(states, action("出す", "申請", "合議"), action("同意", "合議", "完了"))
    services.update_process(actor=system_actor(), app_id=app_id, process=raw)
    deploy(actor=system_actor(), targets=[(app_id, None)])
    return live_schema(app_id)


@pytest.fixture
def voters(committing: None) -> None:
    """They are committed, and go afterwards."""
    create_users(actor=system_actor(), users=[NewUser(code, code) for code in CODES])


def all_at_once(app: AppSchema, id_: int, action_name: str = "同意") -> list[str]:
    """Everybody does it at the same moment; the error codes they get."""
    barrier = Barrier(len(CODES))

    def agree(code: str) -> str:
        actor = find_actor(code)
        assert actor is not None
        barrier.wait()
        try:
            advance_status(actor=actor, app=app, record_id=id_, action=action_name)
        except UrakataError as error:
            return error.code
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(CODES)) as pool:
        return sorted(pool.map(agree, CODES))


@pytest.mark.usefixtures("voters")
@pytest.mark.parametrize(
    ("type_", "answers", "revision"),
    [("ALL", ["ok"] * 6, 3 + 5 + 2), ("ANY", ["GAIA_IL03"] * 5 + ["ok"], 3 + 2)],
)
def test_everybody_at_the_same_moment_is_one_after_the_other(type_, answers, revision):
    app = consensus(type_)
    with transaction.atomic():
        (saved,) = add_records(actor=system_actor(), app=app, rows=[{}], prefix="record")
    advance_status(actor=system_actor(), app=app, record_id=saved.id, action="出す")

    assert all_at_once(app, saved.id) == answers
    sql = f"SELECT status, assignees, revision FROM {ledger_table(app.app_id)}"
    assert ledger_cursor().execute(sql).fetchone() == ("完了", None, revision)


def routed_app() -> AppSchema:
    """The same people, any of whom passes the one step of a route; committed."""
    app_id, _ = services.create_app(actor=system_actor(), name="承認")
    made = approval(asks("だれか", *CODES))
    services.update_process(actor=system_actor(), app_id=app_id, process=only_kintones(made))
    deploy(actor=system_actor(), targets=[(app_id, None)])
    return put_process(live_schema(app_id), made)


@pytest.mark.usefixtures("voters")
def test_of_approvers_at_the_same_moment_one_wins_and_the_others_hear_who():
    app = routed_app()
    with transaction.atomic():
        (saved,) = add_records(actor=system_actor(), app=app, rows=[{}], prefix="record")
    advance_status(actor=system_actor(), app=app, record_id=saved.id, action="申請する")

    answers = all_at_once(app, saved.id, "承認する")

    assert answers == ["UR_PR02"] * 5 + ["ok"]
    assert [row[4] for row in lines(app, saved.id)] == ["passed"]
    sql = f"SELECT status, assignees, revision FROM {ledger_table(app.app_id)}"
    assert ledger_cursor().execute(sql).fetchone() == ("完了", None, 5)
