"""Every URL of the product."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from urakata.main.backups import backup_health
from urakata.main.health import health
from urakata.main.spa import screen

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("health/backup", backup_health),
    path("", include("urakata.api.urls")),
    # the screen's own router knows these; a wrong API address must stay a 404
    re_path(r"^(?!k/|v1/|api/|scim/|sso/|static/|health/)(?P<address>.*)$", screen),
]
