"""`urakata export`: a ledger into a CSV, Excel or JSON lines file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from urakata.definition.queries import live_schema
from urakata.exchange.readers import format_of
from urakata.exchange.services import export_records
from urakata.exchange.writers import Encoding
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, progress
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "アプリのレコードをファイルに書き出します。形式はファイル名の末尾（.csv .xlsx .jsonl）で決まります。\n\n"
        "例：urakata export 12 torihiki.csv --query '区分 in (\"仕入先\")'",
        "Write an app's records to a file. Its ending (.csv .xlsx .jsonl) tells the format.\n\n"
        "Example: urakata export 12 partners.csv --query 'kind in (\"supplier\")'",
    ),
)
@click.argument("app_id", type=int, metavar=t("アプリ番号", "APP"))
@click.argument(
    "path", type=click.Path(dir_okay=False, path_type=Path), metavar=t("ファイル", "FILE")
)
@click.option("--query", default="", help=t("書き出すレコードの条件です。", "Which records."))
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "cp932"]),
    default="utf-8",
    show_default=True,
    help=t("CSVの文字コードです（cp932はShift_JIS）。", "Of a CSV (cp932 is Shift_JIS)."),
)
def command(*, app_id: int, path: Path, query: str, encoding: str) -> None:
    """Export beside the target first, so that a broken run leaves the old file whole."""
    part = path.with_name(f"{path.name}.part")
    with tables() as actor, progress() as bar:
        task = bar.add_task(t("書き出し中", "Exporting"), total=None)
        pieces = export_records(
            actor=actor,
            app=live_schema(app_id),
            format_=format_of(path.name),
            query=query,
            encoding=cast("Encoding", encoding),
        )
        with part.open("wb") as file:
            for piece in pieces:
                bar.update(task, advance=file.write(piece))
    part.replace(path)
    click.echo(str(path))
