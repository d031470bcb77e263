"""Counting requests: never more than the limit, and seldom a statement."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from urakata.directory import quotas
from urakata.directory.quotas import Quotas
from urakata.kernel.errors import TooMany

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("early_in_a_minute")]


def served(processes: list[Quotas], limit: int, tries: int) -> int:
    """How many of so many requests are let in, by one process after the other."""
    count = 0
    for n in range(tries):
        try:
            processes[n % len(processes)].spend("token:1", limit)
            count += 1
        except TooMany:
            pass
    return count


def used() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT used, granted FROM directory_quota WHERE subject = 'token:1'")
        return cursor.fetchone()


def pass_a_minute(processes: list[Quotas]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_quota SET minute = minute - 1")
    for each in processes:
        each._windows["token:1"].until = 0.0


@pytest.mark.parametrize("limit", [1, 2, 7, 19, 20, 100, 1000])
def test_one_process_serves_the_limit_to_the_last_request(limit: int):
    assert served([Quotas()], limit, 2 * limit + 5) == limit


@pytest.mark.parametrize("limit", [1, 7, 19])
def test_several_processes_serve_a_small_limit_exactly(limit: int):
    assert served([Quotas(), Quotas(), Quotas()], limit, 4 * limit + 9) == limit


def test_several_processes_together_keep_a_limit_to_a_twentieth_each():
    processes = [Quotas() for _ in range(4)]

    count = served(processes, 1000, 8000)

    assert 1000 <= count <= 1000 * (1 + 4 / 20)


def test_the_next_minute_begins_anew():
    processes = [Quotas()]
    assert served(processes, 10, 20) == 10

    pass_a_minute(processes)

    assert served(processes, 10, 20) == 10


def test_who_is_refused_is_told_when_to_come_back():
    quota = Quotas()
    served([quota], 3, 3)

    with pytest.raises(TooMany) as raised:
        quota.spend("token:1", 3)

    assert raised.value.code == "UR_QT01"
    assert 1 <= raised.value.retry_after <= 60
    assert "More than 3 requests" in raised.value.text.en


def test_a_human_pace_costs_no_statement():
    with CaptureQueriesContext(connection) as asked:
        assert served([Quotas()], 1000, 50) == 50

    assert len(asked) == 0


def test_thousands_of_requests_cost_a_few_statements():
    with CaptureQueriesContext(connection) as asked:
        assert served([Quotas()], 10_000, 10_000) == 10_000

    assert len(asked) < 80


def test_who_is_beyond_the_limit_costs_no_statement():
    quota = Quotas()
    served([quota], 5, 6)
    with CaptureQueriesContext(connection) as asked:
        assert served([quota], 5, 100) == 0

    assert len(asked) == 0


def test_what_was_served_on_the_house_is_settled_with_the_first_lease():
    quota = Quotas()
    served([quota], 100, 5)
    served([quota], 100, 1)

    assert used() == (5 + 12, 17)  # five on the house, and a lease of an eighth of the limit


def test_a_limit_that_was_lowered_takes_nothing_back():
    served([Quotas()], 100, 60)

    assert served([Quotas()], 10, 5) == 0
    assert used()[0] >= 60


def test_a_process_remembers_so_many_subjects_and_no_more():
    quota = Quotas(most=3)
    for n in range(10):
        quota.spend(f"user:{n}", 100)

    assert list(quota._windows) == ["user:7", "user:8", "user:9"]


def test_the_table_is_not_logged():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'directory_quota'")
        assert cursor.fetchone() == ("u",)


def test_old_windows_are_swept_away():
    served([Quotas()], 10, 3)
    assert quotas.sweep() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_quota SET minute = minute - 61")

    assert quotas.sweep() == 1
