from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from urakata.directory import epochs, passwords, services, sign_in, units
from urakata.directory.actors import system_actor
from urakata.directory.models import SignInFailure
from urakata.kernel.errors import Forbidden, TooMany, Unauthenticated

pytestmark = pytest.mark.django_db
HERE = "192.0.2.1"


def header(pair: str) -> str:
    return base64.b64encode(pair.encode()).decode()


def by_header(pair: str, address: str = HERE):
    return sign_in.by_header(header(pair), address=address)


def by_password(login: str, password: str, address: str = HERE):
    return sign_in.by_password(login=login, password=password, address=address)


def refused(call, *arguments) -> str:
    with pytest.raises((Forbidden, Unauthenticated, TooMany)) as raised:
        call(*arguments)
    return raised.value.code


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What passwords were compared with."""
    seen: list[str | None] = []

    def fits(password: str, stored: str | None) -> bool:
        seen.append(stored)
        return passwords.fits(password, stored)

    monkeypatch.setattr(sign_in, "fits", fits)
    return seen


def test_the_right_password_signs_in_by_the_form_and_by_the_header(company: dict[str, int]):
    by_form = by_password("sato", "passphrase-of-sato")
    assert (by_form.user_id, by_form.via) == (company["sato"], "session")

    by_api = by_header("sato:passphrase-of-sato")
    assert (by_api.user_id, by_api.via) == (company["sato"], "password")


def test_only_the_first_colon_divides(company: dict[str, int]):
    services.set_password(actor=system_actor(), code="sato", password="pass:word:of mine:")

    assert by_header("sato:pass:word:of mine:").code == "sato"


@pytest.mark.parametrize(
    "pair",
    ["sato:wrong", "sato:", "nobody:x", ":x", "sato", "", "Administrator:", "Administrator:!",
     "sa\0to:x", "sato:" + "x" * 3000, "SATO:passphrase-of-sato"],
)  # fmt: skip
def test_a_wrong_pair_is_refused(company: dict[str, int], pair: str):
    assert refused(by_header, pair) == "CB_WA01"


@pytest.mark.parametrize("value", ["%%%", "あ", "=", header("a") + "é", "/w==", "A" * 10**6])
def test_what_is_no_header_is_refused(value: str):
    with pytest.raises(Unauthenticated) as raised:
        sign_in.by_header(value, address=HERE)
    assert raised.value.code == "CB_WA01"


def test_who_left_is_refused_also_with_a_remembered_password(company: dict[str, int]):
    by_header("sato:passphrase-of-sato")

    services.disable_user(actor=system_actor(), code="sato")

    assert refused(by_header, "sato:passphrase-of-sato") == "CB_WA01"
    assert refused(by_password, "sato", "passphrase-of-sato") == "CB_WA01"


def test_a_password_is_verified_once_and_then_remembered(
    company: dict[str, int],
    verified: list[str | None],
    django_assert_num_queries: DjangoAssertNumQueries,
):
    by_header("sato:passphrase-of-sato")
    epochs.begin()

    with django_assert_num_queries(1):
        by_header("sato:passphrase-of-sato")
    assert len(verified) == 1


def test_a_changed_password_is_forgotten_at_once(company: dict[str, int]):
    by_header("sato:passphrase-of-sato")

    services.set_password(actor=system_actor(), code="sato", password="another-good-one")

    assert refused(by_header, "sato:passphrase-of-sato") == "CB_WA01"
    assert by_header("sato:another-good-one").code == "sato"


def test_a_change_about_somebody_else_costs_no_new_verification(
    company: dict[str, int], verified: list[str | None]
):
    by_header("sato:passphrase-of-sato")

    services.disable_user(actor=system_actor(), code="tanaka")

    assert by_header("sato:passphrase-of-sato").code == "sato"
    assert len(verified) == 1


def test_an_account_that_does_not_exist_takes_the_same_work(
    company: dict[str, int], verified: list[str | None], monkeypatch: pytest.MonkeyPatch
):
    hashed: list[str] = []
    verify = passwords.verify_password

    def count(password: str, encoded: str) -> tuple[bool, bool]:
        hashed.append(encoded.split("$argon2id$")[1].split("$")[1])
        return verify(password, encoded)

    monkeypatch.setattr(passwords, "verify_password", count)
    for login in ("sato", "nobody", "Administrator"):
        assert refused(by_password, login, "wrong") == "CB_WA01"

    assert hashed == ["m=19456,t=2,p=1"] * 3


def test_guessing_one_account_is_slowed_down_whoever_guesses(company: dict[str, int]):
    for n in range(10):
        assert refused(by_password, "sato", "wrong", f"192.0.2.{n}") == "CB_WA01"

    assert refused(by_password, "sato", "passphrase-of-sato", "198.51.100.1") == "UR_LO01"
    assert refused(by_header, "sato:passphrase-of-sato", "198.51.100.1") == "UR_LO01"
    assert by_password("suzuki", "passphrase-of-suzuki").code == "suzuki"


def test_an_unknown_account_is_slowed_down_alike():
    for n in range(10):
        assert refused(by_password, "nobody", "wrong", f"192.0.2.{n}") == "CB_WA01"

    assert refused(by_password, "nobody", "wrong", "198.51.100.1") == "UR_LO01"


def test_a_remembered_password_still_works_while_others_guess(company: dict[str, int]):
    by_header("sato:passphrase-of-sato")
    for n in range(10):
        refused(by_password, "sato", "wrong", f"192.0.2.{n}")

    assert by_header("sato:passphrase-of-sato").code == "sato"


def test_after_the_wait_the_right_password_starts_over(company: dict[str, int]):
    for _ in range(11):
        refused(by_password, "sato", "wrong")
    SignInFailure.objects.update(last_at=timezone.now() - timedelta(seconds=3))

    assert by_password("sato", "passphrase-of-sato").code == "sato"
    assert not SignInFailure.objects.exists()


def test_who_is_no_administrator_any_more_comes_in_by_no_remembered_password(
    company: dict[str, int], settings: Any
):
    units.add_to_group(actor=system_actor(), group="Administrators", users=["sato"])
    settings.PASSWORD_SIGN_IN = "administrators"
    by_header("sato:passphrase-of-sato")

    units.remove_from_group(actor=system_actor(), group="Administrators", users=["sato"])

    assert refused(by_header, "sato:passphrase-of-sato") == "UR_PW01"
