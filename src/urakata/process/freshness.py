"""With which state of people and rules a route was resolved: whether it has to be looked at anew."""

from __future__ import annotations

from urakata.definition.physical import ledger_table
from urakata.directory.people import Snapshot
from urakata.directory.today import company_today
from urakata.process.matrix.reading import matrix_app
from urakata.record.adapters import ledger_cursor


def state_of_rules(people: Snapshot) -> str:
    """A name for who is who, today, and for the rows of the matrix as they are.

    Ask it before the matrix is read: what changes in between is then looked at once more.
    """
    parts = [str(people.epoch), company_today().isoformat()]
    app = matrix_app()
    if app is not None:
        row = (
            ledger_cursor()
            .execute(
                "SELECT count(*), coalesce(sum(revision), 0)::bigint,"
                " coalesce(extract(epoch FROM max(updated_at)), 0)::text"
                f" FROM {ledger_table(app.app_id)}"
            )
            .fetchone()
        )
        parts += [str(each) for each in (app.app_id, app.version, *(row or ()))]
    return " ".join(parts)[:100]
