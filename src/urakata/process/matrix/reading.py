"""The authority matrix out of its app: read in three statements, and held while nothing changed.

Whether anything changed is asked of the rows themselves, in one statement: the sum of a hash over
each row's id, revision and the transaction that wrote it. A row that is written, deleted or brought
back changes the sum; so does one that another transaction wrote with the same revision after the
first was rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from urakata.definition.physical import child_table, ledger_table
from urakata.definition.queries import app_codes, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel.errors import Invalid, NotFound
from urakata.kernel.text import Text
from urakata.process.matrix import columns
from urakata.process.matrix.choosing import Matrix
from urakata.process.matrix.rows import LAST, Flaw, MatrixRow, Span
from urakata.process.matrix.step_cells import Cells, read_steps
from urakata.process.routes.resolution import MATRIX_APP
from urakata.record.adapters import ledger_cursor
from urakata.record.per_schema import once_per_schema

_STAMP: Final = """
SELECT count(*), sum(hashtextextended(concat_ws(' ', id, revision, xmin, ctid), 0))::text FROM {table}
"""
_EMPTY_BAND: Final = Text(
    "下限が上限以上になっているため、どの申請にも当てはまりません。",
    "The lower limit is not below the upper one, so that no case fits.",
)
_ENDS_EARLY: Final = Text("適用終了日が適用開始日より前です。", "It ends before it begins.")
_UNITS_GONE: Final = Text(
    "指定した組織はもうありません。", "Its organizations do not exist any more."
)


class _Key(NamedTuple):
    """What the rows in memory were read from."""

    app_id: int
    version: int
    epoch: int  #: of the directory: codes are checked against it
    stamp: tuple[Any, ...]


class _Held(NamedTuple):
    key: _Key
    by_draft: Mapping[str, tuple[MatrixRow, ...]]


_held: list[_Held] = []


def matrix_app() -> AppSchema | None:
    """The app that is the matrix; None where there is none in operation."""
    id_ = next((id_ for id_, code in app_codes().items() if code == MATRIX_APP), None)
    try:
        return None if id_ is None else live_schema(id_)
    except NotFound:
        return None


def require_matrix_app() -> AppSchema:
    """The same. Raises `NotFound` (``UR_AM04``) where there is none."""
    app = matrix_app()
    if app is None:
        raise NotFound("UR_AM04", code=MATRIX_APP)
    return app


def matrix_on(day: date | None = None, draft: str = "") -> Matrix | None:
    """The matrix of a day (None: of each case's own), in force or a draft; None without the app.

    Raises `Invalid` (``UR_AM05``) where the app lacks an indispensable field, `NotFound`
    (``UR_AM06``) for a draft without rows.
    """
    app = matrix_app()
    if app is None:
        return None
    by_draft = _current(app)
    if draft and draft not in by_draft:
        raise NotFound("UR_AM06", draft=draft)
    return Matrix(by_draft.get(draft, ()), day)


def drafts_of(app: AppSchema) -> list[str]:
    """The names of the drafts there are."""
    return sorted(draft for draft in _current(app) if draft)


def _current(app: AppSchema) -> Mapping[str, tuple[MatrixRow, ...]]:
    """All rows by the draft they belong to, read anew only where something changed."""
    _refuse_incomplete(app)
    people = snapshot()
    stamp = ledger_cursor().execute(_STAMP.format(table=ledger_table(app.app_id))).fetchone()
    key = _Key(app.app_id, app.version, people.epoch, stamp or ())
    for held in _held:
        if held.key == key:
            return held.by_draft
    by_draft: dict[str, list[MatrixRow]] = {}
    for row in _read(app, people):
        by_draft.setdefault(row.draft, []).append(row)
    fresh = _Held(key, {draft: tuple(rows) for draft, rows in by_draft.items()})
    _held[:] = [fresh]
    return fresh.by_draft


def _refuse_incomplete(app: AppSchema) -> None:
    missing = [code for code in columns.INDISPENSABLE if code not in app.by_code]
    if missing:
        raise Invalid("UR_AM05", fields="、".join(missing))


def _read(app: AppSchema, people: Snapshot) -> list[MatrixRow]:
    own, of_steps = _columns(app)
    rows = ledger_cursor().execute(
        f"SELECT t.id, {', '.join(column for _, column in own)}"
        f" FROM {ledger_table(app.app_id)} AS t ORDER BY t.id"
    )
    records = [(row[0], _cells(own, row[1:])) for row in rows.fetchall()]
    table = child_table(app.app_id, app.by_code[columns.STEPS].id)
    found = ledger_cursor().execute(
        f"SELECT t.record_id, {', '.join(column for _, column in of_steps)}"
        f" FROM {table} AS t ORDER BY t.record_id, t.position"
    )
    steps: dict[int, list[Cells]] = {}
    for row in found.fetchall():
        steps.setdefault(row[0], []).append(_cells(of_steps, row[1:]))
    return [_row(id_, cells, steps.get(id_, []), people) for id_, cells in records]


@once_per_schema
def _columns(app: AppSchema) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Codes and columns of what is stored: of a record, and of a row of its steps."""
    steps = app.by_code[columns.STEPS].id
    own = [app.by_code[code] for code in columns.OF_ROW if code in app.by_code]
    inner = [app.by_code[code] for code in columns.OF_STEP if code in app.by_code]
    return (
        [(f.code, f"t.{f.column}") for f in own if f.is_stored and f.table_id is None],
        [(f.code, f"t.{f.column}") for f in inner if f.is_stored and f.table_id == steps],
    )


def _cells(named: list[tuple[str, str]], values: tuple[Any, ...]) -> Cells:
    return {code: value for (code, _), value in zip(named, values, strict=True)}


def _row(id_: int, cells: Cells, steps: list[Cells], people: Snapshot) -> MatrixRow:
    read, flaws = read_steps(steps, people)
    named = cells.get(columns.ORGANIZATIONS) or ()
    priority = _decimal(cells.get(columns.PRIORITY))
    row = MatrixRow(
        id=id_,
        number=cells.get(columns.NUMBER) or "",
        category=(cells.get(columns.CATEGORY) or "").strip(),
        draft=(cells.get(columns.DRAFT) or "").strip(),
        amount=_span(cells, columns.FROM, columns.BELOW),
        importance=frozenset(_texts(cells.get(columns.IMPORTANCE))),
        risk=_span(cells, columns.RISK_FROM, columns.RISK_BELOW),
        organizations=tuple(named),
        since=_day(cells.get(columns.SINCE)),
        until=_day(cells.get(columns.UNTIL)),
        priority=LAST if priority is None else priority,
        steps=read,
    )
    return replace(row, flaws=(*_bands(row, people), *flaws))


def _bands(row: MatrixRow, people: Snapshot) -> list[Flaw]:
    """What is wrong with the cases that a row is for."""
    flaws = []
    if row.amount.is_empty:
        flaws.append(Flaw(columns.BELOW, _EMPTY_BAND))
    if row.risk.is_empty:
        flaws.append(Flaw(columns.RISK_BELOW, _EMPTY_BAND))
    if row.since and row.until and row.until < row.since:
        flaws.append(Flaw(columns.UNTIL, _ENDS_EARLY))
    if row.organizations and not people.organizations.keys() & set(row.organizations):
        flaws.append(Flaw(columns.ORGANIZATIONS, _UNITS_GONE))
    return flaws


def _span(cells: Cells, low: str, high: str) -> Span:
    return Span(_decimal(cells.get(low)), _decimal(cells.get(high)))


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _texts(value: str | list[str] | None) -> list[str]:
    """A choice of one or of several, whichever the company made of the field."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value
