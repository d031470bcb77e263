"""`urakata restore`: a backup back in its place."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.db import connections

from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.restore import Unpacked, replace_all, unpack
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.home import HOME, write_secret
from urakata.main.migrations import migrate
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
def command(*, source: Path, force: bool) -> None:
    """Check the backup, then put it in place."""
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    with progress() as bar:
        task = bar.add_task(t("内容を確かめています", "Checking"), total=None)
        try:
            with unpack(
                source, HOME, lambda done, total: bar.update(task, completed=done, total=total)
            ) as unpacked:
                bar.update(task, description=t("復元しています", "Restoring"), total=None)
                _put_in_place(unpacked, is_forced=force)
        except ArchiveError as error:
            raise Failure(error.text) from error
    when = unpacked.manifest.created_at.astimezone()
    click.echo(
        t(
            f"{when:%Y年%m月%d日 %H:%M}のバックアップを復元しました。",
            f"Restored the backup of {when:%Y-%m-%d %H:%M}.",
        )
    )


def _put_in_place(unpacked: Unpacked, *, is_forced: bool) -> None:
    with database(HOME):
        try:
            replace_all(unpacked, files=Path(settings.FILES_ROOT), is_forced=is_forced)
            write_secret(HOME / "secret-key", unpacked.secret)
            migrate()
        finally:
            connections.close_all()
