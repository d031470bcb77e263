"""A route asks nobody whom the segregation of duties would refuse later (A6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.process.conftest import refused
from tests.process.routed import asks
from tests.record.asking import change
from urakata.definition.schema import AppSchema
from urakata.directory import services
from urakata.directory.actor import Actor
from urakata.process.models import Route, Step
from urakata.process.route_views import preview_route

pytestmark = pytest.mark.django_db


def rule(*differs: tuple[str, ...], action: str = "承認する") -> dict[str, Any]:
    parts = [dict(zip(("type", "code", "via"), each, strict=False)) for each in differs]
    return {"name": "起票と承認", "action": action, "differsFrom": parts}


def asked(app: AppSchema, id_: int) -> list[list[int]]:
    """Who is asked by each line of the newest route."""
    newest = Route.objects.filter(app_id=app.app_id, record_id=id_).latest("round")
    return [
        *newest.step_set.filter(number__gt=0).order_by("id").values_list("assignees", flat=True)
    ]


def previewed(by: Actor, app: AppSchema, id_: int) -> tuple[list[tuple[int, ...]], list[Any]]:
    view = preview_route(actor=by, app=app, record_id=id_, action="申請する")
    assert view.now is not None
    reasons = [reason for row in view.now.lines for reason in row.because]
    kinds = [(reason.get("user"), reason.get("rule")) for reason in reasons if "rule" in reason]
    return [row.assignees for row in view.now.lines], kinds


def test_whoever_submits_for_another_is_not_asked_and_the_preview_says_so(
    an_approval, with_process, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    steps = asks("課長", "takahashi", "tanaka")  # even where a route lets people approve their own
    built = an_approval(steps, applicant="申請者", whenApplicant="ALLOW")
    app = with_process(built, segregation=[rule(("ACTED", "申請する"))])
    id_ = filed(app, takahashi, 申請者=[{"code": "suzuki"}])

    assert previewed(takahashi, app, id_) == (
        [(tanaka.user_id,)],
        [(takahashi.user_id, "起票と承認")],
    )
    assert not Step.objects.filter(app_id=app.app_id, record_id=id_).exists()
    run(takahashi, app, id_, "申請する")

    assert asked(app, id_) == [[tanaka.user_id]]


def test_the_applicant_is_that_of_the_submission_and_not_of_the_one_before(
    an_approval, with_process, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    built = an_approval(asks("課長", "takahashi", "tanaka"), applicant="申請者")
    app = with_process(built, segregation=[rule(("APPLICANT",))])
    id_ = filed(app, suzuki, 申請者=[{"code": "takahashi"}])
    run(suzuki, app, id_, "申請する")
    assert asked(app, id_) == [[tanaka.user_id]]

    run(tanaka, app, id_, "差し戻す", reason="R01", assignee="suzuki")
    change(suzuki, app, id_, 申請者=[{"code": "tanaka"}])
    run(suzuki, app, id_, "申請する")

    assert asked(app, id_) == [[takahashi.user_id]]


def test_in_his_place_his_manager_is_asked_or_the_route_is_stuck(
    an_approval, with_process, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor, sato
):
    app = with_process(
        an_approval(asks("課長", "takahashi")), segregation=[rule(("FIELD_ENTITY", "申請者"))]
    )
    id_ = filed(app, suzuki, 申請者=[{"code": "takahashi"}])

    assert refused(run, by=suzuki, app=app, id_=id_, action="申請する") == ("UR_PR01", 400)
    services.set_manager(actor=sato, code="takahashi", manager="tanaka")
    run(suzuki, app, id_, "申請する")

    assert asked(app, id_) == [[tanaka.user_id]]
    assert run(tanaka, app, id_, "承認する") == 5


def test_whom_one_of_the_approving_actions_is_left_to_is_asked(
    an_approval, with_process, filed, run, suzuki: Actor, takahashi: Actor
):
    built = an_approval(asks("課長", "takahashi"))
    app = with_process(built, segregation=[rule(("FIELD_ENTITY", "申請者"), action="却下する")])
    id_ = filed(app, suzuki, 申請者=[{"code": "takahashi"}])

    run(suzuki, app, id_, "申請する")

    assert asked(app, id_) == [[takahashi.user_id]]
