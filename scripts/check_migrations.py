"""Fails when a model has changed without a migration. Asks no database, unlike Django's command."""

from __future__ import annotations

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def main() -> int:
    """Exit code 1, and the missing operations on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "urakata.main.settings")
    django.setup()
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("urakata.")}
    changes = {
        label: [
            operation.describe() for migration in migrations for operation in migration.operations
        ]
        for label, migrations in detector.changes(graph=loader.graph).items()
        if label in ours
    }
    for label, operations in changes.items():
        sys.stderr.write(f"{label} needs a migration: {'; '.join(operations)}\n")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
