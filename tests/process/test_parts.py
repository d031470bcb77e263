from __future__ import annotations

from datetime import timedelta

import pytest

from tests.process.building import user
from tests.process.conftest import refused
from tests.process.routed import asks, line, lines, step
from tests.record.entries import entries
from urakata.definition.models import App
from urakata.directory.actor import Actor
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.services import set_manager
from urakata.directory.today import company_today
from urakata.process.models import Step
from urakata.process.queries import available_actions
from urakata.process.services import StatusChange, advance_statuses, set_assignees

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate():
    """Lets somebody stand in for another, today and tomorrow."""

    def add(principal: Actor, to: Actor) -> None:
        today = company_today()
        period = Period(today, today + timedelta(days=1))
        new = NewDelegation([to.code], period)
        add_delegation(actor=principal, new=new, knows_app=lambda _: True)

    return add


def tried(by: Actor, app, id_: int, action: str, **more) -> tuple[str, int]:
    changes = [StatusChange(id_, action, **more)]
    return refused(advance_statuses, actor=by, app=app, changes=changes)


def test_a_delegate_acts_for_his_principal_and_all_say_so(
    an_approval, filed, run, standing, delegate, suzuki, takahashi: Actor, tanaka: Actor
):
    app = an_approval(asks("課長", "takahashi"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    assert tried(tanaka, app, id_, "承認する") == ("GAIA_NT01", 403)
    delegate(takahashi, tanaka)

    (button, *_) = available_actions(actor=tanaka, app=app, record_id=id_)
    assert [each["code"] for each in button.on_behalf_of] == ["takahashi"]
    run(tanaka, app, id_, "承認する")

    assert standing(app, id_)[0] == "完了"
    assert lines(app, id_) == [(1, 1, 1, "課長", "passed", tanaka.user_id, takahashi.user_id)]
    last = entries(app, id_)[-1]
    assert (last["actor"]["code"], last["on_behalf_of"]["code"]) == ("tanaka", "takahashi")


def test_never_on_his_own_application(
    an_approval, filed, run, standing, delegate, suzuki: Actor, takahashi: Actor
):
    app = an_approval(asks("課長", "takahashi"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    delegate(takahashi, suzuki)

    assert tried(suzuki, app, id_, "承認する") == ("GAIA_NT01", 403)
    assert tried(suzuki, app, id_, "承認する", on_behalf_of="takahashi") == ("UR_PR09", 403)
    assert standing(app, id_) == ("承認待ち", [takahashi.user_id], 3)


def test_his_own_line_comes_first_and_the_other_by_name(
    an_approval, filed, run, delegate, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = an_approval(step("合議", line("総務", user("takahashi")), line("法務", user("tanaka"))))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    delegate(takahashi, tanaka)

    run(tanaka, app, id_, "承認する")
    assert [row[4] for row in lines(app, id_)] == ["open", "passed"]
    run(tanaka, app, id_, "承認する", on_behalf_of="takahashi")
    assert [row[5:] for row in lines(app, id_)] == [
        (tanaka.user_id, takahashi.user_id),
        (tanaka.user_id, None),
    ]


def test_a_delegate_acts_in_a_status_without_a_route_too(
    ringi, filed, run, standing, delegate, suzuki: Actor, takahashi: Actor, tanaka: Actor, sato
):
    id_ = filed(ringi, suzuki)
    run(suzuki, ringi, id_, "申請する", assignee="takahashi")
    delegate(takahashi, sato)

    run(sato, ringi, id_, "承認する")
    assert standing(ringi, id_)[0] == "完了"
    assert entries(ringi, id_)[-1]["on_behalf_of"]["code"] == "takahashi"


@pytest.fixture
def for_suzuki(an_approval, filed, run, sato, suzuki: Actor, takahashi: Actor):
    """An application of 鈴木's that 高橋 submits, whose manager is 佐藤, and who is asked himself."""

    def submit(*steps, **route):
        set_manager(actor=sato, code="takahashi", manager="sato")
        app = an_approval(*steps, applicant="申請者", **route)
        id_ = filed(app, takahashi, 申請者=[{"code": "suzuki"}])
        run(takahashi, app, id_, "申請する")
        return app, id_

    return submit


def test_who_submits_for_another_is_not_asked_to_decide_himself(for_suzuki, standing, sato: Actor):
    app, id_ = for_suzuki(asks("課長", "takahashi"))

    assert standing(app, id_)[:2] == ("承認待ち", [sato.user_id])


def test_who_submitted_for_another_is_refused_even_on_an_older_route_that_asks_him(
    for_suzuki, standing, sato: Actor, takahashi: Actor
):
    app, id_ = for_suzuki(asks("課長", "takahashi"))
    Step.objects.filter(record_id=id_, state="open", number=1).update(
        assignees=[takahashi.user_id, sato.user_id]
    )
    before = standing(app, id_)

    assert tried(takahashi, app, id_, "承認する") == ("UR_PR05", 403)
    assert standing(app, id_) == before
    assert [row[4] for row in lines(app, id_)] == ["open"]


def test_the_turn_is_not_handed_to_who_submitted_for_another(for_suzuki, standing, sato: Actor):
    app, id_ = for_suzuki(asks("課長", "takahashi"))
    before = standing(app, id_)

    asked = {"actor": sato, "app": app, "record_id": id_, "assignees": ["takahashi"]}
    assert refused(set_assignees, **asked) == ("UR_PR11", 400)
    assert standing(app, id_) == before


def test_who_submits_for_another_decides_where_the_route_allows_it(
    for_suzuki, standing, run, takahashi: Actor
):
    app, id_ = for_suzuki(asks("課長", "takahashi"), whenApplicant="ALLOW")
    assert standing(app, id_)[:2] == ("承認待ち", [takahashi.user_id])

    run(takahashi, app, id_, "承認する")
    assert standing(app, id_)[0] == "完了"


@pytest.fixture
def with_others(with_process):
    """Others than those who are asked may reject, send back or close an application, too."""

    def put(app, *entities):
        shown = App.objects.get(pk=app.app_id).live["process"]["actions"]
        named = {"type": "SECONDARY", "executableUser": {"entities": list(entities)}}
        changed = [
            each | named if each["name"] in {"却下する", "前に戻す"} else each for each in shown
        ]
        return with_process(app, actions=changed)

    return put


def test_who_is_named_beside_the_route_rejects_without_being_asked(
    an_approval, with_others, filed, run, standing, suzuki, takahashi: Actor, tanaka: Actor
):
    app = with_others(an_approval(asks("課長", "takahashi")), user("tanaka"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")

    assert tried(takahashi, app, id_, "却下する", reason="R01") == ("GAIA_NT01", 403)
    run(tanaka, app, id_, "却下する", reason="R01")

    assert standing(app, id_)[0] == "却下"
    assert lines(app, id_) == [(1, 1, 1, "課長", "cancelled", None, None)]
    last = entries(app, id_)[-1]
    assert (last["actor"]["code"], last["about"]["action"]) == ("tanaka", "却下する")


def test_who_is_named_beside_the_route_sends_it_back_to_an_earlier_step(
    an_approval, with_others, filed, run, standing, sato, suzuki, takahashi: Actor, tanaka: Actor
):
    app = with_others(an_approval(asks("課長", "takahashi"), asks("部長", "sato")), user("tanaka"))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")

    run(tanaka, app, id_, "前に戻す", reason="R02", to_step=1)

    assert standing(app, id_)[:2] == ("承認待ち", [takahashi.user_id])
    assert [row[4] for row in lines(app, id_)] == ["passed", "cancelled", "open", "planned"]


def test_beside_the_route_nobody_decides_about_his_own_either(
    an_approval, with_others, filed, run, standing, suzuki, takahashi: Actor
):
    app = with_others(an_approval(asks("課長", "takahashi")))
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    before = standing(app, id_)

    assert tried(suzuki, app, id_, "却下する", reason="R01") == ("UR_PR05", 403)
    assert standing(app, id_) == before
