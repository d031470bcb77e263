"""What the sign-in screen offers, and passwords that are not used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.api.client import PASSWORD, Api, password_header
from tests.api.sso.conftest import who_is_in
from tests.api.sso.test_every_saml_response import service
from urakata.directory.actor import Actor
from urakata.directory.services import set_password
from urakata.main.sign_in_services import Oidc, Services

pytestmark = pytest.mark.django_db

Rules = Callable[..., Services]


def test_the_services_are_offered_to_who_is_not_signed_in(rules: Rules, oidc: Oidc):
    rules(oidc, service(), password_sign_in="administrators")

    assert Client().get("/api/v1/sign-in-services").json() == {
        "services": [
            {"name": "会社のID", "url": "/sso/oidc/idp/login"},
            {"name": "会社のSAML", "url": "/sso/saml/kaisha/login"},
        ],
        "password": "administrators",
    }


def test_without_services_there_is_the_password(rules: Rules):
    rules()

    shown = Client().get("/api/v1/sign-in-services").json()
    assert shown == {"services": [], "password": "everyone"}


def test_they_are_only_read():
    assert Client().post("/api/v1/sign-in-services").status_code == 405


def sign_in(code: str, password: str = PASSWORD) -> tuple[int, Any, str | None]:
    browser = Client()
    sent = {"code": code, "password": password}
    answer = browser.post("/api/v1/session", sent, content_type="application/json")
    return answer.status_code, answer.json().get("code"), who_is_in(browser)


@pytest.mark.parametrize(
    ("allowed", "administrator", "member"),
    [("everyone", 200, 200), ("administrators", 200, 403), ("nobody", 403, 403)],
)
def test_passwords_can_be_switched_off(
    rules: Rules, sato: Actor, suzuki: Actor, allowed: str, administrator: int, member: int
):
    for each in (sato, suzuki):
        set_password(actor=each, code=each.code, password=PASSWORD)
    rules(password_sign_in=allowed)

    for code, status in (("sato", administrator), ("suzuki", member)):
        is_in = code if status == 200 else None
        assert sign_in(code) == (status, None if is_in else "UR_PW01", is_in)
        assert Api(password_header(code)).get("apps").status == status
        assert sign_in(code, "wrong")[:2] == (401, "CB_WA01")
