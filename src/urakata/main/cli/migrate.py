"""`urakata migrate`: the tables of the product, brought up to date."""

from __future__ import annotations

import click

from urakata.main.cli.language import t
from urakata.main.cli.look import Command, progress
from urakata.main.home import HOME
from urakata.main.migrations import migrate
from urakata.main.supervisor import database


@click.command(
    cls=Command,
    help=t(
        "データベースの表を、このプログラムの版に合わせます。何度実行しても安全です。"
        "「urakata serve」は起動のたびに自動で行います。",
        "Bring the database's tables to this version of the program. Safe to repeat. "
        "`urakata serve` does it at every start.",
    ),
)
def command() -> None:
    """Apply the missing migrations and say how many there were."""
    with database(HOME), progress() as bar:
        bar.add_task(t("表を更新しています", "Updating the tables"), total=None)
        count = migrate()
    click.echo(
        t(f"{count}件の更新を行いました。", f"Applied {count} updates.")
        if count
        else t("表は最新です。", "The tables are up to date.")
    )
