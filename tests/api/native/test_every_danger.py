"""What only somebody may do who has shown lately who they are: a screen left open is not enough."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import PASSWORD
from tests.api.native.browsing import Browser
from tests.conftest import AnApp
from tests.directory.devices import totp
from tests.directory.hearing import heard
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.services import set_password
from urakata.directory.sign_in_policy import SignInPolicy, sign_in_policy

DANGERS: list[tuple[str, str, Any]] = [
    ("DELETE", "apps/{app}", None),
    ("POST", "trash/apps/{app}/restore", None),
    ("POST", "apps/{app}/tokens", {"rights": ["view"]}),
    ("PUT", "people/suzuki/password", {"password": "another good one"}),
    ("DELETE", "people/suzuki/lock", None),
    ("DELETE", "people/suzuki/second-factors", None),
    ("PUT", "sign-in-policy", {"secondFactor": "off"}),
    ("POST", "account/totp/offer", None),
    ("POST", "account/passkeys/offer", None),
    ("POST", "account/recovery-codes", None),
    ("DELETE", "account/factors/1", None),
]
each_danger = pytest.mark.parametrize(("method", "path", "body"), DANGERS)


@pytest.fixture
def app(an_app: AnApp, suzuki: Actor) -> AppSchema:
    return an_app({"件名": "SINGLE_LINE_TEXT"})


@pytest.fixture
def left_open(sato: Actor, app: AppSchema) -> Browser:
    """佐藤 signed in twenty minutes ago, and went away."""
    set_password(actor=sato, code="sato", password=PASSWORD)
    browser = Browser()
    browser.sign_in("sato")
    session = browser.client.session
    session["proven_at"] -= 20 * 60
    session.save()
    return browser


@each_danger
def test_a_screen_left_open_does_no_harm(
    left_open: Browser, app: AppSchema, method: str, path: str, body: Any
):
    status, said = left_open(method, path.format(app=app.app_id), body)

    assert (status, said["code"]) == (403, "UR_RA01")
    assert live_schema(app.app_id).app_id == app.app_id
    assert sign_in_policy() == SignInPolicy()
    assert heard("app.delete", "token.add", "mfa.remove", "signin.unlock") == []


@each_danger
def test_once_shown_who_it_is_the_same_call_is_heard(
    left_open: Browser, app: AppSchema, method: str, path: str, body: Any
):
    assert left_open("POST", "account/proof", {"password": PASSWORD})[0] == 204

    _, said = left_open(method, path.format(app=app.app_id), body)

    assert said.get("code") != "UR_RA01"


def test_a_second_step_is_a_proof_too(left_open: Browser):
    left_open("POST", "account/proof", {"password": PASSWORD})
    _, offer = left_open("POST", "account/totp/offer")
    left_open("POST", "account/totp", {"code": totp(offer["secret"], -1)})
    browser = Browser()
    browser.sign_in("sato")
    browser("POST", "session/second-factor", {"code": totp(offer["secret"])})

    assert browser("PUT", "sign-in-policy", {"idleMinutes": 60})[0] == 200
