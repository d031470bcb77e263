"""Two who act on a record at the same moment: one after the other, and the second hears why not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from tests.conftest import deploy_app
from tests.process.connections import acts, as_request, person, somebody_at, wait_for_waiters
from tests.process.routed import FIELDS, approval, asks, lines, only_kintones, put_process, routes
from tests.record.entries import entries
from urakata.definition import services
from urakata.definition.answers import show_whole_process
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.services import NewUser, create_users
from urakata.process.models import Step
from urakata.process.reassigning import reassign
from urakata.process.services import StatusChange, advance_statuses
from urakata.process.starting import start_work
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy
from urakata.record.reverting import revert_record
from urakata.record.write import Change, add_records, delete_records, update_records

Deed = Callable[[AppSchema, int], str]


@pytest.fixture
def filed(committing: None) -> tuple[AppSchema, int]:
    """申請者's application waits for 課長; then 部長 decides."""
    admin = NewUser("owner", "長", groups=("Administrators",))
    others = [NewUser(code, code) for code in ("clerk", "kacho", "bucho", "other")]
    owner, *_ = map(actor_of, create_users(actor=system_actor(), users=[admin, *others]))
    made = approval(asks("課長", "kacho"), asks("部長", "bucho"))
    app = deploy_app(owner, FIELDS, process=only_kintones(made))
    app = put_process(app, made)
    with transaction.atomic():
        row = {"件名": {"value": "机"}}
        saved = add_records(actor=person("clerk"), app=app, rows=[row], prefix="record")
    id_ = saved[0].id
    advance_statuses(actor=person("clerk"), app=app, changes=[StatusChange(id_, "申請する")])
    return app, id_


def does(code: str, action: str, **more: Any) -> Deed:
    return lambda app, id_: acts(code, app, id_, action, **more)


def hands_on(first: str, second: str) -> Deed:
    return lambda app, id_: as_request(
        lambda: reassign(actor=person("owner"), app=app, record_id=id_, codes=(first, second))
    )


def deletes(app: AppSchema, id_: int) -> str:
    def run() -> None:
        with transaction.atomic():
            delete_records(actor=person("owner"), app=app, ids=[id_])

    return as_request(run)


APPROVE = does("kacho", "承認する")
RETURN = does("kacho", "差し戻す", assignee="clerk", reason="R01")
REJECT = does("kacho", "却下する", reason="R01")
PULL_BACK = does("clerk", "引き戻す", assignee="clerk")
WITHDRAW = does("clerk", "取り下げる", assignee="clerk")
HAND_ON = hands_on("kacho", "other")


