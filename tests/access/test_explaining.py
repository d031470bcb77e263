"""Who may ask about whom, and what those who ask about themselves are not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.access.office import hire, register
from tests.access.rules import entity, owner_rule, row
from urakata.access.explaining import explain_app, explain_person
from urakata.directory.actors import everybody
from urakata.kernel.errors import Forbidden


@pytest.fixture
def people(db):
    return hire()


@pytest.fixture
def app(people, an_app, a_record, with_access):
    return register(an_app, a_record, with_access)


def codes(groups):
    return [sorted(person.code for person in group) for _, group in groups]


def test_people_for_whom_everything_is_equal_stand_together(people, app):
    groups = explain_app(actor=people["kansa"], app=app)

    assert sorted(codes(groups)) == [
        ["bucho"], ["eigyo1"], ["eigyo2"], ["guest"], ["jinji1"], ["kacho"],
        ["kanri", "sato"], ["kansa"], ["tanto"],
    ]  # fmt: skip


def test_those_whom_the_same_row_is_about_are_one_group(an_app, sato, suzuki, tanaka, takahashi):
    groups = explain_app(actor=sato, app=an_app({}))

    assert codes(groups) == [["sato"], ["suzuki", "takahashi", "tanaka"]]


@pytest.mark.parametrize("code", ["kanri", "kansa", "jinji1", "sato"])
def test_administrators_auditors_and_managers_ask_about_everybody(people, app, sato, code):
    asker = {**people, "sato": sato}[code]

    found = explain_app(actor=asker, app=app)

    assert sum(len(group) for _, group in found) == len(everybody()) == 10


def test_everybody_else_asks_about_himself(people, app):
    assert codes(explain_app(actor=people["tanto"], app=app)) == [["tanto"]]
    for code in ("eigyo2", "guest"):
        with pytest.raises(Forbidden):
            explain_app(actor=people[code], app=app)


def test_a_token_asks_only_if_it_manages_the_app(people, app):
    token = replace(people["kanri"], via="token", is_administrator=False)

    managing = replace(token, tokens={app.app_id: frozenset({"manage"})})
    assert len(explain_app(actor=managing, app=app)) == 9
    for tokens in ({app.app_id: frozenset({"view", "add"})}, {99: frozenset({"manage"})}):
        with pytest.raises(Forbidden):
            explain_app(actor=replace(token, tokens=tokens), app=app)
    with pytest.raises(Forbidden):
        explain_person(actor=managing, person=people["tanto"])


def test_a_person_is_told_in_every_app(people, app, an_app, with_access):
    other = with_access(an_app({}, name="秘密"), app=[row("USER", "sato", "view")])

    asked = {
        code: [
            (found.name, verdict.rights)
            for found, verdict in explain_person(actor=people[code], person=people["tanto"])
        ]
        for code in ("kanri", "kansa", "tanto")
    }

    own = (app.name, ("view", "add", "edit"))
    assert asked == {
        "kanri": [own, (other.name, ())],
        "kansa": [own, (other.name, ())],
        "tanto": [own],
    }
    with pytest.raises(Forbidden):
        explain_person(actor=people["bucho"], person=people["tanto"])


def test_what_is_hidden_from_somebody_is_not_named_to_him(an_app, with_access, sato, tanaka):
    app = an_app({"評価": "SINGLE_LINE_TEXT", "本人": "USER_SELECT"})
    hidden = [{"code": "評価", "entities": [{**entity("USER", "sato"), "accessibility": "READ"}]}]
    rules = [owner_rule('評価 = "A"', "本人", "view"), owner_rule("", "本人", "view")]
    app = with_access(app, records=rules, fields=hidden)

    ((_, verdict),) = explain_person(actor=tanaka, person=tanaka)
    ((_, whole),) = explain_person(actor=sato, person=tanaka)

    assert ([each.condition for each in verdict.records], verdict.fields) == (
        [None, None, "", ""],
        (),
    )
    assert [each.condition for each in whole.records] == ['評価 = "A"', '評価 = "A"', "", ""]
    assert [(each.sees, each.writes) for each in whole.fields] == [("never", "never")]
