from __future__ import annotations

import json

import pytest

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.directory.actor import Actor
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy

pytestmark = pytest.mark.django_db

PHRASE = "年度末の棚卸しのため"


def make(sato: Actor) -> int:
    app_id, _ = services.create_app(actor=sato, name="稟議")
    types = {
        "件名": "SINGLE_LINE_TEXT",
        "理由": "MULTI_LINE_TEXT",
        "本文": "RICH_TEXT",
        "金額": "NUMBER",
    }
    properties = {
        code: {"code": code, "label": code, "type": type_} for code, type_ in types.items()
    }
    services.add_fields(actor=sato, app_id=app_id, properties=properties)
    deploy(actor=sato, targets=[(app_id, None)])
    return app_id


def gathered(app_id: int) -> list[str]:
    sql = "SELECT stxname FROM pg_statistic_ext WHERE stxname LIKE %s ORDER BY 1"
    return [name for (name,) in ledger_cursor().execute(sql, (f"app_{app_id}\\_w\\_%",)).fetchall()]


def column(app_id: int, code: str) -> str:
    return live_schema(app_id).by_code[code].column


def test_texts_that_can_be_searched_have_statistics_as_long_as_they_are_there(sato) -> None:
    app_id = make(sato)
    subject, reason = (f"app_{app_id}_w_{column(app_id, code)}" for code in ("件名", "理由"))
    assert gathered(app_id) == sorted([subject, reason])

    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])
    deploy(actor=sato, targets=[(app_id, None)])
    assert gathered(app_id) == [reason]


def test_a_common_phrase_is_found_by_walking_the_list(sato) -> None:
    app_id = make(sato)
    reason = column(app_id, "理由")
    ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app_id} (created_by, created_at, updated_by, updated_at, {reason})"
        " SELECT 1, now(), 1, now(), n || (array['', %s])[1 + n %% 2] FROM generate_series(1, 20000) n",
        (PHRASE,),
    )
    ledger_cursor().execute(f"ANALYZE ledger.app_{app_id}")
    row = (
        ledger_cursor()
        .execute(
            f"EXPLAIN (FORMAT JSON) SELECT id FROM ledger.app_{app_id} AS t"
            f" WHERE ledger.fold(t.{reason}) LIKE lower(%s::text) ORDER BY t.id DESC LIMIT 100",
            (f"%{PHRASE}%",),
        )
        .fetchone()
    )

    assert json.loads(row[0])[0]["Plan"]["Plans"][0]["Node Type"] == "Index Scan"
