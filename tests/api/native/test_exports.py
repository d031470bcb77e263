"""Ledgers out as files, through HTTP."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest
from django.db import OperationalError

from tests.access.rules import field_rule, row
from tests.api.client import PASSWORD
from tests.api.native.conftest import cells
from urakata.api.native import downloads
from urakata.directory.services import set_password
from urakata.exchange import writers
from urakata.record import read
from urakata.record.write import add_records


def test_csv_comes_with_a_mark_for_excel_and_a_name(sato_asks):
    fields = ["番号", "件名", "金額"]
    reply = sato_asks("GET", "records.csv", query="order by 番号 asc", fields=fields)

    assert reply.body.decode() == (
        "\ufeff番号,件名,金額\r\nR1,机,1200\r\nR2,椅子,800\r\nR3,棚,500.5\r\n"
    )
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    name = "%E5%82%99%E5%93%81.csv"
    assert reply.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"


@pytest.mark.parametrize("encoding", ["shift_jis", "cp932"])
def test_csv_comes_in_shift_jis_for_old_excel(sato_asks, encoding):
    reply = sato_asks("GET", "records.csv", query='番号 = "R1"', fields="件名", encoding=encoding)

    assert reply.body.decode("cp932") == "件名\r\n机\r\n"
    assert reply.headers["Content-Type"] == "text/csv; charset=Shift_JIS"


def test_tables_take_rows_of_their_own(sato_asks):
    reply = sato_asks("GET", "records.csv", query='番号 = "R1"', fields=["番号", "明細"])

    head, first, second = reply.body.decode("utf-8-sig").splitlines()
    assert head == "*,番号,明細,品名,数量"
    assert (first.split(",")[:2], first.split(",")[3:]) == (["*", "R1"], ["天板", "1"])
    assert (second.split(",")[:2], second.split(",")[3:]) == (["", "R1"], ["脚", "4"])


def test_json_lines_are_records_as_the_api_shows_them(sato_asks):
    reply = sato_asks("GET", "records.jsonl", query="order by 番号 asc", fields=["番号", "$id"])

    rows = [json.loads(line) for line in reply.body.splitlines()]
    assert rows[0].keys() == {"番号", "$id"}
    assert [row["番号"]["value"] for row in rows] == ["R1", "R2", "R3"]
    assert reply.headers["Content-Type"] == "application/x-ndjson"


def test_a_workbook_opens_with_numbers_as_numbers(sato_asks):
    reply = sato_asks("GET", "records.xlsx", query="order by 番号 asc", fields=["番号", "金額"])

    book = openpyxl.load_workbook(io.BytesIO(reply.body))
    rows = [list(row) for row in book.active.values]
    assert rows == [["番号", "金額"], ["R1", 1200.0], ["R2", 800.0], ["R3", 500.5]]


def test_an_empty_ledger_is_a_file_with_headings(sato_asks):
    assert sato_asks("GET", "records.csv", query="金額 < 0", fields="番号").body == (
        "\ufeff番号\r\n".encode()
    )
    assert sato_asks("GET", "records.jsonl", query="金額 < 0").body == b""


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"query": "無い = 1"}, "GAIA_IQ11"),
        ({"query": "金額 >"}, "CB_VA01"),
        ({"fields": ["件名", "無い"]}, "GAIA_FC01"),
    ],
)
def test_a_wrong_order_is_refused_before_the_file_begins(sato_asks, ending, query, code):
    reply = sato_asks("GET", f"records.{ending}", **query)

    assert (reply.status, reply.code) == (400, code)


def test_an_encoding_that_is_not_offered_is_refused(sato_asks):
    assert sato_asks("GET", "records.csv", encoding="ebcdic").errors.keys() == {"encoding"}


def test_a_format_that_does_not_exist_is_nowhere(sato_asks):
    reply = sato_asks("GET", "records.pdf")

    assert (reply.status, reply.code) == (404, "UR_AD01")


def test_head_tells_what_would_come_and_sends_nothing(sato_asks):
    reply = sato_asks("HEAD", "records.csv")

    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_plain_link_works_for_who_is_signed_in_on_the_screen(sato, sato_asks):
    set_password(actor=sato, code="sato", password=PASSWORD)
    client = sato_asks.api.client
    body = {"code": "sato", "password": PASSWORD}
    client.post("/api/v1/session", body, content_type="application/json")

    reply = client.get(f"/api/v1/apps/{sato_asks.app}/records.csv?fields=番号")

    assert (reply.status_code, b"".join(reply.streaming_content)[-4:]) == (200, b"R1\r\n")
    assert client.get(f"/api/v1/apps/{sato_asks.app}/records").status_code == 401


def test_more_rows_than_a_sheet_has_are_refused(sato_asks, monkeypatch):
    monkeypatch.setattr(writers, "MOST_ROWS", 3)

    reply = sato_asks("GET", "records.xlsx", fields="番号")

    assert (reply.status, reply.errors.keys()) == (400, {"query"})
    assert sato_asks("GET", "records.xlsx", fields="番号", query="limit 2").status == 200


def test_only_so_many_files_are_sent_at_once(sato_asks, monkeypatch):
    begun = [downloads.Download(iter_of(b"x"), lambda *_: b"") for _ in range(downloads.AT_ONCE)]

    assert sato_asks("GET", "records.csv").code == "GAIA_TO04"

    for download in begun:
        download.close()
        download.close()
    assert [sato_asks("GET", "records.csv").status for _ in range(6)] == [200] * 6


def iter_of(*pieces: bytes):
    yield from pieces


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_file_that_breaks_off_says_so_in_its_last_line(sato_asks, monkeypatch, ending):
    show, calls = read.show_rows, []

    def show_once(*arguments):
        calls.append(1)
        if len(calls) > 1:
            raise OperationalError("terminating connection")
        return show(*arguments)

    monkeypatch.setattr(read, "show_rows", show_once)
    rows = [{"件名": {"value": "x"}} for _ in range(600)]
    sato_asks("POST", "records", {"records": rows})

    reply = sato_asks("GET", f"records.{ending}", fields="番号")

    last = json.loads(reply.body.splitlines()[-1])
    assert (reply.status, last["$error"]["code"], last["$error"]["status"]) == (200, "UR_SV01", 503)


EXPORT = row("GROUP", "everyone", "view", "export")


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx"])
def test_a_hidden_field_is_in_no_file(suzuki_asks, ledger, with_access, ending):
    rules = [
        field_rule("金額", ("USER", "sato", "WRITE")),
        field_rule("明細", ("USER", "sato", "WRITE")),
    ]
    with_access(ledger, app=[EXPORT], fields=rules)

    whole = suzuki_asks("GET", f"records.{ending}")
    asked = suzuki_asks("GET", f"records.{ending}", fields=["番号", "金額"])
    unknown = suzuki_asks("GET", f"records.{ending}", fields=["番号", "無い"])

    assert whole.status == 200
    assert not {"金額", "明細", "品名", "500.5", "天板"} & words_of(whole.body, ending)
    assert (asked.status, asked.code) == (unknown.status, unknown.code) == (400, "GAIA_FC01")


def test_a_field_seen_in_some_records_is_empty_in_the_others(
    suzuki_asks, ledger, with_access, sato, suzuki
):
    add_records(
        actor=suzuki, app=ledger, rows=[cells(番号="S1", 件名="机", 金額="9")], prefix="records"
    )
    seen = field_rule("金額", ("FIELD_ENTITY", "作成者", "READ"))
    lines = field_rule("明細", ("FIELD_ENTITY", "作成者", "READ"))
    with_access(ledger, app=[EXPORT], fields=[seen, lines])

    query = "order by 番号 asc"
    plain = suzuki_asks("GET", "records.csv", query=query, fields=["番号", "金額"])
    tables = suzuki_asks("GET", "records.csv", query=query, fields=["番号", "明細"])

    assert plain.body.decode("utf-8-sig").split() == ["番号,金額", "R1,", "R2,", "R3,", "S1,9"]
    assert tables.body.decode("utf-8-sig").splitlines()[1] == "*,R1,,,"


def words_of(data, ending):
    if ending != "xlsx":
        return set(re.split(r'[,"\s:{}\[\]]+', data.decode()))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return {str(value) for line in sheet.iter_rows(values_only=True) for value in line}
