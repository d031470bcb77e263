from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from tests.record.file_texts import making
from urakata.record.file_texts import reading
from urakata.record.file_texts.passages import LONGEST, MOST_CHARACTERS
from urakata.record.file_texts.reading import read_file


@pytest.fixture
def read(tmp_path: Path):
    def read(content: bytes, **more):
        path = tmp_path / "content"
        path.write_bytes(content)
        return read_file(path, **more)

    return read


def texts(found) -> list[tuple[int | None, str]]:
    assert found.reason is None
    return [tuple(passage) for passage in found.passages]


def test_a_pdf_is_read_page_by_page(read):
    assert texts(read(making.pdf("御見積書", "振込先は本店"))) == [
        (1, "御見積書"),
        (2, "振込先は本店"),
    ]


def test_a_word_document_is_read_across_its_runs(read):
    assert texts(read(making.word("取引|基本契約書", "甲と乙"))) == [
        (None, "取引基本契約書\n甲と乙")
    ]


def test_slides_are_read_in_their_order(read):
    content = making.slides(*"一二三四五六七八九十")

    assert texts(read(content)) == list(enumerate("一二三四五六七八九十", 1))


def test_sheets_are_read_with_their_names(read):
    content = making.book({"四月": [["品名", 1200], [date(2026, 4, 1), 0.5]], "五月": [["備品"]]})

    assert texts(read(content)) == [(1, "四月\n品名 1200\n2026-04-01 0.5"), (2, "五月\n備品")]


def test_open_document_is_read(read):
    space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = making.archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<d xmlns:t="{space}"><t:h>覚書</t:h><t:p>甲<t:span>と乙</t:span>は</t:p></d>',
        }
    )

    assert texts(read(content)) == [(None, "覚書\n甲と乙は")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "euc_jp"]
)
def test_text_is_read_in_the_spellings_of_offices(read, encoding):
    content = "品名,金額\r\n鉛筆,100\r\n".encode(encoding)

    assert texts(read(content)) == [(None, "品名,金額\n鉛筆,100")]


def test_a_page_is_read_without_its_scripts(read):
    content = "<!DOCTYPE html><title>社内報</title><script>盗む()</script><p>お知ら<b>せ</b></p>&lt;終&gt;"

    assert texts(read(content.encode())) == [(None, "社内報\nお知らせ\n<終>")]


def test_a_mail_is_read_with_what_is_attached_to_it(read):
    content = making.mail(
        "請求の件",
        "先日の分です。",
        **{"明細.pdf": making.pdf("通信費"), "壊.docx": b"PK\x03\x04?"},
    )

    assert [text for _, text in texts(read(content))] == [
        "請求の件\na@example.jp\nb@example.jp",
        "先日の分です。",
        "明細.pdf",
        "通信費",
        "壊.docx",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 and no more", "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (making.archive({"a.txt": "zip"}), "no_text"),
        (making.archive({"word/document.xml": "<broken"}), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no_text"),
        (bytes(5000), "no_text"),
    ],
)
def test_what_cannot_be_read_says_why(read, content, reason):
    found = read(content)

    assert (found.passages, found.reason) == ((), reason)


def test_an_empty_file_says_nothing(read):
    assert texts(read(b"")) == []


def test_entities_are_not_followed(read):
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    content = making.archive(
        {"word/document.xml": f'<!DOCTYPE d [<!ENTITY a0 "ハ">{bomb}]><d><t>&a9;</t></d>'}
    )

    assert sum(len(text) for _, text in read(content).passages) < 100


def test_a_zip_bomb_takes_neither_time_nor_memory(read):
    started = time.monotonic()
    big = b"<d><t>" + b"0" * (400 * 1024**2) + b"</t></d>"

    found = read(making.archive({"word/document.xml": big}))

    assert (found.passages, found.reason) == ((), "too_large")
    assert time.monotonic() - started < 20


def test_a_long_text_is_cut_into_passages_that_overlap(read):
    found = read(("あ" * (LONGEST - 1) + "境目" + "い" * 50).encode())

    assert [len(text) for _, text in texts(found)] == [LONGEST, 151]
    assert "境目" in found.passages[1].text


def test_no_more_than_so_much_is_kept(read):
    found = read("字".encode() * (MOST_CHARACTERS + 5))

    assert sum(len(text) for _, text in texts(found)) < MOST_CHARACTERS * 1.01


def test_control_characters_are_not_kept(read):
    assert texts(read("甲\x00乙".encode("utf-16"))) == [(None, "甲 乙")]


def test_a_file_that_takes_too_long_is_left_alone(read):
    found = read(making.pdf("一"), seconds=0.001)

    assert (found.passages, found.reason) == ((), "too_long")


def test_a_file_that_is_too_large_is_not_opened(read, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 3)

    assert read(b"text").reason == "too_large"


def test_the_process_that_reads_holds_no_secrets_and_can_write_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("URAKATA_SECRET", "秘密")
    path = tmp_path / "content"
    path.write_bytes(b"")
    script = (
        "import os, resource; from urakata.record.file_texts import child; child._restrict();"
        ' print(\'["text", null, "%s %s"]\' % (sorted(os.environ), resource.getrlimit(resource.RLIMIT_FSIZE)))'
        "; print('[\"end\", null]')"
    )
    monkeypatch.setattr(reading, "_COMMAND", (reading._COMMAND[0], "-I", "-c", script))

    (passage,) = read_file(path).passages

    assert "SECRET" not in passage.text
    assert passage.text.endswith("(0, 0)")


def test_a_process_that_dies_is_a_damaged_file(tmp_path, monkeypatch):
    path = tmp_path / "content"
    path.write_bytes(b"")
    script = 'import os; print(\'["text", 1, "始まり"]\', flush=True); os.abort()'
    monkeypatch.setattr(reading, "_COMMAND", (reading._COMMAND[0], "-I", "-c", script))

    found = read_file(path)

    assert ([tuple(each) for each in found.passages], found.reason) == ([(1, "始まり")], "damaged")


def test_a_process_that_never_stops_talking_is_ended(tmp_path, monkeypatch):
    path = tmp_path / "content"
    path.write_bytes(b"")
    script = 'import sys\nwhile True: sys.stdout.write(\'["text", 1, "a"]\\n\' * 1000)'
    monkeypatch.setattr(reading, "_COMMAND", (reading._COMMAND[0], "-I", "-c", script))

    assert read_file(path).reason == "too_long"
