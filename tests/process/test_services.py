from __future__ import annotations

import pytest

from tests.process.conftest import CREATOR, action, entity, refused, state, user
from tests.record.entries import entries, told
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory import services as people
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.kernel.errors import UrakataError
from urakata.process.services import (
    StatusChange,
    advance_status,
    advance_statuses,
    set_assignees,
)
from urakata.record.adapters import ledger_cursor

pytestmark = pytest.mark.django_db


def test_a_new_record_waits_for_its_creator(ringi, filed, standing, suzuki: Actor):
    assert standing(ringi, filed(ringi, suzuki)) == ("申請前", [suzuki.user_id], 1)


def test_an_action_moves_the_record_and_its_revision_by_two(
    ringi, filed, standing, suzuki: Actor, takahashi: Actor
):
    id_ = filed(ringi, suzuki)

    revision = advance_status(
        actor=suzuki, app=ringi, record_id=id_, action="申請する", assignee="takahashi", revision=1
    )

    assert revision == 3
    assert standing(ringi, id_) == ("承認待ち", [takahashi.user_id], 3)


def test_the_end_is_nobodys_turn(ringi, filed, standing, suzuki: Actor, takahashi: Actor):
    id_ = filed(ringi, suzuki)
    advance_status(actor=suzuki, app=ringi, record_id=id_, action="申請する", assignee="takahashi")
    advance_status(actor=takahashi, app=ringi, record_id=id_, action="承認する")

    assert standing(ringi, id_) == ("完了", None, 5)
    sql = f"SELECT updated_by FROM {ledger_table(ringi.app_id)}"
    assert ledger_cursor().execute(sql).fetchone() == (takahashi.user_id,)


def test_going_back_asks_for_the_first_statuss_assignee_too(
    ringi, filed, standing, suzuki: Actor, takahashi: Actor
):
    id_ = filed(ringi, suzuki)
    advance_status(actor=suzuki, app=ringi, record_id=id_, action="申請する", assignee="takahashi")
    back = {"actor": takahashi, "app": ringi, "record_id": id_, "action": "差し戻す"}

    assert refused(advance_status, **back) == ("GAIA_SA01", 400)
    assert refused(advance_status, **back, assignee="tanaka") == ("GAIA_SA03", 400)
    assert advance_status(**back, assignee="suzuki") == 5
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 5)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"record_id": 10**30}, ("GAIA_RE01", 404)),
        ({"record_id": -1}, ("GAIA_RE01", 404)),
        ({"revision": 7}, ("GAIA_CO02", 409)),
        ({"revision": 7, "action": "承認する"}, ("GAIA_CO02", 409)),
        ({"action": "承認する"}, ("GAIA_IL03", 400)),
        ({"action": ""}, ("GAIA_IL03", 400)),
        ({"assignee": None}, ("GAIA_SA01", 400)),
        ({"assignee": ""}, ("GAIA_SA01", 400)),
        ({"assignee": "nobody"}, ("GAIA_IL26", 400)),
        ({"assignee": "no\0body"}, ("GAIA_IL26", 400)),
        ({"assignee": "suzuki"}, ("GAIA_SA03", 400)),
    ],
)
def test_a_wrong_request_changes_nothing(ringi, filed, standing, suzuki: Actor, change, error):
    id_ = filed(ringi, suzuki)
    right = {"record_id": id_, "action": "申請する", "assignee": "takahashi", "revision": -1}

    assert refused(advance_status, actor=suzuki, app=ringi, **{**right, **change}) == error
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 1)


def test_only_whose_turn_it_is_may_act(ringi, filed, standing, suzuki, tanaka, sato: Actor):
    id_ = filed(ringi, suzuki)

    for other in (tanaka, sato):
        run = {"actor": other, "app": ringi, "record_id": id_, "action": "申請する"}
        assert refused(advance_status, **run, assignee="takahashi") == ("GAIA_NT01", 403)
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 1)


def test_without_a_process_there_is_no_turn(an_app, a_record, sato: Actor):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    id_ = a_record(app)

    for call, more in [(advance_status, {"action": "x"}), (set_assignees, {"assignees": []})]:
        assert refused(call, actor=sato, app=app, record_id=id_, **more) == ("GAIA_ST02", 400)


