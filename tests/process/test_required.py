"""A record leaves its status once it says what must be said there (A6)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.process.conftest import action, process, state, user
from tests.process.routed import line as route_line
from tests.process.routed import lines as walked
from tests.process.routed import step
from tests.record.asking import add_one, change, line, read
from urakata.directory.actors import system_actor
from urakata.kernel.errors import Invalid
from urakata.process.required import Unfilled
from urakata.process.services import (
    StatusChange,
    advance_status,
    advance_statuses,
    environment,
)

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "添付": "FILE",
    "税込": {"type": "CALC", "expression": "金額 * 2"},
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}},
}
PROCESS = process(
    {"下書き": state(0), "申請中": state(1), "完了": state(2)},
    action("申請する", "下書き", "申請中"),
    action("承認する", "申請中", "完了"),
    action("差し戻す", "申請中", "下書き"),
)
RULES = {"下書き": {"fields": {"required": ["件名", "金額", "明細", "数"]}}}


@pytest.fixture
def app(an_app, with_process):
    return with_process(an_app(FIELDS, process=PROCESS), RULES)


def said(field, place="下書き"):
    return f'Fill the field "{field}" before the record goes on from the status "{place}".'


def refusal(call):
    with pytest.raises(Invalid) as raised, transaction.atomic():
        call()
    return raised.value.code, {each.at: each.text.en for each in raised.value.problems}


def move(actor, app, id_, name="申請する"):
    return advance_status(actor=actor, app=app, record_id=id_, action=name)


def test_everything_that_is_missing_is_named_at_once_and_the_record_stays(app, suzuki):
    id_ = add_one(suzuki, app, 明細=[line(品名="机", 数="1"), line(品名="椅子")])
    before = read(suzuki, app, id_)

    assert refusal(lambda: move(suzuki, app, id_)) == (
        "UR_FR02",
        {
            "record.件名.value": said("件名"),
            "record.金額.value": said("金額"),
            "record.明細.value[1].value.数.value": said("数"),
        },
    )
    assert read(suzuki, app, id_) == before


def test_a_required_table_has_a_row(app, suzuki):
    id_ = add_one(suzuki, app, 件名="机", 金額="0")

    assert refusal(lambda: move(suzuki, app, id_)) == (
        "UR_FR02",
        {"record.明細.value": said("明細")},
    )


def test_what_is_filled_goes_on_and_saving_asks_nothing(app, suzuki):
    id_ = add_one(suzuki, app)
    change(suzuki, app, id_, 件名="机", 金額="0")
    change(suzuki, app, id_, 明細=[line(数="1")])

    assert move(suzuki, app, id_) == 5
    change(suzuki, app, id_, 件名="")
    assert move(suzuki, app, id_, "承認する") == 8


def test_records_of_one_call_are_asked_together_and_none_moves(app, suzuki):
    full = {"件名": "机", "金額": "1", "明細": [line(数="1")]}
    ids = [add_one(suzuki, app, **full), add_one(suzuki, app, **full | {"件名": ""})]
    changes = [StatusChange(id_, "申請する") for id_ in ids]

    code, found = refusal(lambda: advance_statuses(actor=suzuki, app=app, changes=changes))

    assert (code, found) == ("UR_FR02", {"records[1].件名.value": said("件名")})
    assert {read(suzuki, app, id_)["ステータス"] for id_ in ids} == {"下書き"}


def test_places_are_those_of_the_call_whatever_the_ids_are(app, suzuki):
    ids = [add_one(suzuki, app, 件名=title, 金額="1", 明細=[line(数="1")]) for title in ("机", "")]
    changes = [StatusChange(id_, "申請する") for id_ in reversed(ids)]

    assert refusal(lambda: advance_statuses(actor=suzuki, app=app, changes=changes)) == (
        "UR_FR02",
        {"records[0].件名.value": said("件名")},
    )


@pytest.mark.parametrize("kind", ["RETURN", "REJECT"])
def test_a_way_back_or_out_asks_nothing(an_app, with_process, suzuki, kind):
    built = an_app(FIELDS, process=PROCESS)
    id_ = add_one(suzuki, built)
    move(suzuki, built, id_)
    actions = [each | {"kind": "PLAIN", "type": "PRIMARY"} for each in PROCESS["actions"]]
    actions[2]["kind"] = kind
    rules = {"申請中": {"fields": {"required": ["件名"]}}}
    app = with_process(built, rules, actions=actions)

    code, found = refusal(lambda: move(suzuki, app, id_, "承認する"))

    assert (code, [*found]) == ("UR_FR02", ["record.件名.value"])
    assert move(suzuki, app, id_, "差し戻す") == 5


def test_a_step_asks_for_its_own_and_a_field_is_named_once(app, with_process, suzuki):
    id_ = add_one(suzuki, app, 件名="机")
    step = {"name": "経理", "lines": [], "fields": {"required": ["金額", "添付", "件名"]}}
    rules = {"required": ["金額"]}
    app = with_process(app, {"下書き": {"fields": rules, "route": {"steps": [step]}}})
    unfilled = Unfilled(app, [id_], environment(suzuki))
    of_step = 'Fill the field "添付" before the step "経理" is passed.'

    assert refusal(
        lambda: unfilled.refuse(id_, "承認する", status="下書き", step=("下書き", 1))
    ) == ("UR_FR02", {"record.金額.value": said("金額"), "record.添付.value": of_step})
    code, found = refusal(lambda: unfilled.refuse(id_, "承認する", step=("下書き", 1)))
    assert (code, [*found]) == ("UR_FR02", ["record.金額.value", "record.添付.value"])
    unfilled.refuse(id_, "承認する", step=("下書き", 2))


def test_nothing_is_asked_of_the_database_where_nothing_is_required(an_app, suzuki):
    app = an_app(FIELDS, process=PROCESS)
    id_ = add_one(suzuki, app)
    unfilled = Unfilled(app, [id_], environment(system_actor()))

    with CaptureQueriesContext(connection) as asked:
        unfilled.refuse(id_, "申請する", status="下書き")
    assert len(asked) == 0


def test_the_last_who_passes_a_step_of_a_route_is_asked(
    an_approval, filed, run, suzuki, takahashi, tanaka, sato
):
    lines = (route_line("総務", user("takahashi")), route_line("法務", user("tanaka")))
    app = an_approval(
        step("審査", *lines, fields={"required": ["金額"]}),
        step("決裁", route_line("", user("sato"))),
    )
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")
    before = walked(app, id_)

    assert refusal(lambda: run(tanaka, app, id_, "承認する")) == (
        "UR_FR02",
        {"record.金額.value": 'Fill the field "金額" before the step "審査" is passed.'},
    )
    assert walked(app, id_) == before
    run(tanaka, app, id_, "差し戻す", reason="R01", assignee="suzuki")
    run(suzuki, app, id_, "申請する")
    change(tanaka, app, id_, 金額="3")
    run(tanaka, app, id_, "承認する")
    change(sato, app, id_, 金額="")
    run(sato, app, id_, "承認する")
    assert read(suzuki, app, id_)["ステータス"] == "完了"


def test_what_a_status_asks_for_is_asked_at_the_end_of_its_route(
    an_approval, with_process, filed, run, suzuki, takahashi, tanaka
):
    steps = [step(name, route_line("", user(name))) for name in ("takahashi", "tanaka")]
    app = with_process(an_approval(*steps), {"承認待ち": {"fields": {"required": ["件名"]}}})
    id_ = filed(app, suzuki)
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")

    code, found = refusal(lambda: run(tanaka, app, id_, "承認する"))

    assert (code, found) == ("UR_FR02", {"record.件名.value": said("件名", "承認待ち")})
    change(tanaka, app, id_, 件名="机")
    run(tanaka, app, id_, "承認する")
