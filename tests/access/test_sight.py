"""What the rules hide is in no answer, and nothing can be asked about it (A10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.access.rules import field_rule, owner_rule, record_rule, row
from urakata.access.rights import may
from urakata.kernel.errors import Forbidden, NotFound, UrakataError
from urakata.record.comments import add_comment, list_comments
from urakata.record.evaluate import evaluate
from urakata.record.keyset import list_after
from urakata.record.read import count_records, get_record, list_records, read_records, stream_rows
from urakata.record.totals import GroupBy, Measure, total_records
from urakata.record.write import Change, add_records, delete_records, update_records

FIELDS = {
    "氏名": "SINGLE_LINE_TEXT",
    "部署": "SINGLE_LINE_TEXT",
    "給与": "NUMBER",
    "本人": "USER_SELECT",
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "経歴": {"type": "SUBTABLE", "fields": {"会社": "SINGLE_LINE_TEXT", "年収": "NUMBER"}},
}
PAY = field_rule("給与", ("USER", "takahashi", "WRITE"), ("FIELD_ENTITY", "本人", "READ"))


@pytest.fixture
def staff(an_app, a_record, suzuki, takahashi, tanaka):
    app = an_app(FIELDS, name="社員マスタ")
    past = [{"value": {"会社": {"value": "甲社"}, "年収": {"value": "7000000"}}}]
    a_record(app, 氏名="鈴木", 部署="経理", 給与="300", 番号="1", 経歴=past,
             本人=[{"code": "suzuki"}])  # fmt: skip
    a_record(app, 氏名="田中", 部署="営業", 給与="500", 番号="2", 本人=[{"code": "tanaka"}])
    return app


def code_of(call):
    with pytest.raises(UrakataError) as raised:
        call()
    return raised.value.code


def names(records):
    return [record["氏名"]["value"] for record in records]


def seen(actor, app, query=""):
    return names(list_records(actor=actor, app=app, query=f"{query} order by 番号 asc").records)


# --- fields


def test_a_hidden_field_is_in_no_answer(staff, with_access, tanaka):
    app = with_access(staff, fields=[field_rule("給与", ("USER", "takahashi", "WRITE"))])
    answers = [
        get_record(actor=tanaka, app=app, record_id=1),
        *list_records(actor=tanaka, app=app, query="").records,
        *list_records(actor=tanaka, app=app, query="", fields=["氏名", "給与"]).records,
        *list_after(actor=tanaka, app=app, query="", limit=5).records,
        *read_records(actor=tanaka, app=app, ids=[1, 2]),
        *[r for batch in stream_rows(actor=tanaka, app=app, query="") for r in batch],
    ]

    assert len(answers) == 11
    assert not [answer for answer in answers if "給与" in answer or "300" in str(answer)]


@pytest.mark.parametrize("query", ["給与 > 400", "order by 給与 desc", '給与 in ("300")'])
def test_a_hidden_field_cannot_be_asked_about(staff, with_access, tanaka, query):
    app = with_access(staff, fields=[field_rule("給与", ("USER", "takahashi", "WRITE"))])

    for ask in (
        lambda: list_records(actor=tanaka, app=app, query=query),
        lambda: count_records(actor=tanaka, app=app, query=query.replace("order by", "order by")),
        lambda: list_after(actor=tanaka, app=app, query=query, limit=5),
        lambda: stream_rows(actor=tanaka, app=app, query=query),
    ):
        if "order" in query and "count_records" in ask.__code__.co_names:
            continue
        assert code_of(ask) == "GAIA_IQ11"


def test_a_hidden_field_is_not_added_up(staff, with_access, tanaka):
    app = with_access(staff, fields=[field_rule("給与", ("USER", "takahashi", "WRITE"))])

    def ask(groups, measures):
        return lambda: total_records(
            actor=tanaka, app=app, query="", groups=groups, measures=measures
        )

    assert code_of(ask([], [Measure("SUM", "給与")])) == "GAIA_IQ11"
    assert code_of(ask([GroupBy("給与", None)], [Measure("COUNT", "")])) == "GAIA_IQ11"


def test_a_field_entity_shows_a_field_in_ones_own_record_only(staff, with_access, tanaka):
    app = with_access(staff, fields=[PAY])
    mine, other = (get_record(actor=tanaka, app=app, record_id=n) for n in (2, 1))
    listed = list_records(actor=tanaka, app=app, query="order by 番号 asc").records

    assert mine["給与"]["value"] == "500"
    assert "給与" not in other
    assert ["給与" in record for record in listed] == [False, True]
    assert seen(tanaka, app, "給与 > 100") == ["田中"]
    assert seen(tanaka, app, '給与 = ""') == ["鈴木"]
    shown = total_records(
        actor=tanaka, app=app, query="", groups=[], measures=[Measure("SUM", "給与")]
    )
    assert shown[0]["values"] == ["500"]


def test_paging_by_what_is_seen_in_some_records_gives_nothing_away(staff, with_access, tanaka):
    app = with_access(staff, fields=[PAY])
    first = list_after(actor=tanaka, app=app, query="order by 給与 asc", limit=1)
    second = list_after(
        actor=tanaka, app=app, query="order by 給与 asc", limit=1, start=str(first.after)
    )

    assert (names(first.records), names(second.records)) == (["鈴木"], ["田中"])
    assert "300" not in str(first)


def test_a_rule_about_a_table_or_its_column_holds_within_it(staff, with_access, tanaka):
    column = with_access(staff, fields=[field_rule("年収", ("USER", "takahashi", "READ"))])
    rows = get_record(actor=tanaka, app=column, record_id=1)["経歴"]["value"]
    assert rows[0]["value"] == {"会社": {"type": "SINGLE_LINE_TEXT", "value": "甲社"}}
    query = '年収 in ("7000000")'
    assert code_of(lambda: list_records(actor=tanaka, app=column, query=query)) == "GAIA_IQ11"

    own = with_access(staff, fields=[field_rule("年収", ("FIELD_ENTITY", "本人", "READ"))])
    rows = get_record(actor=tanaka, app=own, record_id=1)["経歴"]["value"]
    assert rows[0]["value"].keys() == {"会社"}
    assert seen(tanaka, own, query) == []

    table = with_access(staff, fields=[field_rule("経歴", ("USER", "takahashi", "READ"))])
    assert "経歴" not in get_record(actor=tanaka, app=table, record_id=1)
    query = '会社 in ("甲社")'
    assert code_of(lambda: list_records(actor=tanaka, app=table, query=query)) == "GAIA_IQ11"


def test_a_field_one_may_not_write_is_refused_and_nothing_changes(
    staff, with_access, suzuki, takahashi
):
    app = with_access(staff, fields=[PAY])
    before = get_record(actor=takahashi, app=app, record_id=1)
    change = [Change({"給与": {"value": "999"}}, id=1)]

    def write(actor):
        return lambda: update_records(actor=actor, app=app, changes=change, prefix="records")

    def add():
        add_records(actor=suzuki, app=app, rows=[{"給与": {"value": "1"}}], prefix="records")

    assert (code_of(write(suzuki)), code_of(add)) == ("GAIA_FU01", "GAIA_FU01")
    assert get_record(actor=takahashi, app=app, record_id=1) == before
    write(takahashi)()
    assert get_record(actor=takahashi, app=app, record_id=1)["給与"]["value"] == "999"


def test_a_field_that_is_seen_in_some_records_only_is_no_key(staff, with_access, tanaka):
    app = with_access(staff, fields=[field_rule("番号", ("FIELD_ENTITY", "本人", "WRITE"))])
    change = [Change({"氏名": {"value": "x"}}, key=("番号", "1"))]

    def write():
        update_records(actor=tanaka, app=app, changes=change, prefix="records", upsert=True)

    assert code_of(write) == "GAIA_IQ11"


# --- records


def test_a_record_that_no_rule_shows_is_nowhere(staff, with_access, suzuki, tanaka):
    app = with_access(staff, records=[owner_rule("", "本人", "view edit delete")])

    assert seen(tanaka, app) == ["田中"]
    assert count_records(actor=tanaka, app=app, query="") == 1
    assert list_records(actor=tanaka, app=app, query="", want_total=True).total == 1
    assert names(list_after(actor=tanaka, app=app, query="", limit=5).records) == ["田中"]
    assert names(read_records(actor=tanaka, app=app, ids=[1, 2])) == ["田中"]
    shown = total_records(
        actor=tanaka, app=app, query="", groups=[], measures=[Measure("SUM", "給与")]
    )
    assert shown[0]["values"] == ["500"]
    assert code_of(lambda: get_record(actor=tanaka, app=app, record_id=1)) == "CB_NO02"
    assert code_of(lambda: get_record(actor=tanaka, app=app, record_id=9)) == "GAIA_RE01"
    assert names([get_record(actor=suzuki, app=app, record_id=1)]) == ["鈴木"]


def test_the_first_rule_whose_condition_holds_decides(staff, with_access, sato, tanaka):
    app = with_access(
        staff,
        records=[
            record_rule('部署 in ("経理")', tanaka="", everyone="view edit delete"),
            record_rule('部署 in ("営業")', tanaka="view", everyone=""),
            record_rule("", everyone=""),
        ],
    )

    assert (seen(tanaka, app), seen(sato, app)) == (["田中"], ["鈴木"])
    with pytest.raises(Forbidden):
        delete_records(actor=tanaka, app=app, ids=[2])
    with pytest.raises(Forbidden):
        update_records(actor=tanaka, app=app, changes=[Change({}, id=2)], prefix="records")
    delete_records(actor=sato, app=app, ids=[1])
    assert (seen(tanaka, app), seen(sato, app)) == (["田中"], [])


def test_where_no_rule_is_about_a_record_the_app_decides(staff, with_access, tanaka):
    app = with_access(staff, records=[record_rule('部署 in ("経理")', everyone="")])

    assert seen(tanaka, app) == ["田中"]


def test_a_key_does_not_tell_of_a_record_one_may_not_see(staff, with_access, tanaka):
    app = with_access(staff, records=[owner_rule("", "本人", "view edit")])

    def write(key):
        change = [Change({"氏名": {"value": "x"}}, key=("番号", key))]
        return lambda: update_records(actor=tanaka, app=app, changes=change, prefix="records")

    assert code_of(write("1")) == code_of(write("no such")) == "GAIA_RE20"


def test_comments_follow_their_record(staff, with_access, suzuki, tanaka):
    app = with_access(staff, records=[owner_rule("", "本人", "view edit")])
    add_comment(actor=suzuki, app=app, record_id=1, text="確認しました")

    with pytest.raises(Forbidden):
        list_comments(actor=tanaka, app=app, record_id=1)
    with pytest.raises(Forbidden):
        add_comment(actor=tanaka, app=app, record_id=1, text="x")
    assert len(list_comments(actor=suzuki, app=app, record_id=1).comments) == 1


# --- apps, auditors, guests


def test_only_the_first_row_about_somebody_counts_and_everyone_comes_last(
    staff, with_access, suzuki, tanaka
):
    app = with_access(
        staff,
        app=[row("GROUP", "everyone", "view", "add"), row("USER", "tanaka", "add")],
    )

    assert not may(tanaka, "view", app)
    assert may(tanaka, "add", app)
    assert may(suzuki, "view", app)
    assert not may(suzuki, "edit", app)


def test_an_auditor_sees_everything_and_changes_nothing(staff, with_access, tanaka):
    app = with_access(staff, app=[], fields=[PAY], records=[record_rule("", everyone="")])
    auditor = replace(tanaka, is_auditor=True)

    assert seen(auditor, app) == ["鈴木", "田中"]
    assert get_record(actor=auditor, app=app, record_id=1)["給与"]["value"] == "300"
    for right in ("add", "edit", "delete", "manage", "import"):
        assert not may(auditor, right, app)
    assert may(auditor, "export", app)


def test_a_guest_is_not_one_of_everyone(staff, tanaka):
    assert not may(replace(tanaka, is_guest=True), "view", staff)


def test_what_may_be_done_is_told_for_each_record(staff, with_access, tanaka):
    app = with_access(staff, fields=[PAY], records=[owner_rule("", "本人", "view edit")])
    other, mine = evaluate(actor=tanaka, app=app, ids=[1, 2])

    assert (other.rights, mine.rights) == (frozenset(), {"view", "edit"})
    assert (mine.fields["給与"].sees, mine.fields["給与"].writes) == (True, False)
    assert (mine.fields["氏名"].sees, mine.fields["氏名"].writes) == (True, True)
    assert (other.fields["氏名"].sees, other.fields["氏名"].writes) == (False, False)
    with pytest.raises(NotFound):
        evaluate(actor=tanaka, app=app, ids=[1, 9])


# --- through other apps


def test_a_look_up_brings_nothing_that_its_user_may_not_see(
    staff, with_access, an_app, suzuki, tanaka, takahashi
):
    """Somebody who builds an app of his own learns nothing by looking the master up."""
    lookup = {
        "relatedApp": {"app": str(staff.app_id)},
        "relatedKeyField": "番号",
        "fieldMappings": [{"field": "写し", "relatedField": "給与"}],
    }
    fields = {"写し": "NUMBER", "社員番号": {"type": "SINGLE_LINE_TEXT", "lookup": lookup}}
    copying = an_app(fields, name="写す")
    live = an_app(
        fields | {"社員番号": {"type": "SINGLE_LINE_TEXT", "lookup": lookup | {"mode": "LIVE"}}},
        name="読む",
    )
    with_access(staff, fields=[field_rule("給与", ("USER", "takahashi", "WRITE"))])

    def value(actor, app):
        row_ = {"社員番号": {"value": "1"}}
        saved = add_records(actor=actor, app=app, rows=[row_], prefix="record")
        return get_record(actor=actor, app=app, record_id=saved[0].id)["写し"]["value"] or None

    assert [value(tanaka, app) for app in (copying, live)] == [None, None]
    assert [value(takahashi, app) for app in (copying, live)] == ["300", "300"]
    assert seen_in(live, tanaka, "写し > 100") == 0
    assert seen_in(live, takahashi, "写し > 100") == 2

    with_access(staff, fields=[], records=[owner_rule("", "本人", "view")])
    read = [get_record(actor=a, app=live, record_id=1)["写し"]["value"] for a in (tanaka, suzuki)]
    assert read == ["", "300"]
    for app in (copying, live):
        assert code_of(lambda app=app: value(tanaka, app)) == "GAIA_LO04"


def seen_in(app, actor, query):
    return count_records(actor=actor, app=app, query=query)
