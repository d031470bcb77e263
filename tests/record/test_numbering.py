from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import people
from urakata.directory.actors import system_actor
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy
from urakata.record.numbering import draw

NEW_YEARS_EVE = datetime(2026, 12, 31, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
NEW_YEAR = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
MARCH = datetime(2027, 3, 31, 3, 0, tzinfo=UTC)
APRIL = datetime(2027, 4, 1, 3, 0, tzinfo=UTC)

WRITERS = 50
EACH = 4


def numbered(pattern: str, reset: str = "NEVER", field: str = "", *, gap_free: bool = False) -> Any:
    numbering = {"pattern": pattern, "reset": reset, "resetField": field, "gapFree": gap_free}
    return {"type": "SINGLE_LINE_TEXT", "unique": False, "numbering": numbering}


def make(fields: dict[str, Any]) -> AppSchema:
    """An app made without any of the cast, for tests that really commit."""
    actor = system_actor()
    app_id, _ = services.create_app(actor=actor, name="採番")
    properties = {code: {"code": code, "label": code, **raw} for code, raw in fields.items()}
    services.add_fields(actor=actor, app_id=app_id, properties=properties)
    deploy(actor=actor, targets=[(app_id, None)])
    return live_schema(app_id)


def drawn(app: AppSchema, *rows: dict[str, Any], at: datetime = NEW_YEAR) -> list[str]:
    values = [dict(row) for row in rows] or [{}]
    draw(app=app, rows=values, now=at, people=people.snapshot())
    return [row["番号"] for row in values]


def store(app: AppSchema, *numbers: str) -> None:
    sql = (
        f"INSERT INTO ledger.app_{app.app_id} (created_by, created_at, updated_by, updated_at,"
        f" {app.by_code['番号'].column}) VALUES (1, now(), 1, now(), %s)"
    )
    ledger_cursor().executemany(sql, [(number,) for number in numbers])


@pytest.mark.django_db
@pytest.mark.parametrize("gap_free", [True, False])
def test_numbers_run_on_over_rows_and_calls(gap_free: bool) -> None:
    app = make({"番号": numbered("RNG-{seq:3}", gap_free=gap_free)})

    assert drawn(app, {}, {}) == ["RNG-001", "RNG-002"]
    assert drawn(app, {"番号": "手書き"}, {}) == ["手書き", "RNG-003"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pattern", "reset", "before", "after"),
    [
        ("{yyyy}-{seq}", "YEAR", (NEW_YEARS_EVE, "2026-1"), (NEW_YEAR, "2027-1")),
        ("{fy}-{seq}", "FISCAL_YEAR", (MARCH, "26-1"), (APRIL, "27-1")),
        ("{fy}-{seq}", "FISCAL_YEAR", (NEW_YEARS_EVE, "26-1"), (NEW_YEAR, "26-2")),
        ("{yy}{mm}-{seq:2}", "MONTH", (MARCH, "2703-01"), (APRIL, "2704-01")),
        (
            "{mm}/{dd} {seq} {yyyy}",
            "DAY",
            (NEW_YEARS_EVE, "12/31 1 2026"),
            (NEW_YEAR, "01/01 1 2027"),
        ),
        ("{yyyy}-{seq}", "NEVER", (NEW_YEARS_EVE, "2026-1"), (NEW_YEAR, "2027-2")),
    ],
)
def test_sequences_begin_again_in_the_time_zone_of_the_app(pattern, reset, before, after) -> None:
    app = make({"番号": numbered(pattern, reset)})

    assert [drawn(app, at=before[0]), drawn(app, at=after[0])] == [[before[1]], [after[1]]]


@pytest.mark.django_db
def test_each_value_of_a_field_has_a_sequence_of_its_own() -> None:
    app = make(
        {
            "番号": numbered("{field:部門}-{seq:2}", "FIELD", "部門"),
            "部門": {"type": "SINGLE_LINE_TEXT"},
        }
    )

    rows = [{"部門": name} for name in ("経理", "総務", "経理", None)]
    assert drawn(app, *rows) == ["経理-01", "総務-01", "経理-02", "-01"]


@pytest.mark.django_db
def test_people_are_named_by_their_codes(sato) -> None:
    app = make({"番号": numbered("{field:担当}{seq}"), "担当": {"type": "USER_SELECT"}})

    assert drawn(app, {"担当": [sato.user_id]}) == ["sato1"]


@pytest.mark.django_db
def test_long_values_are_cut() -> None:
    app = make(
        {
            "番号": numbered("{field:件名}/{seq}", "FIELD", "件名"),
            "件名": {"type": "SINGLE_LINE_TEXT"},
        }
    )

    assert drawn(app, {"件名": "長" * 500}, {"件名": "長" * 400}) == [
        "長" * 40 + "/1",
        "長" * 40 + "/2",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("gap_free", [True, False])
@pytest.mark.parametrize(
    ("pattern", "reset", "there", "first"),
    [
        ("R.{seq:3}", "NEVER", ["R.007", "R.12", "RX099", "R.100x", "R.41"], "R.008"),
        ("{yyyy}-{seq}", "YEAR", ["2026-50", "2027-3"], "2027-4"),
        ("{yyyy}{mm}-{seq}", "YEAR", ["202612-9", "202703-5"], "202701-6"),
        ("{yyyy}-{seq}", "NEVER", ["2026-50", "2027-3"], "2027-51"),
        ("10%_{seq}", "NEVER", ["10%_4", "10xx9"], "10%_5"),
    ],
)
def test_a_pattern_that_is_added_starts_after_the_greatest_number_there_is(
    pattern, reset, there, first, gap_free
) -> None:
    app = make({"番号": {"type": "SINGLE_LINE_TEXT"}})
    store(app, *there)
    change = {"番号": numbered(pattern, reset, gap_free=gap_free)}
    services.update_fields(actor=system_actor(), app_id=app.app_id, properties=change)
    deploy(actor=system_actor(), targets=[(app.app_id, None)])

    assert drawn(live_schema(app.app_id)) == [first]


@pytest.mark.django_db
def test_a_pattern_that_is_changed_goes_on_from_what_it_would_repeat() -> None:
    app = make({"番号": numbered("A{seq}")})
    store(app, *drawn(app, {}, {}))
    for pattern, expected in (("B{seq}", "B1"), ("A{seq:2}", "A01"), ("A{seq}", "A3")):
        change = {"番号": numbered(pattern)}
        services.update_fields(actor=system_actor(), app_id=app.app_id, properties=change)
        deploy(actor=system_actor(), targets=[(app.app_id, None)])
        assert drawn(live_schema(app.app_id)) == [expected]


@pytest.mark.django_db
def test_renaming_a_field_in_the_pattern_keeps_the_sequence() -> None:
    app = make({"番号": numbered("{field:部門}{seq}"), "部門": {"type": "SINGLE_LINE_TEXT"}})
    assert drawn(app, {"部門": "経"}) == ["経1"]
    change = {"部門": {"type": "SINGLE_LINE_TEXT", "code": "部署"}}
    services.update_fields(actor=system_actor(), app_id=app.app_id, properties=change)
    deploy(actor=system_actor(), targets=[(app.app_id, None)])

    assert drawn(live_schema(app.app_id), {"部署": "経"}) == ["経2"]


@pytest.fixture
def crowd(committing: None) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WRITERS) as pool:
        yield pool


def write(app: AppSchema, place: int) -> list[str]:
    """Add a few records in a transaction of its own; every fifth writer thinks better of it."""
    numbers: list[str] = []
    try:
        with transaction.atomic():
            for _ in range(EACH):
                numbers += drawn(app)
            store(app, *numbers)
            if place % 5 == 0:
                transaction.set_rollback(True)
    finally:
        connection.close()
    return [] if place % 5 == 0 else numbers


@pytest.mark.parametrize("gap_free", [True, False])
def test_fifty_writers_at_once_never_get_the_same_number(crowd, gap_free: bool) -> None:
    app = make({"番号": {**numbered("{seq:6}", gap_free=gap_free), "unique": True}})
    written = list(crowd.map(lambda place: write(app, place), range(WRITERS)))

    numbers = sorted(int(n) for each in written for n in each)
    kept = WRITERS * 4 // 5 * EACH
    assert len(set(numbers)) == kept
    sql = f"SELECT count(*) FROM ledger.app_{app.app_id}"
    assert ledger_cursor().execute(sql).fetchone() == (kept,)
    if gap_free:
        assert numbers == list(range(1, kept + 1))


def test_writers_of_an_ordinary_sequence_do_not_wait_for_each_other(crowd) -> None:
    app = make({"番号": numbered("{seq}")})
    with transaction.atomic():
        assert drawn(app) == ["1"]
        assert crowd.submit(write, app, 1).result(timeout=10) == ["2", "3", "4", "5"]
        transaction.set_rollback(True)
    assert drawn(app) == ["6"]
