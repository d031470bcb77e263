"""Signing in with a second factor, as the screen does it and as an attacker would."""

from __future__ import annotations

import pytest

from tests.api.client import PASSWORD
from tests.api.native.browsing import Browser
from tests.api.native.test_factors import set_up_passkey, set_up_totp
from tests.directory.devices import Passkey, totp
from tests.directory.hearing import abouts
from urakata.directory import factor_setup
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.models import Session, SignInFailure
from urakata.directory.services import disable_user, set_password
from urakata.directory.sign_in_policy import update_policy


@pytest.fixture
def at_home(suzuki: Actor) -> Browser:
    """鈴木, signed in where the factors are set up."""
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    made = Browser("Home")
    made.sign_in("suzuki")
    return made


@pytest.fixture
def secret(at_home: Browser) -> str:
    return set_up_totp(at_home)[0]


def half_in() -> Browser:
    """With a right password."""
    made = Browser()
    made.sign_in("suzuki")
    return made


def test_a_right_password_alone_lets_nobody_in(secret: str):
    browser = Browser()

    status, said = browser.sign_in("suzuki")

    assert (status, said["step"], said["methods"]) == (
        200, "second_factor", ["totp", "recovery_codes"],
    )  # fmt: skip
    assert "user" not in said
    assert not browser.is_in
    for path in ("account/sessions", "account/security"):
        assert browser("GET", path)[0] == 401


def test_a_code_of_the_app_lets_in(secret: str):
    browser = half_in()
    key = browser.client.cookies["urakata_session"].value

    status, said = browser("POST", "session/second-factor", {"code": totp(secret)})

    assert (status, said["user"]["code"]) == (200, "suzuki")
    assert browser.is_in
    assert browser.client.cookies["urakata_session"].value != key
    assert not Session.objects.filter(pk=key).exists()
    assert abouts("signin.success")[-1] == (
        "suzuki", "signin.success", {"road": "password", "second_factor": "totp"},
    )  # fmt: skip


def test_full_width_digits_and_spaces_are_what_they_mean(secret: str):
    code = totp(secret).translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    status, _ = half_in()("POST", "session/second-factor", {"code": f"{code[:3]}　{code[3:]} "})

    assert status == 200


def test_a_code_counts_once_whoever_saw_it(secret: str):
    code = totp(secret)
    assert half_in()("POST", "session/second-factor", {"code": code})[0] == 200

    replayed = half_in()("POST", "session/second-factor", {"code": code})

    assert (replayed[0], list(replayed[1]["errors"])) == (400, ["code"])


def test_an_earlier_code_does_not_count_after_a_later_one(secret: str):
    assert half_in()("POST", "session/second-factor", {"code": totp(secret, 1)})[0] == 200

    assert half_in()("POST", "session/second-factor", {"code": totp(secret)})[0] == 400


def test_the_code_of_the_set_up_does_not_count_again(secret: str):
    assert half_in()("POST", "session/second-factor", {"code": totp(secret, -1)})[0] == 400


@pytest.mark.parametrize("steps", [-3, 2, 100])
def test_a_code_of_another_time_is_wrong(secret: str, steps: int):
    assert half_in()("POST", "session/second-factor", {"code": totp(secret, steps)})[0] == 400


def test_a_recovery_code_lets_in_once(at_home: Browser):
    _, codes = set_up_totp(at_home)
    first = half_in()("POST", "session/second-factor", {"code": f"{codes[3][:5]}-{codes[3][5:]}"})
    again = half_in()("POST", "session/second-factor", {"code": codes[3]})
    another = half_in()("POST", "session/second-factor", {"code": codes[4]})

    assert (first[0], again[0], another[0]) == (200, 400, 200)
    factors = at_home("GET", "account/security")[1]["factors"]
    assert [each["left"] for each in factors] == [None, 8]


