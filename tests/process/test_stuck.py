"""Steps on which nobody can act are found, each with its reason, and nothing else is."""

from __future__ import annotations

import pytest

from tests.process.conftest import refused
from tests.process.routed import asks
from urakata.directory.absences import add_absence
from urakata.directory.actors import token_actor
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.services import disable_user
from urakata.directory.today import company_today
from urakata.process.models import Step
from urakata.process.stuck import find_stuck

pytestmark = pytest.mark.django_db


def today() -> Period:
    return Period(company_today(), company_today())


@pytest.fixture
def waiting(an_approval, filed, run, suzuki, takahashi, tanaka):
    """鈴木's application, which 高橋 and then 田中 decide."""
    app = an_approval(asks("課長", "takahashi"), asks("部長", "tanaka"))
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    return app, id_


def found(actor) -> list[tuple[str, str, list[str]]]:
    return [(s.title, s.row.name, [p.ja for p in s.problems]) for s in find_stuck(actor=actor)]


def test_a_route_that_goes_its_way_is_not_stuck(waiting, sato):
    assert found(sato) == []


def test_a_step_of_somebody_who_left(waiting, sato):
    disable_user(actor=sato, code="takahashi")

    assert found(sato) == [("机", "課長", ["高橋 誠さんは、利用を停止しています"])]


def test_a_step_of_somebody_who_is_away_and_nobody_stands_in(waiting, sato, takahashi):
    add_absence(actor=takahashi, period=today())
    away = found(sato)
    new = NewDelegation(["tanaka"], today())
    add_delegation(actor=takahashi, new=new, knows_app=lambda _: True)

    assert away == [("机", "課長", ["高橋 誠さんは不在で、代理の人もいません"])]
    assert found(sato) == []


def test_the_applicant_standing_in_does_not_help(waiting, sato, takahashi):
    add_absence(actor=takahashi, period=today())
    new = NewDelegation(["suzuki"], today())
    add_delegation(actor=takahashi, new=new, knows_app=lambda _: True)

    assert len(found(sato)) == 1


def test_a_step_that_only_the_applicant_is_asked_on(waiting, sato, suzuki):
    Step.objects.filter(name="課長").update(assignees=[suzuki.user_id])

    assert found(sato) == [("机", "課長", ["申請者本人（鈴木 一郎さん）しか担当がいません"])]


def test_a_step_without_anybody(waiting, sato):
    Step.objects.filter(name="課長").update(assignees=[])

    assert found(sato) == [("机", "課長", ["担当する人がいません"])]


def test_a_status_that_the_process_does_not_have(waiting, sato):
    Step.objects.filter(name="課長").update(status_id=9_999)

    assert found(sato) == [
        ("机", "課長", ["ステータス「承認待ち」は、プロセス管理の設定にありません"])
    ]


def test_one_of_several_who_can_act_is_enough(waiting, sato, takahashi, tanaka):
    Step.objects.filter(name="課長").update(assignees=[takahashi.user_id, tanaka.user_id])
    disable_user(actor=sato, code="takahashi")

    assert found(sato) == []


def test_a_record_at_its_end_is_not_stuck(waiting, run, sato, takahashi, tanaka):
    app, id_ = waiting
    run(takahashi, app, id_, "承認する")
    run(tanaka, app, id_, "承認する")

    assert found(sato) == []


def test_who_manages_no_app_finds_nothing(waiting, sato, tanaka):
    disable_user(actor=sato, code="takahashi")

    assert found(tanaka) == []
    token = token_actor({1: frozenset({"manage"})}, (1,))
    assert refused(find_stuck, actor=token) == ("GAIA_NO01", 403)
