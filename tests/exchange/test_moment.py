from __future__ import annotations

import pytest
from django.db import connection

from urakata.definition import services
from urakata.exchange.moment import at_one_moment
from urakata.kernel.errors import Invalid
from urakata.record.deploy import deploy


def batches(log):
    try:
        yield [{}]
        yield [{}]
    finally:
        log.append("closed")


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_what_is_read_is_held_and_not_for_ever(ledger_with_lines):
    reading = at_one_moment(ledger_with_lines, batches([]))
    next(reading)

    held = (
        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessShareLock' AND pid = pg_backend_pid()"
        f" AND relation::regclass::text LIKE 'ledger.app_{ledger_with_lines.app_id}%'"
    )
    assert asked("SHOW idle_in_transaction_session_timeout") == "1min"
    assert asked(held) >= 2  # the records, and the rows of their table


def test_what_is_not_read_to_the_end_is_closed(ledger):
    log = []
    reading = at_one_moment(ledger, batches(log))
    next(reading)

    reading.close()

    assert log == ["closed"]


def test_an_app_that_changed_meanwhile_asks_to_try_again(ledger, sato):
    services.update_settings(actor=sato, app_id=ledger.app_id, settings={"name": "別名"})
    deploy(actor=sato, targets=[(ledger.app_id, None)])

    with pytest.raises(Invalid, match="GAIA_DA02"):
        next(at_one_moment(ledger, batches([])))
