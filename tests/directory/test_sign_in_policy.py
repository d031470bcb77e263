from __future__ import annotations

from dataclasses import asdict

import pytest

from tests.directory.hearing import heard
from urakata.directory import epochs
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.sign_in_policy import SignInPolicy, sign_in_policy, update_policy
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


def test_until_somebody_changes_it_the_defaults_hold():
    assert asdict(sign_in_policy()) == {
        "second_factor": "optional",
        "shortest_password": 12,
        "idle_minutes": 1440,
        "longest_hours": 168,
        "proof_minutes": 15,
    }


def test_a_change_holds_at_once_and_keeps_the_rest():
    update_policy(actor=system_actor(), changes={"idle_minutes": 30})
    changed = update_policy(actor=system_actor(), changes={"second_factor": "everyone"})

    assert sign_in_policy() == changed == SignInPolicy(second_factor="everyone", idle_minutes=30)


def test_a_request_asks_for_it_once(django_assert_num_queries):
    sign_in_policy()
    epochs.begin()

    with django_assert_num_queries(1):
        sign_in_policy()
        sign_in_policy()
    epochs.end()


def test_the_journal_hears_what_changed():
    update_policy(actor=system_actor(), changes={"idle_minutes": 30, "proof_minutes": 15})
    update_policy(actor=system_actor(), changes={"idle_minutes": 30})

    (entry,) = heard("settings.edit")
    assert (entry["before"], entry["after"]) == ({"idle_minutes": 1440}, {"idle_minutes": 30})
    assert entry["about"] == {"settings": "sign_in_policy"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("second_factor", "sometimes"),
        ("shortest_password", 7),
        ("shortest_password", 65),
        ("idle_minutes", 0),
        ("idle_minutes", True),
        ("longest_hours", "9"),
        ("proof_minutes", 121),
        ("password", 1),
    ],
)
def test_a_value_beyond_reason_is_refused_and_nothing_changes(name: str, value: object):
    with pytest.raises(Invalid) as raised:
        update_policy(actor=system_actor(), changes={name: value, "idle_minutes": value})

    assert name in [each.at for each in raised.value.problems]
    assert sign_in_policy() == SignInPolicy()


def test_only_administrators_change_it(company: dict[str, int]):
    with pytest.raises(Forbidden):
        update_policy(actor=actor_of(company["sato"]), changes={"idle_minutes": 30})

    assert sign_in_policy() == SignInPolicy()
