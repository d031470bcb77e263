"""@kintone/cli 1.19, unmodified: records out and in again, with tables and attachments."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.clients.conftest import run_node

pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def apps(company):
    """The app of every field type that the other client builds, and its master."""
    done = run_node(company, "node", "build-app.mjs")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def exported(kintone, app: str, *arguments: str) -> list[dict[str, str]]:
    return rows(kintone("record", "export", "--app", app, *arguments).stdout)


def test_records_come_out_with_their_tables(kintone, apps):
    lines = exported(kintone, apps["app"], "--condition", '一行 = "A-1"')

    assert [(line["品名"], line["数量"], line["小計"]) for line in lines] == [
        ("机", "2", "600"),
        ("椅子", "3", "300"),
    ]
    assert lines[0]["金額"] == "2000"


def test_records_come_out_in_order_by_cursor(kintone, apps):
    lines = exported(kintone, apps["app"], "--order-by", "金額 desc", "--fields", "一行,金額")

    assert [line["金額"] for line in lines if line["金額"]] == ["2000", "5"]


def test_attachments_go_out_and_come_in_again(kintone, apps, tmp_path):
    out = tmp_path / "files"
    lines = exported(
        kintone, apps["app"], "--condition", '一行 = "A-1"', "--attachments-dir", str(out)
    )
    path = lines[0]["添付"]
    source = tmp_path / "in.csv"
    source.write_text(f'"一行","添付"\n"N-1","{path}"\n', encoding="utf-8")

    kintone(
        "record", "import", "--app", apps["app"], "--file-path", str(source),
        "--attachments-dir", str(out),
    )  # fmt: skip
    again = exported(
        kintone,
        apps["app"],
        "--condition",
        '一行 = "N-1"',
        "--attachments-dir",
        str(tmp_path / "2"),
    )

    assert (tmp_path / "2" / Path(again[0]["添付"])).read_text("utf-8") == "合計 1,100 円"


def test_import_adds_and_update_key_changes(kintone, apps, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text('"部門コード","部門名"\n"D02","経理部"\n"D03","法務部"\n', encoding="utf-8")
    kintone("record", "import", "--app", apps["master"], "--file-path", str(source))
    source.write_text('"部門コード","部門名"\n"D02","財務部"\n"D04","購買部"\n', encoding="utf-8")

    kintone(
        "record", "import", "--app", apps["master"], "--file-path", str(source),
        "--update-key", "部門コード",
    )  # fmt: skip

    ours = '部門コード in ("D01", "D02", "D03", "D04")'  # other tests add theirs, in any order
    lines = exported(kintone, apps["master"], "--condition", ours, "--fields", "部門コード,部門名")
    assert {line["部門コード"]: line["部門名"] for line in lines} == {
        "D01": "総務部",
        "D02": "財務部",
        "D03": "法務部",
        "D04": "購買部",
    }


def test_a_table_is_imported_row_by_row(kintone, apps, tmp_path):
    source = tmp_path / "table.csv"
    source.write_text(
        '"*","一行","明細","品名","数量"\n*,"T-1","1","机","2"\n,"T-1","2","棚","5"\n', "utf-8"
    )

    kintone("record", "import", "--app", apps["app"], "--file-path", str(source))

    lines = exported(kintone, apps["app"], "--condition", '一行 = "T-1"')
    assert [(line["品名"], line["数量"]) for line in lines] == [("机", "2"), ("棚", "5")]


def test_delete_leaves_nothing(kintone, company):
    """The client takes only a token for this, which the command line gives out."""
    purchases = "3"
    token = company.urakata("token", "add", purchases, "--right", "view", "--right", "delete")

    kintone("record", "delete", "--app", purchases, "--yes", "--api-token", token, by_token=True)

    assert exported(kintone, purchases) == []


def test_a_token_that_may_only_add_imports_and_sees_nothing(kintone, node, company, apps, tmp_path):
    app = apps["master"]
    token = company.urakata("token", "add", app, "--right", "add")
    source = tmp_path / "in.csv"
    source.write_text('"部門コード","部門名"\n"E01","監査室"\n"E02","秘書室"\n', encoding="utf-8")
    before = len(exported(kintone, app))

    kintone(
        "record", "import", "--app", app, "--file-path", str(source), "--api-token", token,
        by_token=True,
    )  # fmt: skip
    asked = node(
        "node", "node_modules/@kintone/cli/cli.js", "record", "export", "--app", app,
        "--base-url", company.url, "--api-token", token,
    )  # fmt: skip
    tried = node("node", "try-everything.mjs", app, token)

    assert len(exported(kintone, app)) == before + 2
    assert asked.returncode != 0
    assert "監査室" not in asked.stdout
    assert "GAIA_NO01" in asked.stdout + asked.stderr
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert json.loads(tried.stdout) == {"refused": 10}
