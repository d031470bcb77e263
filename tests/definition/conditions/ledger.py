"""Small ledgers made by hand: a request app with a field of every kind, and its master."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from urakata.definition.conditions import Env
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field, Lookup, NumberPrecision, Process, State
from urakata.directory.actor import Actor
from urakata.kernel.errors import NotFound

#: Wednesday 1 April 2026, 08:30:45 in Tokyo; still Tuesday 31 March in UTC.
NOW = datetime(2026, 3, 31, 23, 30, 45, tzinfo=UTC)
PEOPLE = {
    "user": {"sato": 1, "suzuki": 2, "tanaka": 3},
    "organization": {"soumu": 10, "keiri": 11},
    "group": {"everyone": 20},
}
SATO = Actor(1, "sato", "佐藤 花子", organization_ids=frozenset({10}), primary_organization_id=10)
SUZUKI = Actor(2, "suzuki", "鈴木 一郎", timezone=ZoneInfo("America/New_York"))


class Town:
    def find(self, kind, code):
        return PEOPLE[kind].get(code)

    def show(self, kind, id_):
        return {"code": str(id_), "name": kind}


def a_field(id_, type_, code, *, table=None, lookup=None, live=None, **raw):
    field_type = FIELD_TYPES[type_]
    return Field(
        id_,
        code,
        code,
        field_type,
        field_type.configure(raw, f"fields[{code}]"),
        table_id=table,
        lookup=lookup,
        live_source=live,
    )


def options(*names):
    return {name: {"label": name, "index": str(n)} for n, name in enumerate(names)}


def system_fields():
    return (
        a_field(101, "RECORD_NUMBER", "レコード番号"),
        a_field(102, "CREATOR", "作成者"),
        a_field(103, "CREATED_TIME", "作成日時"),
        a_field(104, "MODIFIER", "更新者"),
        a_field(105, "UPDATED_TIME", "更新日時"),
        a_field(106, "STATUS", "ステータス", enabled=True),
        a_field(107, "STATUS_ASSIGNEE", "作業者", enabled=True),
        a_field(108, "CATEGORY", "カテゴリー"),
    )


def a_schema(app_id, fields, *, process=True):
    states = tuple(State(name, n, {}) for n, name in enumerate(("未処理", "処理中", "完了")))
    return AppSchema(
        app_id, 1, "申請", "", 1, (*system_fields(), *fields),
        NumberPrecision(), 4, Process(process, states), {}, [], {},
    )  # fmt: skip


def a_reference(id_, code, app_id, field, related_field, filter_condition=""):
    table = {
        "relatedApp": {"app": str(app_id)},
        "condition": {"field": field, "relatedField": related_field},
        "filterCond": filter_condition,
    }
    return a_field(id_, "REFERENCE_TABLE", code, referenceTable=table)


REQUESTS = a_schema(
    1,
    (
        a_field(1, "SINGLE_LINE_TEXT", "件名"),
        a_field(2, "NUMBER", "金額"),
        a_field(3, "CALC", "税", expression="金額 * 0.1"),
        a_field(4, "MULTI_LINE_TEXT", "理由"),
        a_field(5, "RICH_TEXT", "説明"),
        a_field(6, "LINK", "参照", protocol="WEB"),
        a_field(7, "CHECK_BOX", "区分", options=options("新規", "更新", "解約")),
        a_field(8, "RADIO_BUTTON", "緊急度", options=options("高", "低")),
        a_field(9, "DROP_DOWN", "部署", options=options("総務", "経理")),
        a_field(10, "MULTI_SELECT", "対象", options=options("A", "B")),
        a_field(11, "DATE", "期限"),
        a_field(12, "TIME", "開始"),
        a_field(13, "DATETIME", "会議"),
        a_field(14, "USER_SELECT", "担当"),
        a_field(15, "ORGANIZATION_SELECT", "組織"),
        a_field(16, "GROUP_SELECT", "グループ"),
        a_field(17, "FILE", "添付"),
        a_field(18, "GROUP", "詳細"),
        a_field(20, "SUBTABLE", "明細"),
        a_field(21, "SINGLE_LINE_TEXT", "品名", table=20),
        a_field(22, "NUMBER", "単価", table=20),
        a_field(23, "DROP_DOWN", "種別", table=20, options=options("物品", "役務")),
        a_field(24, "DATE", "納期", table=20),
        a_field(25, "CHECK_BOX", "印", table=20, options=options("済", "急")),
        a_field(26, "MULTI_LINE_TEXT", "備考", table=20),
        a_field(27, "DATETIME", "予定", table=20),
        a_field(
            30, "SINGLE_LINE_TEXT", "取引先",
            lookup=Lookup(2, "コード", (("取引先名", "名称"), ("与信", "限度"), ("番号", "レコード番号")), mode="LIVE"),
        ),
        a_field(31, "SINGLE_LINE_TEXT", "取引先名", live=(30, "名称")),
        a_field(32, "NUMBER", "与信", live=(30, "限度")),
        a_field(33, "SINGLE_LINE_TEXT", "番号", live=(30, "レコード番号")),
        a_field(34, "NUMBER", "先番号", lookup=Lookup(2, "レコード番号", (("先名称", "名称"),), mode="LIVE")),
        a_field(35, "SINGLE_LINE_TEXT", "先名称", live=(34, "名称")),
        a_reference(40, "関連", 2, "取引先", "コード"),
        a_reference(41, "大口", 2, "取引先", "コード", "限度 >= 1000"),
        a_reference(42, "同額", 1, "金額", "単価"),
        a_reference(43, "消えた", 99, "取引先", "コード"),
        a_reference(45, "絶えた", 2, "取引先", "旧コード"),
        a_reference(44, "輪", 1, "件名", "件名", '輪.件名 in ("x")'),
    ),
)  # fmt: skip
MASTER = a_schema(
    2,
    (
        a_field(1, "SINGLE_LINE_TEXT", "コード"),
        a_field(2, "SINGLE_LINE_TEXT", "名称"),
        a_field(3, "NUMBER", "限度"),
        a_field(4, "DATE", "契約日"),
    ),
    process=False,
)
APPS = {1: REQUESTS, 2: MASTER}


def schema_of(app_id):
    if app_id not in APPS:
        raise NotFound("GAIA_AP01", id=app_id)
    return APPS[app_id]


def an_env(actor=SATO, now=NOW, **more):
    return Env(actor, now, Town(), schema_of, **more)


def create_tables(schema):
    columns = "".join(f", f{f.id} {f.type.column}" for f in schema.top_fields if _has_column(f))
    main = ledger_table(schema.app_id)
    create = (
        f"CREATE TABLE {main} (id bigint generated by default as identity primary key,"
        " revision bigint not null default 1, created_by bigint not null default 1,"
        " created_at timestamptz not null default now(), updated_by bigint not null default 1,"
        " updated_at timestamptz not null default now(), status text, assignees bigint[],"
        f" categories text[]{columns})"
    )
    statements = [create]
    for table in schema.tables:
        columns = "".join(f", f{f.id} {f.type.column}" for f in schema.columns_of(table))
        child = child_table(schema.app_id, table.id)
        statements.append(
            f"CREATE TABLE {child} (id bigint generated by default as identity primary key,"
            f" record_id bigint not null references {main}(id), position int not null{columns})"
        )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _has_column(field):
    return field.is_stored and field.type.system_column is None


def put(schema, **values):
    """Add a record from stored values by field code (rows of a table as a list); its id."""
    tables = {table.code for table in schema.tables}
    rows = {code: value for code, value in values.items() if code in tables}
    plain = {
        "id" if code == "$id" else schema.by_code[code].column: value
        for code, value in values.items()
        if code not in tables
    }
    id_ = _insert(ledger_table(schema.app_id), plain)
    for code, children in rows.items():
        table = schema.by_code[code]
        for position, row in enumerate(children):
            columns = {schema.by_code[c].column: v for c, v in row.items()}
            _insert(
                child_table(schema.app_id, table.id),
                {"record_id": id_, "position": position} | columns,
            )
    return id_


def _insert(table, values):
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    what = f"({names}) VALUES ({places})" if values else "DEFAULT VALUES"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} {what} RETURNING id", list(values.values()))
        return cursor.fetchone()[0]
