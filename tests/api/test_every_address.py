"""Every address of the product, read from the URL configuration itself, stands in a table.

The tables of the APIs say what each kind of caller gets (`test_permission_table`,
`native.test_every_permission`, `native.test_every_permission_beyond_apps`,
`scim.test_every_permission`); what is left is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.client import PASSWORD, Api
from tests.api.digest import digest
from tests.api.native import test_every_permission as native
from tests.api.native import test_every_permission_beyond_apps as beyond_apps
from urakata.directory.actor import Actor

IN_OTHER_TABLES = {
    r"^(?:k|v1)/": "test_permission_table",
    r"^scim/v2/?(?P<address>.*)$": "scim.test_every_permission",
    "sso/oidc/<slug:provider_id>/login": "sso.test_oidc",
    "sso/oidc/<slug:provider_id>/callback": "sso.test_oidc",
    "sso/saml/<slug:organization_slug>/login": "sso.test_every_saml_response",
    "sso/saml/<slug:organization_slug>/acs": "sso.test_every_saml_response",
    "sso/saml/<slug:organization_slug>/finish": "sso.test_every_saml_response",
    "sso/saml/<slug:organization_slug>/metadata": "sso.test_every_saml_response",
    "sso/saml/<slug:organization_slug>/sls": "sso.test_every_saml_response",
}
OPEN = {
    "health": 200,
    "health/backup": 200,
    "api/v1/kintone-openapi.json": 200,
    "api/v1/openapi.json": 200,
    "api/v1/sign-in-services": 200,
    r"api/v1/^(?P<address>.*)$": 404,
    r"^(?!k/|v1/|api/|scim/|sso/|static/|health/)(?P<address>.*)$": 200,
}
"""What everybody gets, whoever they are: nothing of the company's is there."""
SESSION = "api/v1/session"


def addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route)
        else:
            yield route


def in_the_native_tables() -> set[str]:
    names = {*native.TABLE, *beyond_apps.TABLE, *beyond_apps.DOORS}
    paths = {name.partition(" ")[2] for name in names}
    full = (path if path.startswith("/") else f"/apps/{{app_id}}/{path}" for path in paths)
    return {f"api/v1{path.replace('{', '<').replace('}', '>')}" for path in full}


def test_no_address_is_missing_from_the_tables() -> None:
    configured = set(addresses(get_resolver().url_patterns))

    assert configured == {*in_the_native_tables(), *IN_OTHER_TABLES, *OPEN, SESSION}


def an_example_of(route: str) -> str:
    return "/" + re.sub(r"\^?\(.*", "no/such/place", route)


@pytest.fixture
def callers(
    as_nobody: Api, as_suzuki: Api, as_sato: Api, an_app: Any, with_token: Callable[..., Api]
) -> dict[str, Api]:
    token = with_token(an_app().app_id, "view", "add", "edit", "delete", "manage")
    return {"nobody": as_nobody, "member": as_suzuki, "administrator": as_sato, "token": token}


@pytest.mark.parametrize(("route", "status"), OPEN.items(), ids=OPEN)
def test_what_is_open_says_the_same_to_everybody_and_is_only_read(
    callers: dict[str, Api], route: str, status: int
) -> None:
    before = digest()
    address = an_example_of(route)

    found = {
        (who, method): caller.client.generic(method, address, headers=caller.headers)
        for who, caller in callers.items()
        for method in ("GET", "POST", "PUT", "DELETE")
    }

    gets = {answer.status_code for (_, method), answer in found.items() if method == "GET"}
    others = {answer.status_code for (_, method), answer in found.items() if method != "GET"}
    assert gets == {status}
    assert others <= {404, 405}
    bodies = {
        b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        for (_, method), answer in found.items()
        if method == "GET" and status == 200
    }
    assert len(bodies) <= 1
    assert digest() == before


def test_a_session_is_asked_about_and_ended_only_by_its_cookie(
    callers: dict[str, Api], suzuki: Actor
) -> None:
    before = digest()

    statuses = {
        (who, method): caller.client.generic(
            method, f"/{SESSION}", headers=caller.headers
        ).status_code
        for who, caller in callers.items()
        for method in ("GET", "DELETE")
    }

    assert set(statuses.values()) == {401}
    assert digest() == before


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 200), ("wrong", 401)])
def test_a_session_is_opened_with_the_password_only(
    as_suzuki: Api, as_nobody: Api, password: str, status: int
) -> None:
    opened = as_nobody.client.post(
        f"/{SESSION}", {"code": "suzuki", "password": password}, content_type="application/json"
    )

    assert opened.status_code == status
    assert as_nobody.client.get(f"/{SESSION}").status_code == status


def test_a_session_is_ended_by_our_page_and_no_other(as_suzuki: Api, as_nobody: Api) -> None:
    client = as_nobody.client
    body = {"code": "suzuki", "password": PASSWORD}
    token = client.post(f"/{SESSION}", body, content_type="application/json").json()["requestToken"]

    assert client.delete(f"/{SESSION}").status_code == 403
    assert client.get(f"/{SESSION}").status_code == 200
    ended = client.delete(f"/{SESSION}", headers={"X-Request-Token": token})
    assert (ended.status_code, client.get(f"/{SESSION}").status_code) == (200, 401)
