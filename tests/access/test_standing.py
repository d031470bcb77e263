"""What a status or a step hides is in no answer while a record stands there (A6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.access.rules import field_rule
from tests.process.conftest import action, process, state
from tests.record.asking import add_one, change, line
from urakata.access.standing import hiding, places_of
from urakata.directory.actors import system_actor
from urakata.exchange.services import export_records
from urakata.kernel.errors import UrakataError
from urakata.process.services import advance_status
from urakata.record import cursors
from urakata.record.as_of import as_of
from urakata.record.history import list_history
from urakata.record.keyset import list_after
from urakata.record.read import count_records, get_record, list_records, read_records, stream_rows
from urakata.record.totals import GroupBy, Measure, total_records

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "査定": "NUMBER",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "単価": "NUMBER"}},
}
HIDDEN = {"審査'中 %s": {"fields": {"hidden": ["査定", "単価"]}}}


@pytest.fixture
def app(an_app, with_process, suzuki):
    """査定 and 単価 cannot be seen while a record is examined; the first record is, the second not."""
    states = {"受付": state(0), "審査'中 %s": state(1)}
    built = an_app(FIELDS, process=process(states, action("審査する", "受付", "審査'中 %s")))
    for number, pay in (("1", "300"), ("2", "500")):
        add_one(suzuki, built, 番号=number, 査定=pay, 明細=[line(品名="机", 単価=pay)])
    advance_status(actor=suzuki, app=built, record_id=1, action="審査する")
    return with_process(built, HIDDEN)


def amounts(records):
    """What is shown of each record, and of the lines in it."""
    return [
        (
            record["番号"]["value"],
            record.get("査定", {}).get("value"),
            record["明細"]["value"][0]["value"].get("単価", {}).get("value"),
        )
        for record in records
    ]


SEEN = [("1", None, None), ("2", "500", "500")]
ALL = [("1", "300", "300"), ("2", "500", "500")]


def everything(actor, app):
    """The same two records, read in every way."""
    query = "order by 番号 asc"
    return [
        [get_record(actor=actor, app=app, record_id=n) for n in (1, 2)],
        list_records(actor=actor, app=app, query=query).records,
        list_records(actor=actor, app=app, query=query, fields=[*FIELDS]).records,
        list_after(actor=actor, app=app, query=query, limit=5).records,
        read_records(actor=actor, app=app, ids=[1, 2]),
        [r for batch in stream_rows(actor=actor, app=app, query=query) for r in batch],
    ]


def test_what_is_hidden_where_a_record_stands_is_in_no_answer(app, suzuki, sato):
    token = replace(suzuki, tokens={app.app_id: frozenset({"view"})})

    for actor in (suzuki, sato, token):
        assert [amounts(each) for each in everything(actor, app)] == [SEEN] * 6


def test_auditors_and_the_system_see_it(app, inoue):
    for actor in (inoue, system_actor()):
        assert [amounts(each) for each in everything(actor, app)] == [ALL] * 6


def test_nothing_can_be_found_out_by_asking(app, suzuki, inoue):
    def found(query):
        return [count_records(actor=actor, app=app, query=query) for actor in (suzuki, inoue)]

    def added_up(actor):
        (row,) = total_records(
            actor=actor, app=app, query="", groups=[], measures=[Measure("SUM", "査定")]
        )
        return row["values"]

    assert found("査定 = 300") == [0, 1]
    assert found("査定 > 0") == [1, 2]
    assert found('単価 in ("300")') == [0, 1]
    assert found('査定 = ""') == [1, 0]
    assert (added_up(suzuki), added_up(inoue)) == (["500"], ["800"])
    groups = total_records(
        actor=suzuki,
        app=app,
        query="",
        groups=[GroupBy("査定", None)],
        measures=[Measure("COUNT", "")],
    )
    assert "300" not in str(groups)
    page = list_after(actor=suzuki, app=app, query="order by 査定 asc", limit=1)
    assert amounts(page.records) == [("1", None, None)]
    assert "300" not in str(page)


def test_neither_a_cursor_nor_a_file_nor_the_history_tells_it(app, suzuki, sato, inoue):
    cursor = cursors.open_cursor(actor=suzuki, app=app, ids=[1, 2], fields=["査定"], size=5)
    ids = cursors.next_page(actor=suzuki, cursor_id=cursor).ids
    exported = export_records(actor=sato, app=app, format_="csv")
    told = list_history(actor=suzuki, app=app, record_id=1, limit=9)

    assert amounts(read_records(actor=suzuki, app=app, ids=ids)) == SEEN
    text = b"".join(exported).decode()
    assert ("300" in text, "500" in text) == (False, True)
    assert "300" not in str(told)
    assert "300" in str(list_history(actor=inoue, app=app, record_id=1, limit=9))


def test_the_past_shows_no_more_than_today(app, suzuki):
    """In the past the record stood where all was shown; it counts where it stands now."""
    moment = datetime.now(UTC)
    advance_status(actor=suzuki, app=app, record_id=2, action="審査する")
    shown = []
    for actor in (suzuki, system_actor()):
        with as_of(actor, app, moment) as then:
            shown += amounts([get_record(actor=actor, app=then, record_id=2)])

    assert shown == [("2", None, None), ("2", "500", "500")]


def test_it_comes_back_with_the_next_status_and_nothing_was_lost(app, suzuki, with_process):
    change(suzuki, app, 1, 件名="直した")
    app = with_process(app, {"審査'中 %s": {"fields": {}}})

    assert amounts(list_records(actor=suzuki, app=app, query="order by 番号 asc").records) == ALL


def test_rules_of_access_and_of_places_both_hold(app, with_access, suzuki, takahashi):
    app = with_access(app, fields=[field_rule("査定", ("USER", "suzuki", "READ"))])

    shown = [
        amounts(list_records(actor=actor, app=app, query="order by 番号 asc").records)
        for actor in (suzuki, takahashi)
    ]
    assert shown == [SEEN, [("1", None, None), ("2", None, "500")]]


def test_a_field_that_every_status_hides_does_not_exist_for_anybody(app, with_process, suzuki):
    app = with_process(app, {"受付": {"fields": {"hidden": ["査定"]}}})

    with pytest.raises(UrakataError) as raised:
        count_records(actor=suzuki, app=app, query="査定 > 1")
    assert raised.value.code == "GAIA_IQ11"
    assert ("査定" in get_record(actor=suzuki, app=app, record_id=2)) is False


def test_an_app_without_such_rules_pays_nothing(an_app):
    app = an_app(FIELDS, process=process({"受付": state(0)}))

    assert (places_of(app), hiding(app)) == ((), {})
