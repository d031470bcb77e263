"""`urakata journal prove`: the shortest evidence that there is."""

from __future__ import annotations

import click

from urakata.journal.proving import NoProof, prove_entry, prove_growth
from urakata.kernel.json import write_json
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "記録が封印されている証明をJSONで表示します。ファイルに保存すれば「urakata journal verify」で確かめられます。"
        "「--since」を指定すると、以前のルートのあとに追加しかされていない証明を表示します。\n\n"
        "例：urakata journal prove 345 > proof.json",
        "Print the proof that an entry is sealed, as JSON; saved in a file, `urakata journal verify` "
        "checks it. With --since: the proof that since an earlier head entries were only added.\n\n"
        "Example: urakata journal prove 345 > proof.json",
    ),
)
@click.argument("entry_id", type=int, required=False, metavar=t("記録のID", "ID"))
@click.option(
    "--since",
    type=int,
    metavar=t("大きさ", "SIZE"),
    help=t("以前のルートの大きさ（size）です。", "The size of an earlier head."),
)
def command(*, entry_id: int | None, since: int | None) -> None:
    """One of the two."""
    with tables():
        try:
            if since is not None and entry_id is None:
                proof = prove_growth(since)
            elif entry_id is not None and since is None:
                proof = prove_entry(entry_id)
            else:
                raise click.UsageError(
                    t("IDか--sinceを指定してください。", "Give an ID, or --since.")
                )
        except NoProof as error:
            raise Failure(error.text) from error
    click.echo(write_json(proof).decode())
