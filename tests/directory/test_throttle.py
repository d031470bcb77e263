from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from urakata.directory import throttle
from urakata.directory.models import SignInFailure
from urakata.kernel.errors import TooMany


def attempts(count: int, login: str = "sato", address: str = "192.0.2.1") -> int:
    """How many of so many attempts are heard."""
    heard = 0
    for _ in range(count):
        try:
            throttle.count_attempt(login, address)
        except TooMany:
            continue
        heard += 1
    return heard


def wait() -> int:
    with pytest.raises(TooMany) as raised:
        throttle.count_attempt("sato", "192.0.2.1")
    return int("".join(filter(str.isdigit, raised.value.text.en)))


def let_pass(seconds: float) -> None:
    SignInFailure.objects.update(last_at=timezone.now() - timedelta(seconds=seconds))


@pytest.mark.django_db
def test_ten_failures_are_free_and_then_each_doubles_the_wait():
    assert attempts(20) == 10
    waits = []
    for _ in range(5):
        waits.append(wait())
        let_pass(waits[-1])
        throttle.count_attempt("sato", "192.0.2.1")

    assert waits == [2, 4, 8, 16, 32]


@pytest.mark.django_db
def test_nobody_waits_longer_than_a_quarter_of_an_hour():
    attempts(10)
    SignInFailure.objects.update(count=30000)

    assert wait() == throttle.LONGEST_WAIT


@pytest.mark.django_db
def test_an_hour_later_all_is_forgotten():
    attempts(11)
    let_pass(3601)

    assert attempts(20) == 10
    let_pass(3601)
    assert throttle.sweep() == 2


@pytest.mark.django_db
def test_an_address_that_tries_many_accounts_is_slowed_down():
    heard = sum(attempts(1, f"user{n}") for n in range(60))

    assert heard == 50
    assert attempts(1, "user1", "192.0.2.2") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8::1", "2001:db8::ffff:2"), ("::ffff:192.0.2.7", "192.0.2.7"), ("?", "unix:")],
)
def test_one_customer_is_one_address(one: str, other: str):
    for n in range(50):
        attempts(1, f"user{n}", one)

    assert attempts(1, "another", other) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["x" * 10_000, "a\0b", "\ud800"])
def test_an_odd_login_name_is_counted_too(login: str):
    assert attempts(12, login) == 10


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test, so that threads see each other."""
    with django_db_blocker.unblock():
        yield
        SignInFailure.objects.all().delete()
        connection.close()


@pytest.mark.usefixtures("committing")
def test_guesses_at_the_same_time_all_count():
    def one(_: int) -> int:
        try:
            return attempts(1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(40))) == 10
