"""The addresses of other services' doors, under the names by which allauth looks for them."""

from __future__ import annotations

from django.urls import URLPattern, path

from urakata.api.on_demand import on_demand

VIEWS = "urakata.api.sso.views"

urlpatterns: list[URLPattern] = [
    path(
        "oidc/<slug:provider_id>/login",
        on_demand(f"{VIEWS}.oidc_login"),
        name="openid_connect_login",
    ),
    path(
        "oidc/<slug:provider_id>/callback",
        on_demand(f"{VIEWS}.oidc_callback"),
        name="openid_connect_callback",
    ),
    path(
        "saml/<slug:organization_slug>/login", on_demand(f"{VIEWS}.saml_login"), name="saml_login"
    ),
    path("saml/<slug:organization_slug>/acs", on_demand(f"{VIEWS}.saml_acs"), name="saml_acs"),
    path(
        "saml/<slug:organization_slug>/finish",
        on_demand(f"{VIEWS}.saml_finish_acs"),
        name="saml_finish_acs",
    ),
    path(
        "saml/<slug:organization_slug>/metadata",
        on_demand(f"{VIEWS}.saml_metadata"),
        name="saml_metadata",
    ),
    path("saml/<slug:organization_slug>/sls", on_demand(f"{VIEWS}.nowhere"), name="saml_sls"),
]