def test_a_token_needs_the_rights_to_view_and_to_edit(ringi, filed, suzuki: Actor):
    id_ = filed(ringi, suzuki)

    for rights in ({"view"}, {"edit"}):
        token = Actor(1, "", "", via="token", tokens={ringi.app_id: frozenset(rights)})
        run = {"actor": token, "app": ringi, "record_id": id_, "action": "申請する"}
        assert refused(advance_status, **run) == ("GAIA_NO01", 403)


def test_a_status_that_asks_for_nobody_lets_whoever_may_edit_act(
    a_process, filed, standing, suzuki: Actor, tanaka: Actor
):
    app = a_process({"受付": state(0), "完了": state(1)}, action("済", "受付", "完了"))
    id_ = filed(app, suzuki)

    run = {"actor": tanaka, "app": app, "record_id": id_, "action": "済"}
    assert refused(advance_status, **run, assignee="tanaka") == ("GAIA_SA04", 400)
    assert advance_status(**run) == 3
    assert standing(app, id_) == ("完了", None, 3)


def test_any_of_the_assignees_may_act(
    a_process, filed, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = a_process(
        {"申請": state(0, CREATOR), "確認": state(1, user("takahashi"), user("tanaka"), type_="ANY"),
         "完了": state(2)},
        action("出す", "申請", "確認"), action("見た", "確認", "完了"),
    )  # fmt: skip
    id_ = filed(app, suzuki)
    run = {"actor": suzuki, "app": app, "record_id": id_, "action": "出す"}

    assert refused(advance_status, **run, assignee="tanaka") == ("GAIA_SA04", 400)
    advance_status(**run)
    assert standing(app, id_) == ("確認", [takahashi.user_id, tanaka.user_id], 3)
    advance_status(actor=tanaka, app=app, record_id=id_, action="見た")
    assert standing(app, id_) == ("完了", None, 5)


@pytest.fixture
def consensus(a_process, takahashi: Actor, tanaka: Actor) -> AppSchema:
    """All of 高橋 and 田中 must agree."""
    return a_process(
        {"申請": state(0, CREATOR), "合議": state(1, user("takahashi"), user("tanaka"), type_="ALL"),
         "完了": state(2)},
        action("出す", "申請", "合議"), action("同意する", "合議", "完了"),
    )  # fmt: skip


def test_all_must_act_and_each_once(
    consensus, filed, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(consensus, suzuki)
    advance_status(actor=suzuki, app=consensus, record_id=id_, action="出す")
    agree = {"app": consensus, "record_id": id_, "action": "同意する"}

    assert advance_status(actor=tanaka, **agree) == 4
    assert standing(consensus, id_) == ("合議", [takahashi.user_id], 4)
    assert refused(advance_status, actor=tanaka, **agree) == ("GAIA_NT01", 403)
    assert advance_status(actor=takahashi, **agree) == 6
    assert standing(consensus, id_) == ("完了", None, 6)


def test_nobody_waits_for_who_left(consensus, filed, standing, suzuki: Actor, tanaka: Actor):
    id_ = filed(consensus, suzuki)
    advance_status(actor=suzuki, app=consensus, record_id=id_, action="出す")

    people.disable_user(actor=system_actor(), code="takahashi")

    advance_status(actor=tanaka, app=consensus, record_id=id_, action="同意する")
    assert standing(consensus, id_) == ("完了", None, 5)


def test_who_left_is_no_candidate(ringi, filed, standing, suzuki: Actor):
    id_ = filed(ringi, suzuki)
    people.disable_user(actor=system_actor(), code="takahashi")

    run = {"actor": suzuki, "app": ringi, "record_id": id_, "action": "申請する"}
    assert refused(advance_status, **run, assignee="takahashi") == ("GAIA_SA03", 400)
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 1)


def test_a_field_of_the_record_says_who_is_next(
    a_process, filed, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = a_process(
        {"申請": state(0, CREATOR), "承認": state(1, entity("FIELD_ENTITY", "承認者"))},
        action("出す", "申請", "承認"),
    )
    id_ = filed(app, suzuki, 承認者=[{"code": "tanaka"}])
    run = {"actor": suzuki, "app": app, "record_id": id_, "action": "出す"}

    assert refused(advance_status, **run, assignee="takahashi") == ("GAIA_SA03", 400)
    advance_status(**run, assignee="tanaka")
    assert standing(app, id_) == ("承認", [tanaka.user_id], 3)


def test_an_empty_field_leaves_nobody_to_choose_and_nobody_to_act(
    a_process, filed, standing, suzuki: Actor, tanaka: Actor
):
    app = a_process(
        {"申請": state(0, CREATOR), "承認": state(1, entity("FIELD_ENTITY", "承認者")),
         "完了": state(2)},
        action("出す", "申請", "承認"), action("承認する", "承認", "完了"),
    )  # fmt: skip
    id_ = filed(app, suzuki)

    advance_status(actor=suzuki, app=app, record_id=id_, action="出す")

    assert standing(app, id_) == ("承認", None, 3)
    run = {"actor": tanaka, "app": app, "record_id": id_, "action": "承認する"}
    assert refused(advance_status, **run) == ("GAIA_NT01", 403)


def test_a_secondary_action_is_for_those_it_names(
    a_process, filed, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = a_process(
        {"申請": state(0, CREATOR), "取下げ": state(1)},
        action("取り下げる", "申請", "取下げ", type="SECONDARY",
               executableUser={"entities": [user("tanaka")]}),
    )  # fmt: skip
    id_ = filed(app, suzuki)
    run = {"app": app, "record_id": id_, "action": "取り下げる"}

    assert refused(advance_status, actor=suzuki, **run) == ("GAIA_NT01", 403)
    assert refused(advance_status, actor=takahashi, **run) == ("GAIA_NT01", 403)
    assert advance_status(actor=tanaka, **run) == 3
    assert standing(app, id_) == ("取下げ", None, 3)


def test_the_condition_of_an_action_decides_which_way_it_goes(
    a_process, filed, standing, suzuki: Actor
):
    app = a_process(
        {"申請": state(0), "課長": state(1), "社長": state(2)},
        action("出す", "申請", "課長", "金額 < 100000"),
        action("出す", "申請", "社長", "金額 >= 100000"),
        action("急ぐ", "申請", "社長", '件名 like "至急"'),
    )
    small, large, none = filed(app, suzuki, 金額="5"), filed(app, suzuki, 金額="100000"), filed(app, suzuki)  # fmt: skip
    moved = advance_statuses(
        actor=suzuki, app=app, changes=[StatusChange(large, "出す"), StatusChange(small, "出す")]
    )

    assert [(m.id, m.revision) for m in moved] == [(large, 3), (small, 3)]
    assert [standing(app, id_)[0] for id_ in (small, large)] == ["課長", "社長"]
    for name in ("出す", "急ぐ"):
        run = {"actor": suzuki, "app": app, "record_id": none, "action": name}
        assert refused(advance_status, **run) == ("GAIA_IL03", 400)


def test_two_open_actions_of_one_name_are_none(a_process, filed, standing, suzuki: Actor):
    app = a_process(
        {"申請": state(0), "甲": state(1), "乙": state(2)},
        action("出す", "申請", "甲"), action("出す", "申請", "乙"),
    )  # fmt: skip
    id_ = filed(app, suzuki)

    run = {"actor": suzuki, "app": app, "record_id": id_, "action": "出す"}
    assert refused(advance_status, **run) == ("GAIA_IL03", 400)
    assert standing(app, id_)[0] == "申請"


def test_several_records_move_all_or_none(ringi, filed, standing, suzuki: Actor):
    one, two = filed(ringi, suzuki), filed(ringi, suzuki)
    changes = [
        StatusChange(one, "申請する", "takahashi"),
        StatusChange(two, "申請する", "takahashi", revision=9),
    ]

    assert refused(advance_statuses, actor=suzuki, app=ringi, changes=changes)[0] == "GAIA_CO02"
    assert [standing(ringi, id_)[0] for id_ in (one, two)] == ["申請前", "申請前"]


def test_a_hundred_records_move_in_a_few_statements(
    ringi, filed, suzuki: Actor, django_assert_max_num_queries
):
    ids = [filed(ringi, suzuki) for _ in range(20)]
    changes = [StatusChange(id_, "申請する", "takahashi") for id_ in ids]

    with django_assert_max_num_queries(15):
        moved = advance_statuses(actor=suzuki, app=ringi, changes=changes)
    assert [m.revision for m in moved] == [3] * 20


def test_a_record_moves_once_in_a_call(ringi, filed, standing, suzuki: Actor):
    id_ = filed(ringi, suzuki)
    changes = [StatusChange(id_, "申請する", "takahashi")] * 2

    with pytest.raises(UrakataError) as raised:
        advance_statuses(actor=suzuki, app=ringi, changes=changes)
    assert [p.at for p in raised.value.problems] == ["records[1].id"]
    assert standing(ringi, id_)[2] == 1


def test_whose_turn_it_is_may_hand_it_on(
    ringi, filed, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(ringi, suzuki)
    hand = {"actor": suzuki, "app": ringi, "record_id": id_}

    assert set_assignees(**hand, assignees=["tanaka", "takahashi", "tanaka"], revision=1) == 2
    assert standing(ringi, id_) == ("申請前", [tanaka.user_id, takahashi.user_id], 2)
    assert refused(set_assignees, **hand, assignees=[]) == ("GAIA_NT01", 403)


def test_a_manager_of_the_app_may_always_say_whose_turn_it_is(
    ringi, filed, standing, suzuki: Actor, sato: Actor
):
    id_ = filed(ringi, suzuki)

    assert set_assignees(actor=sato, app=ringi, record_id=id_, assignees=[]) == 2
    assert standing(ringi, id_) == ("申請前", None, 2)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"assignees": ["nobody"]}, "GAIA_IL26"),
        ({"assignees": ["takahashi"] * 101}, "CB_VA01"),
        ({"revision": 5}, "GAIA_CO02"),
        ({"record_id": 99999}, "GAIA_RE01"),
    ],
)
def test_wrong_assignees_change_nothing(ringi, filed, standing, suzuki: Actor, change, error: str):
    id_ = filed(ringi, suzuki)
    right = {"actor": suzuki, "app": ringi, "record_id": id_, "assignees": ["takahashi"]}

    assert refused(set_assignees, **{**right, **change})[0] == error
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 1)


