"""Second factors set up, used and given up, as the screen does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.client import PASSWORD, Api, password_header
from tests.api.native.browsing import Browser
from tests.directory.devices import Passkey, totp
from tests.directory.hearing import abouts
from urakata.directory import sessions
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import set_password
from urakata.directory.sign_in_policy import update_policy

Later = Callable[[float], None]


@pytest.fixture
def browser(suzuki: Actor) -> Browser:
    """鈴木, signed in."""
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    made = Browser()
    made.sign_in("suzuki")
    return made


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """It is long ago that anybody showed who they are."""

    def forget() -> None:
        monkeypatch.setattr(sessions, "is_proven", lambda _session: False)

    return forget


def set_up_totp(browser: Browser) -> tuple[str, list[str]]:
    """The secret and the recovery codes. The code used is of half a minute ago."""
    _, offer = browser("POST", "account/totp/offer")
    status, done = browser("POST", "account/totp", {"code": totp(offer["secret"], -1)})
    assert status == 200
    return offer["secret"], done["recoveryCodes"]


def set_up_passkey(browser: Browser, name: str = "鍵") -> Passkey:
    passkey = Passkey()
    _, offer = browser("POST", "account/passkeys/offer")
    body = {"name": name, "credential": passkey.make(offer["options"])}
    status, _ = browser("POST", "account/passkeys", body)
    assert status == 200
    return passkey


def methods(browser: Browser) -> list[str]:
    return [each["method"] for each in browser("GET", "account/security")[1]["factors"]]


def test_an_app_is_set_up_with_a_code_that_shows_it_has_the_secret(browser: Browser):
    _, offer = browser("POST", "account/totp/offer")
    assert offer["url"] == f"otpauth://totp/suzuki?secret={offer['secret']}&issuer=Urakata"
    assert offer["svg"].lstrip().startswith("<?xml")

    wrong = browser("POST", "account/totp", {"code": "000000"})
    right = browser("POST", "account/totp", {"code": totp(offer["secret"])})

    assert (wrong[0], list(wrong[1]["errors"])) == (400, ["code"])
    assert right[0] == 200
    assert right[1]["session"] is None
    assert len(set(right[1]["recoveryCodes"])) == 10
    assert all(len(code) == 10 and code.isdigit() for code in right[1]["recoveryCodes"])
    assert methods(browser) == ["totp", "recovery_codes"]
    assert abouts("mfa.add") == [
        ("suzuki", "mfa.add", {"user": "suzuki", "method": "totp", "name": ""}),
        ("suzuki", "mfa.add", {"user": "suzuki", "method": "recovery_codes"}),
    ]


def test_neither_secret_nor_codes_can_be_seen_again(browser: Browser):
    secret, codes = set_up_totp(browser)

    seen = str(browser("GET", "account/security")[1])

    assert secret not in seen
    assert all(code not in seen for code in codes)
    assert browser("POST", "account/totp", {"code": totp(secret)})[1]["code"] == "UR_MF02"


def test_a_passkey_is_set_up_and_listed_by_its_name(browser: Browser):
    set_up_passkey(browser, "会社のノートPC")

    shown = browser("GET", "account/security")[1]["factors"]
    assert [(each["method"], each["name"], each["left"]) for each in shown] == [
        ("webauthn", "会社のノートPC", None),
        ("recovery_codes", "", 10),
    ]


@pytest.mark.parametrize(
    "passkey",
    [Passkey(origin="https://evil.example"), Passkey(is_verified=False)],
    ids=["made at another place", "without asking who it is"],
)
def test_a_passkey_that_cannot_be_trusted_is_refused(browser: Browser, passkey: Passkey):
    _, offer = browser("POST", "account/passkeys/offer")

    status, said = browser(
        "POST", "account/passkeys", {"credential": passkey.make(offer["options"])}
    )

    assert (status, list(said["errors"])) == (400, ["credential"])
    assert methods(browser) == []


@pytest.mark.parametrize(
    "credential",
    [{}, {"id": 1}, {"id": "a", "rawId": "a", "type": "public-key", "response": "x"},
     {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30"}}],
)  # fmt: skip
def test_what_is_no_passkey_is_refused(browser: Browser, credential: dict[str, Any]):
    browser("POST", "account/passkeys/offer")
    made = browser("POST", "account/passkeys", {"credential": credential})
    browser("POST", "session/passkey/options")
    shown = browser("POST", "session/passkey", {"credential": credential})

    assert [(said[0], list(said[1]["errors"])) for said in (made, shown)] == [
        (400, ["credential"])
    ] * 2


def test_an_answer_to_an_earlier_question_is_refused(browser: Browser):
    passkey = Passkey()
    _, first = browser("POST", "account/passkeys/offer")
    browser("POST", "account/passkeys/offer")

    late = browser("POST", "account/passkeys", {"credential": passkey.make(first["options"])})

    assert late[0] == 400
    assert methods(browser) == []


def test_recovery_codes_are_renewed_and_go_with_the_last_factor(browser: Browser):
    _, before = set_up_totp(browser)
    status, renewed = browser("POST", "account/recovery-codes")
    assert status == 200
    assert set(renewed["recoveryCodes"]).isdisjoint(before)

    factor = browser("GET", "account/security")[1]["factors"][0]["id"]
    assert browser("DELETE", f"account/factors/{factor}")[0] == 204

    assert methods(browser) == []
    assert browser("POST", "account/recovery-codes")[1]["code"] == "UR_MF04"
    assert abouts("mfa.remove") == [("suzuki", "mfa.remove", {"user": "suzuki", "method": "totp"})]


def test_nobody_removes_the_factor_of_another(browser: Browser, takahashi: Actor):
    set_up_totp(browser)
    factor = browser("GET", "account/security")[1]["factors"][0]["id"]
    set_password(actor=takahashi, code="takahashi", password=PASSWORD)
    other = Browser()
    other.sign_in("takahashi")

    assert other("DELETE", f"account/factors/{factor}")[1]["code"] == "UR_MF03"
    assert methods(browser) == ["totp", "recovery_codes"]


def test_the_last_one_stays_where_the_policy_demands_one(browser: Browser):
    set_up_totp(browser)
    update_policy(actor=system_actor(), changes={"second_factor": "everyone"})
    factor = browser("GET", "account/security")[1]["factors"][0]["id"]

    assert browser("DELETE", f"account/factors/{factor}")[1]["code"] == "UR_MF05"
    assert methods(browser) == ["totp", "recovery_codes"]


def test_nothing_is_set_up_where_the_policy_has_switched_it_off(browser: Browser):
    update_policy(actor=system_actor(), changes={"second_factor": "off"})

    for path in ("totp/offer", "passkeys/offer"):
        assert browser("POST", f"account/{path}")[1]["code"] == "UR_MF06"


DANGEROUS = [
    ("POST", "account/totp/offer", None),
    ("POST", "account/totp", {"code": "000000"}),
    ("POST", "account/passkeys/offer", None),
    ("POST", "account/passkeys", {"credential": {}}),
    ("POST", "account/recovery-codes", None),
    ("DELETE", "account/factors/1", None),
]


@pytest.mark.parametrize(("method", "path", "body"), DANGEROUS)
def test_a_session_left_open_changes_no_second_factor(
    browser: Browser, unproven: Callable[[], None], method: str, path: str, body: Any
):
    unproven()

    status, said = browser(method, path, body)

    assert (status, said["code"]) == (403, "UR_RA01")


@pytest.fixture
def stale(browser: Browser) -> Browser:
    """It was twenty minutes ago that 鈴木 signed in."""
    session = browser.client.session
    session["proven_at"] -= 20 * 60
    session.save()
    return browser


def is_proven(browser: Browser) -> bool:
    return bool(browser("GET", "account/security")[1]["isProven"])


def test_a_password_shows_again_who_it_is(stale: Browser):
    assert not is_proven(stale)
    assert stale("GET", "account/security")[1]["proofs"] == ["password"]

    wrong = stale("POST", "account/proof", {"password": "wrong"})
    assert (wrong[0], list(wrong[1]["errors"]), is_proven(stale)) == (400, ["password"], False)

    assert stale("POST", "account/proof", {"password": PASSWORD})[0] == 204
    assert is_proven(stale)


def test_who_has_a_second_factor_shows_that_and_not_the_password(browser: Browser):
    secret, codes = set_up_totp(browser)
    session = browser.client.session
    session["proven_at"] -= 20 * 60
    session.save()

    assert browser("GET", "account/security")[1]["proofs"] == ["totp", "recovery_codes"]
    assert browser("POST", "account/proof", {"password": PASSWORD})[1]["code"] == "UR_MF08"
    assert not is_proven(browser)
    assert browser("POST", "account/proof", {"code": totp(secret)})[0] == 204
    assert is_proven(browser)
    assert browser("POST", "account/proof", {"code": codes[0]})[0] == 204


def test_a_passkey_shows_again_who_it_is(browser: Browser):
    passkey = set_up_passkey(browser)
    session = browser.client.session
    session["proven_at"] -= 20 * 60
    session.save()
    _, asked = browser("POST", "account/proof/passkey")

    shown = browser("POST", "account/proof", {"credential": passkey.show(asked["options"])})

    assert shown[0] == 204
    assert is_proven(browser)


def test_a_password_header_is_refused_to_who_has_a_second_factor(browser: Browser):
    api = Api(password_header("suzuki"))
    assert api.get("apps").status == 200

    set_up_totp(browser)

    reply = api.get("apps")
    assert (reply.status, reply.code) == (401, "CB_TW02")
    assert Api(password_header("suzuki", "wrong")).get("apps").code == "CB_WA01"


def test_a_password_header_is_refused_to_who_must_have_one(browser: Browser, as_sato: Api):
    api = Api(password_header("suzuki"))
    assert (api.get("apps").status, as_sato.get("apps").status) == (200, 200)

    update_policy(actor=system_actor(), changes={"second_factor": "administrators"})

    assert (api.get("apps").status, as_sato.get("apps").code) == (200, "CB_TW02")


def test_an_administrator_takes_away_what_somebody_lost(browser: Browser, as_sato: Api):
    set_up_totp(browser)

    done = as_sato.client.delete("/api/v1/people/suzuki/second-factors", headers=as_sato.headers)

    assert done.status_code == 204
    assert not browser.is_in
    assert "user" in Browser().sign_in("suzuki")[1]
    assert abouts("mfa.remove") == [
        ("sato", "mfa.remove", {"user": "suzuki", "method": ["totp", "recovery_codes"]})
    ]
