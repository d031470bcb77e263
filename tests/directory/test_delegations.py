"""Who may decide for whom on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.directory.days import TODAY, a_delegation, until
from urakata.directory import services
from urakata.directory.absences import add_absence, end_absence
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.delegating import end_delegation
from urakata.directory.delegations import DelegationBook, standing_in
from urakata.directory.people import snapshot

pytestmark = pytest.mark.django_db


def book(day: date = TODAY) -> DelegationBook:
    return standing_in(snapshot(), day)


def test_delegates_decide_for_the_principal_on_its_days_only(company: dict[str, int]):
    a_delegation("sato", "suzuki", "tanaka", first=1, last=3)
    sato, suzuki, tanaka = (company[code] for code in ("sato", "suzuki", "tanaka"))

    held = [book(TODAY + timedelta(days=n)).delegates_of(sato, 7) for n in range(5)]

    assert held == [[], [suzuki, tanaka], [suzuki, tanaka], [suzuki, tanaka], []]
    assert book(TODAY + timedelta(days=2)).principals_of(tanaka, 7) == [sato]
    assert book().principals_of(tanaka, 7) == []


def test_it_reaches_its_apps_and_amounts_only(company: dict[str, int]):
    a_delegation("sato", "suzuki", apps=[7], amount_cap="100000")
    sato, suzuki = company["sato"], company["suzuki"]
    today = book()

    assert today.principals_of(suzuki, 7, Decimal(100_000)) == [sato]
    assert today.principals_of(suzuki, 7, Decimal("100000.01")) == []
    assert today.principals_of(suzuki, 8, Decimal(1)) == []
    assert today.delegates_of(sato, 7, None) == []  # how large it is nobody knows


def test_it_is_not_passed_on(company: dict[str, int]):
    a_delegation("sato", "suzuki")
    a_delegation("suzuki", "tanaka")

    assert book().principals_of(company["tanaka"], 7) == [company["suzuki"]]
    assert book().delegates_of(company["sato"], 7) == [company["suzuki"]]


def test_who_left_neither_stands_in_nor_is_stood_in_for(company: dict[str, int]):
    a_delegation("sato", "suzuki", "tanaka")
    services.disable_user(actor=system_actor(), code="suzuki")
    assert book().delegates_of(company["sato"], 7) == [company["tanaka"]]
    assert book().principals_of(company["suzuki"], 7) == []

    services.disable_user(actor=system_actor(), code="sato")
    assert book().delegates_of(company["sato"], 7) == []
    assert book().principals_of(company["tanaka"], 7) == []
    assert book().given_to(company["tanaka"]) == []


def test_what_was_taken_back_holds_no_more(company: dict[str, int]):
    row = a_delegation("sato", "suzuki")
    assert [each.id for each in book().given_to(company["suzuki"])] == [row.pk]

    end_delegation(actor=actor_of(company["sato"]), id_=row.pk)

    assert book().principals_of(company["suzuki"], 7) == []


def test_who_is_absent_is_known_for_the_day_and_later_ones(company: dict[str, int]):
    sato = company["sato"]
    row = add_absence(actor=actor_of(sato), period=until(2, first=1))

    assert [book().is_absent(sato, TODAY + timedelta(days=n)) for n in range(4)] == [
        False,
        True,
        True,
        False,
    ]
    assert book(TODAY + timedelta(days=2)).is_absent(sato)

    end_absence(actor=actor_of(sato), id_=row.pk)
    assert not book(TODAY + timedelta(days=2)).is_absent(sato)


def test_the_same_book_serves_until_somebody_changes_it(
    company: dict[str, int], django_assert_num_queries: DjangoAssertNumQueries
):
    people = snapshot()
    first = standing_in(people, TODAY)
    with django_assert_num_queries(0):
        assert standing_in(people, TODAY) is first

    a_delegation("sato", "suzuki")

    assert book() is not first
    people = snapshot()
    with django_assert_num_queries(2):
        DelegationBook(people, TODAY)
