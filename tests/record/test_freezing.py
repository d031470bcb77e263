"""What a status makes read-only or hides stays as it is on every way of writing (A6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from tests.process.conftest import action, process, state
from tests.record.asking import line, problems, wire
from urakata.directory.actors import system_actor
from urakata.kernel.errors import Forbidden
from urakata.process.models import Step
from urakata.process.services import advance_status
from urakata.record import bulk
from urakata.record.adapters import ledger_cursor
from urakata.record.evaluate import FieldRights, evaluate, evaluate_new
from urakata.record.read import get_record
from urakata.record.reverting import revert_record
from urakata.record.rows import Change
from urakata.record.write import add_records, update_records

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "金額": {"type": "NUMBER", "defaultValue": "0"},
    "税込": {"type": "CALC", "expression": "金額 * 2"},
    "所見": "MULTI_LINE_TEXT",
    "添付": "FILE",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}},
}
PROCESS = process(
    {"申請前": state(0), "承認待ち": state(1)}, action("申請する", "申請前", "承認待ち")
)
READ_ONLY = {"承認待ち": {"fields": {"readOnly": ["金額", "明細"]}}}
HIDDEN = {"承認待ち": {"fields": {"hidden": ["所見", "数"]}}}


@pytest.fixture
def ringi(an_app):
    return an_app(FIELDS, process=PROCESS)


@pytest.fixture
def filed(ringi, suzuki):
    """A record of suzuki's that waits for approval, with two lines."""
    row = cells(件名="机", 番号="A1", 金額="100", 所見="よい")
    row["明細"] = {"value": [line(品名="天板", 数="1"), line(品名="脚", 数="4")]}
    id_ = add_records(actor=suzuki, app=ringi, rows=[row], prefix="record")[0].id
    advance_status(actor=suzuki, app=ringi, record_id=id_, action="申請する")
    return id_


def cells(**values):
    return wire(values)


def stored(app):
    """All there is of an app's records."""
    tables = (f"ledger.app_{app.app_id}", f"ledger.app_{app.app_id}_t{app.by_code['明細'].id}")
    return [
        ledger_cursor().execute(f"SELECT t::text FROM {each} t ORDER BY id").fetchall()
        for each in tables
    ]


def refusal(error, call):
    """The places and sentences of a refusal."""
    with pytest.raises(error) as raised, transaction.atomic():
        call()
    return raised.value.code, {p.at: p.text.en for p in raised.value.problems}


def update(actor, app, id_, **values):
    change = Change(cells(**values), id=id_)
    return update_records(actor=actor, app=app, changes=[change], prefix="record")


def sentence(field, *, hidden=False):
    if hidden:
        return (
            f'The field "{field}" is not shown in the status "承認待ち", so no value can be sent for '
            "it. Save without this field."
        )
    return (
        f'The field "{field}" cannot be changed in the status "承認待ち". To change it, run an action'
        " of the process (such as a return) that leads to a status in which it can."
    )


# --- read-only


def test_a_read_only_field_keeps_its_value(ringi, filed, with_process, suzuki, sato):
    app = with_process(ringi, READ_ONLY)
    before = stored(app)

    for actor in (suzuki, sato, replace(suzuki, tokens={app.app_id: frozenset({"edit", "view"})})):
        answer = refusal(Forbidden, lambda a=actor: update(a, app, filed, 金額="101", 件名="椅子"))
        assert answer == ("UR_FR01", {"record.金額.value": sentence("金額")})
    assert stored(app) == before


def test_every_change_that_may_not_be_is_named_at_once(ringi, filed, with_process, suzuki):
    app = with_process(ringi, {"承認待ち": {"fields": {"readOnly": ["金額", "件名", "添付"]}}})
    changes = [Change(cells(金額="1", 件名="椅子"), id=filed)]

    def write():
        update_records(actor=suzuki, app=app, changes=changes, prefix="records")

    assert refusal(Forbidden, write) == (
        "UR_FR01",
        {"records[0].件名.value": sentence("件名"), "records[0].金額.value": sentence("金額")},
    )


