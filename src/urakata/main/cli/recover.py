"""`urakata recover`: the company as it was at a moment, in a new data folder."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from urakata.journal import context
from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.home import HOME
from urakata.main.recovery.keep import find_archive
from urakata.main.recovery.recover import recover

BAD_TIME: Final = Text(
    "「{text}」は日時ではありません（例：2026-09-30 10:15）。",
    '"{text}" is not a date with a time (for example: 2026-09-30 10:15).',
)
EMBEDDED_ONLY: Final = Text(
    "このコマンドは組み込みのPostgreSQL用です。環境変数DATABASE_URLを外して実行してください。",
    "This is for the embedded PostgreSQL: run it without DATABASE_URL.",
)
MISSING: Final = Text(
    "添付ファイル{count}件は、コピーされる前に失われました（{first} など）。",
    "{count} attached files were lost before they were copied ({first} …).",
)


@click.command(
    cls=Command,
    help=t(
        "URAKATA_WAL_FOLDERに残した記録から、指定した日時の状態を新しいデータフォルダーに復元します。"
        "今のデータには触れません。\n\n"
        "例：URAKATA_HOME=/srv/urakata/recovered urakata recover /backup/wal --to '2026-09-30 10:15'\n\n"
        "「--to」を省略すると、記録の最後まで復元します。",
        "Recover the company as it was at a moment, from what is kept in URAKATA_WAL_FOLDER, into a "
        "new data folder. The present data is not touched.\n\n"
        "Example: URAKATA_HOME=/srv/urakata/recovered urakata recover /backup/wal "
        "--to '2026-09-30 10:15'\n\n"
        "Without --to, everything up to the end is recovered.",
    ),
)
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=t("フォルダー", "FOLDER"),
)
@click.option(
    "--to",
    metavar=t("日時", "TIME"),
    help=t(
        "戻したい日時です。時差がなければ、このコンピューターの時刻とみなします。",
        "The moment, in this machine's time unless it says otherwise.",
    ),
)
def command(*, folder: Path, to: str | None) -> None:
    """Recover, and say up to when."""
    if os.environ.get("DATABASE_URL"):
        raise Failure(EMBEDDED_ONLY)
    try:
        moment = datetime.fromisoformat(to).astimezone() if to else None
    except ValueError as error:
        raise Failure(BAD_TIME.fill(text=to)) from error
    context.begin(context.Source("cli"))
    try:
        with progress() as bar:
            bar.add_task(t("復元しています", "Recovering"), total=None)
            missing = recover(find_archive(folder.absolute()), HOME, moment)
    except ArchiveError as error:
        raise Failure(error.text) from error
    until = f"{moment:%Y-%m-%d %H:%M:%S}" if moment else t("記録の最後", "the end")
    click.echo(t(f"{until} の状態を {HOME} に復元しました。", f"Recovered {until} into {HOME}."))
    if missing:
        raise Failure(MISSING.fill(count=len(missing), first=missing[0]))
