from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.read import count_records


@pytest.fixture
def app(an_app: AnApp) -> AppSchema:
    return an_app(
        {
            "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
            "金額": {"type": "NUMBER", "maxValue": "1000"},
            "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
            "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
        }
    )


def row(**values: object) -> dict[str, object]:
    return {code: {"value": value} for code, value in values.items()}


def test_a_record_is_added_and_read_with_text_for_numbers(as_suzuki: Api, app: AppSchema) -> None:
    added = as_suzuki("POST", "record", app=app.app_id, record=row(件名="PC", 金額=120))

    assert added.body == {"id": "1", "revision": "1"}
    read = as_suzuki.get("record", f"app={app.app_id}&id=1").body["record"]
    assert read["金額"] == {"type": "NUMBER", "value": "120"}
    assert read["$id"] == {"type": "__ID__", "value": "1"}
    assert read["$revision"] == {"type": "__REVISION__", "value": "1"}


def test_a_record_without_required_values_is_refused_with_the_place(
    as_suzuki: Api, app: AppSchema, suzuki: Actor
) -> None:
    reply = as_suzuki("POST", "record", app=app.app_id, record=row(件名="", 金額="x"))

    assert (reply.status, reply.code) == (400, "CB_VA01")
    assert reply.errors["record.件名.value"] == ["必須です。"]
    assert count_records(actor=suzuki, app=app, query="") == 0


def test_a_missing_record_parameter_is_a_record_of_defaults(as_suzuki: Api, an_app: AnApp) -> None:
    app = an_app({"数": {"type": "NUMBER", "defaultValue": "7"}})

    as_suzuki("POST", "record", app=app.app_id)
    read = as_suzuki.get("record", f"app={app.app_id}&id=1")

    assert read.body["record"]["数"]["value"] == "7"


