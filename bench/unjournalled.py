"""A web process that writes no journal, beside the one that does: for what the journal costs. The product has no such switch."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "urakata.main.settings")
django.setup()

from urakata.journal import writing  # noqa: E402  # Django first
from urakata.main.cli.web import command  # noqa: E402
from urakata.record import pipeline  # noqa: E402

if __name__ == "__main__":
    writing.write = lambda who, entries: None  # noqa: ARG005
    pipeline.entries_of = lambda batch, written: []  # noqa: ARG005
    command(["--host", "127.0.0.1", "--port", sys.argv[1]])
