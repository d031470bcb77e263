from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.directory.hearing import abouts
from urakata.directory import account_care, sessions, sign_in
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import Origin
from urakata.kernel.errors import Forbidden, Invalid, TooMany, Unauthenticated

pytestmark = pytest.mark.django_db
CARES: list[Callable[..., Any]] = [
    account_care.sessions_of,
    account_care.sign_out,
    account_care.unlock,
]


def guess(times: int) -> None:
    for n in range(times):
        with pytest.raises(Unauthenticated):
            sign_in.by_password(login="sato", password="wrong", address=f"192.0.2.{n}")


def right() -> str:
    address = "198.51.100.1"
    return sign_in.by_password(login="sato", password="passphrase-of-sato", address=address).code


def test_an_administrator_sees_and_ends_somebodys_sessions(company: dict[str, int]):
    sessions.open_session(SessionStore(), actor_of(company["sato"]), Origin("192.0.2.1", "Firefox"))
    administrator = system_actor()

    found = account_care.sessions_of(actor=administrator, code="sato")
    assert [(each.agent, each.is_current) for each in found] == [("Firefox", False)]

    assert account_care.sign_out(actor=administrator, code="sato") == 1
    assert account_care.sessions_of(actor=administrator, code="sato") == []
    assert [about for *_, about in abouts("session.revoke")] == [{"user": "sato", "sessions": 1}]


def test_an_administrator_unlocks_an_account(company: dict[str, int]):
    guess(10)
    with pytest.raises(TooMany):
        right()

    assert account_care.unlock(actor=system_actor(), code="sato")

    assert right() == "sato"
    assert [about for *_, about in abouts("signin.unlock")] == [{"user": "sato"}]


def test_what_is_not_locked_is_not_unlocked(company: dict[str, int]):
    assert not account_care.unlock(actor=system_actor(), code="sato")
    assert abouts("signin.unlock") == []


@pytest.mark.parametrize("care", CARES)
def test_nobody_else_may(company: dict[str, int], care: Callable[..., Any]):
    guess(10)

    with pytest.raises(Forbidden):
        care(actor=actor_of(company["suzuki"]), code="sato")
    with pytest.raises(TooMany):
        right()


@pytest.mark.parametrize("care", CARES)
def test_an_unknown_account_is_said_to_be_so(company: dict[str, int], care: Callable[..., Any]):
    with pytest.raises(Invalid) as raised:
        care(actor=system_actor(), code="nobody")
    assert raised.value.code == "GAIA_IL26"
