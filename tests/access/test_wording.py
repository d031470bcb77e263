from __future__ import annotations

import pytest

from tests.access.office import hire, register
from urakata.access.verdicts import app_verdict
from urakata.access.wording import say
from urakata.directory.people import snapshot


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def sentences(people, an_app, a_record, with_access):
    """Everything that decides about somebody."""
    app = register(an_app, a_record, with_access)

    def of(code, language="ja"):
        verdict = app_verdict(people[code], app)
        fields = [reason for each in verdict.fields for reason in each.reasons]
        reasons = [*verdict.reasons, *verdict.records, *fields]
        return [say(each, app, snapshot()).in_(language) for each in reasons]

    return of


def test_a_reason_is_a_sentence_that_names_list_row_and_whom(sentences):
    assert sentences("kacho") == [
        "アプリのアクセス権の1行目（組織「keiri」（下位組織を含む））",
        "レコードのアクセス権の1番目（区分が「役員」、かつ本人がログインしている人以外）に、当てはまる行がありません",
        "レコードのアクセス権の2番目（すべてのレコード）の1行目（フィールド「所属」が指す人（下位組織を含む））",
        "レコードのアクセス権の2番目（すべてのレコード）の2行目（フィールド「本人」が指す人）",
        "レコードのアクセス権の2番目（すべてのレコード）に、当てはまる行がありません",
        "フィールド「月給」のアクセス権の2行目（フィールド「上司」が指す人）",
        "フィールド「月給」のアクセス権の3行目（役職「課長」）",
        "フィールド「経歴」のアクセス権の1行目（全員）",
        "フィールド「経歴」のアクセス権の1行目（全員）",
        "フィールド「年収」のアクセス権に、当てはまる行がありません",
    ]


def test_whoever_stands_above_the_rules_is_told_so(sentences):
    assert sentences("kansa") == ["監査人は、すべてを閲覧して書き出せますが、変更はできません"]
    assert sentences("kanri")[:2] == [
        "アプリのアクセス権の2行目（全員）",
        "システム管理者は、すべてのアプリを管理できます",
    ]
    assert sentences("guest")[0] == "ゲストは「全員」に含まれず、ほかに当てはまる行がありません"


def test_the_same_in_english(sentences):
    assert sentences("bucho", "en")[:4] == [
        'Row 1 of the app\'s permissions (the department "keiri" and all below it)',
        'No row of rule 1 for records (区分 is "役員" and 本人 is not the person who is signed in) applies',
        'Row 1 (whoever the field "所属" names and all below it) of rule 2 for records (all records)',
        'Row 2 (whoever the field "本人" names) of rule 2 for records (all records)',
    ]