def test_a_record_is_changed_by_id_and_by_a_unique_field(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    a_record(app, 件名="a", 番号="N1")
    key = {"field": "番号", "value": "N1"}

    by_id = as_suzuki("PUT", "record", app=app.app_id, id="1", record=row(金額="5"))
    by_key = as_suzuki("PUT", "record", app=app.app_id, updateKey=key, record=row(金額="6"))

    assert (by_id.body, by_key.body) == ({"revision": "2"}, {"revision": "3"})


def test_an_update_must_say_which_record(as_suzuki: Api, app: AppSchema) -> None:
    one = as_suzuki("PUT", "record", app=app.app_id, record={})
    many = as_suzuki("PUT", "records", app=app.app_id, records=[{"record": {}}])

    assert one.errors == {"id": ["必須です。"]}
    assert many.errors == {"records[0].id": ["必須です。"]}


def test_an_old_revision_is_a_conflict_and_changes_nothing(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    a_record(app, 件名="a")

    reply = as_suzuki("PUT", "record", app=app.app_id, id=1, record=row(件名="b"), revision=9)

    assert (reply.status, reply.code) == (409, "GAIA_CO02")
    read = as_suzuki.get("record", f"app={app.app_id}&id=1").body["record"]
    assert read["件名"]["value"] == "a"


def test_a_record_that_is_not_there_is_not_found(as_suzuki: Api, app: AppSchema) -> None:
    reply = as_suzuki.get("record", f"app={app.app_id}&id={2**63 - 1}")
    assert (reply.status, reply.code) == (404, "GAIA_RE01")


def test_an_app_that_is_not_there_is_not_found(as_suzuki: Api) -> None:
    reply = as_suzuki.get("records", f"app={2**63 - 1}")
    assert (reply.status, reply.code) == (404, "GAIA_AP01")


def test_records_are_listed_with_their_number_only_where_asked(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    for name in "abc":
        a_record(app, 件名=name)

    plain = as_suzuki.get("records", f"app={app.app_id}&fields[0]=件名&query=limit 2").body
    counted = as_suzuki.get("records", f"app={app.app_id}&totalCount=true&query=limit 1").body

    assert [r["件名"]["value"] for r in plain["records"]] == ["c", "b"]
    assert [list(r) for r in plain["records"]] == [["件名"], ["件名"]]
    assert (plain["totalCount"], counted["totalCount"]) == (None, "3")


def test_a_get_that_grew_too_long_comes_as_a_post(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    a_record(app, 件名="a")
    body = f'{{"app": {app.app_id}, "query": "件名 = \\"a\\""}}'.encode()

    reply = as_suzuki.send("POST", "records", body, **{"X-HTTP-Method-Override": "GET"})

    assert len(reply.body["records"]) == 1


def test_many_records_are_added_all_or_none(as_suzuki: Api, app: AppSchema, suzuki: Actor) -> None:
    good, bad = row(件名="a"), row(件名="")

    refused = as_suzuki("POST", "records", app=app.app_id, records=[good, bad])
    added = as_suzuki("POST", "records", app=app.app_id, records=[good, good])

    assert refused.errors == {"records[1].件名.value": ["必須です。"]}
    assert added.body["revisions"] == ["1", "1"]
    assert count_records(actor=suzuki, app=app, query="") == 2


def test_adding_no_records_is_no_error(as_suzuki: Api, app: AppSchema) -> None:
    reply = as_suzuki("POST", "records", app=app.app_id, records=[])
    assert reply.body == {"ids": [], "revisions": []}


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("POST", "一度に100件までのレコードを追加できます。"),
        ("PUT", "一度に100件までのレコードを更新できます。"),
    ],
)
def test_more_than_100_records_are_too_many(
    as_suzuki: Api, app: AppSchema, method: str, sentence: str
) -> None:
    reply = as_suzuki(method, "records", app=app.app_id, records=[{"id": 1}] * 101)
    assert reply.errors == {"records": [sentence]}


def test_upsert_updates_what_is_there_and_adds_the_rest(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    a_record(app, 件名="a", 番号="N1")
    records = [
        {"updateKey": {"field": "番号", "value": "N1"}, "record": row(件名="b")},
        {"updateKey": {"field": "番号", "value": "N2"}, "record": row(件名="c")},
        {"id": "9007199254740991", "record": row(件名="d")},
    ]

    reply = as_suzuki("PUT", "records", app=app.app_id, records=records, upsert=True)

    assert [(r["id"], r["operation"]) for r in reply.body["records"]] == [
        ("1", "UPDATE"),
        ("2", "INSERT"),
        ("3", "INSERT"),
    ]


def test_an_update_of_many_says_their_revisions(
    as_suzuki: Api, app: AppSchema, a_record: ARecord
) -> None:
    a_record(app, 件名="a")
    records = [{"id": 1, "revision": "1", "record": row(件名="b")}]

    reply = as_suzuki("PUT", "records", app=app.app_id, records=records)

    assert reply.body == {"records": [{"id": "1", "revision": "2"}]}


def test_records_are_deleted_by_query_and_by_body(
    as_suzuki: Api, app: AppSchema, a_record: ARecord, suzuki: Actor
) -> None:
    for name in "abc":
        a_record(app, 件名=name)

    by_query = as_suzuki.send(
        "DELETE", f"/k/v1/records.json?app={app.app_id}&ids[0]=1&ids[1]=2&revisions[0]=1"
    )
    by_body = as_suzuki("DELETE", "records", app=app.app_id, ids=["3"], revisions=[None])

    assert (by_query.body, by_body.body) == ({}, {})
    assert count_records(actor=suzuki, app=app, query="") == 0


def test_one_missing_record_keeps_all_from_being_deleted(
    as_suzuki: Api, app: AppSchema, a_record: ARecord, suzuki: Actor
) -> None:
    a_record(app, 件名="a")

    reply = as_suzuki("DELETE", "records", app=app.app_id, ids=[1, 99])

    assert (reply.status, reply.code) == (404, "GAIA_RE01")
    assert count_records(actor=suzuki, app=app, query="") == 1


def test_deleting_nothing_in_particular_is_refused(as_suzuki: Api, app: AppSchema) -> None:
    reply = as_suzuki("DELETE", "records", app=app.app_id)
    assert reply.errors == {
        "ids": ["必須です。", "一度に1件から100件までのレコードを削除できます。"]
    }


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("件名 =", "CB_VA01"),
        ("limit 501", "GAIA_QU01"),
        ("offset 10001", "GAIA_QU02"),
        ('無い = "a"', "GAIA_IQ11"),
        ('件名 > "a"', "GAIA_IQ03"),
        ('品名 = "a"', "GAIA_IQ07"),
        ('明細.品名 in ("a")', "GAIA_IR02"),
        ('作成者 in ("nobody")', "GAIA_IL26"),
        ("作成日時 = THIS_MONTH(99)", "GAIA_IQ23"),
        ("作成日時 = FROM_TODAY(1, HOURS)", "GAIA_IQ25"),
        ("作成日時 = TODAY(1)", "GAIA_IL08"),
        ('ステータス = "未処理"', "GAIA_ST02"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    as_suzuki: Api, app: AppSchema, query: str, code: str
) -> None:
    reply = as_suzuki("GET", "records", app=app.app_id, query=query)
    assert (reply.status, reply.code) == (400, code)


def test_a_syntax_error_is_reported_at_the_query(as_suzuki: Api, app: AppSchema) -> None:
    reply = as_suzuki("GET", "records", app=app.app_id, query="件名 =")
    assert reply.errors == {"query": ["クエリ記法が間違っています。"]}
