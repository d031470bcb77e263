"""Somebody at a screen: one cookie jar, one request token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from tests.api.client import PASSWORD

JSON = "application/json"


class Browser:
    """Calls as our page makes them."""

    def __init__(self, agent: str = "Firefox") -> None:
        headers = {"user-agent": agent, "x-requested-with": "XMLHttpRequest"}
        self.client = Client(SERVER_NAME="localhost", headers=headers)
        self.token = ""

    def sign_in(self, code: str, password: str = PASSWORD) -> tuple[int, Any]:
        return self("POST", "session", {"code": code, "password": password})

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        data = b"" if body is None else json.dumps(body).encode()
        headers = {"x-request-token": self.token}
        address = f"/api/v1/{path}"
        answer = self.client.generic(method, address, data, content_type=JSON, headers=headers)
        shown = answer.json() if answer.content else {}
        opened = shown.get("session") or shown
        self.token = opened.get("requestToken", self.token)
        return answer.status_code, shown

    @property
    def is_in(self) -> bool:
        return self("GET", "session")[0] == 200
