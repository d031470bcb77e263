"""How many rows a query may ask for at once."""

from __future__ import annotations

from urakata.definition.conditions.syntax import Query
from urakata.kernel.errors import Invalid

MOST_ROWS = 500
FURTHEST = 10_000


def check_window(query: Query, most_rows: int = MOST_ROWS) -> None:
    """Raise ``GAIA_QU01`` or ``GAIA_QU02`` where limit or offset are beyond the API's limits."""
    if query.limit is not None and query.limit > most_rows:
        raise Invalid("GAIA_QU01", max=most_rows)
    if query.offset is not None and query.offset > FURTHEST:
        raise Invalid("GAIA_QU02")
