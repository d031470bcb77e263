"""`urakata journal rotate-key`: a new signing key."""

from __future__ import annotations

import click
from django.db import transaction

from urakata.journal.sealing.keyring import KeyMissing, rotate
from urakata.journal.sealing.sealer import lock
from urakata.journal.writing import Entry, write
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure
from urakata.main.cli.tables import tables


@click.command(
    cls=Command,
    help=t(
        "ジャーナルに署名する鍵を新しくします。新しい鍵には今の鍵が署名します。",
        "Replace the key that signs the journal. The present key signs the new one.",
    ),
)
@click.option(
    "--lost",
    is_flag=True,
    help=t(
        "今の鍵を失った場合に指定します。新しい鍵にはだれも署名しないので、検証のときに警告されます。",
        "The present key is lost: nobody signs the new one, and verifying will say so.",
    ),
)
def command(*, lost: bool) -> None:
    """Make a key, and say which."""
    with tables() as actor, transaction.atomic():
        lock()
        try:
            key = rotate(is_lost=lost).key
        except KeyMissing as error:
            raise Failure(error.text) from error
        about = {"key": key.id, "public": key.shown, "by": key.by}
        write(actor, [Entry("journal.key", about=about)])
    click.echo(f"{key.id}  {key.shown}")
