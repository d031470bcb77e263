"""Lets open routes follow people, organizations and the authority matrix, soon after they change.

Every open route remembers with which state of them it was looked at last; those that were looked
at with another are resolved anew, some at a time.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.directory import epochs
from urakata.directory.today import company_today
from urakata.kernel.errors import NotFound
from urakata.process.matrix.reading import matrix_app
from urakata.process.models import Route
from urakata.process.rerouting import reroute
from urakata.record.adapters import ledger_cursor

GROUP: Final = 200  #: routes in one transaction


def follow_changes() -> int:
    """Look at a group of open routes of one app; how many there were (0: all are up to date).

    Run it outside a transaction.
    """
    now = state_of_rules()
    stale = Route.objects.filter(state="open").exclude(resolved_as=now)
    first = stale.order_by("app_id", "pk").values_list("app_id", flat=True).first()
    if first is None:
        return 0
    with transaction.atomic():
        rows = list(
            stale.filter(app_id=first).order_by("pk").values_list("pk", "record_id")[:GROUP]
        )
        try:
            app = live_schema(first)
        except NotFound:  # it never comes to its turn again
            app = None
        if app is not None and app.process.is_enabled:
            reroute(app=app, record_ids=[record_id for _, record_id in rows])
        Route.objects.filter(pk__in=[pk for pk, _ in rows]).update(resolved_as=now)
    return len(rows)


def follow_all() -> None:
    """Look at all that are not up to date."""
    while follow_changes():
        pass


def state_of_rules() -> str:
    """A name for who is who, today, and for the rows of the matrix as they are."""
    parts = [str(epochs.current("directory")), company_today().isoformat()]
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
