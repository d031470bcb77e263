"""`urakata restore`: a backup back in its place."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.db import connections

from urakata.journal import context
from urakata.main.archive.envelope import Keys
from urakata.main.archive.manifest import ArchiveError, Manifest
from urakata.main.archive.restore import restore
from urakata.main.cli.keys import choose_keys, identity, passphrase_file
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.proofs import LOST_BEFORE
from urakata.main.home import HOME
from urakata.main.supervisor import database


@click.command(
    cls=Command,
    help=t(
        "バックアップのファイルから、データベース、添付ファイル、鍵を復元します。"
        "先にUrakataを終了してください。\n\n"
        "例：URAKATA_HOME=/srv/urakata urakata restore urakata.tar.gz\n\n"
        "内容を確かめてから入れ替えるため、壊れたバックアップで今のデータが失われることはありません。",
        "Restore the database, all attached files and the keys from a backup. Stop Urakata first.\n\n"
        "Example: URAKATA_HOME=/srv/urakata urakata restore urakata.tar.gz\n\n"
        "Everything is checked before it takes its place: a damaged backup changes nothing.",
    ),
)
@click.argument(
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=t("ファイル", "FILE"),
)
@click.option(
    "--force",
    is_flag=True,
    help=t("今あるデータを上書きします。", "Overwrite the data that is there."),
)
@passphrase_file
@identity
def command(
    *, source: Path, force: bool, passphrase_file: Path | None, identities: tuple[Path, ...]
) -> None:
    """Check the backup, then put it in place."""
    try:
        keys = choose_keys(passphrase_file=passphrase_file, identities=identities)
        manifest = _restore(source, keys, is_forced=force)
    except ArchiveError as error:
        raise Failure(error.text) from error
    when = manifest.created_at.astimezone()
    click.echo(
        t(
            f"{when:%Y年%m月%d日 %H:%M}のバックアップを復元しました。",
            f"Restored the backup of {when:%Y-%m-%d %H:%M}.",
        )
    )
    if manifest.lost:
        raise Failure(LOST_BEFORE.fill(count=len(manifest.lost)))


def _restore(source: Path, keys: Keys, *, is_forced: bool) -> Manifest:
    with progress() as bar, database(HOME):
        task = bar.add_task(t("復元しています", "Restoring"), total=None)
        context.begin(context.Source("cli"))
        try:
            return restore(
                source,
                home=HOME,
                files=Path(settings.FILES_ROOT),
                keys=keys,
                is_forced=is_forced,
                tell=lambda done, total: bar.update(task, completed=done, total=total),
            )
        finally:
            context.end()
            connections.close_all()
