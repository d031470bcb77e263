"""`urakata journal keys`: what an auditor notes down before anything happens."""

from __future__ import annotations

import click

from urakata.journal.sealing.keyring import public_keys
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, print_table
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "ジャーナルに署名する公開鍵を、古い順に表示します。最後の鍵が今の鍵です。\n\n"
        "監査人は最初に公開鍵を控えておき、「urakata journal verify --key」に指定します。",
        "Show the public keys that sign the journal, the oldest first; the last one is in use.\n\n"
        "An auditor notes one down beforehand and gives it to `urakata journal verify --key`.",
    ),
)
def command() -> None:
    """All keys, as a table."""
    titles = [
        t("番号", "Id"),
        t("公開鍵", "Public key"),
        t("作成日時", "Made at"),
        t("署名した鍵", "Signed by"),
    ]
    with tables():
        keys = [signed.read() for signed in public_keys()]
    print_table(titles, [[key.id, key.shown, key.at, key.by or "-"] for key in keys])
