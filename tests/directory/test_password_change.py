from __future__ import annotations

import pytest

from tests.directory.hearing import abouts
from urakata.directory import sessions
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.models import User
from urakata.directory.password_change import change_password
from urakata.directory.passwords import fits
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import Origin
from urakata.kernel.errors import Invalid, TooMany

pytestmark = pytest.mark.django_db
NEW = "three small words"


@pytest.fixture
def sato(company: dict[str, int]) -> Actor:
    return actor_of(company["sato"])


def opened(actor: Actor) -> SessionStore:
    store = SessionStore()
    sessions.open_session(store, actor, Origin("192.0.2.1", "Firefox"))
    return store


def change(store: SessionStore, actor: Actor, present: str, password: str) -> None:
    change_password(store, actor=actor, present=present, password=password, address="192.0.2.1")


def is_password_of_sato(password: str) -> bool:
    return fits(password, User.objects.get(code="sato").password)


def test_the_session_goes_on_under_a_new_key_and_all_others_end(sato: Actor):
    here, there = opened(sato), opened(sato)
    key = here.session_key

    change(here, sato, "passphrase-of-sato", NEW)

    assert is_password_of_sato(NEW)
    assert sessions.actor_of_session(SessionStore(here.session_key)) is not None
    assert here.session_key != key
    assert sessions.actor_of_session(SessionStore(key)) is None
    assert sessions.actor_of_session(SessionStore(there.session_key)) is None
    assert sessions.origin_of(here) == Origin("192.0.2.1", "Firefox")
    assert abouts("password.change") == [("sato", "password.change", {"user": "sato"})]


def test_without_the_present_one_nothing_changes(sato: Actor):
    here = opened(sato)

    with pytest.raises(Invalid) as raised:
        change(here, sato, "wrong", NEW)

    assert [each.at for each in raised.value.problems] == ["present"]
    assert is_password_of_sato("passphrase-of-sato")
    assert abouts("password.change") == []


def test_a_bad_new_one_is_refused_at_its_place(sato: Actor):
    here = opened(sato)

    with pytest.raises(Invalid) as raised:
        change(here, sato, "passphrase-of-sato", "short")

    assert [each.at for each in raised.value.problems] == ["password"]
    assert is_password_of_sato("passphrase-of-sato")


def test_an_open_session_is_no_place_to_guess_the_password(sato: Actor):
    here = opened(sato)
    for _ in range(10):
        with pytest.raises(Invalid):
            change(here, sato, "wrong", NEW)

    with pytest.raises(TooMany):
        change(here, sato, "passphrase-of-sato", NEW)
    assert is_password_of_sato("passphrase-of-sato")
