from __future__ import annotations

from dataclasses import replace

import pytest

from tests.record.asking import add, add_one, change, count, problems, read, refusal, wire
from urakata.directory import epochs
from urakata.record.comments import add_comment
from urakata.record.models import Comment
from urakata.record.read import get_record
from urakata.record.rows import Change, Saved
from urakata.record.write import add_records, delete_records, update_records

KEY = {"type": "SINGLE_LINE_TEXT", "unique": True}


def upsert(actor, app, *changes):
    return update_records(actor=actor, app=app, changes=changes, prefix="records", upsert=True)


def test_a_record_is_read_as_it_was_written(an_app, suzuki):
    app = an_app({"金額": "NUMBER", "件名": "SINGLE_LINE_TEXT"})

    id_ = add_one(suzuki, app, 金額=" 1.50e3 ", 件名="机")

    record = get_record(actor=suzuki, app=app, record_id=id_)
    assert record["金額"] == {"type": "NUMBER", "value": "1500"}
    assert record["件名"] == {"type": "SINGLE_LINE_TEXT", "value": "机"}
    assert record["$id"] == {"type": "__ID__", "value": str(id_)}
    assert record["$revision"] == {"type": "__REVISION__", "value": "1"}
    assert record["作成者"]["value"] == {"code": "suzuki", "name": "鈴木 一郎"}
    assert "ステータス" not in record


def test_records_are_added_in_the_order_of_the_request(an_app, suzuki):
    app = an_app({"金額": "NUMBER"})

    saved = add(suzuki, app, *({"金額": str(n)} for n in range(100)))

    assert [read(suzuki, app, s.id)["金額"] for s in saved[::33]] == ["0", "33", "66", "99"]
    assert [s.id for s in saved] == sorted(s.id for s in saved)
    assert {(s.revision, s.operation) for s in saved} == {(1, "INSERT")}


def test_nothing_to_add_is_fine(an_app, suzuki):
    assert add_records(actor=suzuki, app=an_app(), rows=[], prefix="records") == []


def test_every_problem_of_every_row_is_reported_and_nothing_is_written(an_app, suzuki):
    app = an_app(
        {
            "金額": {"type": "NUMBER", "maxValue": "10"},
            "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
        }
    )

    found = problems(
        lambda: add(suzuki, app, {"件名": "机"}, {"金額": "11", "件名": ""}, {"金額": "x"})
    )

    assert found == {
        "records[1].金額.value": ["10以下である必要があります。"],
        "records[1].件名.value": ["必須です。"],
        "records[2].金額.value": ["数字でなければなりません。"],
        "records[2].件名.value": ["必須です。"],
    }
    assert count(app) == 0


def test_a_token_adds_only_with_the_right_to(an_app, sato):
    app = an_app({"金額": "NUMBER"})
    token = replace(sato, via="token", tokens={app.app_id: frozenset({"view"})})

    assert refusal(lambda: add_one(token, app)) == "GAIA_NO01"
    assert count(app) == 0


def test_a_change_touches_only_what_was_sent_and_counts_up(an_app, suzuki, takahashi):
    app = an_app({"金額": {"type": "NUMBER", "defaultValue": "5"}, "件名": "SINGLE_LINE_TEXT"})
    id_ = add_one(suzuki, app, 件名="机")

    saved = change(takahashi, app, id_, 件名="椅子")

    record = read(suzuki, app, id_)
    assert (record["金額"], record["件名"], record["$revision"]) == ("5", "椅子", "2")
    assert (record["作成者"]["code"], record["更新者"]["code"]) == ("suzuki", "takahashi")
    assert saved == Saved(id_, 2, "UPDATE")


def test_a_change_of_nothing_counts_up_too(an_app, suzuki):
    app = an_app({"金額": "NUMBER"})
    id_ = add_one(suzuki, app, 金額="1")

    assert change(suzuki, app, id_).revision == 2
    assert read(suzuki, app, id_)["金額"] == "1"


def test_changes_of_different_fields_go_in_one_request(an_app, suzuki):
    app = an_app({"金額": "NUMBER", "件名": "SINGLE_LINE_TEXT"})
    one, two = (
        s.id for s in add(suzuki, app, {"金額": "1", "件名": "a"}, {"金額": "2", "件名": "b"})
    )

    update_records(
        actor=suzuki,
        app=app,
        changes=[Change(wire({"件名": ""}), id=two), Change(wire({"金額": "9"}), id=one)],
        prefix="records",
    )

    assert [(r["金額"], r["件名"]) for r in (read(suzuki, app, i) for i in (one, two))] == [
        ("9", "a"),
        ("2", ""),
    ]


def test_what_was_never_filled_is_missed_at_the_next_change(an_app, suzuki):
    app = an_app({"金額": "NUMBER", "件名": {"type": "SINGLE_LINE_TEXT", "required": True}})
    id_ = add_one(suzuki, app, 件名="机")

    assert problems(lambda: change(suzuki, app, id_, 件名="", 金額="1")) == {
        "record.件名.value": ["必須です。"]
    }
    assert change(suzuki, app, id_, 金額="1").revision == 2


@pytest.mark.parametrize("id_", [0, -1, 999, 2**63, 2**70])
def test_a_record_that_is_not_there_cannot_be_changed(an_app, suzuki, id_):
    assert refusal(lambda: change(suzuki, an_app(), id_)) == "GAIA_RE01"


