"""Tells Django about this package's tables."""

from __future__ import annotations

from django.apps import AppConfig

from urakata.process.trashed_steps import TrashedSteps
from urakata.record.companions import accompany


class ProcessConfig(AppConfig):
    """The package as a Django application."""

    name = "urakata.process"
    label = "process"

    def ready(self) -> None:
        """What is waited for ends with the record and begins again with it."""
        accompany(TrashedSteps())
