"""`kill -9` in the middle of a bulk approval of 1,000: nothing is lost, and nothing done twice."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.main.conftest import Serving, query, wait_for
from tests.main.faults.clients import Unanswered

pytestmark = pytest.mark.slow
COUNT, GROUP = 1_000, 100
STATES = {
    name: {"name": name, "index": str(n), "assignee": {"type": "ONE", "entities": []}}
    for n, name in enumerate(("審査", "承認"))
}
ACTIONS = [{"name": "承認する", "from": "審査", "to": "承認", "filterCond": ""}]


def test_a_bulk_approval_that_is_killed_can_be_sent_again(
    migrated: Path, serve: Callable[..., Serving]
):
    serving = serve(migrated).wait()
    app = an_app_in_review(serving)
    body = {
        "records": [{"app": app, "id": n, "revision": 1} for n in range(1, COUNT + 1)],
        "action": "承認する",
    }
    web = wait_for(lambda: serving.children().get("web"))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(call, serving, "POST", "/api/v1/actions", body)
        while not approved(migrated, app):
            pass
        os.kill(web, signal.SIGKILL)
        with pytest.raises(Unanswered):
            answer.result()
    wait_for(lambda: serving.children().get("web") not in (None, web))
    done = approved(migrated, app)

    again = ask_until_answered(serving, body)["results"]

    assert 0 < done < COUNT
    assert done % GROUP == 0
    assert Counter("error" in each for each in again) == {True: done, False: COUNT - done}
    assert approved(migrated, app) == COUNT
    assert query(migrated, f"SELECT DISTINCT revision FROM ledger.app_{app}") == [(3,)]
    told = (
        "SELECT count(*), count(DISTINCT record_id) FROM journal_entry WHERE kind = 'record.status'"
    )
    assert query(migrated, told) == [(COUNT, COUNT)]


def an_app_in_review(serving: Serving) -> int:
    """An app with 1,000 records that wait for an approval."""
    field = {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "件名"}
    app = int(call(serving, "POST", "/k/v1/preview/app.json", {"name": "稟議"})["app"])
    for method, path, body in (
        ("POST", "form/fields", {"properties": {"件名": field}}),
        ("PUT", "status", {"enable": True, "states": STATES, "actions": ACTIONS}),
    ):
        call(serving, method, f"/k/v1/preview/app/{path}.json", {"app": app, **body})
    call(serving, "POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    records = [{"件名": {"value": str(n)}} for n in range(GROUP)]
    for _ in range(COUNT // GROUP):
        call(serving, "POST", "/k/v1/records.json", {"app": app, "records": records})
    return app


def call(serving: Serving, method: str, path: str, body: Any) -> Any:
    """What the server answers; raises `Unanswered` when the connection breaks."""
    password = (serving.home / "admin-password").read_text(encoding="utf-8").strip()
    proof = base64.b64encode(f"admin:{password}".encode()).decode()
    headers = {"X-Cybozu-Authorization": proof, "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=60)
    try:
        connection.request(method, path, json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(str(error)) from error
    finally:
        connection.close()
    assert answer.status == 200, text
    return json.loads(text)


def approved(home: Path, app: int) -> int:
    """How many records the database has approved."""
    sql = f"SELECT count(*) FROM ledger.app_{app} WHERE status = '承認'"
    return int(query(home, sql)[0][0])


def ask_until_answered(serving: Serving, body: Any) -> Any:
    """The same call once more, when the next web process listens."""

    def ask() -> Any:
        with suppress(Unanswered):
            return call(serving, "POST", "/api/v1/actions", body)

    return wait_for(ask)
