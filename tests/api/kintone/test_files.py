from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.client import Api, Reply
from tests.conftest import AnApp
from urakata.record.models import File

BOUNDARY = "xYzZY"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def a_place_for_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def part(headers: str, content: bytes = b"hello") -> bytes:
    return f"--{BOUNDARY}\r\n{headers}\r\n\r\n".encode() + content + b"\r\n"


def send(api: Api, body: bytes, kind: str = KIND) -> Reply:
    response = api.client.generic(
        "POST", "/k/v1/file.json", body, content_type=kind, headers=api.headers
    )
    return Reply(response.status_code, response.json(), response.headers)


def upload(api: Api, name: str, content: bytes, content_type: str = "text/plain") -> Reply:
    disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    head = f"{disposition}\r\nContent-Type: {content_type}"
    return send(api, part(head, content) + f"--{BOUNDARY}--\r\n".encode())


def download(api: Api, key: str) -> Any:
    """The answer, its bytes read into `read`."""
    answer: Any = api.client.get(f"/k/v1/file.json?fileKey={key}", headers=api.headers)
    answer.read = b"".join(answer) if answer.streaming else answer.content
    return answer


def test_a_file_comes_back_as_it_went(as_suzuki: Api) -> None:
    content = bytes(range(256)) * 1000
    key = upload(as_suzuki, "見積書 第1版.bin", content, "application/x-thing").body["fileKey"]

    answer = download(as_suzuki, key)

    assert answer.read == content
    assert answer.headers["Content-Type"] == "application/x-thing"
    assert answer.headers["Content-Length"] == "256000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8%20%E7%AC%AC1%E7%89%88.bin"
    )


def test_a_page_is_downloaded_but_never_shown(as_suzuki: Api) -> None:
    key = upload(as_suzuki, "a.html", b"<script>alert(1)</script>", "text/html").body["fileKey"]

    headers = download(as_suzuki, key).headers

    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]


def test_djangos_own_client_is_understood_too(as_suzuki: Api) -> None:
    file = SimpleUploadedFile("日本.txt", b"abc", content_type="text/plain")

    response = as_suzuki.client.post(
        "/k/v1/file.json", {"file": file, "other": "1"}, headers=as_suzuki.headers
    )

    assert File.objects.get(pk=response.json()["fileKey"]).name == "日本.txt"


def test_a_file_is_attached_to_a_record_and_read_from_there(
    as_suzuki: Api, as_sato: Api, an_app: AnApp
) -> None:
    app = an_app({"添付": "FILE"})
    key = upload(as_suzuki, "a.txt", b"abc").body["fileKey"]

    as_suzuki("POST", "record", app=app.app_id, record={"添付": {"value": [{"fileKey": key}]}})
    read = as_sato.get("record", f"app={app.app_id}&id=1").body["record"]["添付"]["value"]

    assert [(f["name"], f["size"], f["contentType"]) for f in read] == [
        ("a.txt", "3", "text/plain")
    ]
    assert download(as_sato, read[0]["fileKey"]).read == b"abc"


def test_an_upload_of_somebody_else_is_not_found(as_suzuki: Api, as_sato: Api) -> None:
    key = upload(as_suzuki, "a.txt", b"abc").body["fileKey"]

    answer = download(as_sato, key)

    assert (answer.status_code, answer.json()["code"]) == (404, "GAIA_BL01")


@pytest.mark.parametrize("key", ["x", "../../etc/passwd", "' or 1=1 --", "a" * 5000, "%00"])
def test_a_key_that_names_no_file_is_not_found(as_suzuki: Api, key: str) -> None:
    answer = download(as_suzuki, key)
    assert answer.status_code in (400, 404)
    assert answer.json()["code"] in ("GAIA_BL01", "CB_VA01")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..\\\\x.exe", "a/b", "..", "a\\x00b", "\u202egpj.exe"],
)
def test_a_name_that_is_a_path_or_a_trick_is_refused(as_suzuki: Api, name: str) -> None:
    reply = upload(as_suzuki, name.replace("\\x00", "\x00"), b"abc")

    assert (reply.status, reply.code) == (400, "CB_VA01")
    assert list(reply.errors) == ["file"]
    assert File.objects.count() == 0


def bodies() -> Iterator[tuple[bytes, str, str]]:
    file = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
    end = f"--{BOUNDARY}--\r\n".encode()
    yield b"", KIND, "CB_IL02"
    yield b"abc", KIND, "CB_VA01"
    yield end, KIND, "CB_VA01"
    yield part('Content-Disposition: form-data; name="other"; filename="a"') + end, KIND, "CB_VA01"
    yield part('Content-Disposition: form-data; name="file"') + end, KIND, "CB_VA01"
    yield part(file), KIND, "CB_IL02"  # broken off
    yield part(file) + end, "multipart/form-data", "CB_IL02"
    yield part(file) + end, "application/json", "CB_IL02"
    yield part(file) + end, "", "CB_IL02"
    yield part("X: " + "y" * 5000) + part(file) + end, KIND, "CB_IL02"
    field = 'Content-Disposition: form-data; name="f{n}"'
    yield b"".join(part(field.format(n=n)) for n in range(60)) + part(file) + end, KIND, "CB_IL02"


@pytest.mark.parametrize(("body", "kind", "code"), list(bodies()))
def test_a_body_that_is_no_upload_is_refused(
    as_suzuki: Api, body: bytes, kind: str, code: str
) -> None:
    reply = send(as_suzuki, body, kind)

    assert (reply.status, reply.code) == (400, code)
    assert File.objects.count() == 0


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(
    as_suzuki: Api, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_SIZE_LIMIT = 1000

    reply = upload(as_suzuki, "a.bin", b"x" * 1001)

    assert (reply.status, list(reply.errors)) == (400, ["file"])
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_zip_bomb_is_just_a_file(as_suzuki: Api) -> None:
    bomb = b"PK\x03\x04" + b"\x00" * 10_000
    assert upload(as_suzuki, "42.zip", bomb, "application/zip").status == 200


def test_an_upload_needs_a_token_that_may_write(with_token: Any, an_app: AnApp) -> None:
    app = an_app()

    denied = upload(with_token(app.app_id, "view"), "a.txt", b"abc")
    allowed = upload(with_token(app.app_id, "add"), "a.txt", b"abc")

    assert (denied.status, denied.code) == (403, "GAIA_NO01")
    assert allowed.status == 200
