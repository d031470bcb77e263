"""Tells Django about this package's tables."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The package as a Django application."""

    name = "urakata.portal"
    label = "portal"
