from __future__ import annotations

import pytest

from tests.process.building import user
from tests.process.conftest import refused
from tests.process.routed import asks, line, lines, routes, step, visits
from tests.record.entries import told
from urakata.directory.actor import Actor
from urakata.process.conditions import conditions_of
from urakata.process.services import StatusChange, advance_statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_steps(an_approval, takahashi: Actor, tanaka: Actor):
    """高橋, then 田中."""
    return an_approval(asks("課長", "takahashi"), asks("部長", "tanaka"))


def tried(by: Actor, app, id_: int, action: str, **more) -> tuple[str, int]:
    changes = [StatusChange(id_, action, **more)]
    return refused(advance_statuses, actor=by, app=app, changes=changes)


def test_submitting_asks_the_first_step(
    two_steps, filed, run, standing, suzuki: Actor, takahashi: Actor
):
    id_ = filed(two_steps, suzuki)

    assert run(suzuki, two_steps, id_, "申請する") == 3
    assert standing(two_steps, id_) == ("承認待ち", [takahashi.user_id], 3)
    assert lines(two_steps, id_) == [
        (1, 1, 1, "課長", "open", None, None),
        (1, 1, 2, "部長", "planned", None, None),
    ]
    assert visits(two_steps, id_) == [
        ("申請前", "passed", "申請する", suzuki.user_id),
        ("承認待ち", "open", "", None),
    ]


