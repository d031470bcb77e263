"""Routes follow the organisation: what is open is resolved anew, what is passed stays."""

from __future__ import annotations

import pytest

from tests.directory.hearing import heard
from tests.process.building import entity
from tests.process.routed import asks, line, lines, step
from urakata.directory.services import disable_user, set_manager
from urakata.directory.units import NewNamed, add_to_group, create_group, remove_from_group
from urakata.process.following import follow_all, follow_changes
from urakata.process.models import Route, Step
from urakata.process.rerouting import reroute

pytestmark = pytest.mark.django_db


def manager(levels: int = 1):
    return {"entity": {"type": "MANAGER", "levels": levels}, "includeSubs": False}


@pytest.fixture
def waiting(an_approval, filed, run, sato, suzuki, takahashi, tanaka):
    """鈴木's application: his manager 高橋 decides, then 佐藤."""
    set_manager(actor=sato, code="suzuki", manager="takahashi")
    app = an_approval(step("上長", line("", manager())), asks("部長", "sato"))
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    return app, id_


def turns(app, id_) -> list[tuple[str, str, list[int]]]:
    rows = Step.objects.filter(app_id=app.app_id, record_id=id_, number__gt=0).order_by("id")
    return [(row.name, row.state, row.assignees) for row in rows]


def test_while_nothing_changes_nothing_changes(waiting, standing):
    app, id_ = waiting
    before = turns(app, id_), standing(app, id_)

    assert reroute(app=app, record_ids=[id_]) == []
    assert (turns(app, id_), standing(app, id_)) == before
    assert heard("process.reroute") == []


def test_an_open_step_asks_the_manager_of_today(waiting, standing, run, sato, takahashi, tanaka):
    app, id_ = waiting
    set_manager(actor=sato, code="suzuki", manager="tanaka")

    assert reroute(app=app, record_ids=[id_]) == [id_]

    assert turns(app, id_) == [
        ("上長", "open", [tanaka.user_id]),
        ("部長", "planned", [sato.user_id]),
    ]
    assert standing(app, id_) == ("承認待ち", [tanaka.user_id], 4)
    (entry,) = heard("process.reroute")
    assert entry["about"]["steps"] == [
        {"number": 1, "name": "上長", "was": [takahashi.user_id], "is": [tanaka.user_id]}
    ]
    assert run(tanaka, app, id_, "承認する") == 5


def test_a_passed_step_stays_as_it_was_passed(waiting, standing, run, sato, takahashi):
    app, id_ = waiting
    run(takahashi, app, id_, "承認する")
    set_manager(actor=sato, code="suzuki", manager="tanaka")

    assert reroute(app=app, record_ids=[id_]) == []
    assert turns(app, id_)[0] == ("上長", "passed", [takahashi.user_id])


def test_who_was_put_there_by_hand_stays_while_the_rules_say_the_same(waiting, sato, tanaka):
    app, id_ = waiting
    Step.objects.filter(name="上長").update(assignees=[tanaka.user_id])

    assert reroute(app=app, record_ids=[id_]) == []
    assert turns(app, id_)[0] == ("上長", "open", [tanaka.user_id])


def test_where_nobody_is_found_nothing_changes(an_approval, filed, run, sato, suzuki, takahashi):
    app = an_approval(asks("課長", "takahashi"), asks("部長", "sato"), whenEmpty="STOP")
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    disable_user(actor=sato, code="takahashi")

    assert reroute(app=app, record_ids=[id_]) == []
    assert turns(app, id_)[0] == ("課長", "open", [takahashi.user_id])


def test_a_step_that_is_left_out_today_is_not_waited_for(
    an_approval, filed, run, sato, suzuki, takahashi, tanaka, standing
):
    app = an_approval(
        asks("課長", "takahashi"), asks("部長", "tanaka"), asks("役員", "sato"), whenEmpty="SKIP"
    )
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    disable_user(actor=sato, code="tanaka")

    reroute(app=app, record_ids=[id_])
    run(takahashi, app, id_, "承認する")

    assert standing(app, id_)[1] == [sato.user_id]
    assert run(sato, app, id_, "承認する") == 6
    assert standing(app, id_)[0] == "完了"


def test_of_all_who_must_agree_those_of_today_are_asked(
    an_approval, filed, run, sato, suzuki, takahashi, tanaka, standing
):
    create_group(actor=sato, group=NewNamed("yakuin", "役員"))
    group = entity("GROUP", "yakuin")
    app = an_approval(step("全員", line("", group, need="ALL")), asks("部長", "takahashi"))
    add_to_group(actor=sato, group="yakuin", users=["sato", "tanaka"])
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(sato, app, id_, "承認する")
    remove_from_group(actor=sato, group="yakuin", users=["tanaka"])

    assert reroute(app=app, record_ids=[id_]) == [id_]

    assert standing(app, id_)[1] == [takahashi.user_id]


def test_nobodys_turn_is_left_out_for_a_step_that_another_passed(
    an_approval, filed, run, sato, suzuki, takahashi, tanaka, standing
):
    set_manager(actor=sato, code="suzuki", manager="takahashi")
    app = an_approval(
        step("上長", line("", manager())), asks("課長", "sato"), asks("部長", "tanaka")
    )
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")
    set_manager(actor=sato, code="suzuki", manager="tanaka")

    reroute(app=app, record_ids=[id_])
    run(sato, app, id_, "承認する")

    assert standing(app, id_) == ("承認待ち", [tanaka.user_id], 5)


def test_open_routes_are_looked_at_once_after_every_change(waiting, sato, tanaka):
    app, id_ = waiting
    follow_all()
    assert follow_changes() == 0

    set_manager(actor=sato, code="suzuki", manager="tanaka")

    assert (follow_changes(), follow_changes()) == (1, 0)
    assert turns(app, id_)[0] == ("上長", "open", [tanaka.user_id])


def test_the_plan_is_that_of_today(waiting, sato, tanaka):
    app, id_ = waiting
    set_manager(actor=sato, code="suzuki", manager="tanaka")
    reroute(app=app, record_ids=[id_])

    (route,) = Route.objects.filter(record_id=id_)

    assert [each["lines"] for each in route.basis["steps"]] == [
        [["", "ANY", [tanaka.user_id]]],
        [["", "ANY", [sato.user_id]]],
    ]
    assert reroute(app=app, record_ids=[id_]) == []
    assert len(lines(app, id_)) == 2