def test_who_left_cannot_be_given_the_turn(ringi, filed, standing, suzuki: Actor):
    id_ = filed(ringi, suzuki)
    people.disable_user(actor=system_actor(), code="tanaka")

    give = {"actor": suzuki, "app": ringi, "record_id": id_, "assignees": ["tanaka"]}
    assert refused(set_assignees, **give) == ("GAIA_SA03", 400)
    assert standing(ringi, id_) == ("申請前", [suzuki.user_id], 1)


def test_the_journal_tells_every_move_and_by_which_action(
    ringi, filed, suzuki: Actor, takahashi: Actor
):
    id_ = filed(ringi, suzuki)
    applied = {"actor": suzuki, "app": ringi, "record_id": id_, "action": "申請する"}
    advance_status(**applied, assignee="takahashi")
    refused(advance_status, **applied)
    advance_status(actor=takahashi, app=ringi, record_id=id_, action="承認する")

    first = {"status": "申請前", "assignees": [suzuki.user_id]}
    second = {"status": "承認待ち", "assignees": [takahashi.user_id]}
    third = {"status": "完了", "assignees": []}
    assert told(ringi, id_) == [
        ("record.add", 1, {}, first, {}),
        ("record.status", 3, first, second, {"action": "申請する"}),
        ("record.status", 5, second, third, {"action": "承認する"}),
    ]
    assert [one["actor"]["code"] for one in entries(ringi, id_)] == [
        "suzuki",
        "suzuki",
        "takahashi",
    ]


