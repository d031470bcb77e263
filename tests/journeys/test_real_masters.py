"""Real masters: every bank, branch and postal code of Japan, in by CSV and found again."""

from __future__ import annotations

import csv
import json
import unicodedata
from functools import cache
from urllib.parse import urlencode

import pytest

from tests.journeys.masters import NAMES, banks, branches, postal_codes
from tests.journeys.office import LIBRARY, record

LEAST = {"ginko": 1_100, "shiten": 28_000, "yubin": 120_000}
WORDS = ("千代", "大手", "本町", "ケ丘", "幌中")
HEAD = "銀行支店コード,銀行コード,支店コード,支店名"


@cache
def postal_rows() -> list[dict[str, str]]:
    return list(postal_codes())


def having(word: str, code: str) -> int:
    """How many postal codes have a word in a field, counted plainly."""
    return sum(word in unicodedata.normalize("NFKC", row[code]) for row in postal_rows())


def exported(person, app: str, *codes: str) -> list[dict[str, str]]:
    """Some fields of every record, streamed."""
    address = f"/api/v1/apps/{app}/records.jsonl?{urlencode({'fields': codes}, doseq=True)}"
    lines = person.send("GET", address).body.splitlines()
    return [{code: cell["value"] for code, cell in json.loads(line).items()} for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_taken_in(name, office, admin):
    master = office.masters[name]

    assert master.said.body == {"added": master.rows, "changed": 0, "dryRun": False}
    assert admin.count(master.app) == master.rows
    assert master.rows > LEAST[name]


@pytest.mark.parametrize("name", NAMES)
def test_an_app_comes_out_as_the_file_it_came_from(name, app, admin):
    answer = admin.get(f"/api/v1/apps/{app(name)}/definition.yaml")

    assert answer.body.decode() == (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")


def test_every_branch_shows_the_name_of_its_bank(app, admin):
    names = {row["銀行コード"]: row["銀行名"] for row in banks()}
    expected = {row["銀行支店コード"]: names[row["銀行コード"]] for row in branches()}

    found = exported(admin, app("shiten"), "銀行支店コード", "銀行名")

    assert {row["銀行支店コード"]: row["銀行名"] for row in found} == expected
    assert len(found) == len(expected)


def test_an_address_is_put_together_from_its_parts(app, admin):
    (tower,) = admin.find(app("yubin"), '郵便番号 = "105-0011"')

    assert tower["住所"] == "東京都港区芝公園"
    assert (tower["自治体コード"], tower["特徴"]) == ("13103", ["丁目がある"])


def test_the_same_file_again_adds_nothing(office, admin):
    master = office.masters["shiten"]

    again = admin.import_csv(master.app, master.file.read_bytes(), key="銀行支店コード")

    assert again.body == {"added": 0, "changed": master.rows, "dryRun": False}
    assert admin.count(master.app) == master.rows


def test_the_command_line_takes_the_same_file(office, admin):
    master = office.masters["ginko"]

    said = office.urakata("import", master.app, str(master.file), "--key", "銀行コード")

    assert said == f"0 added, {master.rows} changed"
    assert admin.count(master.app) == master.rows


def test_wrong_rows_are_named_by_line_and_nothing_is_kept(app, admin):
    good, no_bank = "9999001,0001,001,正しい支店", "9999002,9999,002,銀行なし"
    short, twice = "9999003,0001,3,短い", "0001001,0001,001,二重の支店"
    before = admin.count(app("shiten"))

    answer = admin.import_csv(
        app("shiten"), "\n".join((HEAD, good, no_bank, short, twice)).encode()
    )

    assert (answer.status, answer.code) == (400, "CB_VA01")
    assert sorted(answer.errors) == [
        "line[3].銀行コード.value",
        "line[4].支店コード.value",
        "line[5].銀行支店コード.value",
    ]
    assert admin.count(app("shiten")) == before


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("code", ["町域", "市区町村"])
def test_two_characters_find_exactly_what_is_there(word, code, app, admin):
    assert admin.count(app("yubin"), f'{code} like "{word}"') == having(word, code)


def test_half_width_kana_find_full_width_ones(app, admin):
    found = admin.count(app("yubin"), '町域カナ like "ｶﾞｵ"')

    assert found == having("ガオ", "町域カナ") > 1_000


def test_what_was_just_added_or_deleted_is_found_or_not(app, admin):
    yubin, before = app("yubin"), having("千代", "町域")
    new = record(郵便番号="999-0001", 都道府県="東京都", 市区町村="千代田区", 町域="新千代台")

    added = str(admin("POST", "record", app=yubin, record=new)["id"])
    assert admin.count(yubin, '町域 like "千代"') == before + 1
    assert admin.count(yubin, '町域 like "千代台"') == having("千代台", "町域") + 1
    admin("PUT", "record", app=yubin, id=added, record=record(町域="新長代台"))
    assert admin.count(yubin, '町域 like "千代"') == before
    admin("DELETE", "records", app=yubin, ids=[added])
    assert admin.count(yubin, '町域 like "長代"') == having("長代", "町域")


def test_views_find_what_they_are_named_after(app, admin):
    views = admin("GET", "app/views", app=app("yubin"))["views"]
    several = [row for row in postal_rows() if row["ほかの町域"]]

    found = admin.count(app("yubin"), views["町域がいくつもある番号"]["filterCond"])

    assert found == len(several) > 1_000


def test_a_view_is_in_the_order_it_promises(app, admin):
    view = admin("GET", "app/views", app=app("shiten"))["views"]["銀行・支店コード順"]
    expected = sorted(row["銀行支店コード"] for row in branches())[:500]

    found = admin.find(app("shiten"), f"order by {view['sort']} limit 500")

    assert [row["銀行支店コード"] for row in found] == expected


def test_the_whole_ledger_comes_out_as_it_went_in(app, admin):
    codes = ["銀行コード", "銀行名", "カナ", "かな", "ローマ字"]
    address = f"/api/v1/apps/{app('ginko')}/records.csv"
    lines = admin.get(address, fields=codes, query="order by 銀行コード asc").body

    found = list(csv.DictReader(lines.decode("utf-8-sig").splitlines()))

    assert [{code: row[code] for code in codes} for row in found] == list(banks())
