"""The ledgers of these tests, and the question all of them ask: which records does it find?"""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import ClientCursor, Cursor

from tests.definition.conditions.ledger import APPS, REQUESTS, an_env, create_tables
from urakata.definition.conditions import compile_condition, compile_order, parse_query


@pytest.fixture
def ledgers(db):
    for schema in APPS.values():
        create_tables(schema)


@pytest.fixture
def found(ledgers):
    """The ids a query finds, in its order, with values bound by the client and by the server."""

    def run(text, *, env=None, schema=REQUESTS):
        env = env or an_env()
        query = parse_query(text)
        where = compile_condition(query.condition, schema, env)
        order = compile_order(query.order, schema, env)
        table = f"ledger.app_{schema.app_id} t"
        sql = f"SELECT t.id FROM {table} WHERE {where.text} ORDER BY {order.text}"
        ids = []
        for kind in (ClientCursor, Cursor):
            with kind(connection.connection) as cursor:
                ids.append(
                    [
                        id_
                        for (id_,) in cursor.execute(sql, [*where.params, *order.params]).fetchall()
                    ]
                )
        assert ids[0] == ids[1]
        return ids[0]

    return run
