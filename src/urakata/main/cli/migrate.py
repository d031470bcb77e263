"""`urakata migrate`: the tables of the product, brought up to date."""

from __future__ import annotations

import click

from urakata.main.cli.language import t
from urakata.main.cli.look import Command, progress
from urakata.main.home import HOME
from urakata.main.migrations import migrate
from urakata.main.postgres.roles import settle
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
@click.option(
    "--app-role",
    metavar=t("ロール名", "ROLE"),
    help=t(
        "DATABASE_URLのサーバーで、WebとジョブのプロセスのPostgreSQLロールです。"
        "ジャーナルを変更できないように、所有者と権限を設定します（スーパーユーザーで実行します）。",
        "With a server of your own: the PostgreSQL role of the web and job processes. Sets owners and "
        "rights so that it cannot change the journal. Run this as a superuser.",
    ),
)
def command(*, app_role: str | None) -> None:
    """Apply the missing migrations and say how many there were."""
    with database(HOME), progress() as bar:
        bar.add_task(t("表を更新しています", "Updating the tables"), total=None)
        count = migrate()
        if app_role:
            settle(app_role, always=True)
    click.echo(
        t(f"{count}件の更新を行いました。", f"Applied {count} updates.")
        if count
        else t("表は最新です。", "The tables are up to date.")
    )
