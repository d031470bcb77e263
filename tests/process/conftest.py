"""A 稟議 that goes from its applicant through one approver to the end, and whatever else is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.process import routed
from tests.process.building import action, entity, process, state, user
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.models import Delegation, Membership, Organization, Title, User
from urakata.kernel.errors import UrakataError
from urakata.process.services import StatusChange, advance_statuses
from urakata.record.adapters import ledger_cursor
from urakata.record.write import add_records

__all__ = ["action", "entity", "process", "state", "user"]

Standing: TypeAlias = tuple[str, list[int] | None, int]


def refused(call: Callable[..., object], **arguments: Any) -> tuple[str, int]:
    """The code and the status that a call is refused with."""
    with pytest.raises(UrakataError) as raised:
        call(**arguments)
    return raised.value.code, raised.value.status


CREATOR = entity("FIELD_ENTITY", "作成者")
FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "承認者": "USER_SELECT",
    "部署": "ORGANIZATION_SELECT",
    "担当": "GROUP_SELECT",
}


TABLES = (
    "process_opinion",
    "process_condition",
    "process_step",
    "process_route",
    "definition_appversion",
    "definition_app",
    "record_counter",
    "record_searchdirty",
    "record_trashedrecord",
)
PEOPLE = (Delegation, Membership, User, Title, Organization)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test; apps and people go afterwards.

    It is there only if another test that is run with it is marked ``django_db``.
    """
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        newest = {model: model.objects.order_by("pk").last() for model in PEOPLE}
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'ledger'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'DROP TABLE IF EXISTS ledger."{table}" CASCADE')
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name LIKE 'record.%%'")
        Organization.objects.update(parent=None)
        for model, last in newest.items():
            model.objects.filter(pk__gt=last.pk if last else 0).delete()
        epochs.bump("directory")
        epochs.bump("definition")
        connection.close()


@pytest.fixture
def a_process(an_app: Callable[..., AppSchema]) -> Callable[..., AppSchema]:
    """An app with fields for people and a process."""

    def build(states: dict[str, dict[str, Any]], *actions: dict[str, Any]) -> AppSchema:
        return an_app(FIELDS, process=process(states, *actions))

    return build


@pytest.fixture
def ringi(a_process: Callable[..., AppSchema], takahashi: Actor, tanaka: Actor) -> AppSchema:
    """申請前 (the applicant's) → 承認待ち (one of 高橋, 田中) → 完了, and back."""
    return a_process(
        {
            "申請前": state(0, CREATOR),
            "承認待ち": state(1, user("takahashi"), user("tanaka")),
            "完了": state(2),
        },
        action("申請する", "申請前", "承認待ち"),
        action("承認する", "承認待ち", "完了"),
        action("差し戻す", "承認待ち", "申請前"),
    )


@pytest.fixture
def filed() -> Callable[..., int]:
    """Adds a record and answers its id."""

    def add(app: AppSchema, by: Actor, **values: Any) -> int:
        row: Any = {code: {"value": value} for code, value in values.items()}
        return add_records(actor=by, app=app, rows=[row], prefix="record")[0].id

    return add


@pytest.fixture
def standing() -> Callable[..., Standing]:
    """A record's status, assignees and revision, as stored."""

    def read(app: AppSchema, id_: int) -> Standing:
        sql = f"SELECT status, assignees, revision FROM {ledger_table(app.app_id)} WHERE id = %s"
        row = ledger_cursor().execute(sql, (id_,)).fetchone()
        assert row is not None
        return row[0], row[1], row[2]

    return read


@pytest.fixture
def an_approval(an_app: Callable[..., AppSchema]) -> Callable[..., AppSchema]:
    """An app whose 承認待ち has a route of these steps: see `routed.approval`."""

    def build(*steps: dict[str, Any], **route: Any) -> AppSchema:
        made = routed.approval(*steps, **route)
        app = an_app(routed.FIELDS, process=routed.only_kintones(made))
        return routed.put_process(app, made)

    return build


@pytest.fixture
def run() -> Callable[..., int]:
    """Runs an action on a record, with whatever goes along; answers its revision."""

    def act(by: Actor, app: AppSchema, id_: int, action: str, **more: Any) -> int:
        change = StatusChange(id_, action, **more)
        return advance_statuses(actor=by, app=app, changes=[change])[0].revision

    return act
