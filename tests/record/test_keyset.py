from __future__ import annotations

import pytest

from tests.record.asking import add, problems
from urakata.record.keyset import list_after
from urakata.record.read import list_records

ORDERS = ["", "order by $id asc", "order by 金額 desc", "order by 金額 asc", "order by 区分 desc, 金額 asc",
          "order by 区分 asc, 金額 desc, $id asc", "order by 作成日時 desc", "order by レコード番号 asc, 金額 desc",
          "金額 > 1 order by 区分 desc", "order by 作成者 asc, 区分 desc"]  # fmt: skip


@pytest.fixture
def app(an_app, suzuki):
    app = an_app({"金額": "NUMBER", "区分": "SINGLE_LINE_TEXT"})
    values = [(n, k) for n in ("", "1", "2", "10", "2") for k in ("", "甲", "乙", "甲")]
    add(suzuki, app, *({"金額": n, "区分": k} for n, k in values))
    return app


def pages(actor, app, query, size):
    start, ids = 0, []
    while True:
        page = list_after(actor=actor, app=app, query=query, start=start, limit=size)
        ids.append([r["$id"]["value"] for r in page.records])
        if page.after is None:
            return ids
        start = page.after


@pytest.mark.parametrize("size", [1, 3, 7, 20, 100])
@pytest.mark.parametrize("query", ORDERS)
def test_pages_one_after_the_other_are_the_whole_list(app, suzuki, query, size):
    whole = list_records(actor=suzuki, app=app, query=f"{query} limit 500").records

    found = pages(suzuki, app, query, size)

    assert [id_ for page in found for id_ in page] == [r["$id"]["value"] for r in whole]
    assert all(len(page) == size for page in found[:-1])


@pytest.mark.parametrize("query", ORDERS)
def test_records_can_be_passed_over(app, suzuki, query):
    whole = list_records(actor=suzuki, app=app, query=f"{query} limit 500").records

    page = list_after(actor=suzuki, app=app, query=query, start=7, limit=3)
    following = list_after(actor=suzuki, app=app, query=query, start=page.after, limit=3)

    assert page.records + following.records == whole[7:13]


@pytest.mark.parametrize(
    "after", ["", "x", "bnVsbA", "W10", "WyJ4IiwiMSJd", "WyJcdTAwMDAiLCIxIl0", "あ"]
)
def test_what_no_page_answered_with_is_refused(app, suzuki, after):
    found = problems(
        lambda: list_after(actor=suzuki, app=app, query="order by 金額 desc", start=after, limit=3)
    )

    assert found == {"after": ["値の形式が正しくありません。"]}


def test_a_query_that_limits_itself_is_refused(app, suzuki):
    found = problems(lambda: list_after(actor=suzuki, app=app, query="limit 3", limit=3))

    assert found == {"query": ["クエリ記法が間違っています。"]}
