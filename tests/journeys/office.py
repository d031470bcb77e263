"""One office for all journeys: a server in a home of its own, people, and their browsers' HTTP.

It is started when it is first asked for and shared by every test of the session, also by those
that look at it through a browser.
"""

from __future__ import annotations

import base64
import json
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.journeys.masters import write_all
from tests.main.conftest import Serving, environment, urakata, wait_for

PATIENCE = 300  #: seconds; the machine may be busy
LIBRARY = Path(__file__).parents[2] / "src" / "urakata" / "packs" / "library" / "masters"
PASSWORD = "ひみつの passphrase 1"
STAFF = {"suzuki": "鈴木 一郎", "takahashi": "高橋 誠", "tanaka": "田中 実"}
BOUNDARY = "----the-end-of-this-part"


@dataclass(frozen=True)
class Reply:
    """Status and body of an answer; JSON is read."""

    status: int
    body: Any

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))

    @property
    def errors(self) -> dict[str, list[str]]:
        return {at: each["messages"] for at, each in self.body.get("errors", {}).items()}

    def __getitem__(self, key: str) -> Any:
        """A part of a good answer."""
        assert self.status == 200, self
        return self.body[key]


@dataclass(frozen=True)
class Person:
    """Somebody who uses the API with a password of their own."""

    url: str
    code: str
    password: str = field(default=PASSWORD, repr=False)

    def __call__(self, method: str, path: str, **values: Any) -> Reply:
        """Send parameters as JSON, GET too: `path` is kintone's, or whole if it begins with a /."""
        address = path if path.startswith("/") else f"/k/v1/{path}.json"
        return self.send(method, address, json.dumps(values).encode(), "application/json")

    def get(self, address: str, **query: Any) -> Reply:
        return self.send("GET", f"{address}?{urlencode(query, doseq=True)}")

    def import_csv(self, app: str, text: bytes, **how: str) -> Reply:
        """Send a file of records to our own API."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
        body = head.encode() + b"Content-Type: text/csv\r\n\r\n" + text
        body += f"\r\n--{BOUNDARY}--\r\n".encode()
        address = f"/api/v1/apps/{app}/import?{urlencode(how)}"
        return self.send("POST", address, body, f"multipart/form-data; boundary={BOUNDARY}")

    def send(
        self, method: str, address: str, body: bytes | None = None, content_type: str = ""
    ) -> Reply:
        pair = base64.b64encode(f"{self.code}:{self.password}".encode()).decode("ascii")
        headers = {"X-Cybozu-Authorization": pair, "Accept-Language": "ja"}
        if content_type:
            headers["Content-Type"] = content_type
        request = urllib.request.Request(
            self.url + address, method=method, data=body, headers=headers
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Reply(answer.status, _content(answer))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, _content(error))

    # --- what everybody does all day ---------------------------------------------------------

    def add(self, app: str, **values: Any) -> str:
        """Add a record; its id."""
        return str(self("POST", "record", app=app, record=record(**values))["id"])

    def read(self, app: str, id_: str) -> dict[str, Any]:
        """A record's values by code."""
        return values_of(self("GET", "record", app=app, id=id_)["record"])

    def find(self, app: str, query: str = "") -> list[dict[str, Any]]:
        """The values of all records that a query finds (500 at most)."""
        return [values_of(each) for each in self("GET", "records", app=app, query=query)["records"]]

    def count(self, app: str, query: str = "") -> int:
        answer = self("GET", "records", app=app, query=f"{query} limit 1", totalCount=True)
        return int(answer["totalCount"])


def _content(answer: Any) -> Any:
    raw = answer.read()
    kind = answer.headers.get_content_type()
    return json.loads(raw) if kind in {"application/json", "application/problem+json"} else raw


def record(**values: Any) -> dict[str, Any]:
    return {code: {"value": value} for code, value in values.items()}


def values_of(raw: dict[str, Any]) -> dict[str, Any]:
    return {code: cell["value"] for code, cell in raw.items()}


@dataclass(frozen=True)
class Master:
    """A real master in the office: its app, its file, and what was said when it was taken in."""

    app: str
    file: Path
    rows: int
    said: Reply


class Office:
    """The running server and who works there."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="urakata-office-"))
        self.home = self.folder / "home"
        self.serving = Serving(self.home)
        self.url = f"http://localhost:{self.serving.port}"
        wait_for(lambda: "Press Ctrl-C" in self.serving.output, PATIENCE)
        password = (self.home / "admin-password").read_text(encoding="utf-8").strip()
        self.admin = Person(self.url, "admin", password)
        hiring = [self._hire(code, name) for code, name in STAFF.items()]
        assert [each.wait(PATIENCE) for each in hiring] == [0] * len(hiring)

    def person(self, code: str) -> Person:
        return Person(self.url, code)

    def urakata(self, *arguments: str) -> str:
        """What a command prints, run beside the server."""
        done = subprocess.run(
            urakata(*arguments),
            env=environment(self.home),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def app_of(self, definition: str) -> str:
        """A new app of the administrator's, live, over HTTP alone; its id."""
        app = str(self.admin("POST", "preview/app", name="-")["app"])
        address = f"/api/v1/apps/{app}/definition.yaml"
        saved = self.admin.send("PUT", address, definition.encode(), "application/yaml")
        assert saved.status == 200, saved
        deployed = self.admin("POST", "preview/app/deploy", apps=[{"app": app}])
        assert deployed.status == 200, deployed
        return app

    def app(self, name: str) -> str:
        """The app of a real master, full of its records."""
        return self.masters[name].app

    @cached_property
    def masters(self) -> dict[str, Master]:
        """The real masters: apps by the command line, their records by our own API."""
        counts = write_all(self.folder)
        return {name: self._take_in(name, rows) for name, rows in counts.items()}

    def _take_in(self, name: str, rows: int) -> Master:
        said = self.urakata("app", "import", str(LIBRARY / f"{name}.yaml"), "--deploy")
        assert said.endswith("live."), said
        app, file = said.split()[1], self.folder / f"{name}.csv"
        return Master(app, file, rows, self.admin.import_csv(app, file.read_bytes()))

    def close(self) -> None:
        if self.serving.process.poll() is None:
            self.serving.stop(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hire(self, code: str, name: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            urakata("user", "add", code, "--name", name),
            env=environment(self.home),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write(f"{PASSWORD}\n")
        process.stdin.close()
        return process


@cache
def office() -> Office:
    """The office of this session: the first who asks opens it."""
    return Office()


def close_office() -> None:
    """Whoever leaves last, or first: it is closed once."""
    if office.cache_info().currsize:
        office().close()
        office.cache_clear()


def unique(word: str) -> str:
    """A word that no other test uses."""
    return f"{word}{uuid.uuid4().hex[:8]}"
