"""What is waited for goes into the trash with its record, and comes back with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from urakata.definition.schema import AppSchema
from urakata.process.models import Route, Step
from urakata.record import app_trash, trash
from urakata.record.restoring import restore_records
from urakata.record.write import delete_records

THEN = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def waiting(ringi, suzuki, takahashi, filed):
    """A record whose route has a step that is passed, one that is open, one that is planned."""

    def build() -> int:
        id_ = filed(ringi, suzuki, 件名="机")
        here = {"app_id": ringi.app_id, "record_id": id_, "status_id": status(ringi, "承認待ち")}
        route = Route.objects.create(
            **here, applicant_id=suzuki.user_id, submitted_by_id=suzuki.user_id, submitted_at=THEN
        )
        here |= {"status": "承認待ち", "assignees": [takahashi.user_id], "route": route}
        left = {"entered_at": THEN, "left_at": THEN}
        Step.objects.create(**here, number=1, state="passed", **left)
        Step.objects.create(**here, number=2, state="open", entered_at=THEN)
        Step.objects.create(**here, number=3, state="planned")
        return id_

    return build


def status(app: AppSchema, name: str) -> int:
    return next(state.id for state in app.process.states if state.name == name)


def states(id_: int) -> list[tuple[str, bool]]:
    """Of the route and its steps, and whether they are over."""
    routes = Route.objects.filter(record_id=id_).values_list("state", "ended_at")
    steps = Step.objects.filter(record_id=id_).order_by("number").values_list("state", "left_at")
    return [(state, at is not None) for state, at in [*routes, *steps]]


WAITING = [("open", False), ("passed", True), ("open", False), ("planned", False)]
CLOSED = [("void", True), ("passed", True), ("cancelled", True), ("cancelled", True)]


def delete(app, actor, *ids):
    with transaction.atomic():
        delete_records(actor=actor, app=app, ids=ids)


def test_a_deleted_record_waits_for_nobody(ringi, sato, waiting):
    gone, stays = waiting(), waiting()

    delete(ringi, sato, gone)

    assert (states(gone), states(stays)) == (CLOSED, WAITING)


def test_a_restored_record_waits_where_it_waited(ringi, sato, waiting):
    ids = [waiting(), waiting()]
    delete(ringi, sato, *ids)

    with transaction.atomic():
        restore_records(actor=sato, app=ringi, ids=ids)

    assert [states(id_) for id_ in ids] == [WAITING, WAITING]


def test_a_status_that_is_gone_is_not_waited_in_again(ringi, sato, waiting):
    id_ = waiting()
    Step.objects.filter(record_id=id_, number=2).update(status_id=9_999)
    delete(ringi, sato, id_)

    with transaction.atomic():
        restore_records(actor=sato, app=ringi, ids=[id_])

    assert states(id_) == [
        ("open", False),
        ("passed", True),
        ("cancelled", True),
        ("planned", False),
    ]


def test_a_record_that_left_the_trash_leaves_no_steps(ringi, sato, waiting, monkeypatch):
    gone, stays = waiting(), waiting()
    delete(ringi, sato, gone)
    monkeypatch.setattr(trash, "kept_for", lambda: timedelta(seconds=-60))

    trash.expire()

    assert (states(gone), states(stays)) == ([], WAITING)


def test_an_app_takes_what_its_records_wait_for_along_and_brings_it_back(ringi, sato, waiting):
    before, with_app = waiting(), waiting()
    delete(ringi, sato, before)

    app_trash.delete_app(actor=sato, app_id=ringi.app_id)
    gone = states(before), states(with_app)
    app_trash.restore_app(actor=sato, app_id=ringi.app_id)

    assert gone == (CLOSED, CLOSED)
    assert (states(before), states(with_app)) == (CLOSED, WAITING)


def test_an_app_that_ends_leaves_nothing(ringi, sato, waiting, monkeypatch):
    waiting()
    app_trash.delete_app(actor=sato, app_id=ringi.app_id)
    monkeypatch.setattr(app_trash, "kept_for", lambda: timedelta(seconds=-60))

    app_trash.purge()

    assert (Route.objects.count(), Step.objects.count()) == (0, 0)


def test_any_number_of_records_takes_two_statements(ringi, sato, waiting):
    ids = [waiting() for _ in range(5)]

    with CaptureQueriesContext(connection) as seen:
        delete(ringi, sato, *ids)

    assert sum("UPDATE process_" in query["sql"] for query in seen) == 2
