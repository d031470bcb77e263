from __future__ import annotations

import io
import os
import time
import uuid
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden, Invalid, NotFound
from urakata.record import blobs, files
from urakata.record.models import File

pytestmark = pytest.mark.django_db
APP = 7


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def an_upload(actor: Actor, content: bytes = b"hello", name: str = "見積書.pdf") -> str:
    return files.upload(actor=actor, chunks=[content], name=name, content_type="application/pdf")


def content_of(actor: Actor, key: str) -> bytes:
    stream, _ = files.open_file(actor=actor, file_id=key)
    with stream:
        return stream.read()


def unknown(call, **arguments) -> bool:
    with pytest.raises(NotFound) as raised:
        call(**arguments)
    return raised.value.code == "GAIA_BL01"


def a_token(**rights: str) -> Actor:
    tokens = {int(app[3:]): frozenset(given.split()) for app, given in rights.items()}
    return Actor(99, "Administrator", "Administrator", via="token", tokens=tokens)


def test_an_upload_comes_back_as_it_was(suzuki: Actor):
    key = files.upload(
        actor=suzuki, chunks=[b"a" * 1000, b"b"], name="日本.txt", content_type="text/plain"
    )
    stream, info = files.open_file(actor=suzuki, file_id=key)

    with stream:
        assert stream.read() == b"a" * 1000 + b"b"
    assert (info.name, info.content_type, info.size) == ("日本.txt", "text/plain", 1001)


def test_an_empty_file_is_a_file(suzuki: Actor):
    assert content_of(suzuki, an_upload(suzuki, b"")) == b""


def test_the_same_content_twice_has_two_keys_and_one_place(suzuki: Actor, root: Path):
    keys = {an_upload(suzuki), an_upload(suzuki, name="別名.pdf")}

    assert len(keys) == 2
    assert len([p for p in root.rglob("*") if p.is_file()]) == 1


def test_a_zip_bomb_is_just_bytes(suzuki: Actor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 20_000_000)
    key = an_upload(suzuki, packed.getvalue(), "bomb.zip")

    assert files.describe([key])[key]["size"] == str(len(packed.getvalue()))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sato\\見積.xlsx", "見積.xlsx"),
        ("/tmp/x", "x"),
        (" 議事録 .txt ", "議事録 .txt"),
        ("%2e%2e%2f", "%2e%2e%2f"),
        ("x" * 512, "x" * 512),
    ],
)
def test_of_a_path_only_the_last_name_is_kept(suzuki: Actor, root: Path, sent: str, kept: str):
    key = an_upload(suzuki, name=sent)

    assert files.describe([key])[key]["name"] == kept
    assert not any(kept in str(p) for p in root.rglob("*") if kept != "x")


@pytest.mark.parametrize("name", ["", "..", "a/..", "/", "a\0b", "a\nb", "a\x7f", "\u202egpj.exe",
                                  "\ud800", "x" * 513])  # fmt: skip
def test_a_name_that_no_disk_would_take_is_refused(suzuki: Actor, root: Path, name: str):
    with pytest.raises(Invalid) as raised:
        an_upload(suzuki, name=name)

    assert [p.at for p in raised.value.problems] == ["file"]
    assert not File.objects.exists()
    assert not root.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("text/csv; charset=shift_jis", "text/csv; charset=shift_jis"),
        ("", "application/octet-stream"),
        ("text/html\r\nSet-Cookie: a=b", "application/octet-stream"),
        ("x" * 300 + "/y", "application/octet-stream"),
    ],
)
def test_a_content_type_can_always_stand_in_a_header(sent: str, kept: str):
    assert files.clean_type(sent) == kept


def test_a_file_that_is_too_large_leaves_nothing(suzuki: Actor, root: Path, settings):
    settings.FILE_SIZE_LIMIT = 4

    with pytest.raises(Invalid) as raised:
        an_upload(suzuki, b"12345")

    assert raised.value.problems[0].text.en == "The file must be 1 MB or smaller."
    assert not File.objects.exists()
    assert [p for p in root.rglob("*") if p.is_file()] == []


def test_a_token_that_may_write_nowhere_uploads_nothing():
    with pytest.raises(Forbidden) as raised:
        an_upload(a_token(app7="view delete", app8="manage"))
    assert raised.value.code == "GAIA_NO01"
    assert not File.objects.exists()
    assert an_upload(a_token(app7="view", app8="add"))


def test_an_upload_is_its_uploaders_alone(suzuki: Actor, tanaka: Actor):
    key = an_upload(suzuki)

    assert unknown(files.open_file, actor=tanaka, file_id=key)


@pytest.mark.parametrize("key", ["", "x", "../../etc/passwd", "\0" * 36, "あ" * 36,
                                 str(uuid.UUID(int=0)), "{" + str(uuid.UUID(int=0))[:-2] + "}"])  # fmt: skip
def test_a_key_that_was_never_given_out_is_unknown(suzuki: Actor, key: str):
    assert unknown(files.open_file, actor=suzuki, file_id=key)
    assert unknown(files.attach, actor=suzuki, app_id=APP, wanted={1: [key]})
    assert files.describe([key]) == {}


def test_a_key_in_capitals_is_another_key(suzuki: Actor):
    assert unknown(files.open_file, actor=suzuki, file_id=an_upload(suzuki).upper())


def test_a_lost_content_is_as_good_as_no_file(suzuki: Actor):
    key = an_upload(suzuki)
    blobs.path_of(File.objects.get().sha256).unlink()

    assert unknown(files.open_file, actor=suzuki, file_id=key)


