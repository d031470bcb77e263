"""Whatever happens, every record has a next person or is known to be stuck (A6)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.process.crowd import BURSTS, Crowd
from tests.process.firm import APPLICANTS, POSTS, RULES, STEPS
from tests.process.random_office import Office
from urakata.process.following import follow_all

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_no_record_is_lost_whatever_people_do():
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.usefixtures("committing")
@settings(
    max_examples=20,
    derandomize=True,  # what is tried is the same each time; who wins is not
    database=None,
    deadline=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
@given(steps=STEPS, rules=RULES, posts=POSTS, applicants=APPLICANTS, bursts=BURSTS)
def test_no_record_is_lost_whatever_people_do_at_the_same_instant(
    steps, rules, posts, applicants, bursts
):
    crowd = Crowd()
    crowd.found(steps, rules, posts, applicants)
    for drawn in bursts:
        crowd.all_at_once(drawn)
        crowd.check()
    follow_all()
    crowd.check()
