"""Calling our own API: parameters in the address, bodies of any kind, answers read to the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from tests.api.client import Api, Reply
from urakata.kernel.json import read_json, write_json
from urakata.record.adapters import ledger_cursor

PROBLEM = "application/problem+json"
JSON = "application/json"


@dataclass
class Native:
    """Our own API about one app, with one way to sign in."""

    api: Api
    app: int

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Reply:
        """Call an address of the app, with a body in JSON if there is one."""
        data = b"" if body is None else write_json(body)
        return self.send(method, path, data, JSON if data else "", **query)

    def send(
        self, method: str, path: str, body: bytes = b"", content_type: str = JSON, **query: Any
    ) -> Reply:
        """The same with any bytes. A path that begins with a slash is taken as it is."""
        address = path if path.startswith("/") else f"/api/v1/apps/{self.app}/{path}"
        return self.answer(
            method, f"{quote(address)}?{urlencode(query, doseq=True)}", body, content_type
        )

    def answer(self, method: str, address: str, body: bytes, content_type: str) -> Reply:
        response = self.api.client.generic(
            method, address, body, content_type=content_type, headers=self.api.headers
        )
        data = b"".join(response.streaming_content) if response.streaming else response.content
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        shown = read_json(data) if kind in {JSON, PROBLEM} and data else data
        return Reply(response.status_code, shown, response.headers)

    def upload(self, name: str, data: bytes, **query: Any) -> Reply:
        """Import a file."""
        return self.send("POST", "import", multipart(name, data), BOUNDED, **query)

    @property
    def titles(self) -> list[str]:
        """What is in the ledger, by id."""
        sql = f"SELECT id, revision FROM ledger.app_{self.app} ORDER BY id"
        rows = ledger_cursor().execute(sql).fetchall()
        return [f"{id_}@{revision}" for id_, revision in rows]


BOUNDED = "multipart/form-data; boundary=zzz"


def multipart(name: str, data: bytes) -> bytes:
    head = f'--zzz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--zzz--\r\n"
