from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from pytest_django import DjangoAssertNumQueries

from urakata.directory import epochs, services, sessions
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(company: dict[str, int]) -> SessionStore:
    store = SessionStore()
    store.create()
    sessions.open_session(store, actor_of(company["sato"]))
    return store


def test_a_session_belongs_to_who_signed_in(session: SessionStore, company: dict[str, int]):
    assert sessions.actor_of_session(session) == actor_of(company["sato"])


def test_signing_in_changes_the_sessions_key(company: dict[str, int]):
    store = SessionStore()
    store["cart"] = 1
    store.create()
    before = store.session_key

    sessions.open_session(store, actor_of(company["sato"]))

    assert store.session_key != before
    assert not store.exists(before)
    assert "cart" not in store


def test_django_reads_the_session_alike(session: SessionStore, company: dict[str, int]):
    request = HttpRequest()
    request.session = session

    assert get_user(request).pk == company["sato"]


def test_nobodys_session_is_nobodys():
    assert sessions.actor_of_session(SessionStore()) is None


def test_a_new_password_ends_the_session(session: SessionStore):
    services.set_password(actor=system_actor(), code="sato", password="another-good-one")

    assert sessions.actor_of_session(session) is None


def test_who_leaves_is_signed_out(session: SessionStore):
    services.disable_user(actor=system_actor(), code="sato")

    assert sessions.actor_of_session(session) is None


def test_signing_out_leaves_nothing(session: SessionStore):
    sessions.close_session(session)

    assert sessions.actor_of_session(session) is None
    assert session.is_empty()


def test_a_forged_session_is_nobodys(session: SessionStore, company: dict[str, int]):
    session["_auth_user_id"] = str(company["suzuki"])
    assert sessions.actor_of_session(session) is None

    session["_auth_user_id"] = "x"
    assert sessions.actor_of_session(session) is None


def test_a_request_by_session_asks_only_for_the_epochs(
    session: SessionStore, django_assert_num_queries: DjangoAssertNumQueries
):
    sessions.actor_of_session(session)
    epochs.begin()

    with django_assert_num_queries(1):
        sessions.actor_of_session(session)
