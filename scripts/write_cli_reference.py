"""Writes docs/reference/cli.md from the commands' own help, so that the two cannot differ."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["URAKATA_LANG"] = "en"

import click

from urakata.main.cli.lazy import Lazy
from urakata.main.cli.root import COMMANDS, Root, main

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Written by `make docs` from `urakata … --help`; a test compares. The commands speak Japanese, or English where the
locale is English or `URAKATA_LANG=en` is set.
"""


def pages() -> Iterator[tuple[str, click.Context]]:
    """Every shown command, depth first, with the words that call it."""
    settings = main.context_settings | {"terminal_width": 100}
    root = main.context_class(main, info_name="urakata", **settings)
    yield "urakata", root
    for name, entry in COMMANDS.items():
        command = main.get_command(root, name)
        if entry.is_hidden or command is None:
            continue
        context = _below(command, name, root)
        yield f"urakata {name}", context
        if isinstance(command, click.Group) and not isinstance(command, Root):
            in_order = command.entries if isinstance(command, Lazy) else command.commands
            for sub_name in in_order:
                sub = command.get_command(context, sub_name)
                if sub is not None:
                    yield f"urakata {name} {sub_name}", _below(sub, sub_name, context)


def _below(command: click.Command, name: str, parent: click.Context) -> click.Context:
    return command.context_class(command, info_name=name, parent=parent)


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for words, context in pages():
        parts.append(f"## {words}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(text())
    else:
        PAGE.write_text(text(), encoding="utf-8")
