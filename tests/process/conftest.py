"""A 稟議 that goes from its applicant through one approver to the end, and whatever else is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import UrakataError
from urakata.record.adapters import ledger_cursor
from urakata.record.write import add_records

Standing: TypeAlias = tuple[str, list[int] | None, int]
AnEntity: TypeAlias = dict[str, Any]


def entity(type_: str, code: str | None, *, subs: bool = False) -> AnEntity:
    return {"entity": {"type": type_, "code": code}, "includeSubs": subs}


def user(code: str) -> AnEntity:
    return entity("USER", code)


def state(index: int, *entities: AnEntity, type_: str = "ONE") -> dict[str, Any]:
    return {"index": str(index), "assignee": {"type": type_, "entities": list(entities)}}


def action(name: str, source: str, target: str, condition: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, "from": source, "to": target, "filterCond": condition, **more}


def process(states: dict[str, dict[str, Any]], *actions: dict[str, Any]) -> dict[str, Any]:
    named = {name: {"name": name, **each} for name, each in states.items()}
    return {"enable": True, "states": named, "actions": list(actions)}


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
