"""`urakata prepare`: what `serve` needs before it can answer; run as its child."""

from __future__ import annotations

import click

from urakata.main.archive.restore import finish_interrupted
from urakata.main.cli.language import t
from urakata.main.cli.look import Command
from urakata.main.first_run import has_people, make_first_administrator, mark_prepared, prepare
from urakata.main.home import HOME


@click.command(cls=Command)
@click.option("--demo", is_flag=True)
@click.pass_context
def command(context: click.Context, *, demo: bool) -> None:
    """Bring the tables up to date; in an empty database make the first people."""
    finish_interrupted(HOME)
    prepare(lambda ja, en: click.echo(t(ja, en), err=True))
    root = context.find_root()
    if demo and isinstance(root.command, click.Group):
        # found by name, so that the demo company is loaded only when it is wanted
        company = root.command.get_command(root, "demo")
        if company is not None:
            context.invoke(company, if_empty=True)
    if not has_people():
        make_first_administrator()
    mark_prepared()
