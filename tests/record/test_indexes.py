from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError, transaction
from psycopg import errors

from urakata.definition import services
from urakata.definition.conditions.compiler import compile_condition
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.order import compile_order
from urakata.definition.conditions.parser import parse_query
from urakata.definition.queries import draft_document, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import people
from urakata.directory.actor import Actor
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy
from urakata.record.indexes import (
    found_indexes,
    longest_indexed,
    purpose_of,
    related_index,
    wanted_indexes,
)

pytestmark = pytest.mark.django_db

OPTIONS = {
    name: {"label": name, "index": str(n)} for n, name in enumerate(("備品", "交通費", "他"))
}
FIELDS: dict[str, Any] = {
    "件名": {"type": "SINGLE_LINE_TEXT"},
    "種別": {"type": "DROP_DOWN", "options": OPTIONS},
    "印": {"type": "CHECK_BOX", "options": OPTIONS},
    "金額": {"type": "NUMBER"},
    "期日": {"type": "DATE"},
    "担当": {"type": "USER_SELECT"},
    "備考": {"type": "MULTI_LINE_TEXT"},
}


def make(sato: Actor, *views: tuple[str, str], process: bool = False) -> AppSchema:
    app_id, _ = services.create_app(actor=sato, name="稟議")
    properties = {code: {"code": code, "label": code, **raw} for code, raw in FIELDS.items()}
    services.add_fields(actor=sato, app_id=app_id, properties=properties)
    services.update_process(actor=sato, app_id=app_id, process={"enable": process})
    named = {
        f"一覧{n}": {
            "type": "LIST",
            "name": f"一覧{n}",
            "index": str(n),
            "fields": ["件名"],
            "filterCond": condition,
            "sort": sort,
        }
        for n, (condition, sort) in enumerate(views)
    }
    services.update_views(actor=sato, app_id=app_id, views=draft_document(app_id)["views"] | named)
    deploy(actor=sato, targets=[(app_id, None)])
    return live_schema(app_id)


def slugs(app: AppSchema) -> list[str]:
    """The app's indexes, with codes instead of columns: ``v 種別 期日d id``."""
    codes = {
        f.column: f.code for f in app.fields if f.table_id is None and f.column.startswith("f")
    }
    found = []
    for name in found_indexes(app.app_id):
        parts = name.split("_")[2:]
        found.append(
            " ".join(
                codes.get(p, codes.get(p[:-1], "") + p[-1] if p[:-1] in codes else p) for p in parts
            )
        )
    return sorted(found)


@pytest.mark.parametrize(
    ("condition", "sort", "expected"),
    [
        ("", "", []),
        ("", "$id asc", []),
        ("", "期日 desc", ["v 期日d id"]),
        ("", "期日 asc, 金額 desc", ["v 期日a 金額d id"]),
        ('種別 in ("備品")', "", ["v 種別 id"]),
        ('種別 in ("備品") and 金額 > 100', "期日 desc", ["v 種別 期日d id"]),
        ('種別 in ("備品", "他")', "期日 desc", ["v 期日d id", "v 種別 期日d id"]),
        ('件名 = "あ" and 期日 = TODAY()', "期日 desc", ["v 件名 期日 id"]),
        ("担当 in (LOGINUSER())", "期日 desc", ["g 担当", "v 期日d id"]),
        ('印 in ("備品")', "", ["g 印"]),
        ('種別 in ("備品") or 金額 > 100', "", []),
        ('備考 like "あ"', "作成日時 desc", ["v created atd id"]),
    ],
)
def test_a_view_gets_the_indexes_it_needs(sato, condition, sort, expected) -> None:
    assert slugs(make(sato, (condition, sort))) == expected


def test_views_that_need_the_same_share_it(sato) -> None:
    assert slugs(make(sato, ("", "期日 desc"), ("金額 > 1", "期日 desc"))) == ["v 期日d id"]


def test_a_view_that_goes_takes_its_index_along(sato) -> None:
    app = make(sato, ("", "期日 desc"))
    services.update_views(actor=sato, app_id=app.app_id, views={})
    deploy(actor=sato, targets=[(app.app_id, None)])

    assert found_indexes(app.app_id) == {}


def test_a_process_brings_indexes_on_status_and_assignees(sato) -> None:
    assert slugs(make(sato, process=True)) == ["g assignees", "v status id"]


