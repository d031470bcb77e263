from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from urakata.directory import epochs, tokens
from urakata.directory.actors import system_actor
from urakata.directory.models import ApiToken
from urakata.directory.sign_in import by_tokens
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


def a_token(app_id: int, *rights: str, is_live: bool = True) -> str:
    return tokens.create_token(app_id, rights or ("view",), is_live=is_live, actor=system_actor())


def refused(header: str) -> str:
    with pytest.raises(Invalid) as raised:
        by_tokens(header)
    return raised.value.code


def test_a_token_is_forty_letters_and_digits_and_stored_nowhere():
    token = a_token(7)

    assert re.fullmatch(r"[A-Za-z0-9]{40}", token)
    row = ApiToken.objects.get()
    assert token not in (row.digest, row.hint, row.memo)


def test_a_token_acts_as_administrator_with_its_rights_only():
    actor = by_tokens(a_token(7, "view", "add"))

    assert (actor.code, actor.via, actor.is_administrator) == ("Administrator", "token", False)
    assert actor.tokens == {7: frozenset({"view", "add"})}
    assert actor.follows_browser


def test_tokens_of_several_apps_are_told_apart_by_commas():
    actor = by_tokens(f"{a_token(7)}, {a_token(8, 'edit')}")

    assert actor.tokens == {7: frozenset({"view"}), 8: frozenset({"edit"})}


@pytest.mark.parametrize("header", ["", ",", "x" * 40, "a-b", "あ" * 40, "\0", "a\nb", "A" * 10**6])
def test_what_is_no_token_is_refused(header: str):
    assert refused(header) == "GAIA_IA02"


def test_one_unknown_token_spoils_the_list():
    assert refused(f"{a_token(7)},{'x' * 40}") == "GAIA_IA02"


def test_two_tokens_of_one_app_are_too_many():
    token = a_token(7)

    assert refused(f"{token},{a_token(7)}") == "GAIA_DA03"
    assert refused(f"{token},{token}") == "GAIA_DA03"


def test_nine_tokens_are_enough():
    ten = [a_token(n) for n in range(1, 11)]

    assert len(by_tokens(",".join(ten[:9])).tokens or ()) == 9
    assert refused(",".join(ten)) == "GAIA_TO03"


def test_a_token_works_after_the_deploy():
    token = a_token(7, is_live=False)
    assert refused(token) == "GAIA_IA02"

    tokens.activate_tokens(7, actor=system_actor())
    assert by_tokens(token).tokens == {7: frozenset({"view"})}


def test_a_revoked_token_is_worth_nothing_at_once():
    token = a_token(7)
    by_tokens(token)
    (info,) = tokens.list_tokens(7)

    assert not tokens.revoke_token(8, info.id, actor=system_actor())
    assert tokens.revoke_token(7, info.id, actor=system_actor())
    assert refused(token) == "GAIA_IA02"


def test_the_list_shows_what_is_left_of_a_token():
    token = tokens.create_token(7, ["edit", "view"], "取込用", actor=system_actor())
    (info,) = tokens.list_tokens(7)

    assert (info.hint, info.rights, info.memo) == (token[:4], ("edit", "view"), "取込用")
    assert not info.is_live


@pytest.mark.parametrize("rights", [[], ["view", "fly"]])
def test_rights_must_be_rights(rights: list[str]):
    with pytest.raises(Invalid):
        tokens.create_token(7, rights, actor=system_actor())
    assert tokens.list_tokens(7) == []


def test_a_known_token_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries):
    token = a_token(7)
    by_tokens(token)
    epochs.begin()

    with django_assert_num_queries(1):
        by_tokens(token)
