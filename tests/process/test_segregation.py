"""Whoever did one thing does not do the other: 起票≠承認, 発注≠検収, 登録≠支払 (A6)."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from tests.access.rules import record_rule
from tests.process.conftest import action, process, state
from tests.process.routed import asks, lines
from tests.record.asking import add_one, change, line, read
from urakata.kernel.errors import Forbidden
from urakata.process.models import Route, Step
from urakata.process.queries import available_actions
from urakata.process.segregation import Bar, Segregated, barred
from urakata.process.services import advance_status, environment

STAGES = process(
    {"受付": state(0), "処理中": state(1), "完了": state(2)},
    action("出す", "受付", "処理中"),
    action("済ませる", "処理中", "完了"),
)
ORDER = {
    "発注番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "担当": "USER_SELECT",
    "係": "GROUP_SELECT",
}


def rule(*differs, action_="出す", name="起票と承認"):
    parts = [dict(zip(("type", "code", "via"), each, strict=False)) for each in differs]
    return {"name": name, "action": action_, "differsFrom": parts}


@pytest.fixture
def orders(an_app):
    return an_app(ORDER, name="発注", process=STAGES)


@pytest.fixture
def receipts(an_app, orders):
    """検収: of one order, or of several in a table."""

    def look_up():
        related = {"app": str(orders.app_id)}
        lookup = {"relatedApp": related, "relatedKeyField": "発注番号", "fieldMappings": []}
        return {"type": "SINGLE_LINE_TEXT", "lookup": lookup}

    lines = {"type": "SUBTABLE", "fields": {"明細発注": look_up()}}
    return an_app({"発注": look_up(), "明細": lines}, name="検収", process=STAGES)


def refusal(call):
    with pytest.raises(Forbidden) as raised, transaction.atomic():
        call()
    error = raised.value
    return error.code, error.text.en, [(p.at, p.text.en) for p in error.problems]


def go(actor, app, id_, name="出す"):
    return advance_status(actor=actor, app=app, record_id=id_, action=name)


def acted(app, id_, name, by, behalf=None):
    """Somebody ran an action on a record."""
    Step.objects.create(
        app_id=app.app_id,
        record_id=id_,
        status_id=1,
        status="受付",
        state="passed",
        action=name,
        by_id=by.user_id,
        on_behalf_of_id=behalf.user_id if behalf else None,
        left_at=timezone.now(),
    )


def test_whoever_made_a_record_does_not_run_the_action(orders, with_process, suzuki, tanaka):
    app = with_process(orders, segregation=[rule(("CREATOR",))])
    id_ = add_one(suzuki, app)
    before = read(suzuki, app, id_)

    assert refusal(lambda: go(suzuki, app, id_)) == (
        "UR_FR03",
        "By the segregation of duties “起票と承認”, 鈴木 一郎 may not run “出す” on this record.",
        [("action", "鈴木 一郎 made this record.")],
    )
    assert read(suzuki, app, id_) == before
    assert available_actions(actor=suzuki, app=app, record_id=id_) == []
    assert [each.name for each in available_actions(actor=tanaka, app=app, record_id=id_)] == [
        "出す"
    ]
    assert go(tanaka, app, id_) == 3


def test_other_actions_stay_open(orders, with_process, suzuki):
    app = with_process(orders, segregation=[rule(("CREATOR",), action_="済ませる")])

    assert go(suzuki, app, add_one(suzuki, app)) == 3


def test_whom_a_field_names_is_kept_away_alone_or_in_a_group(
    orders, with_process, suzuki, tanaka, sato
):
    app = with_process(orders, segregation=[rule(("FIELD_ENTITY", "担当"), ("FIELD_ENTITY", "係"))])
    id_ = add_one(tanaka, app, 担当=[{"code": "suzuki"}], 係=[{"code": "Administrators"}])

    assert refusal(lambda: go(suzuki, app, id_))[2] == [
        ("action", "鈴木 一郎 is named in “担当” of this record.")
    ]
    assert refusal(lambda: go(sato, app, id_))[2] == [
        ("action", "佐藤 花子 is named in “係” of this record.")
    ]
    assert go(tanaka, app, id_) == 3


def test_whoever_acted_and_on_whose_behalf_is_kept_away(
    orders, with_process, suzuki, takahashi, tanaka
):
    app = with_process(orders, segregation=[rule(("ACTED", "確認する"))])
    id_ = add_one(tanaka, app)
    acted(app, id_, "確認する", suzuki, takahashi)
    acted(app, id_, "ほかのこと", tanaka)

    for actor in (suzuki, takahashi):
        assert refusal(lambda a=actor: go(a, app, id_)) == (
            "UR_FR03",
            f"By the segregation of duties “起票と承認”, {actor.name} may not run “出す” on this record.",
            [("action", f"{actor.name} ran “確認する” on this record.")],
        )
    assert go(tanaka, app, id_) == 3


def test_the_applicant_and_who_filed_it_are_those_of_the_newest_submission(
    orders, with_process, suzuki, takahashi, tanaka, sato
):
    app = with_process(orders, segregation=[rule(("APPLICANT",))])
    id_, fresh = add_one(sato, app), add_one(sato, app)
    for round_, (applicant, by) in enumerate([(tanaka, tanaka), (suzuki, takahashi)], 1):
        Route.objects.create(
            app_id=app.app_id,
            record_id=id_,
            status_id=1,
            round=round_,
            state="returned",
            applicant_id=applicant.user_id,
            submitted_by_id=by.user_id,
            submitted_at=timezone.now(),
        )

    assert barred(app, "出す", [id_, fresh], environment(sato)) == {
        id_: {suzuki.user_id, takahashi.user_id},
        fresh: {sato.user_id},
    }
    assert refusal(lambda: go(suzuki, app, id_))[2] == [
        ("action", "鈴木 一郎 applied for this record.")
    ]


def test_a_delegate_counts_as_himself_and_as_his_principal(orders, with_process, suzuki, takahashi):
    app = with_process(orders, segregation=[rule(("CREATOR",))])
    id_ = add_one(suzuki, app)
    segregated = Segregated(app, [id_], environment(takahashi))

    segregated.refuse(id_, "出す", {takahashi.user_id})
    code, text, _ = refusal(
        lambda: segregated.refuse(id_, "出す", {takahashi.user_id, suzuki.user_id})
    )
    assert (code, "鈴木 一郎" in text) == ("UR_FR03", True)


# --- on routes


def test_whoever_is_kept_away_once_he_is_asked_does_not_approve(
    an_approval, with_process, filed, run, suzuki, takahashi, sato
):
    differs = rule(("FIELD_ENTITY", "申請者"), action_="承認する")
    app = with_process(an_approval(asks("課長", "takahashi", "sato")), segregation=[differs])
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    change(suzuki, app, id_, 申請者=[{"code": "takahashi"}])
    before = read(suzuki, app, id_), lines(app, id_)

    assert refusal(lambda: run(takahashi, app, id_, "承認する")) == (
        "UR_FR03",
        "By the segregation of duties “起票と承認”, 高橋 誠 may not run “承認する” on this record.",
        [("action", "高橋 誠 is named in “申請者” of this record.")],
    )
    assert (read(suzuki, app, id_), lines(app, id_)) == before
    assert run(sato, app, id_, "承認する") == 6


# --- across apps


TIED = [rule(("ACTED", "出す", "発注"), ("CREATOR", "", "明細発注"), name="発注と検収")]


@pytest.fixture
def three(orders, suzuki, takahashi, tanaka):
    """Orders 1, made by takahashi and sent by suzuki; 2, made by tanaka."""
    one = add_one(takahashi, orders, 発注番号="P1")
    go(suzuki, orders, one)
    acted(orders, one, "出す", suzuki)
    return one, add_one(tanaka, orders, 発注番号="P2")


def test_whoever_ordered_does_not_receive(
    orders, receipts, three, with_process, suzuki, takahashi, tanaka, sato
):
    app = with_process(receipts, segregation=TIED)
    id_ = add_one(sato, app, 発注="P1", 明細=[line(明細発注="P1"), line(明細発注="P2")])
    free = add_one(sato, app)

    assert refusal(lambda: go(suzuki, app, id_)) == (
        "UR_FR03",
        "By the segregation of duties “発注と検収”, 鈴木 一郎 may not run “出す” on this record.",
        [("action", "鈴木 一郎 ran “出す” on record 1 of “発注”.")],
    )
    assert refusal(lambda: go(tanaka, app, id_))[2] == [
        ("action", "田中 実 made record 2 of “発注”.")
    ]
    assert barred(app, "出す", [id_, free], environment(sato)) == {
        id_: {suzuki.user_id, takahashi.user_id, tanaka.user_id}
    }
    assert Segregated(app, [id_], environment(sato)).of("出す")[id_][0] == Bar(
        suzuki.user_id, "発注と検収", "ACTED", "出す", orders.app_id, three[0]
    )
    assert (go(sato, app, id_), go(suzuki, app, free)) == (3, 3)


def test_it_holds_whatever_the_actor_may_see_and_tells_no_more_than_that(
    orders, receipts, three, with_process, with_access, suzuki, sato
):
    app = with_process(receipts, segregation=TIED)
    id_ = add_one(sato, app, 発注="P1")
    with_access(orders, records=[record_rule("", takahashi="view", everyone="")])

    assert refusal(lambda: go(suzuki, app, id_))[2] == [
        ("action", "鈴木 一郎 had a part in a record of another app that this one is tied to.")
    ]


def test_a_look_up_that_is_gone_keeps_nobody_away(receipts, with_process, suzuki):
    app = with_process(receipts, segregation=[rule(("CREATOR", "", "ない"))])

    assert go(suzuki, app, add_one(suzuki, app)) == 3
