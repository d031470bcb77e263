"""Short forms of requests and of what they are refused for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, UrakataError
from urakata.record.adapters import ledger_cursor
from urakata.record.read import get_record
from urakata.record.rows import Change, Saved
from urakata.record.write import add_records, update_records


def wire(values: dict[str, Any]) -> dict[str, Any]:
    """A record as it is sent: ``{code: {"value": …}}``."""
    return {code: {"value": value} for code, value in values.items()}


def line(id_: object = None, **values: Any) -> dict[str, Any]:
    """A row of a table as it is sent."""
    return {"value": wire(values)} | ({} if id_ is None else {"id": id_})


def add(actor: Actor, app: AppSchema, *rows: dict[str, Any]) -> list[Saved]:
    """Add records of plain values as ``records``."""
    return add_records(actor=actor, app=app, rows=[wire(row) for row in rows], prefix="records")


def add_one(actor: Actor, app: AppSchema, **values: Any) -> int:
    """Add one record as ``record``."""
    with transaction.atomic():
        return add_records(actor=actor, app=app, rows=[wire(values)], prefix="record")[0].id


def change(actor: Actor, app: AppSchema, id_: int, **values: Any) -> Saved:
    """Change one record as ``record``."""
    changes = [Change(wire(values), id=id_)]
    with transaction.atomic():
        return update_records(actor=actor, app=app, changes=changes, prefix="record")[0]


def read(actor: Actor, app: AppSchema, id_: int) -> dict[str, Any]:
    """A record's values by code."""
    record = get_record(actor=actor, app=app, record_id=id_)
    return {code: cell["value"] for code, cell in record.items()}  # type: ignore[index,call-overload]


def lines(record: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The values in a table's rows."""
    return [{c: v["value"] for c, v in row["value"].items()} for row in record[table]]


def count(app: AppSchema) -> int:
    """How many records the ledger holds."""
    row = ledger_cursor().execute(f"SELECT count(*) FROM ledger.app_{app.app_id}").fetchone()
    assert row is not None
    return int(row[0])


def problems(call: Callable[[], object]) -> dict[str, list[str]]:
    """The Japanese messages a call is refused with, by path."""
    with pytest.raises(Invalid) as raised, transaction.atomic():
        call()
    assert raised.value.code == "CB_VA01"
    found: dict[str, list[str]] = {}
    for problem in raised.value.problems:
        found.setdefault(problem.at, []).append(problem.text.ja)
    return found


def refusal(call: Callable[[], object]) -> str:
    """The code a call is refused with."""
    with pytest.raises(UrakataError) as raised, transaction.atomic():
        call()
    return raised.value.code
