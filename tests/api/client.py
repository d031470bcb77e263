"""A client of the API for tests: one way to sign in, answers with their codes at hand."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

PASSWORD = "ひみつの passphrase 1"


@dataclass
class Reply:
    """Status, body and headers of an answer."""

    status: int
    body: Any
    headers: Any = field(repr=False)

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))

    @property
    def errors(self) -> dict[str, list[str]]:
        return {at: each["messages"] for at, each in self.body.get("errors", {}).items()}


@dataclass
class Api:
    """kintone's API with one way to sign in."""

    headers: dict[str, str]
    client: Client = field(default_factory=Client)

    def __call__(self, method: str, path: str, **values: Any) -> Reply:
        """Send parameters as JSON (GET: too, which the server allows)."""
        return self.send(method, path, json.dumps(values).encode())

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """Send bytes as JSON."""
        address = path if path.startswith("/") else f"/k/v1/{path}.json"
        response = self.client.generic(
            method,
            address,
            body,
            content_type="application/json",
            headers={**self.headers, **headers},
        )
        is_json = response.headers.get("Content-Type") == "application/json;charset=utf-8"
        return Reply(
            response.status_code, response.json() if is_json else response, response.headers
        )

    def get(self, path: str, query: str = "") -> Reply:
        """GET with a query string."""
        return self.send("GET", f"/k/v1/{path}.json?{query}")


def password_header(code: str, password: str = PASSWORD) -> dict[str, str]:
    pair = base64.b64encode(f"{code}:{password}".encode()).decode("ascii")
    return {"X-Cybozu-Authorization": pair}