def test_whoever_comes_second_is_told(an_app, suzuki):
    app = an_app({"金額": "NUMBER"})
    id_ = add_one(suzuki, app, 金額="1")
    change(suzuki, app, id_, 金額="2")
    late = Change(wire({"金額": "3"}), id=id_, revision=1)

    assert (
        refusal(lambda: update_records(actor=suzuki, app=app, changes=[late], prefix="record"))
        == "GAIA_CO02"
    )
    assert read(suzuki, app, id_)["金額"] == "2"


@pytest.mark.parametrize("revision", [None, -1, 1])
def test_the_current_revision_or_none_is_let_through(an_app, suzuki, revision):
    app = an_app()
    id_ = add_one(suzuki, app)

    [saved] = update_records(
        actor=suzuki, app=app, changes=[Change({}, id=id_, revision=revision)], prefix="record"
    )

    assert saved.revision == 2


def test_a_record_is_found_by_its_unique_value(an_app, suzuki):
    app = an_app({"番号": KEY, "金額": "NUMBER"})
    id_ = add_one(suzuki, app, 番号="A-1")

    by_key = Change(wire({"金額": "7"}), key=("番号", "A-1"))
    update_records(actor=suzuki, app=app, changes=[by_key], prefix="record")

    assert read(suzuki, app, id_)["金額"] == "7"


def test_an_upsert_changes_what_it_finds_and_adds_the_rest(an_app, suzuki):
    app = an_app({"番号": KEY, "金額": "NUMBER"})
    id_ = add_one(suzuki, app, 番号="A-1", 金額="1")

    saved = upsert(
        suzuki,
        app,
        Change(wire({"金額": "2"}), key=("番号", "A-2")),
        Change(wire({"金額": "3"}), key=("番号", "A-1")),
        Change(wire({"番号": "A-3"}), id=2**53 - 1),
        Change(wire({"番号": "A-4"}), id=2**53 - 2),
    )

    assert [s.operation for s in saved] == ["INSERT", "UPDATE", "INSERT", "INSERT"]
    assert [read(suzuki, app, s.id)["番号"] for s in saved] == ["A-2", "A-1", "A-3", "A-4"]
    assert saved[1] == Saved(id_, 2, "UPDATE")
    assert max(s.id for s in saved) < 1000


def test_an_upsert_gives_new_records_their_defaults(an_app, suzuki):
    app = an_app({"番号": KEY, "金額": {"type": "NUMBER", "defaultValue": "5"}})

    [saved] = upsert(suzuki, app, Change({}, key=("番号", "A-1")))

    assert read(suzuki, app, saved.id)["金額"] == "5"


def test_a_token_that_may_only_add_may_not_upsert(an_app, sato):
    app = an_app({"番号": KEY})
    token = replace(sato, via="token", tokens={app.app_id: frozenset({"add"})})

    assert refusal(lambda: upsert(token, app, Change({}, key=("番号", "A-1")))) == "GAIA_NO01"
    assert count(app) == 0


def test_records_are_deleted_all_or_none(an_app, suzuki):
    app = an_app()
    ids = [s.id for s in add(suzuki, app, {}, {}, {})]

    assert refusal(lambda: delete_records(actor=suzuki, app=app, ids=[ids[0], 999])) == "GAIA_RE01"
    assert count(app) == 3
    delete_records(actor=suzuki, app=app, ids=ids[:2], revisions=[None, -1])
    assert count(app) == 1


def test_comments_go_with_their_record(an_app, suzuki):
    app = an_app()
    id_, other = (s.id for s in add(suzuki, app, {}, {}))
    for record in (id_, other):
        add_comment(actor=suzuki, app=app, record_id=record, text="了解")

    delete_records(actor=suzuki, app=app, ids=[id_])

    assert list(Comment.objects.values_list("record_id", flat=True)) == [other]


def test_a_record_that_changed_meanwhile_is_not_deleted(an_app, suzuki):
    app = an_app()
    ids = [s.id for s in add(suzuki, app, {}, {})]
    change(suzuki, app, ids[1])

    call = lambda: delete_records(actor=suzuki, app=app, ids=ids, revisions=[1, 1])  # noqa: E731

    assert refusal(call) == "GAIA_CO02"
    assert count(app) == 2


def test_whoever_may_not_delete_deletes_nothing(an_app, suzuki):
    app = an_app()
    id_ = add_one(suzuki, app)
    token = replace(suzuki, via="token", tokens={app.app_id: frozenset({"edit"})})

    assert refusal(lambda: delete_records(actor=token, app=app, ids=[id_])) == "GAIA_NO01"
    assert count(app) == 1


def test_a_writer_with_yesterdays_definition_is_asked_to_try_again(an_app, suzuki):
    app = an_app()

    assert refusal(lambda: add_one(suzuki, replace(app, version=app.version - 1))) == "GAIA_DA02"
    assert count(app) == 0


@pytest.fixture
def a_request(db):
    epochs.begin()
    yield
    epochs.end()


def test_many_rows_take_as_many_statements_as_one(
    an_app, suzuki, a_request, django_assert_max_num_queries
):
    app = an_app({"金額": "NUMBER", "番号": KEY})
    add_one(suzuki, app)

    # epochs, definition lock, unique check, insert, search note, journal
    with django_assert_max_num_queries(6):
        add(suzuki, app, *({"番号": f"A-{n}"} for n in range(50)))
