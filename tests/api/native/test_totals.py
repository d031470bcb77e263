"""Totals through HTTP."""

from __future__ import annotations

import pytest

from urakata.record import totals


def test_sums_and_counts_by_month(sato_asks):
    reply = sato_asks("GET", "totals", group="日付:MONTH", measure=["SUM:金額", "COUNT"])

    assert reply.body == {
        "totals": [
            {"groups": ["2026-04"], "values": ["2000", "2"]},
            {"groups": ["2026-05"], "values": ["500.5", "1"]},
        ]
    }


def test_several_groups_and_a_query(sato_asks):
    reply = sato_asks(
        "GET", "totals", query="金額 > 600", group=["区分", "日付:YEAR"], measure="MAX:金額"
    )

    assert reply.body["totals"] == [
        {"groups": ["乙", "2026"], "values": ["800"]},
        {"groups": ["甲", "2026"], "values": ["1200"]},
    ]


def test_without_anything_all_records_are_counted(sato_asks):
    assert sato_asks("GET", "totals").body == {"totals": [{"groups": [], "values": ["3"]}]}


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ({"group": "日付:FORTNIGHT"}, "group[0]"),
        ({"group": ["区分", "金額:MONTH"]}, "group[1]"),
        ({"group": "明細"}, "group[0]"),
        ({"measure": "MEDIAN:金額"}, "measure[0]"),
        ({"measure": ["COUNT", "SUM:件名"]}, "measure[1]"),
        ({"measure": "COUNT:金額"}, "measure[0]"),
        ({"group": ["区分"] * 11}, "group"),
    ],
)
def test_what_cannot_be_totalled_is_refused_by_its_place(sato_asks, query, at):
    reply = sato_asks("GET", "totals", **query)

    assert (reply.status, list(reply.errors)) == (400, [at])


def test_a_field_that_is_not_there_is_told(sato_asks):
    assert sato_asks("GET", "totals", group="無い").code == "GAIA_IQ11"


def test_more_groups_than_anybody_reads_are_refused_not_cut_off(sato_asks, monkeypatch):
    monkeypatch.setattr(totals, "MOST_GROUPS", 2)

    reply = sato_asks("GET", "totals", group="番号")

    assert (reply.status, list(reply.errors)) == (400, ["group"])
