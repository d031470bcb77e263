"""The process that keeps the log: everything that is needed to come back to any moment."""

from __future__ import annotations

import fcntl
import logging
import os
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection

from urakata.main.recovery import contents
from urakata.main.recovery.bases import drop_old, is_base_due, make_base
from urakata.main.recovery.keep import WalArchive, archive_of, begin_archive
from urakata.main.recovery.keys import copy_keys
from urakata.main.recovery.tools import SLOT, start_receiver

logger = logging.getLogger("urakata.wal")
PAUSE: Final = 5.0  #: seconds between looks at new files
LONGEST_BASE: Final = timedelta(days=1)
OVERLAP: Final = timedelta(hours=1)  #: an upload shows its time only when it is committed


_DROP: Final = (
    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
    " WHERE slot_name = %s AND NOT active"
)


class SlotLost(Exception):
    """The server let go what we had not fetched: the archive has a gap, a new one must begin."""


class Keeper:
    """Keeps one data folder's log in a folder elsewhere, until told to stop."""

    def __init__(self, home: Path, folder: Path, days: int) -> None:
        self._home, self._folder, self._days = home, folder, days
        self._stop = threading.Event()
        self._copied_until: datetime | None = None

    def stop(self, *_signal: object) -> None:
        """End soon; from a signal's handler too."""
        self._stop.set()

    def run(self) -> None:
        """Keep on keeping; one process at a time."""
        lock = os.open(self._home / "wal.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while not _try(lock):
            if self._stop.wait(1.0):
                return
        while not self._stop.is_set():
            archive = archive_of(self._home, self._folder) or self._begin()
            try:
                self._keep(archive)
            except SlotLost:
                logger.warning("The server let go what was not fetched: a new archive begins")
                self._begin()
        os.close(lock)

    def _begin(self) -> WalArchive:
        self._copied_until = None
        _drop_slot()
        return begin_archive(self._home, self._folder)

    def _keep(self, archive: WalArchive) -> None:
        for folder in (archive.wal, archive.files, archive.bases_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_slot(is_new=not archive.bases())
        receiver = start_receiver(self._home, archive.wal)
        try:
            while receiver.poll() is None:
                self._look_after(archive)
                if self._stop.wait(PAUSE):
                    return
            raise subprocess.CalledProcessError(receiver.returncode, "pg_receivewal")
        finally:
            receiver.terminate()
            receiver.wait()

    def _look_after(self, archive: WalArchive) -> None:
        now = datetime.now(UTC)
        since = self._copied_until and self._copied_until - OVERLAP
        copy_keys(self._home, archive.home)
        contents.copy_new(archive.files, since)
        self._copied_until = now
        if is_base_due(archive, self._days):
            contents.mark_living(archive.files)
            base = make_base(archive, self._home)
            logger.info("Made the base %s", base.path.name)
            oldest = drop_old(archive, self._days)
            # noted as living before the base was begun, which bears the time of its end
            contents.drop_unnamed(archive.files, oldest.made_at - LONGEST_BASE)
        _require_slot(is_new=False)
        archive.alive.touch(mode=0o600)


def _try(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _require_slot(*, is_new: bool) -> None:
    """Make the slot for a new archive; for one that goes on it must be there, and whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", [SLOT])
        row = cursor.fetchone()
        if row is None and is_new:
            cursor.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
        elif row is None or row[0] == "lost":
            raise SlotLost


def drop_unwanted_slot() -> None:
    """Where nobody wants it any longer, the server need not keep its log for us."""
    if not os.environ.get("URAKATA_WAL_FOLDER"):
        _drop_slot()


def _drop_slot() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [SLOT])
