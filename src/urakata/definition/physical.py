"""Names of the ledger's physical tables: from ids alone, so that nothing a user types becomes SQL."""

from __future__ import annotations


def ledger_table(app_id: int) -> str:
    """The table of an app's records."""
    return f"ledger.app_{app_id:d}"


def child_table(app_id: int, table_id: int) -> str:
    """The table of the rows of a SUBTABLE (`id`, `record_id`, `position`, columns)."""
    return f"ledger.app_{app_id:d}_t{table_id:d}"


def search_table(app_id: int) -> str:
    """The table of the records' search texts (`record_id`, `doc`)."""
    return f"ledger.app_{app_id:d}_s"
