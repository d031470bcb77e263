"""`urakata backup`: everything in one file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from urakata.kernel.text import Text
from urakata.main.archive.backup import back_up
from urakata.main.archive.manifest import ArchiveError
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.tables import tables

EXISTS = Text(
    "「{path}」はすでにあります。別の名前を指定するか、「--force」を付けてください。",
    '"{path}" exists already. Choose another name, or give --force.',
)


@click.command(
    cls=Command,
    help=t(
        "データベース、添付ファイル、鍵を1つのファイルにまとめます。"
        "Urakataを動かしたまま実行できます。\n\n"
        "例：urakata backup urakata.tar.gz\n\n"
        "ファイルには会社のすべての情報が入ります。安全な場所に保管してください。",
        "Put the database, all attached files and the keys into one file. "
        "Urakata may keep running meanwhile.\n\n"
        "Example: urakata backup urakata.tar.gz\n\n"
        "The file holds all the company's information: keep it in a safe place.",
    ),
)
@click.argument(
    "target", type=click.Path(path_type=Path), required=False, metavar=t("ファイル", "FILE")
)
@click.option(
    "--force", is_flag=True, help=t("同じ名前のファイルを上書きします。", "Overwrite the file.")
)
def command(*, target: Path | None, force: bool) -> None:
    """Write the backup and say where it is."""
    path = (target or Path(f"urakata-{datetime.now():%Y%m%d-%H%M%S}.tar.gz")).absolute()  # noqa: DTZ005 - the operator's clock
    if path.exists() and not force:
        raise Failure(EXISTS.fill(path=path))
    with tables(), progress() as bar:
        task = bar.add_task(t("バックアップしています", "Backing up"), total=None)
        try:
            manifest = back_up(
                path,
                files=Path(settings.FILES_ROOT),
                secret=settings.SECRET_KEY.encode(),
                tell=lambda done, total: bar.update(task, completed=done, total=total),
            )
        except ArchiveError as error:
            raise Failure(error.text) from error
    files = len(manifest.parts) - 3
    size = path.stat().st_size / 1024 / 1024
    click.echo(
        t(
            f"{path} を作成しました（{size:,.1f} MB、添付ファイル{files:,}件）。",
            f"Wrote {path} ({size:,.1f} MB, {files:,} attached files).",
        )
    )
