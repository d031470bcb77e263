"""The addresses of other services' doors, under the names by which allauth looks for them."""

from __future__ import annotations

from django.urls import URLPattern, path

from urakata.api.sso import views

urlpatterns: list[URLPattern] = [
    path("oidc/<slug:provider_id>/login", views.oidc_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/callback", views.oidc_callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/login", views.saml_login, name="saml_login"),
    path("saml/<slug:organization_slug>/acs", views.saml_acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/finish", views.saml_finish_acs, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/metadata", views.saml_metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/sls", views.nowhere, name="saml_sls"),
]
