from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.sso.provider import CLIENT, SECRET, Provider, running
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import update_user
from urakata.main.sign_in_services import Oidc, Saml, Services


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def rules(settings: Any) -> Callable[..., Services]:
    """Sets the services and the rules of who comes in by them."""

    def put(*found: Oidc | Saml, **more: Any) -> Services:
        made = Services(
            oidc=[each for each in found if isinstance(each, Oidc)],
            saml=[each for each in found if isinstance(each, Saml)],
            **more,
        )
        settings.SIGN_IN_SERVICES = made
        settings.SOCIALACCOUNT_PROVIDERS = made.providers()
        settings.PASSWORD_SIGN_IN = made.password_sign_in
        return made

    return put


@pytest.fixture
def oidc(provider: Provider) -> Oidc:
    return Oidc(
        id="idp",
        name="会社のID",
        server=provider.address,
        client_id=CLIENT,
        client_secret=SECRET,
    )


def who_is_in(client: Client) -> str | None:
    """The login name of whoever is signed in in this browser."""
    answer = client.get("/api/v1/session")
    return str(answer.json()["user"]["code"]) if answer.status_code == 200 else None


@pytest.fixture
def suzuki_is_known(suzuki: Actor) -> Actor:
    """Suzuki, as the provider knows him."""

    changes = {"external_id": "subject-1", "email": "suzuki@example.jp"}
    update_user(actor=system_actor(), code="suzuki", changes=changes)
    return suzuki
