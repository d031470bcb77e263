"""Coming in by SAML, and everything that must not let anybody in."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names

from tests.api.sso.assertions import ENTITY, SSO, Response, request_of, signer
from tests.api.sso.conftest import who_is_in
from urakata.directory.actor import Actor
from urakata.main.sign_in_services import Saml, Services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

Rules = Callable[..., Services]
LOGIN, ACS = "/sso/saml/kaisha/login", "/sso/saml/kaisha/acs"


def service(**more: Any) -> Saml:
    return Saml(
        id="kaisha",
        name="会社のSAML",
        entity_id=ENTITY,
        sso_url=SSO,
        certificate=signer("idp").certificate,
        **more,
    )


@pytest.fixture(autouse=True)
def _known(rules: Rules) -> None:
    rules(service())


def a_browser() -> Client:
    return Client(HTTP_HOST="testserver")


def post(browser: Client, encoded: str, relay: str = "") -> str:
    """What the service's page posts; gives where the browser ends."""
    sent = browser.post(ACS, {"SAMLResponse": encoded, "RelayState": relay})
    assert (sent.status_code, sent["Location"]) == (302, "/sso/saml/kaisha/finish")
    answer = browser.get(sent["Location"])
    assert answer.status_code == 302
    return str(answer["Location"])


def come_in(query: str = "", /, **changes: Any) -> tuple[Client, str]:
    browser = a_browser()
    asked = request_of(browser.get(f"{LOGIN}{query}")["Location"])
    response = Response(**({"in_response_to": asked} | changes))
    return browser, post(browser, response.encoded())


def is_refused(came: tuple[Client, str], reason: str = "failed") -> bool:
    browser, place = came
    return place == f"/?signInProblem={reason}" and who_is_in(browser) is None


def test_who_is_known_comes_in(suzuki_is_known: Actor):
    browser, place = come_in("?next=/apps/12")

    assert (place, who_is_in(browser)) == ("/apps/12", "suzuki")
    (account,) = SocialAccount.objects.all()
    assert (account.uid, account.provider, account.extra_data) == ("subject-1", "kaisha", {})


def test_who_is_unknown_is_refused(suzuki: Actor):
    assert is_refused(come_in(), "unknown")


def test_an_address_is_believed_only_of_a_service_that_is_said_to_verify_it(
    rules: Rules, suzuki_is_known: Actor
):
    told = {"name_id": "x", "attributes": {"email": "suzuki@example.jp"}}
    rules(service(), match=["email"])
    assert is_refused(come_in(**told), "unknown")

    rules(service(trusts_email=True), match=["email"])
    assert who_is_in(come_in(**told)[0]) == "suzuki"


def test_a_new_person_is_added_by_the_attributes(rules: Rules):
    rules(service(subject="eduPersonUniqueId"), people="create")
    told = {"eduPersonUniqueId": "n1", "login": "ito", "name": "伊藤 蘭", "email": "i@example.jp"}

    browser, _ = come_in(attributes=told)

    assert who_is_in(browser) == "ito"
    assert SocialAccount.objects.get().uid == "n1"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"signed_by": None}, id="not signed"),
        pytest.param({"signed_by": "somebody else"}, id="signed by another key"),
        pytest.param({"algorithm": Names.RSA_SHA1, "digest": Names.SHA1}, id="signed with SHA-1"),
        pytest.param({"ends": timedelta(minutes=-10), "begins": timedelta(hours=-1)}, id="expired"),
        pytest.param(
            {"begins": timedelta(hours=1), "ends": timedelta(hours=2)}, id="not yet valid"
        ),
        pytest.param({"audience": "https://other.example"}, id="for another"),
        pytest.param({"destination": "https://other.example/acs"}, id="sent to another"),
        pytest.param({"recipient": "https://other.example/acs"}, id="to be taken by another"),
        pytest.param({"issuer": "https://evil.example"}, id="from another"),
        pytest.param({"in_response_to": "_made-up"}, id="to a request that nobody made"),
        pytest.param({"in_response_to": ""}, id="to no request at all"),
        pytest.param({"name_id": ""}, id="about nobody"),
    ],
)
def test_a_response_that_does_not_hold_lets_nobody_in(
    suzuki_is_known: Actor, changes: dict[str, Any]
):
    assert is_refused(come_in(**changes))
    assert not SocialAccount.objects.exists()


