"""Everybody over one record: the same answers as the rules enforce, each with its rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.access.office import hire, register
from tests.access.rules import entity, owner_rule, record_rule, row
from urakata.directory import epochs
from urakata.directory.actors import everybody, system_actor
from urakata.directory.services import NewUser, create_users
from urakata.kernel.errors import Forbidden, NotFound, UrakataError
from urakata.record.evaluate import evaluate
from urakata.record.explaining import explain_record
from urakata.record.read import get_record

EXECUTIVE, PAYER, SELLER = 1, 2, 3


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


def told(actor, app, record):
    """Rights and the decisive rule and row, by person."""
    return {
        person.code: (verdict.rights, *((why.rule, why.row) for why in verdict.reasons[-1:]))
        for verdict, group in explain_record(actor=actor, app=app, record_id=record)
        for person in group
    }


def test_the_rule_that_decides_about_a_record_is_named_for_everybody(people, app):
    view, edit = ("view",), ("view", "edit")

    assert told(people["kanri"], app, PAYER) | {"sato": None} == {
        "sato": None,
        "kanri": ((), (1, None)),
        "kansa": (("view", ), (None, None)),
        "bucho": (edit, (1, 0)),
        "tanto": (edit, (1, 0)),
        "kacho": (edit, (1, 0)),
        "eigyo1": ((), (1, None)),
        "eigyo2": ((), (1, None)),
        "jinji1": (("view", "edit", "delete"), (1, 3)),
        "guest": ((), (1, None)),
    }  # fmt: skip
    assert told(people["kanri"], app, EXECUTIVE)["eigyo1"] == (view, (1, 0))
    assert told(people["kanri"], app, EXECUTIVE)["eigyo2"] == ((), (0, None))
    assert told(people["kanri"], app, EXECUTIVE)["jinji1"][1] == (0, 0)


def test_what_is_told_is_what_is_enforced(people, app):
    """Rights, and fields, exactly as `evaluate` and reading answer them: every person and record."""
    compared = 0
    for record in (EXECUTIVE, PAYER, SELLER):
        for verdict, group in explain_record(actor=people["kanri"], app=app, record_id=record):
            for person in group:
                (found,) = evaluate(actor=person, app=app, ids=[record])
                assert set(verdict.rights) == found.rights
                assert _fields(verdict, app) == {
                    code: (each.sees, each.writes) for code, each in found.fields.items()
                }
                assert ("view" in verdict.rights) == _reads(person, app, record)
                compared += 1

    assert compared == 3 * len(everybody())


def _fields(verdict, app):
    restricted = {each.field_id: each for each in verdict.fields}
    shown = {}
    for field in app.fields:
        if field.is_enabled:
            rule = restricted.get(field.id) or restricted.get(field.table_id)
            sees = "view" in verdict.rights and (rule is None or rule.sees == "always")
            writes = "edit" in verdict.rights and (rule is None or rule.writes == "always")
            is_edited = field.type.is_writable and field.type.system_column is None
            shown[field.code] = (sees, sees and writes and is_edited)
    return shown


def _reads(person, app, record):
    try:
        get_record(actor=person, app=app, record_id=record)
    except Forbidden:
        return False
    return True


def test_the_fields_are_told_as_they_are_in_this_record(people, app):
    def fields(code, record):
        for verdict, group in explain_record(actor=people["kanri"], app=app, record_id=record):
            if code in [person.code for person in group]:
                return {
                    app.by_id[each.field_id].code: (each.sees, each.writes, each.reasons[0].row)
                    for each in verdict.fields
                }
        return None

    past = {"経歴": ("always", "never", 0), "年収": ("never", "never", 0)}
    assert fields("bucho", PAYER) == past
    assert fields("kacho", PAYER) == {"給与": ("always", "never", 2), **past}
    assert fields("tanto", PAYER) == {"給与": ("never", "never", None), **past}
    assert fields("eigyo2", PAYER) == {}


def test_where_no_rule_is_about_the_record_the_app_is_named(an_app, a_record, with_access, sato):
    app = an_app({"区分": "SINGLE_LINE_TEXT"})
    a_record(app, 区分="x")
    app = with_access(app, records=[record_rule('区分 in ("y")', everyone="")])

    ((verdict, group),) = explain_record(actor=sato, app=app, record_id=1)

    assert [person.code for person in group] == ["sato"]
    assert verdict.rights == ("view", "edit", "delete")
    assert [each.basis for each in verdict.reasons] == ["default", "no_rule"]


def test_one_statement_asks_for_everybody(people, app, django_assert_num_queries):
    """However many people there are: one look at the record, and none at the people."""
    many = [NewUser(f"u{n}", f"利用者{n}", posts=[("eigyo", None)]) for n in range(300)]
    create_users(actor=system_actor(), users=many)
    actor = people["kanri"]
    epochs.begin()
    explain_record(actor=actor, app=app, record_id=PAYER)

    with django_assert_num_queries(1):
        groups = explain_record(actor=actor, app=app, record_id=PAYER)

    epochs.end()
    assert sum(len(group) for _, group in groups) == 310


def test_those_who_may_not_ask_about_others_are_told_about_themselves(people, app):
    assert told(people["tanto"], app, PAYER) == {"tanto": (("view", "edit"), (1, 0))}
    ((verdict, _),) = explain_record(actor=people["tanto"], app=app, record_id=PAYER)
    assert [app.by_id[each.field_id].code for each in verdict.fields] == ["経歴"]


def test_a_record_that_one_may_not_see_is_not_explained_away(people, app):
    for code, record, error in (
        ("eigyo2", PAYER, "CB_NO02"),
        ("guest", PAYER, "CB_NO02"),
        ("eigyo1", PAYER, "CB_NO02"),
        ("tanto", 99, "GAIA_RE01"),
        ("kanri", 99, "GAIA_RE01"),
        ("kanri", 2**70, "GAIA_RE01"),
    ):
        with pytest.raises(UrakataError) as raised:
            explain_record(actor=people[code], app=app, record_id=record)
        assert (code, raised.value.code) == (code, error)


def test_a_condition_about_a_hidden_field_is_not_told(an_app, a_record, with_access, tanaka):
    app = an_app({"評価": "SINGLE_LINE_TEXT", "本人": "USER_SELECT"})
    a_record(app, 評価="A", 本人=[{"code": "tanaka"}])
    rules = [owner_rule('評価 = "A"', "本人", "view")]
    hidden = [{"code": "評価", "entities": [{**entity("USER", "sato"), "accessibility": "READ"}]}]
    app = with_access(app, records=rules, fields=hidden)

    ((verdict, _),) = explain_record(actor=tanaka, app=app, record_id=1)

    assert [each.condition for each in verdict.reasons] == ["", None]
    assert verdict.fields == ()


def test_a_condition_about_a_column_of_a_hidden_table_is_not_told(
    an_app, a_record, with_access, tanaka
):
    app = an_app({"明細": {"type": "SUBTABLE", "fields": {"評価": "SINGLE_LINE_TEXT"}}})
    a_record(app, 明細=[{"value": {"評価": {"value": "A"}}}])
    rules = [record_rule('評価 in ("A")', everyone="view")]
    hidden = [{"code": "明細", "entities": [{**entity("USER", "sato"), "accessibility": "READ"}]}]
    app = with_access(app, records=rules, fields=hidden)

    ((verdict, _),) = explain_record(actor=tanaka, app=app, record_id=1)

    assert [each.condition for each in verdict.reasons] == ["", None]
    assert verdict.fields == ()


def test_an_app_that_one_has_no_right_in_says_nothing(an_app, a_record, with_access, tanaka):
    app = an_app({})
    a_record(app)
    app = with_access(app, app=[row("USER", "sato", "view")])

    for actor in (tanaka, replace(tanaka, tokens={}, via="token")):
        with pytest.raises(Forbidden):
            explain_record(actor=actor, app=app, record_id=1)
    with pytest.raises(NotFound):
        explain_record(actor=system_actor(), app=app, record_id=2)
