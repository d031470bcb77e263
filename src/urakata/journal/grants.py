"""What whoever writes in the journal may do with its tables: all others are for its keeper."""

from __future__ import annotations

from typing import Final

#: of the role that the web and job processes have
GRANTS: Final[dict[str, str]] = {
    # neither an entry's id nor its transaction is the writer's to choose
    "journal_entry": "SELECT, INSERT (at, kind, app_id, record_id, revision, actor_id, source, body)",
    "journal_leaf": "SELECT, INSERT",
    "journal_node": "SELECT, INSERT",
    "journal_key": "SELECT, INSERT (id, text, signature)",
    "journal_head": "SELECT, INSERT",
    "journal_stamp": "SELECT, INSERT (size, response)",
    "journal_retired": "SELECT",
    "journal_mark": "SELECT, UPDATE",  # proves nothing: see `sealing.sealer`
}
SEQUENCES: Final = ("journal_entry_id_seq", "journal_key_number_seq")
#: and whether the writer may call them
FUNCTIONS: Final = {
    "journal_refuse()": False,
    "journal_enter()": False,
    "journal_make_months(date, integer)": False,
    "journal_make_next_months()": True,
    "journal_retire(date)": False,
}
