"""`urakata verify-backup`: whether a backup can be restored, found out by restoring it."""

from __future__ import annotations

from pathlib import Path

import click

from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.verify import verify
from urakata.main.archive.working import alone, working_folder
from urakata.main.cli.keys import FILE, choose_keys, identity, passphrase_file
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.proofs import LOST_BEFORE, describe
from urakata.main.home import HOME

PLACE = "trial"  #: beside the place of backups, so that both may run


@click.command(
    cls=Command,
    help=t(
        "バックアップを一時的なデータベースに復元して、内容がすべて揃っていることを確かめます。"
        "今のデータには触れません。Urakataを動かしたまま実行できます。\n\n"
        "例：urakata verify-backup urakata.tar.gz",
        "Restore a backup into a database that lives for that long, and check that everything is "
        "there. The present data is not touched; Urakata may keep running.\n\n"
        "Example: urakata verify-backup urakata.tar.gz",
    ),
)
@click.argument("source", type=FILE, metavar=t("ファイル", "FILE"))
@passphrase_file
@identity
def command(*, source: Path, passphrase_file: Path | None, identities: tuple[Path, ...]) -> None:
    """Try the backup and say what it holds."""
    try:
        keys = choose_keys(passphrase_file=passphrase_file, identities=identities)
        with progress() as bar, alone(HOME, PLACE), working_folder(HOME, PLACE) as folder:
            bar.add_task(t("試しに復元しています", "Restoring for a try"), total=None)
            proof = verify(source.absolute(), folder, keys)
    except ArchiveError as error:
        raise Failure(error.text) from error
    click.echo(describe(proof))
    if proof.lost:
        raise Failure(LOST_BEFORE.fill(count=proof.lost))