def test_the_journal_tells_who_of_all_has_acted(
    consensus, filed, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    id_ = filed(consensus, suzuki)
    advance_status(actor=suzuki, app=consensus, record_id=id_, action="出す")
    advance_status(actor=tanaka, app=consensus, record_id=id_, action="同意する")

    before = {"assignees": [takahashi.user_id, tanaka.user_id]}
    after = {"assignees": [takahashi.user_id]}
    assert told(consensus, id_)[-1] == ("record.status", 4, before, after, {"action": "同意する"})


def test_the_journal_tells_who_was_given_the_turn(ringi, filed, suzuki: Actor, tanaka: Actor):
    id_ = filed(ringi, suzuki)

    set_assignees(actor=suzuki, app=ringi, record_id=id_, assignees=["tanaka"])

    before, after = {"assignees": [suzuki.user_id]}, {"assignees": [tanaka.user_id]}
    assert told(ringi, id_)[1:] == [("record.assignees", 2, before, after, {})]


def test_records_that_did_not_move_all_leave_nothing_in_the_journal(ringi, filed, suzuki: Actor):
    ids = [filed(ringi, suzuki), filed(ringi, suzuki)]
    before = entries(ringi)
    changes = [StatusChange(ids[0], "申請する", "takahashi"), StatusChange(ids[1], "承認する")]

    refused(advance_statuses, actor=suzuki, app=ringi, changes=changes)

    assert entries(ringi) == before
