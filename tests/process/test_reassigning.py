"""Somebody else is asked instead of one whose turn it is, and never the applicant."""

from __future__ import annotations

import pytest

from tests.access.rules import owner_rule
from tests.directory.hearing import heard
from tests.process.conftest import refused
from tests.process.routed import asks
from urakata.kernel.errors import UrakataError
from urakata.process.reassigning import reassign
from urakata.process.services import set_assignees

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(an_approval, filed, run, suzuki, takahashi, tanaka):
    """鈴木's application, which 高橋 decides."""
    app = an_approval(asks("課長", "takahashi"))
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    return {"app": app, "record_id": id_}


@pytest.mark.parametrize("who", ["takahashi", "sato"])
def test_whose_turn_it_is_and_managers_hand_it_on(waiting, request, standing, run, tanaka, who):
    actor = request.getfixturevalue(who)

    revision = reassign(actor=actor, **waiting, codes=("takahashi", "tanaka"), comment="出張")

    assert revision == 4
    assert standing(*waiting.values()) == ("承認待ち", [tanaka.user_id], 4)
    assert run(tanaka, *waiting.values(), "承認する") == 6


def test_it_is_told_to_the_journal(waiting, takahashi, tanaka):
    reassign(actor=takahashi, **waiting, codes=("takahashi", "tanaka"), comment="出張")

    (entry,) = heard("record.assignees")
    assert entry["about"] == {
        "from": takahashi.user_id,
        "to": tanaka.user_id,
        "comment": "出張",
    }


@pytest.mark.parametrize(
    ("who", "codes", "expected"),
    [
        ("suzuki", ("takahashi", "tanaka"), ("GAIA_NT01", 403)),
        ("tanaka", ("takahashi", "tanaka"), ("GAIA_NT01", 403)),
        ("takahashi", ("takahashi", "suzuki"), ("UR_PR11", 400)),
        ("sato", ("takahashi", "suzuki"), ("UR_PR11", 400)),
        ("takahashi", ("tanaka", "sato"), ("UR_TS08", 400)),
        ("takahashi", ("takahashi", "nobody"), ("GAIA_IL26", 400)),
    ],
)
def test_nobody_else_hands_it_on_and_not_to_everybody(
    waiting, request, standing, takahashi, who, codes, expected
):
    actor = request.getfixturevalue(who)

    assert refused(reassign, actor=actor, **waiting, codes=codes) == expected
    assert standing(*waiting.values()) == ("承認待ち", [takahashi.user_id], 3)


def test_who_may_not_view_the_record_is_not_asked(waiting, takahashi, standing, with_access):
    waiting["app"] = with_access(
        waiting["app"],
        records=[owner_rule("", "作業者", "view edit"), owner_rule("", "作成者", "view edit")],
    )

    found = refused(reassign, actor=takahashi, **waiting, codes=("takahashi", "tanaka"))

    assert found == ("UR_TS01", 400)
    assert standing(*waiting.values())[1] == [takahashi.user_id]


def test_who_was_replaced_and_acts_hears_who_is_asked_instead(
    waiting, standing, run, sato, takahashi, tanaka
):
    reassign(actor=sato, **waiting, codes=("takahashi", "tanaka"), comment="出張")
    before = standing(*waiting.values())

    with pytest.raises(UrakataError) as raised:
        run(takahashi, *waiting.values(), "承認する")

    assert (raised.value.code, raised.value.status) == ("UR_PR02", 409)
    assert "佐藤 花子さんが担当を田中 実さんに変更しました" in raised.value.text.ja
    assert refused(set_assignees, actor=takahashi, **waiting, assignees=["takahashi"]) == (
        "UR_PR02",
        409,
    )
    assert standing(*waiting.values()) == before


def test_who_never_was_asked_only_hears_that_it_is_not_his_turn(waiting, run, sato, takahashi):
    reassign(actor=takahashi, **waiting, codes=("takahashi", "tanaka"))

    with pytest.raises(UrakataError) as raised:
        run(sato, *waiting.values(), "承認する")

    assert raised.value.code == "GAIA_NT01"
