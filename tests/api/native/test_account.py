from __future__ import annotations

import pytest

from tests.api.client import PASSWORD
from tests.api.native.browsing import Browser
from urakata.directory.actor import Actor
from urakata.directory.models import Session
from urakata.directory.services import set_password

NEW = "three small words"


@pytest.fixture
def browser(suzuki: Actor) -> Browser:
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    made = Browser()
    assert made.sign_in("suzuki")[0] == 200
    return made


@pytest.fixture
def other(browser: Browser) -> Browser:
    made = Browser("Chrome")
    assert made.sign_in("suzuki")[0] == 200
    return made


def test_a_password_is_changed_and_the_screen_goes_on(browser: Browser, other: Browser):
    status, _ = browser("PUT", "account/password", {"present": PASSWORD, "password": NEW})

    assert status == 200
    assert browser("GET", "session")[0] == 200
    assert browser("DELETE", "account/sessions")[0] == 204
    assert other("GET", "session")[0] == 401
    assert Browser().sign_in("suzuki")[0] == 401
    assert Browser().sign_in("suzuki", NEW)[0] == 200


def test_what_is_wrong_is_said_at_its_place(browser: Browser):
    wrong = browser("PUT", "account/password", {"present": "x", "password": NEW})
    short = browser("PUT", "account/password", {"present": PASSWORD, "password": "short"})

    assert (wrong[0], list(wrong[1]["errors"])) == (400, ["present"])
    assert wrong[1]["errors"]["present"]["messages"] == ["パスワードが違います。"]
    assert (short[0], list(short[1]["errors"])) == (400, ["password"])


def test_sessions_are_listed_and_ended(browser: Browser, other: Browser):
    _, listed = browser("GET", "account/sessions")
    by_agent = {each["agent"]: each for each in listed["sessions"]}
    assert {agent: each["isCurrent"] for agent, each in by_agent.items()} == {
        "Firefox": True, "Chrome": False,
    }  # fmt: skip
    assert {each["address"] for each in by_agent.values()} == {"127.0.0.1"}

    status, _ = browser("DELETE", f"account/sessions/{by_agent['Chrome']['handle']}")

    assert status == 204
    assert other("GET", "session")[0] == 401
    assert browser("GET", "session")[0] == 200


def test_the_keys_of_sessions_are_never_shown(browser: Browser, other: Browser):
    _, listed = browser("GET", "account/sessions")

    assert all(key not in str(listed) for key in Session.objects.values_list("pk", flat=True))


def test_a_session_chosen_by_somebody_else_is_not_the_one_that_is_opened(suzuki: Actor):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    fixed = "0123456789abcdefghijklmnopqrstuv"
    browser = Browser()
    browser.client.cookies["urakata_session"] = fixed

    browser.sign_in("suzuki")

    assert browser.client.cookies["urakata_session"].value != fixed
    attacker = Browser()
    attacker.client.cookies["urakata_session"] = fixed
    assert attacker("GET", "session")[0] == 401


def test_signing_in_again_ends_the_session_before(browser: Browser):
    before = browser.client.cookies["urakata_session"].value

    browser.sign_in("suzuki")

    attacker = Browser()
    attacker.client.cookies["urakata_session"] = before
    assert attacker("GET", "session")[0] == 401
