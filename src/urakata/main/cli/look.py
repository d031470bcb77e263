"""How the command line looks: click in the operator's language, rich for tables and progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from urakata.kernel.text import Text
from urakata.main.cli.language import say, t

HEADINGS = {
    "Options": Text("オプション", "Options"),
    "Commands": Text("コマンド", "Commands"),
    "Positional arguments": Text("引数", "Positional arguments"),
}
HELP = Text("この説明を表示します。", "Show this help.")
errors = Console(stderr=True)


class Formatter(click.HelpFormatter):
    """click's layout, with headings in the operator's language."""

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(HEADINGS[heading]) if heading in HEADINGS else heading)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or t("使い方: ", "Usage: "))


class Context(click.Context):
    """A context whose help speaks the operator's language."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help speaks the operator's language."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(HELP)
        return option


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command


Group.group_class = Group


class Failure(click.ClickException):
    """Ends the command with a sentence for the operator and exit code 1."""

    def __init__(self, text: Text | str) -> None:
        super().__init__(say(text) if isinstance(text, Text) else text)

    def show(self, file: IO[str] | None = None) -> None:
        console = Console(file=file, stderr=True) if file else errors
        console.print(t("エラー: ", "Error: "), style="bold red", end="")
        console.print(self.message, markup=False, highlight=False, soft_wrap=True)


def progress() -> Progress:
    """A progress bar on stderr; says nothing when stderr is not a terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
    )


def print_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout: drawn for a person, tab-separated for a pipe."""
    console = Console()
    if not console.is_terminal:
        for row in (titles, *rows):
            click.echo("\t".join(row))
        return
    table = Table(*titles)
    for row in rows:
        table.add_row(*row)
    console.print(table)