def one_after_the_other(app: AppSchema, id_: int, *deeds: Deed) -> list[str]:
    """All wait for the record's lock, in this order."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        with somebody_at(app, id_):
            answers = []
            for n, deed in enumerate(deeds, 1):
                answers.append(pool.submit(deed, app, id_))
                wait_for_waiters(n)
        return [answer.result(30) for answer in answers]


@pytest.mark.parametrize(
    ("first", "second", "told", "status", "ways"),
    [
        (PULL_BACK, APPROVE, "UR_PR02", "申請前", ["cancelled", "cancelled"]),
        (APPROVE, PULL_BACK, "UR_PR06", "承認待ち", ["passed", "open"]),
        (WITHDRAW, RETURN, "UR_PR02", "申請前", ["cancelled", "cancelled"]),
        (RETURN, WITHDRAW, "UR_PR02", "申請前", ["returned", "cancelled"]),
        (REJECT, PULL_BACK, "UR_PR02", "却下", ["rejected", "cancelled"]),
        (RETURN, APPROVE, "UR_PR02", "申請前", ["returned", "cancelled"]),
        (HAND_ON, APPROVE, "UR_PR02", "承認待ち", ["open", "planned"]),
        (APPROVE, HAND_ON, "UR_TS08", "承認待ち", ["passed", "open"]),
        (deletes, APPROVE, "GAIA_RE01", None, ["cancelled", "cancelled"]),
    ],
    ids=[
        "引戻し・承認",
        "承認・引戻し",
        "取下げ・差戻し",
        "差戻し・取下げ",
        "却下・引戻し",
        "差戻し・承認",
        "担当替え・承認",
        "承認・担当替え",
        "削除・承認",
    ],
)
def test_the_second_hears_what_came_first(filed, first, second, told, status, ways):
    app, id_ = filed
    steps = [e for e in entries(app, id_) if e["kind"] != "record.delete"]

    assert one_after_the_other(app, id_, first, second) == ["ok", told]

    assert [row[4] for row in lines(app, id_)] == ways
    sql = f"SELECT status FROM {ledger_table(app.app_id)} WHERE id = %s"
    assert ledger_cursor().execute(sql, (id_,)).fetchone() == ((status,) if status else None)
    assert len(entries(app, id_)) == len(steps) + 1


def test_who_saw_the_record_before_it_was_handed_on_is_told_so(filed):
    app, id_ = filed
    approve = does("kacho", "承認する", revision=3)

    assert one_after_the_other(app, id_, HAND_ON, approve) == ["ok", "GAIA_CO02"]


def test_a_process_that_is_changed_meanwhile_is_looked_at_anew(filed):
    app, id_ = filed
    shown = show_whole_process(app.app_id, is_preview=True)
    shown["states"]["決裁"] = {**shown["states"].pop("完了"), "name": "決裁"}
    for action in shown["actions"]:
        action["to"] = action["to"].replace("完了", "決裁")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.update_process(actor=person("owner"), app_id=app.app_id, process=shown)
            deploy(actor=person("owner"), targets=[(app.app_id, None)])
            answer = pool.submit(APPROVE, app, id_)
            wait_for_waiters(1)
        assert answer.result(30) == "GAIA_DA02"
        assert [row[4] for row in lines(app, id_)] == ["open", "planned"]

        now = live_schema(app.app_id)
        assert pool.submit(APPROVE, now, id_).result(30) == "ok"
        assert pool.submit(does("bucho", "承認する"), now, id_).result(30) == "ok"
    sql = f"SELECT status FROM {ledger_table(app.app_id)} WHERE id = %s"
    assert ledger_cursor().execute(sql, (id_,)).fetchone() == ("決裁",)


def test_who_opens_a_record_while_it_is_approved_is_not_forgotten(filed):
    app, id_ = filed

    def start(app: AppSchema, id_: int) -> str:
        return as_request(lambda: start_work(actor=person("kacho"), app=app, record_id=id_))

    assert one_after_the_other(app, id_, start, APPROVE) == ["ok", "ok"]

    first = Step.objects.get(app_id=app.app_id, record_id=id_, number=1)
    assert first.started_at is not None
    assert (first.state, first.waited is None, first.worked is None) == ("passed", False, False)


def test_an_old_revision_comes_back_without_leaving_the_route(filed):
    app, id_ = filed
    with transaction.atomic():
        change = Change({"件名": {"value": "椅子"}}, id=id_)
        update_records(actor=person("clerk"), app=app, changes=[change], prefix="record")

    def revert(app: AppSchema, id_: int) -> str:
        def run() -> None:
            with transaction.atomic():
                revert_record(actor=person("owner"), app=app, record_id=id_, to=1)

        return as_request(run)

    assert one_after_the_other(app, id_, APPROVE, revert) == ["ok", "ok"]

    sql = f"SELECT status, assignees FROM {ledger_table(app.app_id)} WHERE id = %s"
    bucho = person("bucho").user_id
    assert ledger_cursor().execute(sql, (id_,)).fetchone() == ("承認待ち", [bucho])
    assert [row[4] for row in lines(app, id_)] == ["passed", "open"]
    assert acts("bucho", app, id_, "承認する") == "ok"
    assert routes(app, id_) == [(1, "passed")]
    connection.close()
