"""Which records have a file whose name or text has a word: for the conditions about FILE fields."""

from __future__ import annotations

from typing import Final

from urakata.definition.physical import is_stood_in
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment

_NAMED: Final = (
    "SELECT f.record_id FROM record_file AS f WHERE f.app_id = %s AND f.released_at IS NULL"
    " AND ledger.bigrams(ledger.squeeze(f.name)) @@ ledger.bigram_query(ledger.squeeze(%s))"
)
_SAYING: Final = (
    "SELECT f.record_id FROM record_file AS f WHERE f.app_id = %s AND f.released_at IS NULL"
    " AND f.sha256 IN (SELECT p.content_id FROM record_filepassage AS p"
    " WHERE ledger.bigrams(p.doc) @@ ledger.bigram_query(ledger.squeeze(%s)))"
)


def records_with(app: AppSchema, word: str) -> Fragment | None:
    """A condition on ``t`` that every record fulfils one of whose files has the word.

    None of records as they were, whose files are not theirs any more, and for no word at all.
    """
    word = word.replace("\x00", "")
    if is_stood_in(app.app_id) or not word.strip():
        return None
    return Fragment(
        f"t.id = ANY(ARRAY({_NAMED} UNION {_SAYING}))", (app.app_id, word, app.app_id, word)
    )
