"""Who waits for whom: writers of an app for its deploy, and the deploy for its writers.

Writers hold an advisory lock of the app shared, a deploy holds it alone, both until their
transaction ends. So a deploy never changes a table under a half-written record, and a writer who
waited sees at once that the definition it worked from is history. Locks of several apps are taken
in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError
from psycopg import errors

from urakata.definition.schema import AppSchema
from urakata.kernel.errors import Invalid
from urakata.record.adapters import ledger_cursor

LEDGER: Final = 0x1ED6  #: first half of the advisory keys of ledgers; the second is the app's id
SEARCH: Final = 0x5EA6  #: the same for the upkeep of an app's search texts
PATIENCE: Final = 5  #: seconds that DDL waits for readers and writers before it gives up

_GAVE_UP = (errors.LockNotAvailable, errors.DeadlockDetected)


@contextmanager
def refuse_when_locked() -> Generator[None]:
    """Turn a lock that cannot be had into the API's "try again later" (``GAIA_DA02``)."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, _GAVE_UP):
            raise Invalid("GAIA_DA02") from error
        raise


def lock_for_write(app_ids: Iterable[int]) -> Mapping[int, int]:
    """Hold off deploys of these apps until the transaction ends; answers their live revisions.

    One round trip. The revisions are read after the locks are held: an app that is missing was
    deleted or never deployed, another number than the schema's means that it is out of date.
    """
    ids = sorted(set(app_ids))
    if not ids:
        return {}
    locks = "".join(f"SELECT pg_advisory_xact_lock_shared({LEDGER}, {id_:d});" for id_ in ids)
    return _revisions(locks, ids)


def is_current(schema: AppSchema) -> bool:
    """Whether a schema is still the live one, now that deploys are held off (`lock_for_write`)."""
    return lock_for_write((schema.app_id,)).get(schema.app_id) == schema.version


def lock_for_deploy(app_ids: Iterable[int]) -> None:
    """Wait for the writers of these apps and keep new ones waiting until the transaction ends.

    Gives up after `PATIENCE` seconds, here and at every table lock that follows in the
    transaction: raises ``GAIA_DA02``, after which trying again is the right thing.
    """
    ids = sorted(set(app_ids))
    locks = "".join(f"SELECT pg_advisory_xact_lock({LEDGER}, {id_:d});" for id_ in ids)
    with refuse_when_locked():
        ledger_cursor().execute(f"SET LOCAL lock_timeout = '{PATIENCE}s';{locks}")


def _revisions(locks: str, ids: list[int]) -> dict[int, int]:
    """Take the locks, then read: statements of one message, each with a snapshot of its own."""
    listed = ",".join(f"{id_:d}" for id_ in ids)
    with refuse_when_locked():
        cursor = ledger_cursor().execute(
            f"{locks}SELECT id, live_revision FROM definition_app"
            f" WHERE id IN ({listed}) AND live_revision IS NOT NULL AND deleted_at IS NULL"
        )
    while cursor.nextset():
        pass
    return dict(cursor.fetchall())