def test_a_file_stays_with_its_record_and_goes_to_no_other(suzuki: Actor, tanaka: Actor):
    key = an_upload(suzuki)
    attach = {"app_id": APP, "wanted": {1: [key]}}
    files.attach(actor=suzuki, **attach)
    files.attach(actor=tanaka, **attach)

    assert unknown(files.attach, actor=suzuki, app_id=APP, wanted={2: [key]})
    assert unknown(files.attach, actor=suzuki, app_id=8, wanted={1: [key]})
    assert File.objects.values_list("app_id", "record_id").get() == (APP, 1)


def test_nobody_attaches_somebody_elses_upload(suzuki: Actor, tanaka: Actor):
    key = an_upload(suzuki)

    assert unknown(files.attach, actor=tanaka, app_id=APP, wanted={1: [key]})
    assert File.objects.values_list("app_id", flat=True).get() is None


def test_one_file_cannot_be_wanted_by_two_records(suzuki: Actor):
    key = an_upload(suzuki)

    assert unknown(files.attach, actor=suzuki, app_id=APP, wanted={1: [key], 2: [key]})
    assert File.objects.values_list("record_id", flat=True).get() is None


def test_many_files_are_attached_in_one_statement(suzuki: Actor, django_assert_num_queries):
    keys = [an_upload(suzuki, name=f"{n}.txt") for n in range(6)]

    with django_assert_num_queries(1):
        files.attach(actor=suzuki, app_id=APP, wanted={1: keys[:3], 2: keys[3:]})
    with django_assert_num_queries(1):
        assert set(files.describe(keys)) == set(keys)


def test_files_are_described_as_kintone_does(suzuki: Actor):
    key = an_upload(suzuki)

    assert files.describe([key, "x"]) == {
        key: {
            "fileKey": key,
            "name": "見積書.pdf",
            "size": "5",
            "contentType": "application/pdf",
        }
    }


def test_released_files_are_read_by_nobody_and_attached_to_nothing(suzuki: Actor):
    one, two, loose = (an_upload(suzuki, name=f"{n}.txt") for n in range(3))
    files.attach(actor=suzuki, app_id=APP, wanted={1: [one], 2: [two]})

    files.release([one, loose, "x"])
    files.release_records(APP, [2], timezone.now())

    for key, record in ((one, 1), (two, 2)):
        assert unknown(files.open_file, actor=suzuki, file_id=key)
        assert unknown(files.attach, actor=suzuki, app_id=APP, wanted={record: [key]})
        assert files.place_of(key) is None
    assert content_of(suzuki, loose) == b"hello"


def test_a_record_takes_back_its_own_released_files_and_no_others(suzuki: Actor):
    one, two, loose = (an_upload(suzuki, name=f"{n}.txt") for n in range(3))
    files.attach(actor=suzuki, app_id=APP, wanted={1: [one], 2: [two]})
    files.release([one, two])

    assert files.take_back(APP, {1: [one, two, loose, "x"]}) == {one}
    files.attach(actor=suzuki, app_id=APP, wanted={1: [one]})
    assert unknown(files.attach, actor=suzuki, app_id=APP, wanted={2: [two]})


def test_released_files_are_kept_until_they_are_forgotten(suzuki: Actor):
    old, young = (an_upload(suzuki, name=f"{n}.txt") for n in range(2))
    files.attach(actor=suzuki, app_id=APP, wanted={1: [old, young]})
    now = timezone.now()
    files.release([old, young])
    File.objects.filter(pk=old).update(released_at=now - timedelta(days=2))

    files.forget_released(now - timedelta(days=1))

    assert list(files.describe([old, young])) == [young]


def age(key: str, **by: float) -> None:
    """Let a file and its content have been there for some time."""
    File.objects.filter(pk=key).update(uploaded_at=timezone.now() - timedelta(**by))
    path = blobs.path_of(File.objects.get(pk=key).sha256)
    os.utime(path, (0, time.time() - timedelta(**by).total_seconds()))


def test_uploads_that_nobody_attached_are_swept_after_three_days(sato: Actor):
    old, young, used = (an_upload(sato, b"%d" % n) for n in range(3))
    files.attach(actor=sato, app_id=APP, wanted={1: [used]})
    for key, days in ((old, 3.1), (young, 2.9), (used, 100)):
        age(key, days=days)

    assert files.sweep() == 1
    assert set(files.describe([old, young, used])) == {young, used}
    assert content_of(sato, young) == b"1"
    assert content_of(sato, used) == b"2"


def test_a_content_stays_as_long_as_one_file_names_it(sato: Actor):
    old, used = an_upload(sato), an_upload(sato)
    files.attach(actor=sato, app_id=APP, wanted={1: [used]})
    for key in (old, used):
        age(key, days=4)

    assert files.sweep() == 0
    assert content_of(sato, used) == b"hello"
    assert unknown(files.open_file, actor=sato, file_id=old)


def test_a_content_whose_row_was_rolled_back_is_swept_a_day_later(suzuki: Actor, root: Path):
    key = an_upload(suzuki)
    File.objects.all().delete()

    assert files.sweep() == 0
    os.utime(next(p for p in root.rglob("*") if p.is_file()), (0, time.time() - 86_500))
    assert files.sweep() == 1
    assert unknown(files.open_file, actor=replace(suzuki), file_id=key)
