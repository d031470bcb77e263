"""My tasks over HTTP: their shape, their pages, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.client import Api, Reply
from tests.api.native.asking import Native
from tests.conftest import AnApp, ARecord
from tests.process.conftest import action, process, state
from urakata.directory.actor import Actor
from urakata.process.models import Step

THEN = datetime(2026, 4, 1, 9, tzinfo=UTC)
STATES = {"確認待ち": state(0), "完了": state(1)}


@pytest.fixture
def task(an_app: AnApp, a_record: ARecord, suzuki: Actor) -> Step:
    """One record that waits for 鈴木 since April."""
    flow = process(STATES, action("確認する", "確認待ち", "完了"))
    app = an_app({"件名": "SINGLE_LINE_TEXT"}, process=flow)
    return Step.objects.create(
        app_id=app.app_id,
        record_id=a_record(app, 件名="机"),
        status_id=app.process.states[0].id,
        status="確認待ち",
        assignees=[suzuki.user_id],
        entered_at=THEN,
        started_at=THEN,
        due_at=THEN,
    )


def tasks_of(api: Api, **query: Any) -> Reply:
    return Native(api, 0)("GET", "/api/v1/tasks", **query)


def test_a_task_has_the_shape_that_is_described(as_suzuki, task: Step):
    reply = tasks_of(as_suzuki)

    assert reply.body == {
        "tasks": [
            {
                "app": {"id": str(task.app_id), "name": "稟議"},
                "record": str(task.record_id),
                "revision": "1",
                "title": "机",
                "status": "確認待ち",
                "step": "",
                "state": "open",
                "applicant": {"code": "sato", "name": "佐藤 花子"},
                "enteredAt": "2026-04-01T09:00:00Z",
                "dueAt": "2026-04-01T09:00:00Z",
                "isLate": True,
                "waited": 0,
                "onBehalfOf": [],
                "actions": [{"name": "確認する", "kind": "PLAIN"}],
                "assignees": [{"code": "suzuki", "name": "鈴木 一郎"}],
                "opinion": None,
                "openConditions": 0,
            }
        ],
        "next": None,
    }


def test_the_next_page_is_asked_for_with_what_the_last_said(as_suzuki, task: Step):
    task.pk = None
    task.save()

    first = tasks_of(as_suzuki, limit=1).body
    second = tasks_of(as_suzuki, limit=1, after=first["next"]).body

    assert [len(page["tasks"]) for page in (first, second)] == [1, 1]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ({"kind": "all"}, "kind"),
        ({"limit": 0}, "limit"),
        ({"limit": 501}, "limit"),
        ({"after": "x"}, "after"),
    ],
)
def test_what_cannot_be_asked_for_is_named(as_suzuki, query: Any, at: str):
    reply = tasks_of(as_suzuki, **query)

    assert (reply.status, reply.code, [*reply.errors]) == (400, "CB_VA01", [at])


@pytest.mark.parametrize(
    ("only", "found"),
    [
        ({}, 1),
        ({"late": "true"}, 1),
        ({"behalf": "true"}, 0),
        ({"late": "true", "behalf": "true"}, 0),
        ({"app": "999999"}, 0),
        ({"app": "999999", "kind": "filed"}, 0),
        ({"app": "999999", "kind": "opinions"}, 0),
        ({"app": "999999", "kind": "late"}, 0),
    ],
)
def test_only_some_are_asked_for(as_suzuki, task: Step, only: dict[str, str], found: int):
    assert len(tasks_of(as_suzuki, **only).body["tasks"]) == found


def test_one_app_is_asked_for(as_suzuki, task: Step):
    assert len(tasks_of(as_suzuki, app=str(task.app_id)).body["tasks"]) == 1