def test_only_so_many_views_are_served(sato) -> None:
    codes = ("期日", "金額", "件名", "種別")
    sorts = [
        ("", f"{a} desc, {b} {way}")
        for a in codes
        for b in codes
        if a != b
        for way in ("asc", "desc")
    ]
    app = make(sato, *sorts, *(("", f"{a} desc") for a in codes))

    assert len(sorts) == 24
    assert {purpose_of(name) for name in wanted_indexes(app)} == {"v"}
    assert len(found_indexes(app.app_id)) == 24


def test_names_too_long_are_shortened_and_stay_the_same(sato) -> None:
    condition = (
        '件名 = "1" and 種別 in ("他") and 金額 = 1 and 期日 = TODAY() and 作成日時 = TODAY()'
    )
    app = make(
        sato,
        (condition, "更新日時 desc, レコード番号 desc"),
        (condition + " and 更新日時 = NOW()", ""),
    )

    assert all(len(name) <= 63 for name in wanted_indexes(app))
    assert set(found_indexes(app.app_id)) == set(wanted_indexes(app))


def test_related_records_need_no_index_where_there_is_one(sato) -> None:
    app = make(sato)

    assert related_index(app, "件名").columns == (app.by_code["件名"].column,)
    assert related_index(app, "レコード番号") is None
    assert related_index(app, "無い") is None
    assert related_index(app, "印") is None


LONG = "".join(chr(0x4E00 + n * 37 % 20_000) for n in range(3_000))


def insert_title(app: AppSchema, title: str) -> None:
    ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app.app_id} (created_by, created_at, updated_by, updated_at,"
        f" {app.by_code['件名'].column}) VALUES (1, now(), 1, now(), %s)",
        (title,),
    )


def test_the_value_that_is_too_long_for_an_index_can_be_told(sato) -> None:
    app = make(sato, ("", "件名 desc"))
    with pytest.raises(OperationalError) as caught, transaction.atomic():
        insert_title(app, LONG)

    assert isinstance(caught.value.__cause__, errors.ProgramLimitExceeded)
    rows = [{"件名": "短い", "備考": LONG * 2}, {"件名": LONG}, {}]
    assert longest_indexed(app, rows) == (1, app.by_code["件名"])


def test_texts_too_long_for_an_index_do_without_it(sato) -> None:
    app = make(sato)
    insert_title(app, LONG)
    view = {
        "type": "LIST",
        "name": "件名順",
        "index": "0",
        "fields": ["件名"],
        "filterCond": "",
        "sort": "件名 desc",
    }
    services.update_views(actor=sato, app_id=app.app_id, views={"件名順": view})
    deploy(actor=sato, targets=[(app.app_id, None)])

    assert found_indexes(app.app_id) == {}


def plan_of(app: AppSchema, actor: Actor, query: str) -> str:
    parsed = parse_query(query)
    env = Env(actor, datetime.now(UTC), people.snapshot(), live_schema)
    where, order = (
        compile_condition(parsed.condition, app, env),
        compile_order(parsed.order, app, env),
    )
    row = (
        ledger_cursor()
        .execute(
            f"EXPLAIN (FORMAT JSON) SELECT * FROM ledger.app_{app.app_id} AS t WHERE {where.text}"
            f" ORDER BY {order.text} LIMIT 100",
            (*where.params, *order.params),
        )
        .fetchone()
    )
    return json.dumps(json.loads(row[0]))


@pytest.mark.parametrize(
    ("condition", "sort"),
    [
        ('種別 in ("備品")', "期日 desc"),
        ('種別 in ("備品")', "期日 asc"),
        ("", "金額 desc"),
        ("", "金額 asc, 期日 desc"),
        ('ステータス = "未処理"', "更新日時 desc"),
    ],
)
def test_a_views_list_walks_its_index(sato, condition, sort) -> None:
    app = make(sato, (condition, sort), process=True)
    kind, amount, day = (app.by_code[code].column for code in ("種別", "金額", "期日"))
    ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app.app_id} (created_by, created_at, updated_by, updated_at,"
        f" status, {kind}, {amount}, {day}) SELECT 1, now(), 1, now() - n * interval '1 minute',"
        " (array['未処理', '完了'])[1 + n % 2], (array['備品', '交通費', '他'])[1 + n % 3],"
        " n % 5000, date '2026-01-01' + n % 700 FROM generate_series(1, 20000) AS n"
    )
    ledger_cursor().execute(f"ANALYZE ledger.app_{app.app_id}")
    plan = plan_of(app, sato, f"{condition} order by {sort}")

    assert '"Index Scan"' in plan
    assert '"Node Type": "Sort"' not in plan
    assert '"Seq Scan"' not in plan
