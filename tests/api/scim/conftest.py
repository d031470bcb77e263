"""SCIM as an identity provider speaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tests.api.client import Reply
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.credentials import create_credential
from urakata.kernel.json import write_json

SCIM_JSON = "application/scim+json"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
OURS = "urn:ietf:params:scim:schemas:extension:urakata:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass
class Scim:
    """An identity provider with one credential."""

    headers: dict[str, str]
    client: Client = field(default_factory=Client)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.generic(
            method,
            f"/scim/v2/{path}",
            b"" if body is None else body if isinstance(body, bytes) else write_json(body),
            content_type=sent.pop("Content-Type", SCIM_JSON),
            headers=self.headers | sent,
        )
        shown = response.json() if response.content else None
        return Reply(response.status_code, shown, response.headers)

    def add(self, login: str, /, **more: Any) -> str:
        """Make a user and answer the id."""
        reply = self("POST", "Users", {"schemas": [USER], "userName": login, **more})
        assert reply.status == 201, reply.body
        return str(reply.body["id"])

    def add_group(self, name: str, *members: str, **more: Any) -> str:
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": m} for m in members]}
        reply = self("POST", "Groups", body | more)
        assert reply.status == 201, reply.body
        return str(reply.body["id"])

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Reply:
        return self("PATCH", path, {"schemas": [PATCH], "Operations": [*operations]}, **headers)


@pytest.fixture
def scim_with(sato: Actor) -> Callable[..., Scim]:
    """SCIM with a new credential: ``scim_with(may_administer=True)``."""

    def build(**settings: Any) -> Scim:
        secret = create_credential(actor=system_actor(), **settings)
        return Scim({"Authorization": f"Bearer {secret}"})

    return build


@pytest.fixture
def scim(scim_with: Callable[..., Scim]) -> Scim:
    return scim_with()
