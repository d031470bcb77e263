"""What an auditor's sheet says of each person."""

from __future__ import annotations

import pytest

from tests.access.office import hire, register
from urakata.access.explaining import explain_app
from urakata.directory import epochs
from urakata.directory.actors import system_actor
from urakata.directory.services import NewUser, create_users
from urakata.exchange.access_reports import (
    app_heads,
    app_rows,
    record_heads,
    record_rows,
    rows_of_apps,
)
from urakata.record.explaining import explain_record


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


def of(code, heads, rows):
    (row,) = [row for row in rows if code in row]
    return {head: cell for head, cell in zip(heads, row, strict=True) if cell}


def test_a_line_tells_the_rights_the_reasons_and_the_restricted_fields(people, app):
    groups = explain_app(actor=people["kansa"], app=app)

    assert of("kacho", app_heads("ja"), app_rows(app, groups, "ja")) == {
        "アプリID": str(app.app_id),
        "アプリ": "社員名簿",
        "ログイン名": "kacho",
        "名前": "支払 課長",
        "レコード閲覧": "○",
        "レコード追加": "○",
        "レコード編集": "○",
        "理由": "アプリのアクセス権の1行目（組織「keiri」（下位組織を含む））",
        "レコードのアクセス権": (
            "レコードのアクセス権の1番目（区分が「役員」、かつ本人がログインしている人以外）に、当てはまる行がありません: なし\n"
            "レコードのアクセス権の2番目（すべてのレコード）の1行目（フィールド「所属」が指す人（下位組織を含む））: レコード閲覧, レコード編集\n"
            "レコードのアクセス権の2番目（すべてのレコード）の2行目（フィールド「本人」が指す人）: レコード閲覧\n"
            "レコードのアクセス権の2番目（すべてのレコード）に、当てはまる行がありません: なし"
        ),
        "見えないフィールド": "年収",
        "閲覧だけのフィールド": "経歴",
        "一部のレコードでだけ見える・編集できるフィールド": "月給",
    }


def test_a_line_of_a_record_tells_what_holds_there(people, app):
    groups = explain_record(actor=people["kansa"], app=app, record_id=2)

    assert of("kacho", record_heads("en"), record_rows(app, 2, groups, "en")) == {
        "App ID": str(app.app_id),
        "App": "社員名簿",
        "Record number": "2",
        "Login name": "kacho",
        "Name": "支払 課長",
        "View records": "yes",
        "Edit records": "yes",
        "Why": (
            'Row 1 of the app\'s permissions (the department "keiri" and all below it)\n'
            'Row 1 (whoever the field "所属" names and all below it) of rule 2 for records'
            " (all records): View records, Edit records"
        ),
        "Hidden fields": "年収",
        "Read-only fields": "月給\n経歴",
    }


def test_the_whole_company_in_all_apps_takes_no_query_a_person(
    people, app, an_app, django_assert_num_queries
):
    many = [NewUser(f"u{n}", f"利用者{n}", posts=[("eigyo", None)]) for n in range(300)]
    create_users(actor=system_actor(), users=many)
    apps = [app, an_app({"件名": "SINGLE_LINE_TEXT"})]
    actor = people["kansa"]
    epochs.end()
    rows = list(rows_of_apps(apps, actor))

    with django_assert_num_queries(len(apps)):  # the epochs, once an app
        assert len(list(rows_of_apps(apps, actor))) == len(rows) == 620
