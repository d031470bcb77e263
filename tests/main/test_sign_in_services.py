from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from urakata.main.sign_in_services import read_services

OIDC = """
oidc:
  - id: entra
    name: Entra ID
    server: https://login.example/v2.0
    client_id: c
    client_secret: s
    subject: oid
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sso.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_there_are_no_services(tmp_path: Path):
    services = read_services(tmp_path / "sso.yaml")

    assert (services.oidc, services.saml, services.password_sign_in) == ([], [], "everyone")
    assert services.providers()["openid_connect"]["APPS"] == []


def test_a_service_is_handed_to_allauth_with_pkce(tmp_path: Path):
    services = read_services(written(tmp_path, OIDC))

    (app,) = services.providers()["openid_connect"]["APPS"]
    assert (app["provider_id"], app["client_id"], app["secret"]) == ("entra", "c", "s")
    assert app["settings"]["uid_field"] == "oid"
    assert app["settings"]["oauth_pkce_enabled"] is True
    assert (services.people, services.match) == ("known", ["external_id"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("oidc: [", "sso.yaml"),
        ("people: everybody", "people"),
        ("match: [login]", "match.0"),
        ("password_sign_in: no", "password_sign_in"),
        ("colour: red", "colour"),
        (OIDC.replace("https://", "http://"), "oidc.0.server"),
        (OIDC.replace("id: entra", "id: En tra", 1), "oidc.0.id"),
        (OIDC.replace("    client_id: c\n", ""), "oidc.0.client_id"),
        (OIDC + OIDC.replace("oidc:\n", ""), "same id"),
        ("- a", "sso.yaml"),
    ],
)
def test_a_mistake_is_named_by_its_place(tmp_path: Path, text: str, place: str):
    with pytest.raises(ImproperlyConfigured, match=place):
        read_services(written(tmp_path, text))