def test_what_is_sent_unchanged_is_no_change(ringi, filed, with_process, suzuki):
    app = with_process(ringi, READ_ONLY)
    shown = get_record(actor=suzuki, app=app, record_id=filed)
    whole = {code: shown[code] for code in ("金額", "明細", "番号", "所見", "添付")}
    change = Change(whole | cells(金額="100.00", 件名="椅子"), id=filed)

    (saved,) = update_records(actor=suzuki, app=app, changes=[change], prefix="record")

    now = get_record(actor=suzuki, app=app, record_id=filed)
    assert saved.revision == 4
    assert (now["件名"]["value"], now["金額"]["value"]) == ("椅子", "100")
    assert now["明細"] == shown["明細"]


def test_where_the_status_says_nothing_all_may_be_changed(ringi, with_process, suzuki):
    app = with_process(ringi, READ_ONLY)
    (added,) = add_records(actor=suzuki, app=app, rows=[cells(金額="5")], prefix="record")

    update(suzuki, app, added.id, 金額="6")

    assert get_record(actor=suzuki, app=app, record_id=added.id)["税込"]["value"] == "12"


def test_the_rules_rest_while_the_process_is_off(ringi, filed, with_process, suzuki):
    app = with_process(ringi, READ_ONLY, enable=False)

    update(suzuki, app, filed, 金額="6")

    assert get_record(actor=suzuki, app=app, record_id=filed)["金額"]["value"] == "6"


def test_the_system_itself_is_exempt(ringi, filed, with_process):
    app = with_process(ringi, READ_ONLY)

    assert update(system_actor(), app, filed, 金額="7")[0].revision == 4


def lines_of(app, actor, id_):
    return get_record(actor=actor, app=app, record_id=id_)["明細"]["value"]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda rows: [*rows, line(品名="棚")], "明細.value"),
        (lambda rows: rows[:1], "明細.value"),
        (lambda rows: rows[::-1], "明細.value"),
        (lambda rows: [], "明細.value"),
        (
            lambda rows: [rows[0], {"id": rows[1]["id"], "value": cells(数="5")}],
            "明細.value[1].value.数.value",
        ),
    ],
)
def test_a_read_only_table_keeps_its_lines(ringi, filed, with_process, suzuki, change, at):
    app = with_process(ringi, READ_ONLY)
    before, rows = stored(app), lines_of(app, suzuki, filed)

    code, found = refusal(Forbidden, lambda: update(suzuki, app, filed, 明細=change(rows)))

    assert (code, list(found)) == ("UR_FR01", [f"record.{at}"])
    assert stored(app) == before


def test_a_read_only_column_leaves_the_others_free(ringi, filed, with_process, suzuki):
    app = with_process(ringi, {"承認待ち": {"fields": {"readOnly": ["数"]}}})
    one, two = lines_of(app, suzuki, filed)
    one["value"]["品名"]["value"] = "天板（白）"

    update(suzuki, app, filed, 明細=[one, two, line(品名="棚")])
    _, found = refusal(Forbidden, lambda: update(suzuki, app, filed, 明細=[one, line(数="2")]))

    assert [each["value"]["品名"]["value"] for each in lines_of(app, suzuki, filed)] == [
        "天板（白）",
        "脚",
        "棚",
    ]
    assert found == {
        "record.明細.value[1].value.数.value": sentence("数"),
        "record.明細.value": sentence("数"),
    }


# --- hidden


@pytest.mark.parametrize("value", ["よい", "", "わるい"])
def test_what_is_hidden_cannot_be_sent_not_even_as_it_is(ringi, filed, with_process, suzuki, value):
    app = with_process(ringi, HIDDEN)
    before = stored(app)

    assert refusal(Forbidden, lambda: update(suzuki, app, filed, 所見=value)) == (
        "UR_FR01",
        {"record.所見.value": sentence("所見", hidden=True)},
    )
    assert stored(app) == before


def test_what_is_hidden_stays_when_the_rest_is_saved(ringi, filed, with_process, suzuki):
    app = with_process(ringi, HIDDEN)
    shown = get_record(actor=suzuki, app=app, record_id=filed)

    update(suzuki, app, filed, 件名="椅子", 明細=shown["明細"]["value"])

    assert "所見" not in shown
    assert [*shown["明細"]["value"][0]["value"]] == ["品名"]
    now = get_record(actor=system_actor(), app=app, record_id=filed)
    assert (now["件名"]["value"], now["所見"]["value"]) == ("椅子", "よい")
    assert [each["value"]["数"]["value"] for each in now["明細"]["value"]] == ["1", "4"]


