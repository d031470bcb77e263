"""Tells Django about this package's tables."""

from __future__ import annotations

from django.apps import AppConfig

from urakata.access.standing import tell_steps
from urakata.process.standing import step_is_open
from urakata.process.trashed_steps import TrashedSteps
from urakata.record.companions import accompany


class ProcessConfig(AppConfig):
    """The package as a Django application."""

    name = "urakata.process"
    label = "process"

    def ready(self) -> None:
        """What this package knows of records: whose step is open, and what ends with them."""
        accompany(TrashedSteps())
        tell_steps(step_is_open)
