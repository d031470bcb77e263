"""A process that is changed while records are on their way keeps the routes they are on."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.process.routed import asks, lines, routes
from urakata.definition import services
from urakata.definition.answers import show_whole_process
from urakata.definition.queries import live_schema
from urakata.directory.actor import Actor
from urakata.directory.services import disable_user
from urakata.kernel.errors import Invalid
from urakata.process.following import follow_all
from urakata.process.repairing import Remedy, repair
from urakata.process.stuck import find_stuck
from urakata.record.deploy import deploy

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_steps(an_approval, takahashi: Actor, tanaka: Actor):
    """高橋, then 田中."""
    return an_approval(asks("課長", "takahashi"), asks("部長", "tanaka"))


def redeploy(actor, app, change):
    """Change the process as it is read, and make it live."""
    shown = deepcopy(show_whole_process(app.app_id, is_preview=True))
    change(shown)
    services.update_process(actor=actor, app_id=app.app_id, process=shown)
    deploy(actor=actor, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_another_route_is_for_those_who_come_later(
    two_steps, filed, run, standing, sato, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    early, late = filed(two_steps, suzuki), filed(two_steps, suzuki)
    run(suzuki, two_steps, early, "申請する")

    def only_tanaka(process):
        process["states"]["承認待ち"]["route"]["steps"] = [asks("社長", "tanaka")]

    app = redeploy(sato, two_steps, only_tanaka)
    run(suzuki, app, late, "申請する")

    assert standing(app, early)[:2] == ("承認待ち", [takahashi.user_id])
    assert standing(app, late)[:2] == ("承認待ち", [tanaka.user_id])
    run(takahashi, app, early, "承認する")
    run(tanaka, app, early, "承認する")
    assert standing(app, early)[:2] == ("完了", None)
    assert [row[3:5] for row in lines(app, early)] == [("課長", "passed"), ("部長", "passed")]


def test_a_status_under_a_new_name_goes_on_with_its_routes(
    two_steps, filed, run, standing, sato, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")

    def renamed(process):
        process["states"]["承認待ち"]["name"] = "決裁待ち"
        for action in process["actions"]:
            for end in ("from", "to"):
                action[end] = action[end].replace("承認待ち", "決裁待ち")

    app = redeploy(sato, two_steps, renamed)

    assert standing(app, id_)[:2] == ("決裁待ち", [takahashi.user_id])
    run(takahashi, app, id_, "承認する")
    run(tanaka, app, id_, "承認する")
    assert standing(app, id_)[0] == "完了"
    assert routes(app, id_) == [(1, "passed")]


def test_a_status_with_open_routes_cannot_go(two_steps, filed, run, sato, suzuki: Actor):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")

    def without(process):
        del process["states"]["承認待ち"]
        process["actions"] = []

    with pytest.raises(Invalid) as refused:
        redeploy(sato, two_steps, without)

    assert [problem.at for problem in refused.value.problems] == ["states[承認待ち]"]


def test_a_status_that_loses_its_route_keeps_whose_turn_it_is_and_what_was_decided(
    two_steps, filed, run, standing, sato, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    run(takahashi, two_steps, id_, "承認する")

    def without_route(process):
        process["states"]["承認待ち"]["route"] = None
        process["actions"] = [
            {**each, "kind": "PLAIN"} for each in process["actions"] if each["name"] != "前に戻す"
        ]

    app = redeploy(sato, two_steps, without_route)
    disable_user(actor=sato, code="suzuki")  # routes that follow people leave it as it is
    follow_all()

    assert standing(app, id_)[:2] == ("承認待ち", [tanaka.user_id])
    assert find_stuck(actor=sato) == []
    disable_user(actor=sato, code="tanaka")
    (stuck,) = find_stuck(actor=sato)
    repair(actor=sato, step_id=stuck.row.id, remedy=Remedy(assignees=["takahashi"]))
    assert standing(app, id_)[:2] == ("承認待ち", [takahashi.user_id])

    run(takahashi, app, id_, "承認する")

    assert standing(app, id_)[0] == "完了"
    assert [row[3:5] for row in lines(app, id_)] == [("課長", "passed"), ("部長", "passed")]
    assert routes(app, id_) == [(1, "void")]
    assert find_stuck(actor=sato) == []
