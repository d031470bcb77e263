from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from urakata.directory.actors import system_actor
from urakata.directory.models import User
from urakata.directory.password_rules import check_new_password
from urakata.directory.passwords import new_password
from urakata.directory.sign_in_policy import update_policy
from urakata.kernel import rules
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db
HANAKO = User(
    code="h.sato",
    name="佐藤 花子",
    sur_name="佐藤",
    given_name="花子",
    given_name_reading="はなこ",
    email="hanako.sato@example.jp",
)


def reasons(password: str) -> list[Any]:
    try:
        check_new_password("password", password, HANAKO)
    except Invalid as error:
        return [each.text for each in error.problems if each.at == "password"]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "three small words",
        "correcthorsebatterystaple",
        "毎朝六時に川べりを走る犬と猫",
        "x9!Kq2#mZ7pL",
        "a" * 500 + "bcdef",
        "   spaces count too   ",
        pytest.param(new_password(), id="made up"),
    ],
)
def test_a_long_password_that_nobody_would_guess_may_be_had(password: str):
    assert reasons(password) == []


@pytest.mark.parametrize("password", ["short", "elevenchars", "x" * 1025, "\ud800" * 20, ""])
def test_too_short_and_endless_ones_may_not(password: str):
    assert reasons(password) == [rules.WRONG_SIZE.fill(min=12, max=1024)]


@pytest.mark.parametrize("password", ["passwordpassword", "1qaz2wsx3edc", "QWERTYUIOP123"])
def test_what_many_people_use_may_not_be_had(password: str):
    assert rules.COMMON_PASSWORD in reasons(password) or rules.GUESSABLE_PASSWORD in reasons(
        password
    )


@pytest.mark.parametrize(
    "password",
    [
        "hanako.sato2026",
        "Hanako-Sato-1!",
        "佐藤花子佐藤花子20260401",
        "はなこ1234567890",
        "urakata-2026-04!",
        "裏方パスワード1234567",
        "Password-2026-04",
    ],
)
def test_names_and_the_words_of_the_place_with_digits_may_not_be_had(password: str):
    assert reasons(password) == [rules.GUESSABLE_PASSWORD]


def test_the_host_is_a_word_of_the_place(settings: Any):
    assert reasons("soumubu-2026-04") == []

    settings.PUBLIC_URL = urlsplit("https://soumubu.example.jp")

    assert reasons("soumubu-2026-04") == [rules.GUESSABLE_PASSWORD]


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abababababababab", "1111111111112"])
def test_repetition_may_not_be_had(password: str):
    assert rules.REPEATED_PASSWORD in reasons(password)


def test_the_shortest_length_is_the_policys():
    update_policy(actor=system_actor(), changes={"shortest_password": 20})
    assert reasons("three small words") == [rules.WRONG_SIZE.fill(min=20, max=1024)]

    update_policy(actor=system_actor(), changes={"shortest_password": 8})
    assert reasons("x9!Kq2#m") == []


def test_every_reason_is_told_in_both_languages():
    for text in (rules.COMMON_PASSWORD, rules.GUESSABLE_PASSWORD, rules.REPEATED_PASSWORD):
        assert text.ja.endswith("。")
        assert text.en.endswith(".")
