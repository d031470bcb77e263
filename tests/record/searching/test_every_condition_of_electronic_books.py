"""What the Electronic Books Act wants found: by date, amount and partner, by ranges, and together."""

from __future__ import annotations

import pytest

from tests.record.searching.conftest import put
from urakata.record.read import list_records

pytestmark = pytest.mark.django_db
INVOICES = (
    ("2026-03-31", "100000", "山本製作所"),
    ("2026-04-01", "99999", "山本製作所"),
    ("2026-04-01", "100000", "東京文具"),
    ("2026-05-15", "250000", "株式会社山本製作所"),
    ("2026-06-30", "500000", "ﾔﾏﾓﾄ商会"),
    ("2026-07-01", "300000", "山本製作所"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('取引日 >= "2026-04-01" and 取引日 <= "2026-06-30"', [2, 3, 4, 5]),
        ("取引金額 >= 100000 and 取引金額 <= 300000", [1, 3, 4, 6]),
        ('取引先 like "山本"', [1, 2, 4, 6]),
        ('取引先 like "ヤマモト"', [5]),
        ('取引日 >= "2026-04-01" and 取引日 <= "2026-06-30" and 取引金額 >= 100000', [3, 4, 5]),
        (
            (
                '取引日 >= "2026-04-01" and 取引日 <= "2026-06-30" and 取引金額 >= 100000'
                ' and 取引金額 <= 500000 and 取引先 like "山本" and 証憑 like "領収"'
            ),
            [4],
        ),
    ],
)
def test_documents_are_found(sato, an_app, attach, query, found):
    app = an_app(
        {"取引日": "DATE", "取引金額": "NUMBER", "取引先": "SINGLE_LINE_TEXT", "証憑": "FILE"}
    )
    ids = [
        put(
            sato,
            app,
            取引日=day,
            取引金額=amount,
            取引先=partner,
            証憑=[{"fileKey": attach("領収書", name=f"{n}.pdf")}],
        )
        for n, (day, amount, partner) in enumerate(INVOICES)
    ]
    page = list_records(actor=sato, app=app, query=f"{query} order by $id asc", fields=["$id"])

    assert [ids.index(int(one["$id"]["value"])) + 1 for one in page.records] == found
