"""`urakata worker`: jobs without a web server, for a second machine or a second terminal."""

from __future__ import annotations

import sys

import click

from urakata.main.children import Child, own_command
from urakata.main.cli.language import t
from urakata.main.cli.look import Command
from urakata.main.home import HOME
from urakata.main.supervisor import Stopped, Supervisor, wal_keepers


@click.command(
    cls=Command,
    help=t(
        "ジョブ（通知、検索の索引、集計など）を処理するプロセスだけを起動します。"
        "「urakata serve --no-worker」と組み合わせます。終了するにはCtrl-Cを押します。",
        "Start only the process that works on jobs (notices, the search index, sums). "
        "Goes with `urakata serve --no-worker`. Press Ctrl-C to end it.",
    ),
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 64),
    envvar="URAKATA_JOBS",
    default=2,
    show_default=True,
    help=t("同時に処理するジョブの数です。", "How many jobs to work on at once."),
)
def command(*, concurrency: int) -> None:
    """Run until told to stop."""
    try:
        with Supervisor(HOME) as supervisor:
            jobs = own_command("jobs", "--concurrency", str(concurrency))
            supervisor.run([Child("jobs", jobs), *wal_keepers(supervisor)])
    except Stopped:
        sys.exit(130)
