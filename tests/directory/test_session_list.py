from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.directory.hearing import abouts
from urakata.directory import services, session_list, sessions
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import Origin

pytestmark = pytest.mark.django_db


@pytest.fixture
def sato(company: dict[str, int]) -> Actor:
    return actor_of(company["sato"])


def opened(actor: Actor, agent: str) -> str:
    store = SessionStore()
    sessions.open_session(store, actor, Origin("192.0.2.1", agent))
    return str(store.session_key)


def agents(actor: Actor) -> list[str]:
    return [each.agent for each in session_list.list_sessions(actor.user_id)]


def test_ones_own_sessions_are_listed_and_no_others(sato: Actor, company: dict[str, int]):
    opened(sato, "Firefox")
    here = opened(sato, "Chrome")
    opened(actor_of(company["suzuki"]), "Safari")

    found = session_list.list_sessions(sato.user_id, current_key=here)

    assert [(each.agent, each.is_current) for each in found] == [
        ("Chrome", True), ("Firefox", False),
    ]  # fmt: skip
    assert here not in str(found)


def test_one_session_is_ended_by_its_handle(sato: Actor):
    opened(sato, "Firefox")
    opened(sato, "Chrome")
    handle = UUID(session_list.list_sessions(sato.user_id)[1].handle)

    assert session_list.revoke_session(actor=sato, user_id=sato.user_id, code="sato", handle=handle)

    assert agents(sato) == ["Chrome"]
    assert abouts("session.revoke") == [("sato", "session.revoke", {"user": "sato", "sessions": 1})]


def test_nobody_ends_the_session_of_another(sato: Actor, company: dict[str, int]):
    suzuki = actor_of(company["suzuki"])
    opened(sato, "Firefox")
    handle = UUID(session_list.list_sessions(sato.user_id)[0].handle)

    assert not session_list.revoke_session(
        actor=suzuki, user_id=suzuki.user_id, code="suzuki", handle=handle
    )
    assert not session_list.revoke_session(
        actor=sato, user_id=sato.user_id, code="sato", handle=uuid4()
    )

    assert agents(sato) == ["Firefox"]
    assert abouts("session.revoke") == []


def test_all_others_end_and_the_own_one_stays(sato: Actor):
    opened(sato, "Firefox")
    opened(sato, "Safari")
    here = opened(sato, "Chrome")

    count = session_list.revoke_sessions(
        actor=sato, user_id=sato.user_id, code="sato", except_key=here
    )

    assert (count, agents(sato)) == (2, ["Chrome"])


def test_a_new_password_and_leaving_end_all(sato: Actor):
    opened(sato, "Firefox")
    services.set_password(actor=system_actor(), code="sato", password="another good one")
    assert agents(sato) == []

    opened(sato, "Chrome")
    services.disable_user(actor=system_actor(), code="sato")
    assert agents(sato) == []