def test_guessing_codes_is_slowed_down_also_by_who_knows_the_password(secret: str):
    for _ in range(5):
        assert half_in()("POST", "session/second-factor", {"code": "000000"})[0] == 400

    status, said = half_in()("POST", "session/second-factor", {"code": totp(secret)})

    assert (status, said["code"]) == (429, "UR_LO01")
    assert len(abouts("signin.lockout")) == 1
    assert abouts("signin.failure")[0][2] == {"login": "suzuki", "reason": "second_factor"}
    assert SignInFailure.objects.get(key="code:suzuki").count == 5


def test_a_passkey_is_a_second_factor(at_home: Browser):
    passkey = set_up_passkey(at_home)
    browser = half_in()
    _, asked = browser("POST", "session/second-factor/passkey")

    credential = passkey.show(asked["options"])
    status, _ = browser("POST", "session/second-factor", {"credential": credential})

    assert status == 200
    assert browser.is_in


def test_a_passkey_alone_lets_in(at_home: Browser):
    passkey = set_up_passkey(at_home)
    browser = Browser()
    _, asked = browser("POST", "session/passkey/options")
    assert asked["options"]["publicKey"].get("allowCredentials", []) == []

    credential = passkey.show(asked["options"])
    status, said = browser("POST", "session/passkey", {"credential": credential})

    assert (status, said["user"]["code"]) == (200, "suzuki")
    assert browser.is_in
    assert abouts("signin.success")[-1][2] == {"road": "passkey", "second_factor": "webauthn"}


def test_what_a_passkey_signed_lets_in_once_and_only_where_it_was_asked(at_home: Browser):
    passkey = set_up_passkey(at_home)
    asking, stranger = Browser(), Browser()
    _, asked = asking("POST", "session/passkey/options")
    stranger("POST", "session/passkey/options")
    credential = passkey.show(asked["options"])

    assert stranger("POST", "session/passkey", {"credential": credential})[0] == 400
    assert asking("POST", "session/passkey", {"credential": credential})[0] == 200
    asking("DELETE", "session")
    assert asking("POST", "session/passkey", {"credential": credential})[0] == 400


def test_a_passkey_at_another_place_or_with_another_key_is_refused(at_home: Browser):
    passkey = set_up_passkey(at_home)
    forged = Passkey(id=passkey.id, user=passkey.user)
    phished = Passkey("https://evil.example", key=passkey.key, id=passkey.id, user=passkey.user)
    unasked = Passkey(is_verified=False, key=passkey.key, id=passkey.id, user=passkey.user)

    for each in (forged, phished, unasked):
        browser = Browser()
        _, asked = browser("POST", "session/passkey/options")
        said = browser("POST", "session/passkey", {"credential": each.show(asked["options"])})
        assert (said[0], browser.is_in) == (400, False)


def test_a_passkey_of_somebody_who_left_lets_nobody_in(at_home: Browser):
    passkey = set_up_passkey(at_home)
    disable_user(actor=system_actor(), code="suzuki")
    browser = Browser()
    _, asked = browser("POST", "session/passkey/options")

    said = browser("POST", "session/passkey", {"credential": passkey.show(asked["options"])})

    assert (said[0], browser.is_in) == (401, False)


def test_the_passkey_of_another_is_no_second_factor(at_home: Browser, takahashi: Actor):
    set_up_totp(at_home)
    set_password(actor=takahashi, code="takahashi", password=PASSWORD)
    other = Browser()
    other.sign_in("takahashi")
    foreign = set_up_passkey(other)
    browser = half_in()
    _, asked = browser("POST", "session/second-factor/passkey")

    credential = foreign.show(asked["options"])

    assert browser("POST", "session/second-factor", {"credential": credential})[0] == 400
    assert not browser.is_in


def test_where_one_is_demanded_signing_in_leads_to_setting_it_up(at_home: Browser):
    update_policy(actor=system_actor(), changes={"second_factor": "everyone"})
    browser = Browser()
    _, said = browser.sign_in("suzuki")
    assert (said["step"], said["methods"]) == ("set_up", [])
    assert not browser.is_in

    _, offer = browser("POST", "account/totp/offer")
    status, done = browser("POST", "account/totp", {"code": totp(offer["secret"])})

    assert (status, len(done["recoveryCodes"])) == (200, 10)
    assert done["session"]["user"]["code"] == "suzuki"
    assert browser.is_in


