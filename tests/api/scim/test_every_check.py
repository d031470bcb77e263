"""The checks of scim2-tester, against the real application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_models import Path
from scim2_tester import Status, check_server, filling

from tests.api.scim.conftest import Scim
from urakata.directory.actors import system_actor
from urakata.directory.units import NewOrganization, create_organization


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The server does not close the connection that the test's transaction is on."""
    moments = (signals.request_started, signals.request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield
    for moment in moments:
        moment.connect(close_old_connections)


@pytest.fixture
def _a_password_that_may_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tester makes passwords and names alike, from the same few digits: our rules refuse them."""
    example = filling.get_random_example_value

    def choose(path: Path[Any]) -> Any:
        return "correct horse, battery staple" if str(path).endswith("password") else example(path)

    monkeypatch.setattr(filling, "get_random_example_value", choose)


@pytest.mark.usefixtures("_one_connection", "_a_password_that_may_be_had")
def test_every_check_of_the_tester_is_passed(scim: Scim) -> None:
    create_organization(actor=system_actor(), organization=NewOrganization("soumu", "総務部"))
    client = WSGISCIMClient(
        WSGIHandler(), base_url="http://localhost/scim/v2", headers=scim.headers
    )

    results = check_server(client)

    failed = [f"{each.title}: {each.reason}" for each in results if each.status is Status.ERROR]
    assert failed == []
    assert sum(each.status is Status.SUCCESS for each in results) > 70
