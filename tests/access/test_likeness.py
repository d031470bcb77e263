from __future__ import annotations

import pytest

from tests.access.office import hire, register
from urakata.access.likeness import Likeness
from urakata.access.verdicts import app_verdict
from urakata.directory.actors import everybody, system_actor
from urakata.directory.services import NewUser, create_users


@pytest.fixture
def app(db, an_app, a_record, with_access):
    hire()
    twins = [
        NewUser("tanto2", "支払 二", posts=[("shiharai", None)]),
        NewUser("kacho2", "支払 三", posts=[("shiharai", "kacho")]),
        NewUser("eigyo3", "営業 三", posts=[("eigyo", None)]),
    ]
    create_users(actor=system_actor(), users=twins)
    return register(an_app, a_record, with_access)


def test_those_are_alike_whom_no_rule_tells_apart(app):
    likeness = Likeness(app)
    kinds: dict[object, list[str]] = {}
    for person in everybody():
        kinds.setdefault(likeness.of(person), []).append(person.code)

    assert [codes for codes in kinds.values() if len(codes) > 1] == [
        ["tanto", "tanto2"],
        ["kacho", "kacho2"],
    ]  # a rule names eigyo2, so eigyo3 is another


def test_what_is_true_of_one_is_true_of_all_who_are_alike(app):
    likeness = Likeness(app)
    verdicts: dict[object, set[object]] = {}
    for person in everybody():
        verdicts.setdefault(likeness.of(person), set()).add(app_verdict(person, app))

    assert {len(each) for each in verdicts.values()} == {1}
