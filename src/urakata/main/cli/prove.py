"""`urakata prove`: a backup restored into the present, empty data folder, and looked at."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.db import connections

from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.proof import prove
from urakata.main.archive.restore import restore
from urakata.main.cli.keys import FILE, choose_keys, identity
from urakata.main.cli.look import Command, Failure
from urakata.main.home import HOME
from urakata.main.supervisor import database


@click.command(cls=Command)
@click.argument("source", type=FILE)
@identity
def command(*, source: Path, identities: tuple[Path, ...]) -> None:
    """Say what there is as JSON; `verify-backup` runs this where nothing else is."""
    keys = choose_keys(passphrase_file=None, identities=identities)
    with database(HOME):
        try:
            manifest = restore(
                source,
                home=HOME,
                files=Path(settings.FILES_ROOT),
                keys=keys,
                is_forced=False,
                tell=lambda _done, _total: None,
            )
            click.echo(prove(manifest).dump())
        except ArchiveError as error:
            raise Failure(error.text) from error
        finally:
            connections.close_all()
