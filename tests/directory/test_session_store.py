from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from urakata.directory import epochs, sessions
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.models import Session
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import Origin
from urakata.directory.sign_in_policy import update_policy

pytestmark = pytest.mark.django_db
HERE = Origin("192.0.2.7", "Firefox", "password")


@pytest.fixture
def key(company: dict[str, int]) -> str:
    """Of a session of sato's."""
    store = SessionStore()
    sessions.open_session(store, actor_of(company["sato"]), HERE)
    return str(store.session_key)


def is_alive(key: str) -> bool:
    return sessions.actor_of_session(SessionStore(key)) is not None


def age(key: str, **columns: timedelta) -> None:
    now = timezone.now()
    Session.objects.filter(pk=key).update(**{name: now - ago for name, ago in columns.items()})


def test_a_row_says_whose_it_is_and_from_where(key: str, company: dict[str, int]):
    row = Session.objects.get(pk=key)

    assert (row.user_id, row.address, row.agent, row.road) == (
        company["sato"], "192.0.2.7", "Firefox", "password",
    )  # fmt: skip


def test_saving_again_changes_nothing_about_it(key: str):
    before = Session.objects.get(pk=key)
    store = SessionStore(key)
    store["more"] = 1
    store.save()

    after = Session.objects.get(pk=key)
    assert (after.handle, after.signed_in_at, after.address) == (
        before.handle, before.signed_in_at, before.address,
    )  # fmt: skip
    assert SessionStore(key)["more"] == 1


def test_a_session_that_nobody_used_for_a_day_has_ended(key: str):
    age(key, last_used_at=timedelta(hours=23))
    assert is_alive(key)

    age(key, last_used_at=timedelta(hours=25))
    assert not is_alive(key)


def test_using_it_keeps_it(key: str):
    age(key, last_used_at=timedelta(hours=23))
    assert is_alive(key)

    assert timezone.now() - Session.objects.get(pk=key).last_used_at < timedelta(seconds=30)


def test_using_it_again_within_a_minute_writes_nothing(key: str, django_assert_num_queries):
    is_alive(key)
    epochs.begin()

    with django_assert_num_queries(2):  # the epochs and the row
        is_alive(key)


def test_however_much_used_it_ends_after_a_week(key: str):
    age(key, signed_in_at=timedelta(days=6, hours=23))
    assert is_alive(key)

    age(key, signed_in_at=timedelta(days=7, hours=1))
    assert not is_alive(key)


def test_a_stricter_policy_holds_for_open_sessions_too(key: str):
    age(key, last_used_at=timedelta(minutes=20), signed_in_at=timedelta(hours=5))
    update_policy(actor=system_actor(), changes={"idle_minutes": 30, "longest_hours": 8})
    assert is_alive(key)

    update_policy(actor=system_actor(), changes={"longest_hours": 4})

    assert not is_alive(key)


def test_an_unknown_key_is_no_session_and_is_not_taken_over(company: dict[str, int]):
    store = SessionStore("chosenbytheattacker0123456789abcd")

    assert dict(store.items()) == {}
    sessions.open_session(store, actor_of(company["sato"]), HERE)

    assert store.session_key != "chosenbytheattacker0123456789abcd"


def test_sweeping_deletes_what_has_ended(key: str, company: dict[str, int]):
    other = SessionStore()
    sessions.open_session(other, actor_of(company["suzuki"]), HERE)
    age(key, last_used_at=timedelta(days=2))

    SessionStore.clear_expired()

    assert [row.pk for row in Session.objects.all()] == [other.session_key]
