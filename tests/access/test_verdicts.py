"""What the rules of an app come to for each person, and which row of them decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.access.office import hire, register
from tests.access.rules import field_rule, row
from urakata.access.field_rules import field_access
from urakata.access.rights import rights_on
from urakata.access.verdicts import app_verdict

ALL = ("view", "add", "edit", "delete", "manage", "import", "export")


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


def told(person, app):
    verdict = app_verdict(person, app)
    return verdict.rights, [(each.basis, each.rule) for each in verdict.reasons]


def test_each_right_is_told_with_the_row_that_gave_it(people, app):
    assert {code: told(person, app) for code, person in people.items() if code != "sato"} == {
        "kanri": (("view", "manage"), [("rule", 1), ("administrator", None)]),
        "kansa": (("view", "export"), [("auditor", None)]),
        "bucho": (("view", "add", "edit"), [("rule", 0)]),
        "tanto": (("view", "add", "edit"), [("rule", 0)]),
        "kacho": (("view", "add", "edit"), [("rule", 0)]),
        "eigyo1": (("view",), [("rule", 1)]),
        "eigyo2": ((), [("rule", 3)]),
        "jinji1": (ALL, [("rule", 2)]),
        "guest": ((), [("guest", None)]),
    }


def test_where_nothing_is_set_the_default_is_named(an_app, sato, tanaka):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})

    assert told(sato, app) == (ALL, [("default", 0)])
    assert told(tanaka, app) == (("view", "add", "edit", "delete"), [("default", 2)])
    assert told(replace(tanaka, is_guest=True), app) == ((), [("guest", None)])
    assert told(replace(tanaka, is_administrator=True), app) == (ALL, [("default", 1)])


def test_without_a_row_for_everybody_an_outsider_has_nothing(an_app, with_access, tanaka):
    app = with_access(an_app({}), app=[row("USER", "sato", "view")])

    assert told(tanaka, app) == ((), [("nobody", None)])
    assert told(replace(tanaka, is_guest=True), app) == ((), [("nobody", None)])


def records(person, app):
    return [
        (each.rule, each.row, each.gives, each.is_by_record)
        for each in app_verdict(person, app).records
    ]


def test_the_rules_about_records_are_told_as_far_as_they_can_decide(people, app):
    held = [(1, 0, ("view", "edit"), True), (1, 1, ("view",), True)]

    assert records(people["jinji1"], app) == [
        (0, 0, ("view", "edit", "delete"), False),
        *held,
        (1, 3, ("view", "edit", "delete"), False),
    ]
    assert records(people["bucho"], app) == [
        (0, None, (), False), *held, (1, 2, ("view", "edit"), False)
    ]  # fmt: skip
    assert records(people["tanto"], app) == [(0, None, (), False), *held, (1, None, (), False)]
    assert records(people["kansa"], app) == []


def fields(person, app):
    return {
        app.by_id[each.field_id].code: (
            each.sees,
            each.writes,
            [(reason.rule, reason.row, *reason.gives) for reason in each.reasons],
        )
        for each in app_verdict(person, app).fields
    }


def test_restricted_fields_are_told_with_every_row_that_may_decide(people, app):
    past = ("always", "never", [(1, 0, "READ")])
    wages = ("never", "never", [(1, 0, "READ"), (2, None, "NONE")])
    mine = (0, 1, "WRITE")

    assert fields(people["jinji1"], app) == {
        "経歴": past,
        "年収": ("always", "never", [(1, 0, "READ"), (2, 0, "READ")]),
    }
    assert fields(people["kacho"], app) == {
        "給与": ("always", "sometimes", [mine, (0, 2, "READ")]),
        "経歴": past,
        "年収": wages,
    }
    assert fields(people["tanto"], app) == {
        "給与": ("sometimes", "sometimes", [mine, (0, None, "NONE")]),
        "経歴": past,
        "年収": wages,
    }
    assert fields(people["kansa"], app) == {}


def test_the_columns_of_a_hidden_table_go_without_saying(an_app, with_access, tanaka):
    table = {"type": "SUBTABLE", "fields": {"会社": "SINGLE_LINE_TEXT", "年収": "NUMBER"}}
    app = with_access(an_app({"経歴": table}), fields=[field_rule("経歴")])

    assert fields(tanaka, app) == {"経歴": ("never", "never", [(0, None, "NONE")])}


def test_the_verdict_is_what_the_rules_enforce(people, app):
    for person in people.values():
        verdict = app_verdict(person, app)
        assert set(verdict.rights) == rights_on(person, app)

        access = field_access(person, app)
        shown = {each.field_id: each for each in verdict.fields}
        columns = {f.id for f in app.fields if f.table_id in shown}
        assert columns | set(shown) >= access.sees.keys() | access.writes.keys()
        for id_, each in shown.items():
            assert (each.sees == "always") == (id_ not in access.sees)
            assert (each.writes == "always") == (id_ not in access.writes)
