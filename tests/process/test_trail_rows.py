"""One route may lead straight to the next: the first is passed then, and the record is on the second."""

from __future__ import annotations

import pytest

from tests.process.building import action, entity, process, state
from tests.process.routed import FIELDS, REASONS, asks, lines, only_kintones, put_process, routes
from urakata.process.models import Route

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_a_row(an_app, takahashi, tanaka):
    """承認待ち (高橋) → 決裁待ち (田中) → 完了."""
    made = process(
        {
            "申請前": state(0, entity("FIELD_ENTITY", "作成者")),
            "承認待ち": state(1),
            "決裁待ち": state(2),
            "完了": state(3),
        },
        action("申請する", "申請前", "承認待ち"),
        action("承認する", "承認待ち", "決裁待ち", kind="APPROVE"),
        action("決裁する", "決裁待ち", "完了", kind="APPROVE"),
    )
    made["states"]["承認待ち"]["route"] = {"steps": [asks("課長", "takahashi")]}
    made["states"]["決裁待ち"]["route"] = {"steps": [asks("部長", "tanaka")]}
    made["reasons"] = REASONS
    return put_process(an_app(FIELDS, process=only_kintones(made)), made)


def test_the_first_route_is_passed_when_the_second_begins(
    in_a_row, filed, run, standing, suzuki, takahashi, tanaka
):
    id_ = filed(in_a_row, suzuki)
    run(suzuki, in_a_row, id_, "申請する")
    run(takahashi, in_a_row, id_, "承認する")

    assert standing(in_a_row, id_)[:2] == ("決裁待ち", [tanaka.user_id])
    assert routes(in_a_row, id_) == [(1, "passed"), (2, "open")]

    run(tanaka, in_a_row, id_, "決裁する")

    assert routes(in_a_row, id_) == [(1, "passed"), (2, "passed")]
    assert [row[3:6] for row in lines(in_a_row, id_)] == [
        ("課長", "passed", takahashi.user_id),
        ("部長", "passed", tanaka.user_id),
    ]
    assert not Route.objects.filter(record_id=id_, ended_at=None).exists()
