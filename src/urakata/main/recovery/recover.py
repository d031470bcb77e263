"""Coming back to a moment, in a data folder of its own: nothing that is there is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import connections, transaction

from urakata.directory.actors import system_actor
from urakata.journal.writing import Entry, write
from urakata.kernel.text import Text
from urakata.main.archive.loading import unmark
from urakata.main.archive.manifest import ArchiveError
from urakata.main.migrations import migrate
from urakata.main.postgres.account import Account, choose_account, own_folder
from urakata.main.postgres.errors import ServerError
from urakata.main.postgres.places import Places
from urakata.main.postgres.server import EmbeddedServer
from urakata.main.recovery import contents
from urakata.main.recovery.keep import Base, WalArchive
from urakata.main.recovery.keys import copy_keys
from urakata.main.recovery.manifest import check

PATIENCE: Final = 24 * 3600.0  #: seconds: a week's log of a big company takes its time
LOG: Final = "recovery-wal"  #: beside the server's data, whence it reads the log
PARTIAL: Final = ".partial"
NOT_EMPTY: Final = Text(
    "データフォルダー「{home}」にはすでにデータベースがあります。"
    "環境変数URAKATA_HOMEで新しいフォルダーを指定してください。",
    'The data folder "{home}" has a database already. Set URAKATA_HOME to a new folder.',
)
TOO_LATE: Final = Text(
    "記録はその時刻まで届いていません。「--to」を付けずに実行すると、記録の最後まで復元します。",
    "Nothing is recorded after that moment. Without --to, everything up to the end is recovered.",
)
_TOO_LATE: Final = "recovery ended before configured recovery target was reached"


def recover(archive: WalArchive, home: Path, moment: datetime | None) -> list[str]:
    """Make `home` what the company was at a moment (None: at the end); the files that are missing.

    Raises `ArchiveError` when there is data in it, and when the moment cannot be reached. A
    recovery that fails or is killed leaves no database: it can just be tried again.
    """
    places = Places(home)
    mark = home / "recovering"  #: a recovery was begun here, and not yet ended
    if places.data.exists() and not mark.exists():
        raise ArchiveError(NOT_EMPTY.fill(home=home))
    shutil.rmtree(places.folder, ignore_errors=True)
    base = archive.base_for(moment)
    check(base.path)
    mark.touch()
    account = choose_account(places.folder)
    own_folder(places.folder, account)
    fresh = places.folder / "recovering"
    _lay_out(archive, base, fresh, account)
    _replay(places, fresh, moment)
    shutil.rmtree(places.folder / LOG)
    missing = _complete(archive, base, home, moment)
    mark.unlink()
    return missing


def _lay_out(archive: WalArchive, base: Base, fresh: Path, account: Account) -> None:
    """The base, and the log from there on, as the server's account may read them."""
    log = fresh.with_name(LOG)
    for folder in (fresh, log):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base.path, fresh, symlinks=True)
    log.mkdir(mode=0o700)
    for path in sorted(archive.wal.iterdir()):
        if path.name.endswith(".history") or path.name >= base.first_segment:
            # one still growing when all ended has another's place only if that never came
            target = log / path.name.removesuffix(PARTIAL)
            if not target.exists():
                shutil.copy2(path, target)
    (fresh / "recovery.signal").touch()
    fresh.chmod(0o700)
    if account.is_other:
        for path in (fresh, log, *fresh.rglob("*"), *log.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _replay(places: Places, fresh: Path, moment: datetime | None) -> None:
    """Let the server read the log up to the moment, and make the result its own."""
    fresh.rename(places.data)
    server = EmbeddedServer(places.home, settings=_settings(moment), patience=PATIENCE)
    try:
        server.ensure()
    except BaseException as error:
        server.stop()
        shutil.rmtree(places.folder)
        if isinstance(error, ServerError) and _TOO_LATE in error.text.en:
            raise ArchiveError(TOO_LATE) from error
        raise
    server.stop()


def _settings(moment: datetime | None) -> Mapping[str, str]:
    found = {
        "restore_command": f'cp "../{LOG}/%f" "%p"',
        "recovery_target_action": "promote",
        "hot_standby": "off",
    }
    if moment is not None:
        found["recovery_target_time"] = moment.astimezone(UTC).isoformat(sep=" ")
    return found


def _complete(archive: WalArchive, base: Base, home: Path, moment: datetime | None) -> list[str]:
    """Keys, tables, attached files, and an entry in the journal."""
    copy_keys(archive.home, home)
    server = EmbeddedServer(home)
    server.ensure()
    try:
        migrate()
        missing = contents.bring_back(archive.files)
        about = {"recovered_to": moment.isoformat() if moment else None, "base": base.path.name}
        with transaction.atomic():
            write(system_actor(), [Entry("restore.run", about=about)])
            unmark()
    finally:
        connections.close_all()
        server.stop()
    return missing
