"""A stuck route is helped on, told to the journal, and never past the applicant's own approval."""

from __future__ import annotations

import pytest

from tests.directory.hearing import heard
from tests.process.conftest import refused
from tests.process.routed import asks, lines
from urakata.directory.services import disable_user
from urakata.process.models import Step
from urakata.process.repairing import Remedy, repair
from urakata.process.stuck import find_stuck

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck(an_approval, filed, run, sato, suzuki, takahashi, tanaka):
    """鈴木's application waits for 高橋, who left; then for 田中."""
    app = an_approval(asks("課長", "takahashi"), asks("部長", "tanaka"))
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    disable_user(actor=sato, code="takahashi")
    return app, id_, Step.objects.get(name="課長").pk


def test_other_people_are_asked(stuck, standing, run, sato, tanaka):
    app, id_, step = stuck

    repair(actor=sato, step_id=step, remedy=Remedy("assign", ["tanaka"], "高橋さんは退職"))

    assert standing(app, id_) == ("承認待ち", [tanaka.user_id], 4)
    assert find_stuck(actor=sato) == []
    assert run(tanaka, app, id_, "承認する") == 5


def test_a_step_is_skipped_with_a_reason(stuck, standing, sato, tanaka):
    app, id_, step = stuck

    repair(actor=sato, step_id=step, remedy=Remedy("skip", comment="後任が未定のため"))

    assert standing(app, id_) == ("承認待ち", [tanaka.user_id], 4)
    assert [(row[3], row[4]) for row in lines(app, id_)] == [("課長", "skipped"), ("部長", "open")]


def test_it_is_told_to_the_journal(stuck, sato, takahashi, tanaka):
    repair(actor=sato, step_id=stuck[2], remedy=Remedy("assign", ["tanaka"], "退職"))

    (entry,) = heard("process.repair")
    assert entry["actor"]["code"] == "sato"
    assert entry["about"] == {
        "step": {"number": 1, "name": "課長"},
        "how": "assign",
        "was": [takahashi.user_id],
        "is": [tanaka.user_id],
        "comment": "退職",
    }


def test_the_last_approval_is_not_skipped(stuck, sato):
    repair(actor=sato, step_id=stuck[2], remedy=Remedy("skip", comment="退職"))
    disable_user(actor=sato, code="tanaka")
    last = Step.objects.get(name="部長").pk

    found = refused(repair, actor=sato, step_id=last, remedy=Remedy("skip", comment="退職"))

    assert found == ("UR_TS10", 400)
    assert Step.objects.get(pk=last).state == "open"


def test_what_is_not_stuck_is_not_skipped(an_approval, filed, run, sato, suzuki, takahashi, tanaka):
    app = an_approval(asks("課長", "takahashi"), asks("部長", "tanaka"))
    run(suzuki, app, filed(app, suzuki), "申請する")
    step = Step.objects.get(name="課長").pk

    found = refused(repair, actor=sato, step_id=step, remedy=Remedy("skip", comment="急ぎ"))

    assert (found, Step.objects.get(pk=step).state) == (("UR_TS11", 400), "open")


@pytest.mark.parametrize(
    ("remedy", "code"),
    [
        (Remedy("assign", ["suzuki"]), "UR_PR11"),
        (Remedy("assign", ["takahashi"]), "GAIA_SA03"),
        (Remedy("assign", []), "CB_VA01"),
        (Remedy("skip"), "CB_VA01"),
        (Remedy("resolve"), "UR_TS12"),
    ],
)
def test_what_does_not_help_is_refused(stuck, standing, sato, takahashi, remedy, code):
    app, id_, step = stuck

    found = refused(repair, actor=sato, step_id=step, remedy=remedy)

    assert found == (code, 400)
    assert standing(app, id_) == ("承認待ち", [takahashi.user_id], 3)
    assert heard("process.repair") == []


def test_it_is_for_managers_of_the_app(stuck, standing, takahashi, tanaka):
    app, id_, step = stuck

    found = refused(repair, actor=tanaka, step_id=step, remedy=Remedy("assign", ["tanaka"]))

    assert found == ("CB_NO02", 403)
    assert standing(app, id_) == ("承認待ち", [takahashi.user_id], 3)


def test_a_step_that_waits_no_more_is_not_found(stuck, sato):
    Step.objects.filter(pk=stuck[2]).update(state="passed")

    found = refused(repair, actor=sato, step_id=stuck[2], remedy=Remedy("assign", ["tanaka"]))

    assert found == ("UR_TS09", 404)
