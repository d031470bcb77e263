"""Whatever happens, every record has a next person or is known to be stuck (A6)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.process.random_office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
