"""`urakata journal seal`: what the job process does each minute, now."""

from __future__ import annotations

import click

from urakata.journal.sealing.keyring import KeyMissing
from urakata.journal.sealing.sealer import latest_head, seal
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "まだ封印されていない記録を封印します。ジョブのプロセスが1分ごとに行うことを、すぐに行います。",
        "Seal the entries that are not sealed yet: what the job process does each minute, now.",
    ),
)
def command() -> None:
    """Seal, and show the newest head."""
    with tables(), progress() as bar:
        bar.add_task(t("封印しています", "Sealing"), total=None)
        try:
            count = seal()
        except KeyMissing as error:
            raise Failure(error.text) from error
        head = latest_head()
    click.echo(t(f"{count:,}件を封印しました。", f"Sealed {count:,} entries."))
    if head is not None:
        click.echo(head.text.decode())