def test_a_response_that_was_changed_lets_nobody_in(suzuki_is_known: Actor):
    browser = a_browser()
    right = Response(request_of(browser.get(LOGIN)["Location"]), name_id="attacker").xml()

    changed = right.replace(">attacker<", ">subject-1<")

    assert is_refused((browser, post(browser, base64.b64encode(changed.encode()).decode())))


def test_a_signature_does_not_cover_what_is_put_beside_it(suzuki_is_known: Actor):
    browser = a_browser()
    asked = request_of(browser.get(LOGIN)["Location"])
    right = Response(asked, name_id="attacker").xml()
    forged = Response(asked, signed_by=None).xml()
    evil = re.search(r"<saml:Assertion.*</saml:Assertion>", forged, re.DOTALL)
    assert evil is not None

    for wrapped in (
        right.replace("</samlp:Status>", f"</samlp:Status>{evil[0]}", 1),
        right.replace("</samlp:Response>", f"{evil[0]}</samlp:Response>", 1),
    ):
        assert is_refused((browser, post(browser, base64.b64encode(wrapped.encode()).decode())))


def test_a_comment_does_not_cut_a_name(rules: Rules, suzuki_is_known: Actor):
    """The service signed ``subject-1.evil``; canonical XML has no comments, so the signature holds."""
    browser = a_browser()
    asked = request_of(browser.get(LOGIN)["Location"])
    signed = Response(asked, name_id="subject-1.evil").xml()
    cut = signed.replace("subject-1.evil", "subject-1<!-- -->.evil")

    assert is_refused((browser, post(browser, base64.b64encode(cut.encode()).decode())), "unknown")


def test_a_response_counts_once_and_in_its_own_browser(suzuki_is_known: Actor):
    browser = a_browser()
    response = Response(request_of(browser.get(LOGIN)["Location"])).encoded()
    stranger = a_browser()
    stranger.get(LOGIN)
    assert is_refused((stranger, post(stranger, response)))

    assert post(browser, response) == "/"
    again = a_browser()
    again.cookies = browser.cookies.copy()
    browser.cookies.pop("urakata_session")
    assert is_refused((browser, post(browser, response)))
    assert post(again, response) == "/?signInProblem=failed"


def test_an_assertion_is_not_turned_into_an_answer_to_somebody_elses_request(
    suzuki_is_known: Actor,
):
    """The response's own mark is not signed; the one within the assertion is."""
    captured = Response(request_of(a_browser().get(LOGIN)["Location"])).xml()
    thief = a_browser()
    asked = request_of(thief.get(LOGIN)["Location"])

    turned = re.sub(r'InResponseTo="[^"]*"', f'InResponseTo="{asked}"', captured, count=1)

    assert is_refused((thief, post(thief, base64.b64encode(turned.encode()).decode())))


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "x",
        "====",
        base64.b64encode(b"<a/>").decode(),
        base64.b64encode(
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        ).decode(),
    ],
)
def test_nonsense_lets_nobody_in(encoded: str):
    browser = a_browser()
    browser.get(LOGIN)

    assert is_refused((browser, post(browser, encoded)))


def test_finishing_without_beginning_is_refused():
    browser = a_browser()

    assert is_refused((browser, browser.get("/sso/saml/kaisha/finish")["Location"]))


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_host(suzuki_is_known: Actor, place: str):
    browser = a_browser()
    asked = request_of(browser.get(LOGIN, {"next": place})["Location"])

    assert post(browser, Response(asked).encoded(), relay=place) == "/"


def test_what_the_service_must_know_is_told():
    answer = a_browser().get("/sso/saml/kaisha/metadata")

    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'Location="http://testserver/sso/saml/kaisha/acs"' in text
    assert 'WantAssertionsSigned="true"' in text


@pytest.mark.parametrize("rest", ["login", "finish", "metadata"])
def test_an_unknown_service_is_nowhere(rest: str):
    assert a_browser().get(f"/sso/saml/other/{rest}").status_code == 404


def test_signing_out_at_the_service_is_not_offered():
    assert a_browser().get("/sso/saml/kaisha/sls").status_code == 404
