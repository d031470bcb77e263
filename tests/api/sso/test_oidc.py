"""Coming in by OpenID Connect, and everything that must not let anybody in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from tests.api.sso.conftest import who_is_in
from tests.api.sso.provider import CLIENT, Provider, new_key
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.limiting import set_group_networks
from urakata.directory.models import User
from urakata.directory.services import NewUser, create_user, disable_user
from urakata.journal import queries
from urakata.main.sign_in_services import Oidc, Services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

Rules = Callable[..., Services]
LOGIN, CALLBACK = "/sso/oidc/idp/login", "/sso/oidc/idp/callback"


@pytest.fixture(autouse=True)
def _known(rules: Rules, oidc: Oidc) -> None:
    rules(oidc)


def leave(client: Client, query: str = "") -> str:
    answer = client.get(f"{LOGIN}{query}")
    assert answer.status_code == 302
    return str(answer["Location"])


def come_in(
    provider: Provider, client: Client | None = None, query: str = ""
) -> tuple[Client, str]:
    """The whole way; gives the browser and where it was sent at last."""
    browser = client or Client()
    back = provider.authorize(leave(browser, query))
    answer = browser.get(f"{CALLBACK}?{back}")
    assert answer.status_code == 302
    return browser, str(answer["Location"])


def is_refused(came: tuple[Client, str], reason: str = "failed") -> bool:
    browser, place = came
    return place == f"/?signInProblem={reason}" and who_is_in(browser) is None


def test_who_is_known_comes_in(provider: Provider, suzuki_is_known: Actor):
    browser, place = come_in(provider, query="?next=/apps/12")

    assert (place, who_is_in(browser)) == ("/apps/12", "suzuki")
    (entry,) = queries.search(queries.Wanted(kind="signin.success"), limit=1)
    assert json.loads(entry.body)["about"]["road"] == "provider"
    assert provider.token_calls[0]["redirect_uri"] == f"http://testserver{CALLBACK}"


def test_what_is_asked_of_the_service(provider: Provider):
    location = leave(Client(), "?scope=admin&auth_params=prompt%3Dnone&process=connect&action=x")

    asked = dict(parse_qsl(urlsplit(location).query))
    assert set(asked) == {
        "client_id",
        "redirect_uri",
        "scope",
        "response_type",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
    assert asked["client_id"] == CLIENT
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert min(len(asked["state"]), len(asked["nonce"])) >= 16


def test_the_session_has_a_new_key(provider: Provider, suzuki_is_known: Actor):
    browser = Client()
    leave(browser)
    before = browser.cookies["urakata_session"].value

    come_in(provider, browser)

    assert browser.cookies["urakata_session"].value != before


def test_nothing_of_what_the_service_told_is_kept(provider: Provider, suzuki_is_known: Actor):
    provider.claims = {"name": "秘密 花子", "address": "東京都"}
    for _ in range(2):
        come_in(provider)

    (account,) = SocialAccount.objects.all()
    assert (account.uid, account.provider, account.extra_data) == ("subject-1", "idp", {})
    assert account.user_id == suzuki_is_known.user_id
    assert not SocialToken.objects.exists()


# --- who it is


def test_who_is_unknown_is_refused_and_not_added(provider: Provider, suzuki: Actor):
    before = User.objects.count()

    assert is_refused(come_in(provider), "unknown")
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_who_left_does_not_come_in(provider: Provider, suzuki_is_known: Actor):
    come_in(provider)
    disable_user(actor=system_actor(), code="suzuki")

    assert is_refused(come_in(provider), "unknown")


def test_a_verified_address_is_believed_where_the_rules_say_so(
    provider: Provider, rules: Rules, oidc: Oidc, suzuki_is_known: Actor
):
    provider.claims = {
        "sub": "other",
        "email": "SUZUKI@example.jp",
        "email_verified": True,
    }
    assert is_refused(come_in(provider), "unknown")

    rules(oidc, match=["email"])
    browser, _ = come_in(provider)
    assert who_is_in(browser) == "suzuki"


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0, 1, "True", "yes", [True]])
def test_an_address_that_is_not_verified_is_never_believed(
    provider: Provider, rules: Rules, oidc: Oidc, suzuki_is_known: Actor, verified: Any
):
    rules(oidc, match=["email"])
    provider.claims = {
        "sub": "attacker",
        "email": "suzuki@example.jp",
        "email_verified": verified,
    }

    assert is_refused(come_in(provider), "unknown")
    assert not SocialAccount.objects.exists()


def test_an_address_that_two_have_names_nobody(
    provider: Provider, rules: Rules, oidc: Oidc, suzuki_is_known: Actor
):
    other = NewUser("suzuki2", "鈴木 二郎", profile={"email": "suzuki@example.jp"})
    create_user(actor=system_actor(), user=other)
    rules(oidc, match=["email"])
    provider.claims = {"sub": "x", "email": "suzuki@example.jp", "email_verified": True}

    assert is_refused(come_in(provider), "unknown")


def test_a_new_person_is_added_where_the_rules_say_so(provider: Provider, rules: Rules, oidc: Oidc):
    rules(oidc, people="create")
    provider.claims = {
        "sub": "new-1",
        "preferred_username": "ito@example.jp",
        "name": "伊藤 蘭",
        "email": "ito@example.jp",
        "email_verified": True,
    }
    browser, _ = come_in(provider)

    row = User.objects.get(code="ito@example.jp")
    assert who_is_in(browser) == "ito@example.jp"
    assert (row.name, row.email, row.external_id) == ("伊藤 蘭", "ito@example.jp", "new-1")
    assert (row.has_usable_password(), row.groups.count()) == (False, 0)
    come_in(provider)
    assert User.objects.filter(code="ito@example.jp").count() == 1


@pytest.mark.parametrize("login", ["suzuki", "Administrator", "", "a b", "x" * 200, None, 7])
def test_nobody_becomes_somebody_else_by_a_name(
    provider: Provider, rules: Rules, oidc: Oidc, suzuki: Actor, login: Any
):
    rules(oidc, people="create", match=["external_id", "email"])
    provider.claims = {"sub": "attacker", "preferred_username": login}
    before = User.objects.count()

    assert is_refused(come_in(provider), "unknown")
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_the_subject_counts_not_what_the_userinfo_says_of_another(
    provider: Provider, suzuki_is_known: Actor
):
    provider.userinfo = {"sub": "somebody-else"}

    assert is_refused(come_in(provider))


def test_nobody_comes_in_from_a_foreign_network(
    provider: Provider, suzuki_is_known: Actor, sato: Actor
):
    set_group_networks(actor=sato, group="everyone", networks=["192.0.2.0/24"])

    assert come_in(provider)[1] == "/?signInProblem=network"
    browser, _ = come_in(provider, Client(REMOTE_ADDR="192.0.2.9"))
    assert who_is_in(browser) == "suzuki"


# --- what does not hold


def forge(provider: Provider, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(provider, name, value)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"signing_key": new_key()}, id="signed by another key"),
        pytest.param({"algorithm": "none", "signing_key": ""}, id="not signed"),
        pytest.param(
            {"algorithm": "HS256", "signing_key": "client-secret-that-is-long-enough-for-hmac"},
            id="signed with a shared secret",
        ),
        pytest.param({"key_id": "k2"}, id="unknown key"),
        pytest.param({"claims": {"aud": "another-client"}}, id="for another client"),
        pytest.param({"claims": {"aud": [CLIENT, "x"], "azp": "x"}}, id="authorised for another"),
        pytest.param({"claims": {"iss": "http://evil.example"}}, id="another issuer"),
        pytest.param({"claims": {"exp": int(time.time()) - 120}}, id="expired"),
        pytest.param({"claims": {"iat": int(time.time()) + 10**6}}, id="from the future"),
        pytest.param({"claims": {"nbf": int(time.time()) + 10**6}}, id="not yet valid"),
        pytest.param({"claims": {"nonce": "another"}}, id="another nonce"),
        pytest.param({"claims": {"nonce": None}}, id="null nonce"),
        pytest.param({"left_out": ("nonce",)}, id="no nonce"),
        pytest.param({"left_out": ("exp",)}, id="no end"),
        pytest.param({"left_out": ("iat",)}, id="no beginning"),
        pytest.param({"left_out": ("aud",)}, id="for nobody"),
        pytest.param({"left_out": ("iss",)}, id="from nobody"),
        pytest.param({"left_out": ("sub",)}, id="about nobody"),
        pytest.param({"left_out": ("id_token",)}, id="no token"),
        pytest.param({"id_token": "x.y.z"}, id="nonsense"),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    provider: Provider, suzuki_is_known: Actor, changes: dict[str, Any]
):
    forge(provider, **changes)

    assert is_refused(come_in(provider))
    assert not SocialAccount.objects.exists()
    (entry,) = queries.search(queries.Wanted(kind="signin.failure"), limit=1)
    assert json.loads(entry.body)["about"]["reason"] == "provider"


def test_a_token_played_again_lets_nobody_in(provider: Provider, suzuki_is_known: Actor):
    come_in(provider)
    provider.id_token = provider.last

    assert is_refused(come_in(provider))


def test_a_callback_counts_once_and_in_its_own_browser(provider: Provider, suzuki_is_known: Actor):
    browser = Client()
    back = provider.authorize(leave(browser))
    stranger = Client()
    assert is_refused((stranger, stranger.get(f"{CALLBACK}?{back}")["Location"]))

    assert browser.get(f"{CALLBACK}?{back}")["Location"] == "/"
    browser.delete("/api/v1/session")
    provider.codes.add("c1")
    again = Client()
    again.cookies = browser.cookies
    assert browser.get(f"{CALLBACK}?{back}")["Location"] == "/?signInProblem=failed"


@pytest.mark.parametrize(
    "query", ["", "code=c1", "code=c1&state=", "code=c1&state=made-up", "error=access_denied"]
)
def test_a_callback_that_nobody_asked_for_is_refused(provider: Provider, query: str):
    browser = Client()
    leave(browser)

    assert is_refused((browser, browser.get(f"{CALLBACK}?{query}")["Location"]))


def test_a_refusal_by_the_service_is_told(provider: Provider):
    browser = Client()
    back = provider.authorize(leave(browser)).replace("code=c1", "error=access_denied")

    assert is_refused((browser, browser.get(f"{CALLBACK}?{back}")["Location"]))


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
    ],
)
def test_nobody_is_sent_to_another_host(provider: Provider, suzuki_is_known: Actor, place: str):
    browser = Client()
    location = browser.get(LOGIN, {"next": place})["Location"]
    answer = browser.get(f"{CALLBACK}?{provider.authorize(location)}")

    assert (answer["Location"], who_is_in(browser)) == ("/", "suzuki")


def test_a_service_that_does_not_answer_is_told(rules: Rules, oidc: Oidc):
    rules(oidc.model_copy(update={"server": "http://127.0.0.1:9"}))
    browser = Client()

    assert browser.get(LOGIN)["Location"] == "/?signInProblem=failed"


@pytest.mark.parametrize("path", ["/sso/oidc/other/login", "/sso/oidc/other/callback", "/sso/x"])
def test_an_unknown_service_is_nowhere(path: str):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", [LOGIN, CALLBACK])
def test_the_doors_are_opened_by_get_only(path: str):
    assert Client().post(path).status_code == 405
