"""`urakata journal retain`: the policy of retention, carried out."""

from __future__ import annotations

import click
from django.conf import settings

from urakata.journal.retention import NotExported, months_before, retire
from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure
from urakata.main.cli.tables import tables
from urakata.main.postgres.roles import act_as_owner

OFF = Text(
    "保管する月数が決められていません。環境変数URAKATA_JOURNAL_MONTHSか「--months」で指定してください。",
    "There is no policy of retention. Set URAKATA_JOURNAL_MONTHS or give --months.",
)


@click.command(
    cls=Command,
    help=t(
        "保管する月数（URAKATA_JOURNAL_MONTHS）より古い月の記録をデータベースから取り除きます。"
        "先に「urakata journal export」ですべてを書き出しておく必要があります。"
        "ハッシュ値と署名は残るので、書き出したファイルはその後も検証できます。\n\n"
        "指定しなければ、何も取り除きません。",
        "Take entries out of the database that are older than the months to keep "
        "(URAKATA_JOURNAL_MONTHS). Everything must have been written by `urakata journal export` "
        "before. Hashes and signatures stay, so that what was exported can still be verified.\n\n"
        "Nothing is taken out unless this is set.",
    ),
)
@click.option(
    "--months",
    type=click.IntRange(1, 1200),
    help=t("残す月数です（今月は数えません）。", "How many months to keep, besides this one."),
)
def command(*, months: int | None) -> None:
    """Month by month, the oldest first."""
    kept = months or settings.JOURNAL_MONTHS
    if not kept:
        raise Failure(OFF)
    with tables() as actor:
        act_as_owner()
        try:
            for month in months_before(kept):
                count = retire(actor, month)
                click.echo(f"{month:%Y-%m}  {count:,}")
        except NotExported as error:
            raise Failure(error.text) from error
