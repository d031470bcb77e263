from __future__ import annotations

from datetime import timedelta

import pytest

from tests.process.building import user
from tests.process.conftest import refused
from tests.process.routed import asks, line, lines, step
from tests.record.entries import entries
from urakata.directory.actor import Actor
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.today import company_today
from urakata.process.queries import available_actions
from urakata.process.services import StatusChange, advance_statuses

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
