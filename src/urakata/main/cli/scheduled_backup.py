"""`urakata scheduled-backup`: the backup of the schedule, made now; the job process starts it."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction

from urakata.directory.actors import system_actor
from urakata.journal import context
from urakata.journal.writing import Entry, write
from urakata.main.archive.backup import Made, Wanted, back_up
from urakata.main.archive.envelope import Lock
from urakata.main.archive.keeping import name_of
from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.schedule import (
    NO_SCHEDULE,
    Schedule,
    Status,
    read_schedule,
    read_status,
    write_status,
)
from urakata.main.cli.keys import choose_lock, lock_options
from urakata.main.cli.language import say
from urakata.main.cli.look import Command, Failure
from urakata.main.cli.proofs import LOST
from urakata.main.cli.tables import tables
from urakata.main.home import HOME

logger = logging.getLogger("urakata.backup")


@click.command(cls=Command)
@lock_options
def command(*, encrypt: bool, passphrase_file: Path | None, recipients: tuple[str, ...]) -> None:
    """Make it, remember how it went, and let old ones go."""
    try:
        schedule = read_schedule()
        if schedule is None:
            raise Failure(NO_SCHEDULE)
        lock = choose_lock(encrypt=encrypt, passphrase_file=passphrase_file, recipients=recipients)
    except ArchiveError as error:
        raise Failure(error.text) from error
    status = read_status(HOME).started(_now())
    write_status(HOME, status)
    try:
        with tables():
            context.begin(context.Source("job"))
            _run(schedule, lock, status)
    except Exception as error:
        reason = say(error.text) if isinstance(error, ArchiveError) else str(error)
        write_status(HOME, status.failed(_now(), reason))
        raise Failure(reason) from error


def _run(schedule: Schedule, lock: Lock, status: Status) -> None:
    try:
        made = _make(schedule, lock)
    except Exception as error:
        with transaction.atomic():
            write(system_actor(), [Entry("backup.run", about={"failed": str(error)})])
        raise
    for path in schedule.keep.superfluous(schedule.folder.iterdir()):
        path.unlink()
        logger.info("The backup %s is no longer kept", path.name)
    write_status(HOME, status.succeeded(_now(), made.path))
    logger.info("Made the backup %s (%d bytes)", made.path.name, made.size)


def _make(schedule: Schedule, lock: Lock) -> Made:
    made = back_up(
        Wanted(
            home=HOME,
            target=schedule.folder / name_of(_now(), lock.suffix),
            secret=settings.SECRET_KEY.encode(),
            lock=lock,
            is_verified=schedule.is_verified,
        ),
        lambda _done, _total: None,
    )
    if lost := made.manifest.lost:
        raise ArchiveError(LOST.fill(count=len(lost), first=lost[0]))
    return made


def _now() -> datetime:
    return datetime.now().astimezone()
