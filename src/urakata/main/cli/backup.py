"""`urakata backup`: everything in one file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import click
from django.conf import settings

from urakata.kernel.text import Text
from urakata.main.archive.backup import Made, Wanted, back_up
from urakata.main.archive.manifest import ArchiveError
from urakata.main.cli.keys import choose_lock, lock_options
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.proofs import LOST, describe
from urakata.main.cli.tables import tables
from urakata.main.home import HOME

FAILED: Final = Text(
    "バックアップを書き込めませんでした：{reason}", "The backup could not be written: {reason}"
)


@click.command(
    cls=Command,
    help=t(
        "データベース、添付ファイル、鍵を1つのファイルにまとめます。"
        "Urakataを動かしたまま実行できます。\n\n"
        "例：urakata backup urakata.tar.gz\n\n"
        "ファイルには会社のすべての情報が入ります。安全な場所に保管するか、暗号化してください。",
        "Put the database, all attached files and the keys into one file. "
        "Urakata may keep running meanwhile.\n\n"
        "Example: urakata backup urakata.tar.gz\n\n"
        "The file holds all the company's information: keep it in a safe place, or encrypt it.",
    ),
)
@click.argument(
    "target", type=click.Path(path_type=Path), required=False, metavar=t("ファイル", "FILE")
)
@click.option(
    "--force", is_flag=True, help=t("同じ名前のファイルを上書きします。", "Overwrite the file.")
)
@click.option(
    "--verify",
    is_flag=True,
    help=t(
        "作成したバックアップを、一時的なデータベースに復元して確かめます。",
        "Try the backup: restore it into a database that lives for that long.",
    ),
)
@lock_options
def command(
    *,
    target: Path | None,
    force: bool,
    verify: bool,
    encrypt: bool,
    passphrase_file: Path | None,
    recipients: tuple[str, ...],
) -> None:
    """Write the backup and say where it is."""
    try:
        lock = choose_lock(encrypt=encrypt, passphrase_file=passphrase_file, recipients=recipients)
        path = (target or Path(f"urakata-{_now()}{lock.suffix}")).absolute()
        made = _make(Wanted(HOME, path, settings.SECRET_KEY.encode(), lock, force, verify))
    except ArchiveError as error:
        raise Failure(error.text) from error
    except OSError as error:
        raise Failure(FAILED.fill(reason=error)) from error
    size, files = made.size / 1024 / 1024, made.manifest.file_count
    click.echo(
        t(
            f"{path} を作成しました（{size:,.1f} MB、添付ファイル{files:,}件）。",
            f"Wrote {path} ({size:,.1f} MB, {files:,} attached files).",
        )
    )
    if made.proof is not None:
        click.echo(describe(made.proof))
    if lost := made.manifest.lost:
        raise Failure(LOST.fill(count=len(lost), first=lost[0]))


def _make(wanted: Wanted) -> Made:
    with tables(), progress() as bar:
        task = bar.add_task(t("バックアップしています", "Backing up"), total=None)
        return back_up(wanted, lambda done, total: bar.update(task, completed=done, total=total))


def _now() -> str:
    return f"{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - the operator's clock
