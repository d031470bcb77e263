"""The addresses of both APIs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from urakata.api.kintone.document import kintone_document
from urakata.api.kintone.view import kintone_api
from urakata.api.on_demand import on_demand
from urakata.api.session import session
from urakata.api.sso.services import sign_in_services

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^(?:k|v1)/", kintone_api),
    re_path(r"^scim/v2/?(?P<address>.*)$", on_demand("urakata.api.scim.view.scim")),
    path("sso/", include("urakata.api.sso.urls")),
    path("api/v1/sign-in-services", sign_in_services),
    path("api/v1/session", session),
    path("api/v1/kintone-openapi.json", kintone_document),
    path("api/v1/", include("urakata.api.native.urls")),
]
