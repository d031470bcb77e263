"""What the journal hears of sign-ins, through the roads themselves."""

from __future__ import annotations

import base64

import pytest

from tests.directory.hearing import abouts, heard
from urakata.directory import arrivals, sign_in
from urakata.directory.actors import actor_of
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import Origin
from urakata.kernel.errors import Unauthenticated

pytestmark = pytest.mark.django_db


def attempt(login: str, password: str, n: int = 1) -> None:
    with pytest.raises(Unauthenticated):
        sign_in.by_password(login=login, password=password, address=f"192.0.2.{n}")


def test_a_failure_names_the_account_and_no_password(company: dict[str, int]):
    attempt("sato", "a wrong one")

    assert abouts("signin.failure") == [
        ("sato", "signin.failure", {"login": "sato", "reason": "password"})
    ]
    assert "a wrong one" not in str(heard("signin.failure"))


def test_an_unknown_name_is_not_written_down_for_it_may_be_a_password(company: dict[str, int]):
    attempt("my secret passphrase", "x")

    assert abouts("signin.failure") == [
        ("", "signin.failure", {"login": None, "reason": "password"})
    ]


def test_the_failure_after_which_one_must_wait_is_told_once(company: dict[str, int]):
    for n in range(10):
        attempt("sato", "wrong", n)

    assert len(abouts("signin.failure")) == 10
    assert abouts("signin.lockout") == [
        ("sato", "signin.lockout", {"login": "sato", "reason": "password"})
    ]


def test_a_password_header_is_told_when_it_is_verified_not_at_each_request(
    company: dict[str, int],
):
    header = base64.b64encode(b"sato:passphrase-of-sato").decode()
    for _ in range(3):
        sign_in.by_header(header, address="192.0.2.1")

    assert abouts("signin.success") == [
        ("sato", "signin.success", {"road": "header", "second_factor": None})
    ]


def test_coming_in_and_going_out_are_told(company: dict[str, int]):
    sato, store = actor_of(company["sato"]), SessionStore()

    arrivals.come_in(store, sato, Origin("192.0.2.1", "Firefox", "provider"))
    arrivals.go_out(store, sato)

    assert abouts("signin.success", "signout") == [
        ("sato", "signin.success", {"road": "provider", "second_factor": None}),
        ("sato", "signout", {}),
    ]
