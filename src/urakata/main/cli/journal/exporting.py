"""`urakata journal export`: the journal, or a part of it, as a file that proves itself."""

from __future__ import annotations

import gzip
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

import click

from urakata.journal.exporting.exporter import Export, announce, begin_export, pieces
from urakata.journal.queries import Wanted
from urakata.journal.sealing.keyring import KeyMissing
from urakata.journal.sealing.sealer import seal
from urakata.main.cli.language import say, t
from urakata.main.cli.look import Command, progress
from urakata.main.cli.tables import tables

MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command(
    cls=Command,
    help=t(
        "ジャーナルをファイルに書き出します。受け取った人は、データベースがなくても「urakata journal verify」で"
        "検証できます。条件を指定すると一部だけを、封印されている証明とともに書き出します。"
        "ファイル名の末尾が.gzなら圧縮します。\n\n"
        "例：urakata journal export --since 2026-04-01 --until 2027-04-01 journal-2026.gz\n\n"
        "書き出したことはジャーナルに記録されます。",
        "Write the journal into a file. Whoever gets it can check it with `urakata journal verify`, "
        "without a database. With conditions only a part is written, with the proof that it is sealed. "
        "A name that ends in .gz is compressed.\n\n"
        "Example: urakata journal export --since 2026-04-01 --until 2027-04-01 journal-2026.gz\n\n"
        "That this was done is an entry of the journal.",
    ),
)
@click.argument(
    "path", type=click.Path(dir_okay=False, path_type=Path), metavar=t("ファイル", "FILE")
)
@click.option("--since", type=MOMENT, help=t("この日時から後の記録です。", "From this moment on."))
@click.option("--until", type=MOMENT, help=t("この日時より前の記録です。", "Before this moment."))
@click.option("--app", "app_id", type=int, help=t("このアプリの記録です。", "About this app."))
@click.option("--record", "record_id", type=int, help=t("このレコードの記録です。", "About it."))
@click.option(
    "--user", "actor_id", type=int, help=t("このユーザー（ID）の記録です。", "By this user (id).")
)
@click.option("--kind", help=t("この種類の記録です（record.editなど）。", "As record.edit."))
def command(*, path: Path, since: datetime | None, until: datetime | None, **asked: Any) -> None:  # noqa: ANN401 - click's
    """Seal, then export beside the target, so that a broken run leaves the old file whole."""
    wanted = Wanted(since=since and since.astimezone(), until=until and until.astimezone(), **asked)
    part = path.with_name(f"{path.name}.part")
    with tables() as actor:
        announce(actor, begin_export(wanted), file=path.name)
        try:
            seal()
        except KeyMissing as error:
            click.echo(say(error.text), err=True)
        export = begin_export(wanted)
        with _opened(part) as file:
            digest = _write(export, file)
        if export.is_complete:
            announce(actor, export, file=path.name, sha256=digest)
    part.replace(path)
    click.echo(str(path))
    if export.head:
        click.echo(export.head.text.decode())


def _opened(path: Path) -> IO[bytes]:
    """The file to write; the bytes of two equal exports are equal, also when compressed."""
    return (
        cast("IO[bytes]", gzip.GzipFile(path, "wb", 6, mtime=0))
        if _is_packed(path)
        else path.open("wb")
    )


def _is_packed(path: Path) -> bool:
    return path.name.endswith(".gz.part")


def _write(export: Export, file: IO[bytes]) -> str:
    """Write all of it; the SHA-256 of its lines."""
    digest = sha256()
    with progress() as bar:
        bar.add_task(t("書き出し中", "Exporting"), total=None)
        for piece in pieces(export):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
