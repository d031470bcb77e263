"""The journal through HTTP: for administrators and auditors, and for nobody else (A11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.client import Api
from tests.journal.conftest import empty
from urakata.journal.sealing.sealer import seal
from urakata.journal.verifying.verifier import verify

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.fixture
def fresh(db: None, settings: Any, tmp_path: Any) -> None:
    settings.KEYS_ROOT = tmp_path / "keys"
    empty()


def entries(native: Any, **asked: Any) -> list[dict[str, Any]]:
    reply = native("GET", "/api/v1/journal", **asked)
    assert reply.status == 200
    return [each["entry"] for each in reply.body["entries"]]


def test_an_auditor_finds_what_was_done_to_a_record(
    suzuki_asks: Any, as_auditor: Api, native_of: Callable[[Api], Any]
):
    suzuki_asks("PUT", "records", {"records": [{"id": "1", "record": {"件名": {"value": "鏡"}}}]})
    auditor = native_of(as_auditor)

    newest, oldest = entries(auditor, app=suzuki_asks.app, record=1)
    assert (newest["kind"], newest["actor"]["code"], oldest["kind"]) == (
        "record.edit",
        "suzuki",
        "record.add",
    )
    assert sorted(newest["after"].values()) == ["鏡"]
    assert entries(auditor, app=suzuki_asks.app, record=1, kind="record.edit") == [newest]
    assert entries(auditor, app=suzuki_asks.app, kind="record.edit", until=newest["at"]) == []
    assert entries(auditor, actor=newest["actor"]["id"], since=newest["at"]) == [newest]


def test_pages_follow_each_other(sato_asks: Any):
    whole = entries(sato_asks, kind="record.add", app=sato_asks.app)
    page = sato_asks("GET", "/api/v1/journal", kind="record.add", app=sato_asks.app, limit=2).body
    rest = entries(sato_asks, kind="record.add", app=sato_asks.app, limit=2, before=page["next"])

    assert [each["entry"] for each in page["entries"]] + rest == whole
    assert len(whole) == 3


@pytest.mark.parametrize(
    "asked",
    [{"limit": 0}, {"limit": 501}, {"app": "x"}, {"since": "2026-04-01T00:00:00"}, {"kind": "'"}],
)
def test_a_question_that_makes_no_sense_is_refused(sato_asks: Any, asked: dict[str, Any]):
    assert sato_asks("GET", "/api/v1/journal", **asked).status == 400


def test_an_export_verifies_and_tells_of_itself(
    sato_asks: Any, as_auditor: Api, native_of: Callable[[Api], Any]
):
    seal()
    auditor = native_of(as_auditor)

    whole = auditor("GET", "/api/v1/journal/export")
    some = auditor("GET", "/api/v1/journal/export", app=sato_asks.app)

    for reply, is_complete in ((whole, True), (some, False)):
        assert reply.status == 200
        verdict = verify(reply.body.splitlines(keepends=True))
        assert verdict.is_complete is is_complete
        assert verdict.entries > 0
    told = entries(sato_asks, kind="journal.export")
    assert [(each["about"]["complete"], each["about"]["app"]) for each in told] == [
        (False, sato_asks.app),
        (True, None),
    ]


def test_everybody_else_sees_nothing_and_leaves_no_export_behind(
    suzuki_asks: Any, sato_asks: Any, token_asks: Callable[..., Any]
):
    for native in (suzuki_asks, token_asks("view", "manage")):
        for path in ("/api/v1/journal", "/api/v1/journal/export"):
            assert native("GET", path).status == 403

    assert entries(sato_asks, kind="journal.export") == []
