from __future__ import annotations

import pytest

from urakata.directory import services
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, find_actor, system_actor
from urakata.directory.models import User
from urakata.directory.people import snapshot
from urakata.directory.services import NewUser
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


def refused(call, **arguments) -> tuple[str, list[tuple[str, str]]]:
    with pytest.raises(Invalid) as raised:
        call(actor=system_actor(), **arguments)
    return raised.value.code, [(p.at, p.text.en) for p in raised.value.problems]


def test_a_new_user_has_a_profile_a_post_and_groups(company: dict[str, int]):
    new = NewUser(
        "ito",
        "伊藤",
        "five good words!",
        {"email": "ito@example.jp"},
        [("sales1", "manager")],
        ["project"],
    )
    id_ = services.create_user(actor=system_actor(), user=new)

    person = snapshot().user(id_)
    assert person is not None
    assert (person.code, person.name, person.locale) == ("ito", "伊藤", "ja")
    assert person.primary_organization_id == snapshot().find("organization", "sales1")
    assert User.objects.get(pk=id_).email == "ito@example.jp"


@pytest.mark.parametrize(
    ("new", "at"),
    [
        (NewUser("", "名"), "users[0].code"),
        (NewUser("a b", "名"), "users[0].code"),
        (NewUser("a:b", "名"), "users[0].code"),
        (NewUser("a\0", "名"), "users[0].code"),
        (NewUser("a", ""), "users[0].name"),
        (NewUser("a", "名", "short"), "users[0].password"),
        (NewUser("a", "名", profile={"timezone": "Asia/Edo"}), "users[0].timezone"),
        (NewUser("a", "名", profile={"locale": "fr"}), "users[0].locale"),
        (NewUser("a", "名", profile={"phone": "9" * 65}), "users[0].phone"),
        (NewUser("a", "名", profile={"is_superuser": True}), "users[0].is_superuser"),
    ],
)
def test_what_may_not_be_stored_is_refused_where_it_stands(new: NewUser, at: str):
    before = User.objects.count()

    code, problems = refused(services.create_users, users=[new])

    assert (code, problems[0][0]) == ("CB_VA01", at)
    assert User.objects.count() == before


def test_a_code_is_given_once(company: dict[str, int]):
    users = [NewUser("new", "一"), NewUser("new", "二"), NewUser("sato", "三")]

    code, problems = refused(services.create_users, users=users)

    assert code == "CB_VA01"
    assert problems == [
        ("users[1].code", "This is already in use."),
        ("users[2].code", "This is already in use."),
    ]
    assert snapshot().find("user", "new") is None


def test_posts_and_groups_must_exist():
    assert refused(services.create_users, users=[NewUser("a", "名", posts=[("x", None)])])[0] == (
        "GAIA_IL28"
    )
    assert refused(services.create_users, users=[NewUser("a", "名", groups=["x"])])[0] == (
        "GAIA_IL27"
    )


def test_only_administrators_write_about_people(company: dict[str, int]):
    with pytest.raises(Forbidden) as raised:
        services.disable_user(actor=actor_of(company["sato"]), code="suzuki")

    assert raised.value.code == "CB_NO02"
    assert find_actor("suzuki") is not None


def test_everybody_may_change_their_own_password_and_no_other(company: dict[str, int]):
    suzuki = actor_of(company["suzuki"])
    services.set_password(actor=suzuki, code="suzuki", password="a-new-passphrase")

    with pytest.raises(Forbidden):
        services.set_password(actor=suzuki, code="sato", password="a-new-passphrase")


def test_who_left_cannot_act_but_can_come_back(company: dict[str, int]):
    services.disable_user(actor=system_actor(), code="suzuki")
    assert find_actor("suzuki") is None

    services.enable_user(actor=system_actor(), code="suzuki")
    assert find_actor("suzuki") is not None


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        (services.disable_user, {}),
        (services.set_password, {"password": "long-enough"}),
        (services.update_user, {"changes": {"name": "x"}}),
    ],
)
def test_the_built_in_user_stays_as_it_is(call, arguments):
    assert refused(call, code="Administrator", **arguments)[0] == "CB_VA01"


def test_an_actor_carries_what_rules_ask(company: dict[str, int]):
    actor: Actor = actor_of(company["tanaka"])

    assert (actor.code, actor.via, actor.is_administrator) == ("tanaka", "session", False)
    assert {snapshot().groups[g].code for g in actor.group_ids} == {"everyone", "project"}
    assert actor_of(company["suzuki"]).language == "en"
    assert str(actor.timezone) == "Asia/Tokyo"