# --- new records, imports, upserts, the past


FIRST = {"申請前": {"fields": {"readOnly": ["金額"], "hidden": ["所見"]}}}


def test_a_new_record_begins_under_the_rules_of_the_first_status(ringi, with_process, suzuki):
    app = with_process(ringi, FIRST)
    rows = [cells(件名="机", 金額="0"), cells(金額="1", 所見="よい"), cells(所見="")]

    with pytest.raises(Forbidden) as raised, transaction.atomic():
        add_records(actor=suzuki, app=app, rows=rows, prefix="records")
    (added,) = add_records(actor=suzuki, app=app, rows=rows[:1], prefix="records")

    assert raised.value.code == "UR_FR01"
    assert [p.at for p in raised.value.problems] == [
        "records[1].金額.value",
        "records[1].所見.value",
    ]
    assert len(stored(app)[0]) == 1
    assert get_record(actor=suzuki, app=app, record_id=added.id)["金額"]["value"] == "0"


def test_an_import_tells_every_line_and_adds_nothing(ringi, with_process, sato):
    app = with_process(ringi, FIRST)
    rows = [cells(番号="1"), cells(番号="2", 金額="5"), cells(番号="3", 金額="x")]

    found = problems(lambda: bulk.load_rows(actor=sato, app=app, rows=rows))

    assert sorted(found) == ["records[1].金額.value", "records[2].金額.value"]
    (text,) = found["records[1].金額.value"]
    assert text == (
        "フィールド「金額」は、ステータス「申請前」では変更できません。変更するには、"
        "プロセス管理のアクション（差し戻しなど）で、変更できるステータスに移してください。"
    )
    assert stored(app)[0] == []


def test_an_import_by_key_changes_nothing_that_is_read_only(ringi, filed, with_process, sato):
    app = with_process(ringi, READ_ONLY)
    before = stored(app)
    rows = [cells(番号="A1", 金額="5"), cells(番号="A2", 金額="5")]

    found = problems(lambda: bulk.load_rows(actor=sato, app=app, rows=rows, update_key="番号"))
    assert list(found) == ["records[0].金額.value"]
    assert stored(app) == before

    rows[0] = cells(番号="A1", 金額="100", 件名="椅子")
    assert bulk.load_rows(actor=sato, app=app, rows=rows, update_key="番号") == bulk.Loaded(1, 1)


def test_an_upsert_asks_each_record_where_it_stands(ringi, filed, with_process, suzuki):
    app = with_process(ringi, READ_ONLY | FIRST)
    before = stored(app)
    changes = [
        Change(cells(金額="5"), key=("番号", "A1")),
        Change(cells(金額="5"), key=("番号", "A2")),
    ]

    def write():
        update_records(actor=suzuki, app=app, changes=changes, prefix="records", upsert=True)

    code, found = refusal(Forbidden, write)
    assert (code, list(found)) == ("UR_FR01", ["records[0].金額.value", "records[1].金額.value"])
    assert stored(app) == before


def test_a_revision_comes_back_without_what_is_read_only_now(ringi, filed, with_process, suzuki):
    update(suzuki, ringi, filed, 金額="7", 件名="椅子", 明細=[])
    app = with_process(ringi, READ_ONLY)

    reverted = revert_record(actor=suzuki, app=app, record_id=filed, to=1)

    now = get_record(actor=suzuki, app=app, record_id=filed)
    assert (now["件名"]["value"], now["金額"]["value"]) == ("机", "7")
    assert now["明細"]["value"] == []
    assert {(left.code, left.reason) for left in reverted.left} >= {
        ("金額", "STATUS"),
        ("明細", "STATUS"),
    }


# --- look-ups


@pytest.fixture
def order(an_app, a_record):
    """An order of a product that costs 10, and one that costs 20."""
    products = an_app(
        {"品番": {"type": "SINGLE_LINE_TEXT", "unique": True}, "単価": "NUMBER"}, name="商品"
    )
    a_record(products, 品番="P1", 単価="10")
    a_record(products, 品番="P2", 単価="20")
    lookup = {
        "relatedApp": {"app": str(products.app_id)},
        "relatedKeyField": "品番",
        "fieldMappings": [{"field": "単価", "relatedField": "単価"}],
    }
    app = an_app(
        {
            "商品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup},
            "単価": "NUMBER",
            "明細": FIELDS["明細"],
        },
        process=PROCESS,
    )
    id_ = a_record(app, 商品="P1")
    return products, app, id_


