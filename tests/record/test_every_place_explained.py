"""Where a status makes a field read-only or hides it, that is told as a reason beside the rules."""

from __future__ import annotations

import pytest

from tests.access.rules import field_rule
from tests.process.conftest import action, process, state
from tests.record.asking import add_one
from urakata.access.wording import say
from urakata.directory.people import snapshot
from urakata.process.services import advance_status
from urakata.record.evaluate import evaluate
from urakata.record.explaining import explain_record

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "査定": "NUMBER",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
}
FLOW = process({"受付": state(0), "審査": state(1)}, action("出す", "受付", "審査"))
PLACES = {"審査": {"fields": {"readOnly": ["件名", "明細"], "hidden": ["査定"]}}}


@pytest.fixture
def app(an_app, with_process, suzuki):
    """The first record is examined, the second is not yet."""
    built = an_app(FIELDS, process=FLOW)
    for _ in range(2):
        add_one(suzuki, built)
    advance_status(actor=suzuki, app=built, record_id=1, action="出す")
    return with_process(built, PLACES)


def told(actor, app, record):
    """By person, then by field: seen, written, and what decided."""
    codes = {field.id: field.code for field in app.fields}
    return {
        person.code: {
            codes[each.field_id]: (each.sees, each.writes, [why.basis for why in each.reasons])
            for each in verdict.fields
        }
        for verdict, group in explain_record(actor=actor, app=app, record_id=record)
        for person in group
    }


def test_it_is_told_of_the_record_that_stands_there_alone(app, sato, suzuki, inoue):
    bound = {
        "件名": ("always", "never", ["status"]),
        "査定": ("never", "never", ["status"]),
        "明細": ("always", "never", ["status"]),
    }

    found = told(sato, app, 1)

    assert (found["sato"], found["suzuki"], found["inoue"]) == (bound, bound, {})
    assert told(sato, app, 2)["suzuki"] == {}


def test_what_is_told_is_what_is_enforced(app, suzuki):
    for record in (1, 2):
        (rights,) = evaluate(actor=suzuki, app=app, ids=[record])
        found = told(suzuki, app, record)["suzuki"]
        for code in ("件名", "明細"):
            sees, writes, _ = found.get(code, ("always", "always", []))
            allowed = rights.fields[code]
            assert (allowed.sees, allowed.writes) == (sees == "always", writes == "always")


def test_it_comes_beside_the_rules(app, with_access, sato, suzuki):
    app = with_access(app, fields=[field_rule("件名", ("USER", "suzuki", "READ"))])

    assert told(sato, app, 1)["suzuki"]["件名"] == ("always", "never", ["rule", "status"])
    assert told(sato, app, 1)["sato"]["件名"] == ("never", "never", ["nobody", "status"])


def test_who_asks_about_himself_is_not_told_of_what_is_hidden(app, suzuki):
    assert set(told(suzuki, app, 1)["suzuki"]) == {"件名", "明細"}


def test_the_sentence_names_the_status(app, sato):
    reasons = [
        say(why, app, snapshot())
        for verdict, _ in explain_record(actor=sato, app=app, record_id=1)
        for each in verdict.fields
        for why in each.reasons
    ]

    assert reasons[0].ja == "プロセス管理のステータス「審査」での「件名」の制限"
    assert reasons[0].en == 'The process restricts "件名" in the status “審査”'
