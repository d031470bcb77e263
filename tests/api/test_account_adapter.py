from __future__ import annotations

import pytest
from django.test import RequestFactory

from urakata.api.account_adapter import AccountAdapter
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.models import User
from urakata.directory.services import disable_user
from urakata.directory.session_store import SessionStore
from urakata.directory.sessions import actor_of_session
from urakata.kernel.errors import Unauthenticated


@pytest.fixture
def adapter() -> AccountAdapter:
    return AccountAdapter()


def request():
    made = RequestFactory().get("/")
    made.session = SessionStore()
    made.session.create()
    return made


def test_nobody_signs_up(adapter: AccountAdapter):
    assert not adapter.is_open_for_signup(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "url",
    ["https://evil.example", "//evil.example", "/\\evil.example", "///evil.example",
     "javascript:alert(1)", "", "evil.example", "/\t/evil.example", "\\\\evil.example", "http:///evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_host(adapter: AccountAdapter, url: str):
    assert not adapter.is_safe_url(url)


@pytest.mark.parametrize("url", ["/", "/apps/12?q=%2F", "/apps/12#a"])
def test_a_path_of_ours_is_followed(adapter: AccountAdapter, url: str):
    assert adapter.is_safe_url(url)


def test_who_is_vouched_for_gets_a_session_under_a_new_key(adapter: AccountAdapter, suzuki: Actor):
    asked = request()
    before = asked.session.session_key

    adapter.login(asked, User.objects.get(pk=suzuki.user_id))

    assert actor_of_session(asked.session) == suzuki
    assert asked.session.session_key != before
    adapter.logout(asked)
    assert actor_of_session(asked.session) is None


def test_who_left_does_not_come_in(adapter: AccountAdapter, suzuki: Actor):
    asked = request()
    user = User.objects.get(pk=suzuki.user_id)
    disable_user(actor=system_actor(), code="suzuki")

    with pytest.raises(Unauthenticated):
        adapter.login(asked, user)
    assert actor_of_session(asked.session) is None