def test_a_demand_ends_the_sessions_of_who_has_none(at_home: Browser, takahashi: Actor):
    set_password(actor=takahashi, code="takahashi", password=PASSWORD)
    other = Browser()
    other.sign_in("takahashi")
    set_up_totp(at_home)

    update_policy(actor=system_actor(), changes={"second_factor": "administrators"})
    assert (at_home.is_in, other.is_in) == (True, True)

    update_policy(actor=system_actor(), changes={"second_factor": "everyone"})
    assert (at_home.is_in, other.is_in) == (True, False)


def test_a_demand_of_administrators_ends_theirs(sato: Actor, at_home: Browser):
    set_password(actor=sato, code="sato", password=PASSWORD)
    other = Browser()
    other.sign_in("sato")

    update_policy(actor=system_actor(), changes={"second_factor": "administrators"})

    assert (at_home.is_in, other.is_in) == (True, False)


def test_a_passkey_may_be_what_is_set_up_on_the_way_in(at_home: Browser):
    update_policy(actor=system_actor(), changes={"second_factor": "everyone"})
    browser = Browser()
    browser.sign_in("suzuki")

    set_up_passkey(browser)

    assert browser.is_in


def test_who_has_a_factor_cannot_set_up_another_instead_of_showing_it(secret: str):
    browser = half_in()

    for path, body in (("totp/offer", None), ("totp", {"code": "0"}), ("passkeys/offer", None)):
        assert browser("POST", f"account/{path}", body)[0] == 401
    assert not browser.is_in


def test_who_must_set_one_up_cannot_show_one_instead(at_home: Browser):
    update_policy(actor=system_actor(), changes={"second_factor": "everyone"})
    browser = Browser()
    browser.sign_in("suzuki")

    assert browser("POST", "session/second-factor", {"code": "000000"})[0] == 401


def test_the_second_step_needs_our_pages_token(secret: str):
    browser = half_in()
    browser.token = ""

    for path, body in (("second-factor", {"code": totp(secret)}), ("second-factor/passkey", None)):
        status, said = browser("POST", f"session/{path}", body)
        assert (status, said["code"]) == (403, "CB_CS01")
    assert not browser.is_in


def test_a_foreign_page_cannot_take_the_second_step(secret: str):
    browser = half_in()
    browser.client.defaults.pop("HTTP_X_REQUESTED_WITH")

    assert browser("POST", "session/second-factor", {"code": totp(secret)})[0] == 401
    assert browser("POST", "session/passkey/options")[0] == 401


def test_without_the_first_step_there_is_no_second(secret: str):
    assert Browser()("POST", "session/second-factor", {"code": totp(secret)})[0] == 401


def test_a_new_password_ends_who_is_on_the_way_in(secret: str):
    browser = half_in()
    set_password(actor=system_actor(), code="suzuki", password="another good one")

    assert browser("POST", "session/second-factor", {"code": totp(secret)})[0] == 401


def test_the_half_way_is_open_for_ten_minutes(secret: str, monkeypatch: pytest.MonkeyPatch):
    browser = half_in()
    session = browser.client.session
    session["half"]["until"] = "2026-01-01T00:00:00+00:00"
    session.save()

    assert browser("POST", "session/second-factor", {"code": totp(secret)})[0] == 401


def test_switched_off_by_the_policy_nothing_is_asked(secret: str):
    update_policy(actor=system_actor(), changes={"second_factor": "off"})

    assert "user" in Browser().sign_in("suzuki")[1]
    assert Browser()("POST", "session/passkey/options")[1]["code"] == "UR_MF06"


def test_a_factor_that_was_taken_away_is_not_asked_for(secret: str):
    factor_setup.reset_factors(actor=system_actor(), code="suzuki")

    assert "user" in Browser().sign_in("suzuki")[1]
