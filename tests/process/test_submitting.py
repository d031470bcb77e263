from __future__ import annotations

import pytest

from tests.process.conftest import refused
from tests.process.routed import asks, lines, routes, visits
from tests.record.entries import entries, told
from urakata.definition.schema import AppSchema
from urakata.directory import services as people
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.people import snapshot
from urakata.process.route_views import route_of
from urakata.process.routes.reasons import say_all
from urakata.process.services import StatusChange, advance_statuses
from urakata.record.write import Change, update_records

pytestmark = pytest.mark.django_db

TOLERANCE = {"percent": "10", "amount": "30000", "field": "金額"}


@pytest.fixture
def returned(an_approval, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor):
    """A record of 100,000 yen that 高橋 passed and 田中 returned."""

    def build(**route: object) -> tuple[AppSchema, int]:
        app = an_approval(
            asks("課長", "takahashi"), asks("部長", "tanaka"), tolerance=TOLERANCE, **route
        )
        id_ = filed(app, suzuki, 金額="100000")
        run(suzuki, app, id_, "申請する")
        run(takahashi, app, id_, "承認する", comment="よい")
        run(tanaka, app, id_, "差し戻す", reason="R01", assignee="suzuki")
        return app, id_

    return build


def change(actor: Actor, app: AppSchema, id_: int, amount: str) -> None:
    row = {"金額": {"value": amount}}
    update_records(actor=actor, app=app, changes=[Change(row, id=id_)], prefix="record")


def test_a_return_keeps_its_reason(returned, suzuki: Actor, tanaka: Actor, takahashi: Actor):
    app, id_ = returned()

    assert routes(app, id_) == [(1, "returned")]
    assert [row[4] for row in lines(app, id_)] == ["passed", "returned"]
    assert visits(app, id_)[1] == ("承認待ち", "returned", "差し戻す", tanaka.user_id)
    assert told(app, id_)[-1][4]["reason"] == "R01"


@pytest.mark.parametrize("amount", ["100000", "90000", "110000"])
def test_within_tolerance_it_goes_on_where_it_was_returned(
    returned, run, standing, suzuki: Actor, takahashi: Actor, tanaka: Actor, amount: str
):
    app, id_ = returned()
    change(suzuki, app, id_, amount)
    run(suzuki, app, id_, "申請する")

    assert standing(app, id_)[:2] == ("承認待ち", [tanaka.user_id])
    assert lines(app, id_)[2:] == [
        (2, 1, 1, "課長", "passed", takahashi.user_id, None),
        (2, 1, 2, "部長", "open", None, None),
    ]
    run(tanaka, app, id_, "承認する")
    assert routes(app, id_) == [(1, "returned"), (2, "passed")]
    seen = route_of(actor=suzuki, app=app, record_id=id_).now
    said = say_all(seen.lines[0].because, snapshot()) if seen else []
    assert said[-1].ja == "1回目の申請で承認済みです"


def test_beyond_tolerance_all_begins_anew(returned, run, standing, suzuki, takahashi: Actor):
    app, id_ = returned()
    change(suzuki, app, id_, "110001")
    run(suzuki, app, id_, "申請する")

    assert standing(app, id_)[1] == [takahashi.user_id]


def test_a_route_may_always_begin_anew(returned, run, standing, suzuki, takahashi: Actor):
    app, id_ = returned(resubmit="RESTART")
    run(suzuki, app, id_, "申請する")

    assert standing(app, id_)[1] == [takahashi.user_id]


def test_a_stuck_route_is_not_started(an_approval, filed, standing, suzuki, takahashi: Actor):
    app = an_approval(asks("課長", "takahashi"), whenEmpty="STOP")
    id_ = filed(app, suzuki)
    people.disable_user(actor=system_actor(), code="takahashi")
    before = entries(app)

    changes = [StatusChange(id_, "申請する")]
    assert refused(advance_statuses, actor=suzuki, app=app, changes=changes) == ("UR_PR01", 400)
    assert standing(app, id_) == ("申請前", [suzuki.user_id], 1)
    assert (routes(app, id_), lines(app, id_), entries(app)) == ([], [], before)


def test_whom_a_route_asks_is_not_chosen(an_approval, filed, standing, suzuki, takahashi: Actor):
    app = an_approval(asks("課長", "takahashi"))
    id_ = filed(app, suzuki)

    changes = [StatusChange(id_, "申請する", "takahashi")]
    assert refused(advance_statuses, actor=suzuki, app=app, changes=changes) == ("GAIA_SA04", 400)
    assert standing(app, id_)[2] == 1


def test_who_files_for_another_is_told_so(
    an_approval, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    app = an_approval(asks("課長", "takahashi", "tanaka"), applicant="申請者")
    id_ = filed(app, suzuki, 申請者=[{"code": "tanaka"}])
    run(suzuki, app, id_, "申請する")

    assert entries(app, id_)[-1]["on_behalf_of"]["code"] == "tanaka"
    changes = [StatusChange(id_, "承認する")]
    assert refused(advance_statuses, actor=tanaka, app=app, changes=changes)[0] == "GAIA_NT01"
    assert run(tanaka, app, id_, "引き戻す", assignee="suzuki") == 5


def test_records_submitted_together_take_a_few_statements(
    an_approval, filed, suzuki: Actor, takahashi: Actor, django_assert_max_num_queries
):
    app = an_approval(asks("課長", "takahashi"))
    changes = [StatusChange(filed(app, suzuki), "申請する") for _ in range(20)]

    with django_assert_max_num_queries(20):
        moved = advance_statuses(actor=suzuki, app=app, changes=changes)
    assert [each.revision for each in moved] == [3] * 20
