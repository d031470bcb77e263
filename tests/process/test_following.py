"""Open routes follow, one by one before somebody acts, and all that nobody is at soon afterwards."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.conftest import deploy_app
from tests.directory.hearing import heard
from tests.process.conftest import refused
from tests.process.connections import acts, person, somebody_at, wait_for_waiters
from tests.process.routed import FIELDS, approval, asks, line, lines, only_kintones, put_process
from tests.process.routed import step as a_step
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actors import actor_of, find_actor, system_actor
from urakata.directory.delegating import Delegation, NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.services import NewUser, create_users, disable_user, set_manager
from urakata.directory.today import company_today
from urakata.process.following import follow_all
from urakata.process.models import Route, Step
from urakata.process.reassigning import reassign
from urakata.process.services import StatusChange, advance_each, advance_statuses, set_assignees
from urakata.record.adapters import ledger_cursor
from urakata.record.write import add_records

MANAGER = {"entity": {"type": "MANAGER", "levels": 1}, "includeSubs": False}


@pytest.fixture
def waiting(an_approval, filed, run, sato, suzuki, takahashi, tanaka):
    """鈴木's application: his manager 高橋 decides, then 佐藤."""
    set_manager(actor=sato, code="suzuki", manager="takahashi")
    app = an_approval(a_step("上長", line("", MANAGER)), asks("部長", "sato"))
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    return app, id_


def turns(app, id_) -> list[tuple[str, str, list[int]]]:
    rows = Step.objects.filter(app_id=app.app_id, record_id=id_, number__gt=0).order_by("id")
    return [(row.name, row.state, row.assignees) for row in rows]


@pytest.mark.django_db
def test_who_acts_is_compared_with_the_people_of_this_moment(
    waiting, standing, sato, takahashi, tanaka
):
    app, id_ = waiting
    set_manager(actor=sato, code="suzuki", manager="tanaka")
    before = standing(app, id_)

    asked = {"app": app, "changes": [StatusChange(id_, "承認する", revision=before[2])]}
    assert refused(advance_statuses, actor=takahashi, **asked) == ("GAIA_NT01", 403)
    assert standing(app, id_) == before
    (moved,) = advance_statuses(actor=tanaka, **asked)

    assert (moved.status, moved.revision) == ("承認待ち", before[2] + 2)
    assert turns(app, id_) == [
        ("上長", "passed", [tanaka.user_id]),
        ("部長", "open", [sato.user_id]),
    ]
    (entry,) = heard("process.reroute")
    assert entry["actor"]["code"] != "tanaka"


@pytest.mark.django_db
def test_of_several_each_follows_for_itself(waiting, filed, run, suzuki, sato, takahashi, tanaka):
    app, first = waiting
    second = filed(app, suzuki, 件名="椅子")
    run(suzuki, app, second, "申請する")
    run(takahashi, app, second, "承認する")
    set_manager(actor=sato, code="suzuki", manager="tanaka")

    changes = [StatusChange(id_, "承認する") for id_ in (first, second)]
    moved, error = advance_each(actor=tanaka, app=app, changes=changes)

    assert (moved.status, moved.revision) == ("承認待ち", 5)
    assert error.code == "GAIA_NT01"
    assert [row[4] for row in lines(app, second)] == ["passed", "open"]


@pytest.mark.django_db
def test_the_turn_is_handed_on_by_those_whose_it_is_now(waiting, sato, suzuki, takahashi, tanaka):
    app, id_ = waiting
    set_manager(actor=sato, code="suzuki", manager="tanaka")

    taking = {"app": app, "record_id": id_, "assignees": ["sato"]}
    assert refused(set_assignees, actor=takahashi, **taking) == ("GAIA_NT01", 403)
    asked = {"app": app, "record_id": id_, "codes": ("takahashi", "sato")}
    assert refused(reassign, actor=sato, **asked) == ("UR_TS08", 400)
    reassign(actor=sato, **{**asked, "codes": ("tanaka", "takahashi")})
    follow_all()

    assert turns(app, id_)[0] == ("上長", "open", [takahashi.user_id])


@pytest.mark.django_db
def test_a_new_route_is_known_to_be_up_to_date(waiting, run, takahashi):
    app, id_ = waiting
    known = Route.objects.get(record_id=id_).resolved_as
    assert known
    follow_all()

    assert Route.objects.get(record_id=id_).resolved_as == known
    assert run(takahashi, app, id_, "承認する") == 4
    assert heard("process.reroute") == []


# --- several connections

CAST = ("owner", "clerk", "old", "new")


@pytest.fixture
def office(committing: None) -> tuple[AppSchema, list[int]]:
    """Two applications of a clerk, whose manager changes in a moment; all is committed."""
    admin = NewUser("owner", "長", groups=("Administrators",))
    others = [NewUser(code, code) for code in CAST[1:]]
    owner, *_ = map(actor_of, create_users(actor=system_actor(), users=[admin, *others]))
    set_manager(actor=owner, code="clerk", manager="old")
    made = approval(a_step("上長", line("", MANAGER)), asks("部長", "owner"))
    app = deploy_app(owner, FIELDS, process=only_kintones(made))
    app = put_process(app, made)
    with transaction.atomic():
        saved = add_records(actor=person("clerk"), app=app, rows=[{}, {}], prefix="records")
    ids = [each.id for each in saved]
    advance_statuses(
        actor=person("clerk"), app=app, changes=[StatusChange(id_, "申請する") for id_ in ids]
    )
    return app, ids


def asked(app: AppSchema, ids: list[int]) -> list[list[int]]:
    sql = f"SELECT assignees FROM {ledger_table(app.app_id)} WHERE id = ANY(%s) ORDER BY id"
    return [each for (each,) in ledger_cursor().execute(sql, (ids,)).fetchall()]


def test_a_record_that_somebody_is_at_does_not_keep_the_others(office):
    app, ids = office
    old, new = person("old").user_id, person("new").user_id
    with somebody_at(app, ids[0]):
        set_manager(actor=person("owner"), code="clerk", manager="new")
        follow_all()
        assert asked(app, ids) == [[old], [new]]
    follow_all()

    assert asked(app, ids) == [[new], [new]]


def test_who_waited_for_a_record_acts_among_the_people_of_then(office):
    app, (id_, _) = office
    with ThreadPoolExecutor(1) as pool:
        with somebody_at(app, id_):
            answer: Future[str] = pool.submit(acts, "old", app, id_, "承認する")
            wait_for_waiters(1)
            set_manager(actor=person("owner"), code="clerk", manager="new")
        assert answer.result(20) == "GAIA_NT01"
        assert [row[4] for row in lines(app, id_)] == ["open", "planned"]

        assert pool.submit(acts, "new", app, id_, "承認する").result(20) == "ok"
    assert [row[4] for row in lines(app, id_)] == ["passed", "open"]


def test_somebody_can_leave_while_another_lets_him_decide(office):
    today = company_today()
    new = NewDelegation(["old"], Period(today, today), principal="clerk")

    def leave() -> None:
        try:
            disable_user(actor=person("owner"), code="old")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            add_delegation(actor=person("owner"), new=new, knows_app=lambda _: True)
            leaving = pool.submit(leave)
            wait_for_waiters(1)
        leaving.result(20)

    assert find_actor("old") is None
    assert Delegation.objects.filter(principal__code="clerk").count() == 1
