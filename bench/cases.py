"""What is measured: each case through HTTP, and its floor straight in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench import ledger
from bench.server import Client

Work = Callable[[int], object]


@dataclass(frozen=True)
class Case:
    """A piece of work done twice: by us, and by PostgreSQL alone."""

    name: str
    ours: Work
    floor: Work
    target: float | None  #: the ratio of medians that the project promises
    seconds: float = 3.0


class Bench:
    """Everything the cases need to know about the filled ledger."""

    def __init__(self, client: Client, database: psycopg.Connection, app: int) -> None:
        self.client = client
        self.database = database
        self.app = app
        self.table = f"ledger.app_{app}"
        fields = client.json("GET", f"/k/v1/app/form/fields.json?app={app}")["properties"]
        self.columns = self._columns(list(fields))
        self.picked = ", ".join(f"t.{c}" for c in self.columns.values())
        self.as_json = self._json(fields)
        self.count = database.execute(f"SELECT count(*) FROM {self.table}").fetchone()[0]
        self.number = 10**7
        self.dice = Random(7)

    def _columns(self, codes: list[str]) -> dict[str, str]:
        document = self.database.execute(
            "SELECT live FROM definition_app WHERE id = %s", (self.app,)
        ).fetchone()[0]
        ids = {field["code"]: field["id"] for field in document["fields"]}
        return {code: f"f{ids[code]}" for code in [*ledger.CODES, "税込"] if code in codes}

    def _json(self, fields: dict[str, Any]) -> str:
        """SQL that gives a record as the API's JSON, in the quickest way PostgreSQL has."""
        members = [
            f"""'"{code}":{{"type":"{fields[code]["type"]}","value":'"""
            f""" || coalesce(to_json(t.{column}{_as_text(column_type(fields[code]))})::text, 'null')"""
            """ || '}'"""
            for code, column in self.columns.items()
        ]
        return "'{' || " + " || ',' || ".join(members) + " || '}'"

    def some_id(self, n: int) -> int:
        return n * 7919 % self.count + 1

    def new_row(self) -> list[str]:
        self.number += 1
        return next(ledger.rows(1, users=("admin",), first=self.number))

    # --- through HTTP

    def get(self, path: str, **parameters: Any) -> Work:
        url = f"{path}?{urlencode({'app': self.app, **parameters})}"
        return lambda _: self.client.call("GET", url)

    def native(self, path: str, **parameters: Any) -> Work:
        url = f"/api/v1/apps/{self.app}/{path}?{urlencode(parameters)}"
        return lambda _: self.client.call("GET", url)

    def get_one(self, n: int) -> bytes:
        return self.client.call("GET", f"/k/v1/record.json?app={self.app}&id={self.some_id(n)}")

    def add(self, count: int) -> Work:
        def work(_: int) -> object:
            records = [ledger.as_record(self.new_row()) for _ in range(count)]
            if count == 1:
                return self.client.call(
                    "POST", "/k/v1/record.json", {"app": self.app, "record": records[0]}
                )
            return self.client.call(
                "POST", "/k/v1/records.json", {"app": self.app, "records": records}
            )

        return work

    def update_one(self, n: int) -> bytes:
        body = {"app": self.app, "id": self.some_id(n), "record": {"金額": {"value": str(n * 10)}}}
        return self.client.call("PUT", "/k/v1/record.json", body)

    # --- straight

    def sql(self, text: str, *params: Any) -> Work:
        def work(_: int) -> object:
            return self.database.execute(text, params).fetchall()

        return work

    def floor_get_one(self, n: int) -> object:
        return self.database.execute(
            f"SELECT t.id, t.revision, {self.picked} FROM {self.table} t WHERE id = %s",
            (self.some_id(n),),
        ).fetchone()

    def floor_add(self, count: int) -> Work:
        written = [self.columns[code] for code in ledger.CODES]
        names = ", ".join(["created_by", "created_at", "updated_by", "updated_at", *written])
        places = ", ".join(["%s"] * len(written))
        one = f"(1, now(), 1, now(), {places})"

        def work(_: int) -> object:
            values: list[Any] = []
            for _each in range(count):
                row: list[Any] = [value or None for value in self.new_row()]
                row[14], row[15] = [1], row[15].split("\n")
                values += row
            with self.database.transaction():
                return self.database.execute(
                    f"INSERT INTO {self.table} ({names}) VALUES {', '.join([one] * count)} RETURNING id",
                    values,
                ).fetchall()

        return work

    def floor_update_one(self, n: int) -> object:
        amount, taxed = self.columns["金額"], self.columns["税込"]
        with self.database.transaction():
            return self.database.execute(
                f"UPDATE {self.table} SET {amount} = %s, {taxed} = %s, revision = revision + 1,"
                " updated_at = now() WHERE id = %s RETURNING revision",
                (n * 10, n * 11, self.some_id(n)),
            ).fetchone()


