from __future__ import annotations

import pytest

from urakata.kernel.errors import Invalid
from urakata.record.totals import GroupBy, Measure, total_records


@pytest.fixture
def ledger(an_app, a_record):
    app = an_app({"日付": "DATE", "金額": "NUMBER", "件名": "SINGLE_LINE_TEXT"})
    for day, amount in (
        ("2026-04-01", "100"),
        ("2026-04-30", "50.5"),
        ("2026-06-01", ""),
        ("", "7"),
    ):
        a_record(app, 日付=day, 金額=amount)
    return app


def test_sums_by_month_leave_the_undated_in_a_group_of_their_own(ledger, sato):
    totals = total_records(
        actor=sato,
        app=ledger,
        query="",
        groups=[GroupBy("日付", "MONTH")],
        measures=[Measure("SUM", "金額"), Measure("COUNT")],
    )

    assert totals == [
        {"groups": ["2026-04"], "values": ["150.5", "2"]},
        {"groups": ["2026-06"], "values": [None, "1"]},
        {"groups": [None], "values": ["7", "1"]},
    ]


def test_without_groups_everything_is_one(ledger, sato):
    totals = total_records(
        actor=sato, app=ledger, query='日付 < "2026-05-01"', measures=[Measure("AVERAGE", "金額")]
    )

    assert totals == [{"groups": [], "values": ["75.25"]}]


@pytest.mark.parametrize(
    ("group", "measure"),
    [
        (GroupBy("無い"), Measure("COUNT")),
        (GroupBy("金額", "MONTH"), Measure("COUNT")),
        (GroupBy("日付"), Measure("SUM", "件名")),
        (GroupBy("日付"), Measure("SUM", "レコード番号")),
    ],
)
def test_what_cannot_be_grouped_or_summed_is_refused(ledger, sato, group, measure):
    with pytest.raises(Invalid):
        total_records(actor=sato, app=ledger, query="", groups=[group], measures=[measure])
