"""What is in the database, boiled down: equal before and after whatever must change nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

_TABLES = """
SELECT c.oid::regclass::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'ledger') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
NOTED = frozenset({"directory_quota", "directory_signinfailure"})
"""Tables in which it is noted that somebody called at all."""
_LEFT_OUT = {"journal_entry": "WHERE kind NOT LIKE 'signin.%'"}


def digest(*, without: frozenset[str] = NOTED) -> Mapping[str, str]:
    """Each table with the number of its rows and the sum of their hashes."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [name for (name,) in cursor.fetchall() if name not in without]
        each = (
            f"SELECT '{name}', count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
            f" FROM {name} AS t {_LEFT_OUT.get(name, '')}"
            for name in tables
        )
        cursor.execute(" UNION ALL ".join(each))
        return dict(cursor.fetchall())