def column_type(field: dict[str, Any]) -> str:
    """Whether a field is stored as a list."""
    return "list" if field["type"] in {"CHECK_BOX", "USER_SELECT"} else "plain"


def _as_text(kind: str) -> str:
    return "" if kind == "list" else "::text"


def cases(bench: Bench) -> list[Case]:
    """All of them, in the order of the table."""
    c, table = bench.columns, bench.table
    rows = f"SELECT {bench.as_json} FROM {table} t"
    in_review = (
        f"{rows} WHERE t.{c['状態']} = %s ORDER BY t.{c['申請日']} DESC NULLS LAST, t.id DESC"
    )
    review = '状態 in ("審査中") order by 申請日 desc'
    found = (
        f"SELECT s.record_id FROM {table}_s s WHERE ledger.bigrams(s.doc)"
        " @@ array_to_tsvector_query(%s) AND s.doc LIKE %s LIMIT 10001"
    ).replace("array_to_tsvector_query(%s)", "%s::tsquery")
    searched = (
        f"{rows} WHERE t.id IN ({found}) AND t.{c['内容']} LIKE %s ORDER BY t.id DESC LIMIT 100"
    )
    common = f"{rows} WHERE t.{c['内容']} LIKE %s ORDER BY t.id DESC LIMIT 100"
    rare, often = f"%{ledger.RARE}%", f"%{ledger.COMMON}%"
    month = f"date_trunc('month', {c['申請日']}::timestamp)"
    by_date, deep = "order by 申請日 desc", min(100_000, bench.count - 100)
    records = "/k/v1/records.json"
    return [
        Case("list 100, filter + sort", bench.get(records, query=f"{review} limit 100"),
             bench.sql(f"{in_review} LIMIT 100", "審査中"), 5),
        Case("get one", bench.get_one, bench.floor_get_one, 15),
        Case("add one", bench.add(1), bench.floor_add(1), 8),
        Case("add 100", bench.add(100), bench.floor_add(100), 6),
        Case("update one", bench.update_one, bench.floor_update_one, 5),
        Case("search, rare word", bench.get(records, query=f'内容 like "{ledger.RARE}" limit 100'),
             bench.sql(searched, f"'{ledger.RARE}'", rare, rare), 8),
        Case("search, common word", bench.get(records, query=f'内容 like "{ledger.COMMON}" limit 100'),
             bench.sql(common, often), None),
        Case("filtered count", bench.native("records/count", query='状態 in ("審査中")'),
             bench.sql(f"SELECT count(*) FROM {table} WHERE {c['状態']} = %s", "審査中"), 3),
        Case(f"page at offset {deep:,}", bench.native("records", query=by_date, limit=100, offset=deep),
             bench.sql(f"{rows} ORDER BY t.{c['申請日']} DESC NULLS LAST, t.id DESC LIMIT 100 OFFSET {deep}"),
             None),
        Case("page by keyset", keyset(bench, review), bench.sql(
            f"{rows} WHERE t.{c['状態']} = %s AND (t.{c['申請日']}, t.id) < (%s::date, %s) "
            f"ORDER BY t.{c['申請日']} DESC NULLS LAST, t.id DESC LIMIT 100", "審査中", "2024-06-01", 5000), None),
        Case("sum by month", bench.native("totals", group="申請日:MONTH", measure="SUM:金額"),
             bench.sql(f"SELECT {month}, sum({c['金額']}) FROM {table} GROUP BY 1 ORDER BY 1"), 1.2),
    ]  # fmt: skip


def keyset(bench: Bench, query: str) -> Work:
    """The page behind the first one."""
    first = bench.client.json(
        "GET", f"/api/v1/apps/{bench.app}/records?{urlencode({'query': query, 'limit': 100})}"
    )
    return bench.native("records", query=query, limit=100, after=first["next"])