def test_a_copy_does_not_change_what_is_read_only(order, with_process, sato):
    _, app, id_ = order
    app = with_process(app, {"申請前": {"fields": {"readOnly": ["単価"]}}})
    before = stored(app)

    code, found = refusal(Forbidden, lambda: update(sato, app, id_, 商品="P2"))

    assert (code, list(found)) == ("UR_FR01", ["record.単価.value"])
    assert stored(app) == before


def test_a_key_that_is_sent_unchanged_leaves_a_frozen_copy_alone(order, with_process, sato):
    products, app, id_ = order
    app = with_process(app, {"申請前": {"fields": {"readOnly": ["単価"]}}})
    update(sato, products, 1, 単価="11")

    update(sato, app, id_, 商品="P1")

    assert get_record(actor=sato, app=app, record_id=id_)["単価"]["value"] == "10"


# --- steps, and what one is told


@pytest.fixture
def at_step(ringi, filed, with_process):
    """The first of two steps is open; it fixes the amount and hides the opinion."""
    lines = [{"entities": [{"entity": {"type": "USER", "code": "takahashi"}}]}]
    steps = [
        {"name": "課長", "lines": lines, "fields": {"readOnly": ["金額"], "hidden": ["所見"]}},
        {"name": "部長", "lines": lines, "fields": {"readOnly": ["件名"], "required": ["添付"]}},
    ]
    app = with_process(ringi, {"承認待ち": {"route": {"steps": steps}}})
    status_id = app.process.states[1].id
    rows = [
        Step(
            app_id=app.app_id,
            record_id=filed,
            status_id=status_id,
            status="承認待ち",
            number=number,
            place=number,
            state=state,
        )
        for number, state in ((1, "open"), (2, "planned"))
    ]
    Step.objects.bulk_create(rows)
    return app


def advance(app):
    Step.objects.filter(app_id=app.app_id, number=1).update(state="passed")
    Step.objects.filter(app_id=app.app_id, number=2).update(state="open")


def test_a_step_has_rules_of_its_own_while_it_is_open(at_step, filed, suzuki):
    app = at_step
    assert refusal(Forbidden, lambda: update(suzuki, app, filed, 金額="1")) == (
        "UR_FR01",
        {"record.金額.value": sentence("金額")},
    )
    assert "所見" not in get_record(actor=suzuki, app=app, record_id=filed)

    advance(app)

    assert update(suzuki, app, filed, 金額="1")[0].revision == 4
    assert get_record(actor=suzuki, app=app, record_id=filed)["所見"]["value"] == "よい"
    code, found = refusal(Forbidden, lambda: update(suzuki, app, filed, 件名="椅子"))
    assert (code, [*found]) == ("UR_FR01", ["record.件名.value"])


def test_what_one_may_do_with_each_field_is_told_for_the_place(at_step, filed, suzuki):
    free, gone = FieldRights(sees=True, writes=True), FieldRights(sees=False, writes=False)

    def told(*codes):
        (found,) = evaluate(actor=suzuki, app=at_step, ids=[filed])
        return [found.fields[code] for code in codes]

    assert told("件名", "金額", "所見", "添付") == [
        free,
        FieldRights(sees=True, writes=False, is_frozen=True),
        replace(gone, is_frozen=True),
        free,
    ]
    advance(at_step)
    assert told("件名", "金額", "所見", "添付") == [
        FieldRights(sees=True, writes=False, is_frozen=True),
        free,
        free,
        FieldRights(sees=True, writes=True, required=True),
    ]
    assert set(evaluate_new(actor=suzuki, app=at_step).values()) >= {free}


def test_a_new_record_is_told_the_rules_of_the_first_status(ringi, with_process, suzuki):
    app = with_process(ringi, FIRST)
    told = evaluate_new(actor=suzuki, app=app)

    assert [(code, told[code].sees, told[code].writes) for code in ("件名", "金額", "所見")] == [
        ("件名", True, True),
        ("金額", True, False),
        ("所見", False, False),
    ]
