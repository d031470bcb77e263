from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.asking import add_one, count, line, problems, read, refusal, wire
from urakata.record import bulk
from urakata.record.bulk import Loaded, load_rows
from urakata.record.read import list_records
from urakata.record.write import add_records

KEY = {"type": "SINGLE_LINE_TEXT", "unique": True}
OPTIONS = {name: {"label": name, "index": n} for n, name in enumerate(("甲", "乙\t", '"丙\\'))}
FIELDS = {
    "件名": {"type": "SINGLE_LINE_TEXT", "defaultValue": "無題"},
    "本文": "MULTI_LINE_TEXT",
    "金額": {"type": "NUMBER", "defaultValue": "3"},
    "税込": {"type": "CALC", "expression": "金額 * 1.1"},
    "区分": {"type": "DROP_DOWN", "options": OPTIONS},
    "印": {"type": "CHECK_BOX", "options": OPTIONS},
    "日": "DATE",
    "時": "TIME",
    "日時": "DATETIME",
    "担当": "USER_SELECT",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}},
}
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.just(
    "a\tb\\N\\.\n"
)
cells = {
    "件名": texts.map(lambda t: t.replace("\n", " ")),
    "本文": texts,
    "金額": st.sampled_from(["", "1", " -1.50 ", "1e3", "0.0001"]),
    "区分": st.sampled_from(["", *OPTIONS]),
    "印": st.lists(st.sampled_from(list(OPTIONS)), max_size=3),
    "日": st.dates().map(str) | st.just(""),
    "時": st.times().map(lambda t: f"{t:%H:%M}") | st.just(""),
    "日時": st.sampled_from(["", "2026-04-01T09:30:00+09:00", "2026-04-01"]),
    "担当": st.sampled_from([[], [{"code": "suzuki"}], [{"code": "suzuki"}, {"code": "sato"}]]),
    "明細": st.lists(
        st.builds(line, 品名=texts.map(str.strip), 数=st.sampled_from(["", "2", "x"])), max_size=3
    ),
}
rows = st.lists(st.fixed_dictionaries({}, optional=cells).map(wire), max_size=6)


@pytest.fixture
def app(an_app):
    return an_app(FIELDS)


def comparable(actor, app):
    """All records, without what no two records share."""
    records = list_records(actor=actor, app=app, query="order by $id asc limit 500").records
    for record in records:
        del record["$id"], record["レコード番号"], record["作成日時"], record["更新日時"]
        record["明細"]["value"] = [row["value"] for row in record["明細"]["value"]]
    return records


@given(rows=rows)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_imported_rows_are_the_rows_that_adding_gives(an_app, app, sato, suzuki, rows):
    start = list_records(actor=sato, app=app, query="limit 1", want_total=True).total
    add_records(actor=sato, app=app, rows=rows, prefix="records")
    loaded = load_rows(actor=sato, app=app, rows=iter(rows))

    records = comparable(sato, app)[start:]
    assert loaded == Loaded(len(rows), 0)
    assert records[: len(rows)] == records[len(rows) :]


def test_problems_are_told_by_row_and_field_and_nothing_is_written(an_app, sato, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    app = an_app({"金額": "NUMBER", "担当": "USER_SELECT", "番号": {**KEY, "required": True}})
    sent = [
        {"番号": "1"},
        {"番号": "2"},
        {"番号": "3", "金額": "x"},
        {"番号": "4"},
        {"番号": "", "担当": [{"code": "nobody"}]},
    ]

    found = problems(lambda: load_rows(actor=sato, app=app, rows=map(wire, sent)))

    assert found == {
        "records[2].金額.value": ["数字でなければなりません。"],
        "records[4].担当.value": ["指定したユーザー（code：nobody）が見つかりません。"],
        "records[4].番号.value": ["必須です。"],
    }
    assert count(app) == 0


def test_an_import_gives_up_after_enough_problems(an_app, sato):
    app = an_app({"金額": "NUMBER"})
    sent = (wire({"金額": "x"}) for _ in range(1000))

    found = problems(lambda: load_rows(actor=sato, app=app, rows=sent, most_problems=3))

    assert list(found) == [f"records[{n}].金額.value" for n in range(3)]


def test_with_a_key_known_rows_change_and_others_are_added(an_app, sato, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    app = an_app({"番号": KEY, "金額": "NUMBER", "備考": "SINGLE_LINE_TEXT"})
    known = add_one(sato, app, 番号="A", 金額="1", 備考="残る")
    sent = [{"番号": "B", "金額": "2"}, {"番号": "A", "金額": "9"}, {"番号": "", "金額": "3"}]
    heard = []

    loaded = load_rows(
        actor=sato, app=app, rows=map(wire, sent), update_key="番号", tell=heard.append
    )

    assert loaded == Loaded(added=2, changed=1)
    record = read(sato, app, known)
    assert (record["金額"], record["備考"], record["$revision"]) == ("9", "残る", "2")
    assert (count(app), heard) == (3, [2, 3])


def test_a_key_that_comes_twice_is_refused_wherever_it_comes(an_app, sato, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    app = an_app({"番号": KEY})
    sent = [wire({"番号": key}) for key in ("A", "B", "C", "A")]

    found = problems(lambda: load_rows(actor=sato, app=app, rows=sent, update_key="番号"))

    assert found == {"records[3].番号.value": ["同じレコードが重複して指定されています。"]}


def test_a_unique_value_that_comes_twice_is_refused_wherever_it_comes(an_app, sato, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    app = an_app({"番号": KEY})
    sent = [wire({"番号": key}) for key in ("A", "B", "C", "A")]

    found = problems(lambda: load_rows(actor=sato, app=app, rows=sent))

    assert found == {"records[3].番号.value": ["値がほかのレコードと重複しています。"]}


def test_a_token_that_may_only_add_may_not_import_over_records(an_app, sato):
    app = an_app({"番号": KEY})
    token = replace(sato, via="token", tokens={app.app_id: frozenset({"add"})})

    assert load_rows(actor=token, app=app, rows=[wire({"番号": "A"})]) == Loaded(1, 0)
    assert (
        refusal(lambda: load_rows(actor=token, app=app, rows=[], update_key="番号")) == "GAIA_NO01"
    )


def test_long_texts_are_copied_in_pieces(an_app, sato):
    app = an_app({"本文": "MULTI_LINE_TEXT"})
    bodies = [f"{n}\t\\\n" * 10_000 for n in range(9)]

    load_rows(actor=sato, app=app, rows=[wire({"本文": body}) for body in bodies])

    records = list_records(actor=sato, app=app, query="order by $id asc").records
    assert [record["本文"]["value"] for record in records] == bodies
