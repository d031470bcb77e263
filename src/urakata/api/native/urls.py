"""The addresses of our own API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_safe

from urakata.api.native.api import api
from urakata.api.native.door import behind_the_door, nowhere
from urakata.api.native.openapi import Described

_endpoints, _, _ = api.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", behind_the_door(require_safe(Described(api)))),
    *(
        URLPattern(each.pattern, behind_the_door(each.callback), each.default_args)
        for each in _endpoints
        if isinstance(each, URLPattern) and each.name != "api-root"
    ),
    re_path(r"^(?P<address>.*)$", nowhere),
]
