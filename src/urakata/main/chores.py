"""The list of chores."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Final

from django.conf import settings

from urakata.directory import quotas, reorganizing
from urakata.journal import months
from urakata.journal.sealing.keyring import KeyMissing
from urakata.journal.sealing.sealer import seal
from urakata.journal.sealing.stamps import stamp_newest
from urakata.main.backups import run_if_due
from urakata.main.postgres.locks import SWEEPER
from urakata.main.recovery.keeper import drop_unwanted_slot
from urakata.main.upkeep import Chore
from urakata.process import following
from urakata.record import app_trash, cursors, files, jobs, repeats, search_index, trash

logger = logging.getLogger("urakata.chores")
MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


def _seal() -> None:
    """What is new in the journal, where its key is."""
    try:
        seal()
    except KeyMissing as error:
        logger.warning("%s", error)


def _clear_sessions() -> None:
    """Sign-ins that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


CHORES: Final[tuple[Chore, ...]] = (
    Chore("search index", 1.0, search_index.run_once),
    Chore(SWEEPER, HOUR, files.sweep, alone=True),
    Chore("texts of files", 10 * MINUTE, jobs.want_missing_texts, alone=True),
    Chore("routes that follow", 10.0, following.follow_all, alone=True),
    Chore("trash", DAY, trash.expire, alone=True),
    Chore("trash of apps", DAY, app_trash.purge, alone=True),
    Chore("ended cursors", 10 * MINUTE, cursors.sweep, alone=True),
    Chore("keys of requests", DAY, repeats.sweep, alone=True),
    Chore("ended sessions", HOUR, _clear_sessions, alone=True),
    Chore("quotas of minutes gone", HOUR, quotas.sweep, alone=True),
    Chore("personnel orders", MINUTE, reorganizing.run_due, alone=True),
    Chore("seal of the journal", MINUTE, _seal, alone=True),
    Chore("time-stamp of the journal", 10 * MINUTE, stamp_newest, alone=True),
    Chore("log that nobody fetches", HOUR, drop_unwanted_slot, alone=True),
    Chore("scheduled backup", MINUTE, run_if_due, alone=True),
    Chore("months of the journal", DAY, months.make_months, alone=True),
)
