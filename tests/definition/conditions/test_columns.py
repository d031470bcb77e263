"""Tests of fields as SQL expressions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.definition.conditions.ledger import (
    MASTER,
    REQUESTS,
    Town,
    a_field,
    a_schema,
    an_env,
    schema_of,
)
from urakata.definition.conditions import Env, column_sql
from urakata.definition.conditions.columns import equal_columns
from urakata.definition.schema import Lookup
from urakata.kernel.errors import NotFound


def sql(code, schema=REQUESTS, env=None, **more):
    return column_sql(schema.by_code[code], schema, env or an_env(), **more)


def test_a_field_is_its_column():
    assert sql("金額") == "t.f2"
    assert sql("作成者") == "t.created_by"
    assert sql("単価", alias="c") == "c.f22"


def test_a_live_field_is_read_from_the_master_by_its_key():
    assert sql("取引先名") == "(SELECT tl30.f2 FROM ledger.app_2 tl30 WHERE tl30.f1 = t.f30)"


def test_a_record_number_is_searched_as_one():
    assert sql("先名称") == (
        "(SELECT tl34.f2 FROM ledger.app_2 tl34 WHERE tl34.id = CASE WHEN t.f34 = trunc(t.f34)"
        " AND abs(t.f34) < 1e18 THEN t.f34::bigint END)"
    )


def test_a_live_text_may_come_from_another_type():
    assert sql("番号").startswith("(SELECT tl30.id::text FROM")


def test_without_its_master_a_live_field_is_empty():
    def gone(app_id):
        raise NotFound("GAIA_AP01", id=app_id)

    env = an_env()
    assert sql("取引先名", env=Env(env.actor, env.now, Town(), gone)) == "NULL"
    other = a_schema(2, ())
    assert sql("取引先名", env=Env(env.actor, env.now, Town(), lambda _: other)) == "NULL"


def test_a_chain_of_masters_ends():
    looped = Lookup(7, "鍵", (("値", "値"),), mode="LIVE")
    schema = a_schema(
        7,
        (
            a_field(1, "SINGLE_LINE_TEXT", "鍵", lookup=looped),
            a_field(2, "SINGLE_LINE_TEXT", "値", live=(1, "値")),
        ),
    )
    env = an_env()
    env = Env(env.actor, env.now, Town(), lambda _: schema)

    assert sql("値", schema, env).count("SELECT") == 5
    assert "(SELECT NULL FROM ledger.app_7" in sql("値", schema, env)


def test_a_master_s_own_live_field_is_read_through():
    key = replace(MASTER.by_code["コード"], lookup=Lookup(2, "コード", (), mode="LIVE"))
    live = replace(MASTER.by_code["名称"], live_source=(1, "限度"))
    master = replace(MASTER, fields=(key, live, MASTER.by_code["限度"]))
    env = an_env()
    env = Env(env.actor, env.now, Town(), lambda i: master if i == 2 else schema_of(i))

    assert sql("取引先名", env=env).count("SELECT") == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("件名", "件名", "b.f1 = a.f1"),
        ("件名", "部署", "b.f9 = a.f1"),
        ("金額", "単価", "b.f22 = a.f2"),
        ("レコード番号", "金額", "b.f2 = a.id"),
        ("金額", "件名", "b.f1::text = trim_scale(a.f2)::text"),
        ("件名", "期限", "b.f11::text = a.f1::text"),
        ("レコード番号", "件名", "b.f1::text = a.id::text"),
        ("レコード番号", "レコード番号", "b.id = a.id"),
        ("件名", "レコード番号", "b.id = substring(a.f1 from '([0-9]{1,18})$')::bigint"),
    ],
)
def test_fields_of_two_apps_meet_in_the_type_of_the_one_searched(ours, theirs, same):
    left, right = REQUESTS.by_code[ours], REQUESTS.by_code[theirs]

    assert equal_columns((f"a.{left.column}", left), (f"b.{right.column}", right)) == same


def test_without_its_look_up_a_live_field_is_empty():
    orphan = a_schema(1, (a_field(31, "SINGLE_LINE_TEXT", "取引先名", live=(30, "名称")),))

    assert sql("取引先名", orphan) == "NULL"
