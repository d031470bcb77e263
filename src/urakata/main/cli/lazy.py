"""Groups that load a command's file when it is asked for: `--help` is quick, `serve` stays small."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import click
import django
from django.conf import settings

from urakata.kernel.text import Text
from urakata.main.cli.language import say
from urakata.main.cli.look import Group
from urakata.main.home import connect_as
from urakata.main.postgres.places import APP_ROLE


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: `cli/<file>.py` holds it as `command`; loaded only when it is asked for."""

    file: str
    help: Text
    needs_tables: bool = True  #: load Django before the file
    is_hidden: bool = False
    is_service: bool = False  #: answers strangers, or works for them: gets the application's role


class Lazy(Group):
    """A group of such commands."""

    entries: ClassVar[Mapping[str, Entry]]

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.is_service and not settings.configured:  # else it is too late, and a test
            connect_as(APP_ROLE)
        if entry.needs_tables:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "urakata.main.settings")
            django.setup()
        module = importlib.import_module(f"urakata.main.cli.{entry.file}")
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shown = [(name, say(e.help)) for name, e in self.entries.items() if not e.is_hidden]
        with formatter.section("Commands"):
            formatter.write_dl(shown)
