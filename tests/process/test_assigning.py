from __future__ import annotations

import pytest

from tests.process.building import user
from tests.process.conftest import refused
from tests.process.routed import asks, line, lines, step
from tests.record.entries import told
from urakata.directory.actor import Actor
from urakata.process.services import set_assignees

pytestmark = pytest.mark.django_db


@pytest.fixture
def consensus(an_approval, takahashi: Actor, tanaka: Actor):
    """高橋 and 田中, side by side."""
    return an_approval(step("合議", line("総務", user("takahashi")), line("法務", user("tanaka"))))


@pytest.fixture
def submitted(consensus, filed, run, suzuki: Actor) -> int:
    id_ = filed(consensus, suzuki)
    run(suzuki, consensus, id_, "申請する")
    return id_


def test_whose_turn_it_is_hands_on_his_own_line(
    consensus, submitted, run, standing, takahashi: Actor, tanaka: Actor, sato: Actor
):
    hand = {"app": consensus, "record_id": submitted}

    assert set_assignees(actor=takahashi, **hand, assignees=["sato", "tanaka"]) == 4
    assert standing(consensus, submitted) == ("承認待ち", [sato.user_id, tanaka.user_id], 4)
    before = {"assignees": [takahashi.user_id, tanaka.user_id]}
    after = {"assignees": [sato.user_id, tanaka.user_id]}
    assert told(consensus, submitted)[-1] == ("record.assignees", 4, before, after, {})
    run(sato, consensus, submitted, "承認する")
    run(tanaka, consensus, submitted, "承認する")
    assert [row[4:6] for row in lines(consensus, submitted)] == [
        ("passed", sato.user_id),
        ("passed", tanaka.user_id),
    ]


@pytest.mark.parametrize(
    ("who", "assignees", "error"),
    [
        ("takahashi", ["sato"], "GAIA_NT01"),  # 田中's line is not his
        ("takahashi", ["tanaka"], "UR_PR10"),
        ("takahashi", ["suzuki", "tanaka"], "UR_PR11"),
        ("takahashi", ["nobody", "tanaka"], "GAIA_IL26"),
        ("suzuki", ["sato", "tanaka"], "GAIA_NT01"),
        ("sato", [], "UR_PR10"),
    ],
)
def test_a_wrong_hand_over_changes_nothing(
    request, consensus, submitted, standing, takahashi, tanaka, who, assignees, error
):
    hand = {"actor": request.getfixturevalue(who), "app": consensus, "record_id": submitted}

    assert refused(set_assignees, **hand, assignees=assignees)[0] == error
    assert standing(consensus, submitted)[1:] == ([takahashi.user_id, tanaka.user_id], 3)


def test_a_manager_of_the_app_replaces_anybody(
    an_approval, filed, run, standing, suzuki, takahashi: Actor, tanaka: Actor, sato: Actor
):
    app = an_approval(asks("課長", "takahashi"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")

    set_assignees(actor=sato, app=app, record_id=id_, assignees=["tanaka"])
    assert standing(app, id_)[1] == [tanaka.user_id]