def test_a_route_is_walked_step_by_step(
    two_steps, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")

    assert run(takahashi, two_steps, id_, "承認する", comment="よいです") == 4
    assert standing(two_steps, id_) == ("承認待ち", [tanaka.user_id], 4)
    assert run(tanaka, two_steps, id_, "承認する") == 6
    assert standing(two_steps, id_) == ("完了", None, 6)
    assert lines(two_steps, id_) == [
        (1, 1, 1, "課長", "passed", takahashi.user_id, None),
        (1, 1, 2, "部長", "passed", tanaka.user_id, None),
    ]
    assert visits(two_steps, id_)[1:] == [
        ("承認待ち", "passed", "承認する", tanaka.user_id),
        ("完了", "open", "", None),
    ]
    assert routes(two_steps, id_) == [(1, "passed")]


def test_the_journal_tells_each_step_once(
    two_steps, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    run(takahashi, two_steps, id_, "承認する", comment="よいです")
    run(tanaka, two_steps, id_, "承認する")

    assert [about for *_, about in told(two_steps, id_)][1:] == [
        {"action": "申請する", "round": 1},
        {
            "action": "承認する",
            "decision": "APPROVE",
            "step": [{"number": 1, "name": "課長"}],
            "comment": "よいです",
        },
        {"action": "承認する", "decision": "APPROVE", "step": [{"number": 2, "name": "部長"}]},
    ]


def test_lines_side_by_side_join(
    an_approval, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = an_approval(step("合議", line("総務", user("takahashi")), line("法務", user("tanaka"))))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    assert standing(app, id_)[1] == [takahashi.user_id, tanaka.user_id]

    run(tanaka, app, id_, "承認する")
    assert standing(app, id_) == ("承認待ち", [takahashi.user_id], 4)
    run(takahashi, app, id_, "承認する")
    assert standing(app, id_) == ("完了", None, 6)


def test_as_many_lines_as_are_asked_pass_a_step(
    an_approval, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor, sato
):
    people = ("takahashi", "tanaka", "sato")
    app = an_approval(step("役員", *(line(code, user(code)) for code in people), join="2"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")

    run(sato, app, id_, "承認する")
    run(tanaka, app, id_, "承認する")

    assert standing(app, id_) == ("完了", None, 6)
    assert [row[4] for row in lines(app, id_)] == ["cancelled", "passed", "passed"]


def test_all_of_a_line_agree_each_in_a_row_of_his_own(
    an_approval, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    both = line("", user("takahashi"), user("tanaka"), need="ALL")
    app = an_approval(step("二人とも", both))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")

    assert standing(app, id_) == ("承認待ち", [tanaka.user_id], 4)
    assert [row[4] for row in lines(app, id_)] == ["passed", "open"]
    assert tried(takahashi, app, id_, "承認する") == ("UR_PR02", 409)


def test_rejecting_ends_it_at_once(two_steps, filed, run, standing, suzuki, takahashi: Actor):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")

    assert run(takahashi, two_steps, id_, "却下する", reason="R01", comment="予算外") == 5
    assert standing(two_steps, id_) == ("却下", None, 5)
    assert [row[4] for row in lines(two_steps, id_)] == ["rejected", "cancelled"]
    assert routes(two_steps, id_) == [(1, "rejected")]
    assert told(two_steps, id_)[-1][4] == {
        "action": "却下する",
        "decision": "REJECT",
        "step": [{"number": 1, "name": "課長"}],
        "reason": "R01",
        "comment": "予算外",
    }


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"action": "却下する"}, ("UR_PR03", 400)),
        ({"action": "却下する", "reason": "R99"}, ("UR_PR03", 400)),
        ({"action": "前に戻す", "reason": "R01", "to_step": 1}, ("UR_PR03", 400)),
        ({"action": "前に戻す", "reason": "R02"}, ("UR_PR07", 400)),
        ({"action": "前に戻す", "reason": "R02", "to_step": 1}, ("UR_PR07", 400)),
        ({"action": "承認する", "to_step": 1}, ("UR_PR07", 400)),
        ({"action": "承認する", "comment": "x" * 10_001}, ("CB_VA01", 400)),
        ({"action": "承認する", "conditions": (" ",)}, ("CB_VA01", 400)),
        ({"action": "却下する", "reason": "R01", "conditions": ("x",)}, ("CB_VA01", 400)),
        ({"action": "承認する", "on_behalf_of": "tanaka"}, ("UR_PR09", 403)),
        ({"action": "承認する", "on_behalf_of": "nobody"}, ("GAIA_IL26", 400)),
        ({"action": "申請する"}, ("GAIA_IL03", 400)),
        ({"action": "引き戻す"}, ("GAIA_NT01", 403)),
        ({"action": "承認する", "revision": 1}, ("GAIA_CO02", 409)),
    ],
)
def test_a_wrong_decision_changes_nothing(
    two_steps, filed, run, standing, suzuki, takahashi: Actor, more, error
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    before = (lines(two_steps, id_), visits(two_steps, id_), routes(two_steps, id_))

    assert tried(takahashi, two_steps, id_, **more) == error
    assert standing(two_steps, id_) == ("承認待ち", [takahashi.user_id], 3)
    assert (lines(two_steps, id_), visits(two_steps, id_), routes(two_steps, id_)) == before


def test_going_back_to_an_earlier_step_asks_again_from_there(
    two_steps, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    run(takahashi, two_steps, id_, "承認する")

    assert run(tanaka, two_steps, id_, "前に戻す", reason="R02", to_step=1) == 5
    assert standing(two_steps, id_) == ("承認待ち", [takahashi.user_id], 5)
    assert lines(two_steps, id_) == [
        (1, 1, 1, "課長", "passed", takahashi.user_id, None),
        (1, 1, 2, "部長", "returned", tanaka.user_id, None),
        (1, 2, 1, "課長", "open", None, None),
        (1, 2, 2, "部長", "planned", None, None),
    ]
    run(takahashi, two_steps, id_, "承認する")
    run(tanaka, two_steps, id_, "承認する")
    assert standing(two_steps, id_)[0] == "完了"
    assert routes(two_steps, id_) == [(1, "passed")]


def test_the_applicant_pulls_back_while_nobody_acted(
    two_steps, filed, run, standing, suzuki: Actor, takahashi: Actor
):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    assert run(suzuki, two_steps, id_, "引き戻す", assignee="suzuki") == 5
    assert routes(two_steps, id_) == [(1, "pulled_back")]

    run(suzuki, two_steps, id_, "申請する")
    run(takahashi, two_steps, id_, "承認する")
    assert tried(suzuki, two_steps, id_, "引き戻す") == ("UR_PR06", 409)
    assert run(suzuki, two_steps, id_, "取り下げる", assignee="suzuki") == 10
    assert routes(two_steps, id_) == [(1, "pulled_back"), (2, "withdrawn")]
    assert [row[4] for row in lines(two_steps, id_)][2:] == ["passed", "cancelled"]


def test_nobody_decides_about_his_own(an_approval, filed, run, suzuki: Actor, takahashi: Actor):
    own = an_approval(asks("課長", "suzuki", "takahashi"))
    id_ = filed(own, suzuki)
    run(suzuki, own, id_, "申請する")

    assert tried(suzuki, own, id_, "承認する") == ("GAIA_NT01", 403)


def test_unless_the_route_allows_it(an_approval, filed, run, standing, suzuki: Actor):
    allowed = an_approval(asks("本人", "suzuki"), whenApplicant="ALLOW")
    id_ = filed(allowed, suzuki)
    run(suzuki, allowed, id_, "申請する")

    assert run(suzuki, allowed, id_, "承認する") == 5
    assert standing(allowed, id_)[0] == "完了"


def test_who_was_asked_hears_who_came_first(
    an_approval, filed, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = an_approval(asks("課長", "takahashi", "tanaka"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")

    assert tried(tanaka, app, id_, "承認する") == ("UR_PR02", 409)
    assert tried(tanaka, app, id_, "承認する", revision=3) == ("GAIA_CO02", 409)
    assert standing(app, id_) == ("完了", None, 5)


def test_conditions_of_an_approval_are_kept(two_steps, filed, run, suzuki: Actor, takahashi: Actor):
    id_ = filed(two_steps, suzuki)
    run(suzuki, two_steps, id_, "申請する")
    run(takahashi, two_steps, id_, "承認する", conditions=("相見積もりを取る", "月末に報告する"))

    kept = conditions_of(two_steps.app_id, id_)
    assert [(each.text, each.set_by_id) for each in kept] == [
        ("相見積もりを取る", takahashi.user_id),
        ("月末に報告する", takahashi.user_id),
    ]
    assert told(two_steps, id_)[-1][4]["conditions"] == ["相見積もりを取る", "月末に報告する"]
