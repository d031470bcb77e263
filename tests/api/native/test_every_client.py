"""Clients as they are: they go away, they dawdle, they send pieces. Against a real server."""

from __future__ import annotations

import base64
import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.main.conftest import (
    Serving,
    copy_home,
    made_home,  # noqa: F401  # a fixture of the next
    migrated_home,  # noqa: F401  # a fixture
    query,
    wait_for,
)

pytestmark = pytest.mark.slow

ROWS = 60_000
MOST_MEGABYTES = 40  # on top of what the web process has at rest
PROPERTIES = {
    code: {"type": type_, "code": code, "label": code}
    for code, type_ in {
        "番号": "SINGLE_LINE_TEXT",
        "件名": "SINGLE_LINE_TEXT",
        "金額": "NUMBER",
    }.items()
}
OPEN = """
SELECT count(*) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'
"""


class Live:
    """A server with one big ledger, and its administrator."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        password = (serving.home / "admin-password").read_text(encoding="utf-8").strip()
        proof = base64.b64encode(f"admin:{password}".encode()).decode()
        self.headers = {"X-Cybozu-Authorization": proof}
        self.app = self.json("POST", "/k/v1/preview/app.json", {"name": "大台帳"})["app"]
        fields = {"app": self.app, "properties": PROPERTIES}
        self.json("POST", "/k/v1/preview/app/form/fields.json", fields)
        self.deploy()

    def open(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """A request on a connection of its own, its answer not read yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=60)
        connection.request(
            method, path, body, self.headers | headers, encode_chunked="chunked" in str(headers)
        )
        return connection, connection.getresponse()

    def json(self, method: str, path: str, body: Any) -> Any:
        data = json.dumps(body).encode()
        connection, response = self.open(method, path, data, **{"Content-Type": "application/json"})
        answer = json.loads(response.read())
        connection.close()
        assert response.status == 200, answer
        return answer

    def deploy(self) -> None:
        self.json("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": self.app}]})

    def path(self, rest: str) -> str:
        return f"/api/v1/apps/{self.app}/{rest}"

    @property
    def transactions(self) -> int:
        """How many exports hold the database just now."""
        return int(query(self.serving.home, OPEN)[0][0])

    @contextmanager
    def watched(self) -> Iterator[None]:
        """The web process takes little more memory, at its peak, than it had before."""
        before = self._megabytes("VmRSS")
        self._proc("clear_refs").write_text("5", encoding="utf-8")  # the peak begins anew: proc(5)
        yield
        assert self._megabytes("VmHWM") - before < MOST_MEGABYTES

    def _megabytes(self, what: str) -> int:
        return int(self._proc("status").read_text().split(f"{what}:")[1].split()[0]) // 1024

    def _proc(self, name: str) -> Path:
        return Path(f"/proc/{self.serving.children()['web']}/{name}")

    def upload(self, data: bytes) -> Any:
        """Import a CSV in pieces, its length unknown beforehand."""
        head = b'--zz\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        whole = head + data + b"\r\n--zz--\r\n"
        pieces = (whole[n : n + 65_536] for n in range(0, len(whole), 65_536))
        kind = {"Content-Type": "multipart/form-data; boundary=zz", "Transfer-Encoding": "chunked"}
        connection, response = self.open("POST", self.path("import"), pieces, **kind)
        answer = json.loads(response.read())
        connection.close()
        return answer


def csv_of(count: int) -> bytes:
    rows = "".join(f"N{n:06},備品購入申請{n}{'あ' * 300},{n}\n" for n in range(count))
    return f"番号,件名,金額\n{rows}".encode()


@pytest.fixture(scope="module")
def live(migrated_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:  # noqa: F811
    """A server with 60,000 records, imported."""
    home = copy_home(migrated_home, tmp_path_factory.mktemp("live") / "home")
    serving = Serving(home, "--no-worker").wait()
    found = Live(serving)
    assert found.upload(csv_of(ROWS)) == {"added": ROWS, "changed": 0, "dryRun": False}
    yield found
    assert serving.stop() == 0


def test_a_large_import_takes_little_memory(live: Live):
    with live.watched():
        answer = live.upload(csv_of(ROWS))
    assert answer == {"added": ROWS, "changed": 0, "dryRun": False}


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx"])
def test_a_large_export_takes_little_memory(live: Live, ending: str):
    with live.watched():
        connection, response = live.open("GET", live.path(f"records.{ending}"))
        size = sum(len(piece) for piece in iter(lambda: response.read(1 << 18), b""))
        connection.close()

    assert (response.status, size > 1_000_000) == (200, True)


def test_a_client_that_goes_away_leaves_nothing_behind(live: Live):
    for _ in range(6):  # more than are sent at once
        connection, response = live.open("GET", live.path("records.csv"))
        assert (response.status, len(response.read(10))) == (200, 10)
        response.close()
        connection.close()
        wait_for(lambda: live.transactions == 0, 10)

    live.deploy()


def test_a_client_that_dawdles_gets_everything_and_holds_nothing(live: Live):
    connection, response = live.open("GET", live.path("records.csv"))
    read = len(response.read(100_000))
    time.sleep(4)
    assert live.transactions == 1

    read += len(response.read(8_000_000))  # a little more, and the server has had enough of waiting
    wait_for(lambda: live.transactions == 0, 20)
    live.deploy()
    size = read + len(response.read())
    connection.close()

    again, whole = live.open("GET", live.path("records.csv"))
    assert (size, read < size) == (len(whole.read()), True)
    again.close()


def test_a_refused_upload_is_answered_though_it_was_not_read(live: Live):
    live.headers["X-Cybozu-Authorization"], kept = "x", live.headers["X-Cybozu-Authorization"]
    try:
        answer = live.upload(csv_of(2_000))
    finally:
        live.headers["X-Cybozu-Authorization"] = kept

    assert answer["code"] == "CB_WA01"


def test_head_of_a_file_is_quick_and_empty(live: Live):
    connection, response = live.open("HEAD", live.path("records.csv"))

    assert (response.status, response.read()) == (200, b"")
    connection.close()
    assert live.transactions == 0
