"""Conditions of an approval: open until the applicant, or who set them, says they are done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.directory.hearing import heard
from tests.process.conftest import refused
from urakata.process.conditions import conditions_of, count_open, fulfil_condition
from urakata.process.models import Condition, Route

NOW = datetime.now(UTC)


@pytest.fixture
def approved(ringi, suzuki, takahashi, filed):
    """鈴木's record, which 高橋 approved under a condition."""
    record_id = filed(ringi, suzuki)
    here = {"app_id": ringi.app_id, "record_id": record_id}
    route = Route.objects.create(
        **here,
        status_id=1,
        applicant_id=suzuki.user_id,
        submitted_by_id=suzuki.user_id,
        submitted_at=NOW,
    )
    condition = Condition.objects.create(
        **here,
        route_id=route.pk,
        text="見積を二社から取る",
        set_by_id=takahashi.user_id,
        set_at=NOW,
    )
    return {"app": ringi, "record_id": record_id, "condition_id": condition.pk}


def is_done(approved) -> bool:
    (condition,) = conditions_of(approved["app"].app_id, approved["record_id"])
    return condition.done_at is not None


@pytest.mark.parametrize("who", ["suzuki", "takahashi"])
def test_the_applicant_and_who_set_it_may_say_that_it_is_done(approved, request, who):
    actor = request.getfixturevalue(who)

    condition = fulfil_condition(actor=actor, **approved)

    assert (condition.done_by_id, is_done(approved)) == (actor.user_id, True)
    (entry,) = heard("process.condition")
    assert entry["about"] == {"condition": condition.pk, "text": "見積を二社から取る"}


def test_nobody_else_may(approved, sato, tanaka):
    for actor in (sato, tanaka):
        assert refused(fulfil_condition, actor=actor, **approved) == ("UR_TS07", 403)
    assert not is_done(approved)


def test_it_is_done_once(approved, suzuki, takahashi):
    fulfil_condition(actor=suzuki, **approved)

    assert refused(fulfil_condition, actor=takahashi, **approved) == ("UR_TS05", 409)


def test_a_condition_of_another_record_is_not_found(approved, suzuki, filed):
    other = approved | {"record_id": filed(approved["app"], suzuki)}

    assert refused(fulfil_condition, actor=suzuki, **other) == ("UR_TS03", 404)


def test_open_ones_are_counted(approved, suzuki, filed):
    other, app_id = filed(approved["app"], suzuki), approved["app"].app_id
    here, there = (app_id, approved["record_id"]), (app_id, other)
    before = count_open([here, there])
    fulfil_condition(actor=suzuki, **approved)

    assert (before, count_open([here, there])) == ({here: 1}, {})
