"""`urakata import`: a CSV, Excel or JSON lines file into a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from urakata.definition.queries import live_schema
from urakata.exchange.readers import format_of
from urakata.exchange.services import import_records
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, progress
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "ファイルのレコードをアプリに取り込みます（CSV、Excel、JSON Lines）。\n\n"
        "1行目にフィールドコードを並べます。誤りが1件でもあれば何も書き込まず、行と項目を一覧にします。\n\n"
        "例：urakata import 12 torihiki.csv --key 取引先コード",
        "Take the records of a file (CSV, Excel, JSON lines) into an app.\n\n"
        "The first row holds field codes. If anything is wrong, nothing is written, and every row "
        "and field with a problem is listed.\n\n"
        "Example: urakata import 12 partners.csv --key code",
    ),
)
@click.argument("app_id", type=int, metavar=t("アプリ番号", "APP"))
@click.argument(
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=t("ファイル", "FILE"),
)
@click.option(
    "--key",
    default=None,
    metavar=t("フィールドコード", "FIELD"),
    help=t(
        "この項目（重複禁止）の値が同じレコードは更新し、ほかは追加します。",
        "Change records with the same value of this unique field; add the others.",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=t("確認だけを行い、書き込みません。", "Check only; write nothing."),
)
def command(*, app_id: int, path: Path, key: str | None, dry_run: bool) -> None:
    """Import with a bar that moves with the file."""
    with tables() as actor, path.open("rb") as file, progress() as bar:
        task = bar.add_task(t("取り込み中", "Importing"), total=path.stat().st_size)
        report = import_records(
            actor=actor,
            app=live_schema(app_id),
            file=file,
            format_=format_of(path.name),
            update_key=key,
            is_dry_run=dry_run,
            name=path.name,
            tell=lambda _: bar.update(task, completed=file.tell()),
        )
    done = t("追加 {added}件、更新 {changed}件", "{added} added, {changed} changed")
    click.echo(done.format(added=report.added, changed=report.changed))
    if report.is_dry_run:
        click.echo(t("確認だけを行いました。", "This was a check only."))
