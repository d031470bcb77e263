"""Who leaves while all must agree is not waited for: the record goes on when the others approved."""

from __future__ import annotations

import pytest

from tests.directory.hearing import heard
from tests.process.building import entity
from tests.process.routed import (
    FIELDS,
    approval,
    asks,
    lines,
    only_kintones,
    put_process,
    routes,
    step,
    visits,
)
from tests.process.routed import line as a_line
from tests.record.entries import entries
from urakata.directory.actors import system_actor
from urakata.directory.services import disable_user
from urakata.directory.units import NewNamed, add_to_group, create_group, remove_from_group
from urakata.process.following import follow_all
from urakata.process.repairing import Remedy, repair
from urakata.process.services import StatusChange, advance_each
from urakata.process.stuck import find_stuck

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(sato, takahashi, tanaka):
    """役員: 高橋 and 田中, all of whom must agree."""
    create_group(actor=sato, group=NewNamed("yakuin", "役員"))
    add_to_group(actor=sato, group="yakuin", users=["takahashi", "tanaka"])
    return a_line("", entity("GROUP", "yakuin"), need="ALL")


@pytest.fixture
def half_way(an_approval, filed, run, board, suzuki, takahashi):
    """A record that 高橋 approved and 田中 has not yet."""

    def build(*more, **rules):
        app = an_approval(step("役員", board), *more, **rules)
        id_ = filed(app, suzuki)
        run(suzuki, app, id_, "申請する")
        run(takahashi, app, id_, "承認する")
        return app, id_

    return build


@pytest.mark.parametrize("leaves", ["the firm", "the group"])
def test_the_record_goes_on_when_the_last_who_had_to_agree_leaves(
    half_way, standing, sato, suzuki, takahashi, tanaka, leaves
):
    app, id_ = half_way()
    if leaves == "the firm":
        disable_user(actor=sato, code="tanaka")
    else:
        remove_from_group(actor=sato, group="yakuin", users=["tanaka"])

    follow_all()

    assert standing(app, id_) == ("完了", None, 6)
    assert routes(app, id_) == [(1, "passed")]
    assert [row[4:6] for row in lines(app, id_)] == [
        ("passed", takahashi.user_id),
        ("skipped", None),
    ]
    assert visits(app, id_)[1:] == [
        ("承認待ち", "passed", "承認する", system_actor().user_id),
        ("完了", "open", "", None),
    ]
    last = [e for e in entries(app, id_) if e["kind"] == "record.status"][-1]
    assert (last["actor"]["id"], last["revision"]) == (system_actor().user_id, 6)
    assert last["about"] == {
        "action": "承認する",
        "decision": "APPROVE",
        "comment": "担当の変更により、必要な承認がそろいました。",
    }
    (entry,) = heard("process.reroute")
    assert entry["about"]["steps"] == [
        {"number": 1, "name": "役員", "was": [tanaka.user_id], "is": [takahashi.user_id]}
    ]
    assert find_stuck(actor=sato) == []


def test_the_next_step_asks_its_people_when_the_last_of_all_leaves(half_way, standing, sato):
    app, id_ = half_way(asks("社長", "sato"))
    disable_user(actor=sato, code="tanaka")

    follow_all()

    assert standing(app, id_) == ("承認待ち", [sato.user_id], 5)


def test_who_acts_in_that_moment_hears_how_it_went_on(half_way, standing, sato, tanaka):
    app, id_ = half_way()
    remove_from_group(actor=sato, group="yakuin", users=["tanaka"])

    (error,) = advance_each(actor=tanaka, app=app, changes=[StatusChange(id_, "承認する")])

    assert error.code == "UR_PR02"
    assert standing(app, id_)[:2] == ("完了", None)


def test_a_repair_by_todays_rules_moves_it_on_too(half_way, standing, sato):
    app, id_ = half_way()
    disable_user(actor=sato, code="tanaka")
    (stuck,) = find_stuck(actor=sato)

    repair(actor=sato, step_id=stuck.row.id, remedy=Remedy("resolve"))

    assert standing(app, id_) == ("完了", None, 6)
    (told,) = heard("process.repair")
    assert (told["actor"]["id"], told["about"]["is"]) == (sato.user_id, [])


def test_where_a_field_must_be_filled_first_the_record_waits_and_is_told(
    an_app, filed, run, board, standing, sato, suzuki, takahashi, tanaka
):
    made = approval(step("役員", board))
    made["states"]["承認待ち"]["fields"] = {"required": ["件名"], "readOnly": [], "hidden": []}
    app = put_process(an_app(FIELDS, process=only_kintones(made)), made)
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")
    before = standing(app, id_)
    disable_user(actor=sato, code="tanaka")

    follow_all()

    assert standing(app, id_) == before
    assert [row[4] for row in lines(app, id_)] == ["passed", "open"]
    assert [str(each.problems[0].ja) for each in find_stuck(actor=sato)] == [
        "田中 実さんは、利用を停止しています"
    ]
