"""Programs that write through HTTP and do not give up: what they were told is written must be there."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.main.conftest import Serving, environment, urakata

NUMBER, TITLE, AMOUNT, LINES, ITEM = "番号", "件名", "金額", "明細", "品名"
FIELDS = {
    NUMBER: {"type": "SINGLE_LINE_TEXT", "code": NUMBER, "label": NUMBER, "unique": True},
    TITLE: {"type": "SINGLE_LINE_TEXT", "code": TITLE, "label": TITLE},
    AMOUNT: {"type": "NUMBER", "code": AMOUNT, "label": AMOUNT},
    LINES: {
        "type": "SUBTABLE",
        "code": LINES,
        "label": LINES,
        "fields": {ITEM: {"type": "SINGLE_LINE_TEXT", "code": ITEM, "label": ITEM}},
    },
}
PATIENCE = 120.0


class Unanswered(Exception):
    """Nobody knows whether it was done: the connection broke, or the server could not."""


def ask(port: int, method: str, path: str, body: Any, headers: dict[str, str]) -> tuple[int, Any]:
    """Status and content of an answer; raises `Unanswered` when there is none to rely on."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    content = None if body is None else json.dumps(body)
    kind = {} if body is None else {"Content-Type": "application/json"}
    try:
        connection.request(method, f"/k/v1/{path}", content, headers | kind)
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(str(error)) from error
    finally:
        connection.close()
    if status >= 500:
        raise Unanswered(f"{status} {text[:200]!r}")
    return status, json.loads(text)


@dataclass(frozen=True)
class Ledger:
    """An app with a unique number, and a token that may write to it."""

    port: int
    app: int
    token: str

    def ask(self, method: str, path: str, body: Any = None, **more: str) -> tuple[int, Any]:
        return ask(self.port, method, path, body, {"X-Cybozu-API-Token": self.token} | more)

    def has(self, number: str) -> bool:
        query = quote(f'{NUMBER} = "{number}"')
        _, found = self.ask("GET", f"records.json?app={self.app}&totalCount=true&query={query}")
        return bool(found["totalCount"] == "1")


def make_ledger(serving: Serving) -> Ledger:
    """Build the app as a designer would, and make its token."""
    password = (serving.home / "admin-password").read_text(encoding="utf-8").strip()
    proof = base64.b64encode(f"admin:{password}".encode()).decode()

    def call(path: str, body: Any) -> Any:
        status, answer = ask(serving.port, "POST", path, body, {"X-Cybozu-Authorization": proof})
        assert status == 200, answer
        return answer

    app = int(call("preview/app.json", {"name": "台帳"})["app"])
    call("preview/app/form/fields.json", {"app": app, "properties": FIELDS})
    call("preview/app/deploy.json", {"apps": [{"app": app}]})
    rights = [word for right in ("view", "add", "edit") for word in ("--right", right)]
    token = subprocess.run(
        urakata("token", "add", str(app), *rights),
        env=environment(serving.home),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    return Ledger(serving.port, app, token)


def record(number: str) -> dict[str, Any]:
    """A record with two lines."""
    lines = [{"value": {ITEM: {"value": f"{number}/{n}"}}} for n in (1, 2)]
    return {
        NUMBER: {"value": number},
        TITLE: {"value": f"決裁 {number}"},
        AMOUNT: {"value": "1"},
        LINES: {"value": lines},
    }


@dataclass
class Writer:
    """Adds records, `size` at a time, until it has `goal` of them; asks again after every doubt."""

    ledger: Ledger
    name: str
    goal: int
    size: int = 1
    acknowledged: list[str] = field(default_factory=list)
    doubts: int = 0

    def run(self) -> None:
        while len(self.acknowledged) < self.goal:
            done = len(self.acknowledged)
            self._add([f"{self.name}-{n}" for n in range(done, done + self.size)])

    def _add(self, numbers: list[str]) -> None:
        body = {"app": self.ledger.app, "records": [record(number) for number in numbers]}
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status, answer = self.ledger.ask(
                    "POST", "records.json", body, **{"X-Request-Id": numbers[0]}
                )
                # a doubtful one that had been written is refused by its unique number
                if status != 200 and not all(map(self.ledger.has, numbers)):
                    raise AssertionError(answer)
            except Unanswered:
                self.doubts += 1
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                self.acknowledged += numbers
                return
