"""Header injection, open redirects, path traversal, secrets in addresses, false hosts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.client import PASSWORD, Api, password_header
from tests.api.kintone.world import World
from tests.conftest import AnApp
from urakata.directory.actor import Actor
from urakata.directory.services import set_password
from urakata.directory.tokens import create_token

EVIL = "evil.example"
LEADING_AWAY = [
    f"//{EVIL}",
    f"//{EVIL}/%2f..",
    f"/\\{EVIL}",
    f"/%5c{EVIL}",
    f"/?next=https://{EVIL}",
    f"/?next=//{EVIL}",
    f"/login?redirect=https://{EVIL}",
    "/apps/1?returnTo=javascript:alert(1)",
    f"/k/v1/record.json/https://{EVIL}",
    f"/accounts/login/?next=https://{EVIL}",
    f"/accounts/oidc/x/login/?next=https://{EVIL}",
    f"/api/v1/session?next=https://{EVIL}",
    f"/health?url=https://{EVIL}",
]
OUTSIDE = [
    "/static/ui/../settings.py",
    "/static/ui/..%2f..%2fsettings.py",
    "/static/ui/%2e%2e/%2e%2e/settings.py",
    "/static/ui/....//....//settings.py",
    "/static/../../../../etc/passwd",
    "/static/ui//etc/passwd",
    "/static/ui/%00",
    "/.git/config",
    "/.env",
    "/k/v1/../../etc/passwd.json",
    "/api/v1/apps/1/../../../health",
]
PROTECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize("path", LEADING_AWAY)
def test_nobody_is_led_to_a_foreign_page(as_sato: Api, path: str) -> None:
    for method in ("GET", "POST"):
        answer = as_sato.client.generic(method, path, headers=as_sato.headers)

        assert EVIL not in answer.headers.get("Location", "")
        assert "javascript:" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_address_leads_out_of_the_product(as_sato: Api, path: str) -> None:
    answer = as_sato.client.get(path, headers=as_sato.headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert b"SECRET_KEY" not in body
    assert b"root:" not in body
    assert b"[core]" not in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/apps/1", "/health", "/k/v1/record.json", "/k/v1/apis.json", "/api/v1/nowhere"]
)
def test_every_answer_is_guarded(as_nobody: Api, path: str) -> None:
    headers = as_nobody.client.get(path).headers

    assert {name: headers.get(name) for name in PROTECTED} == PROTECTED
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert "base-uri 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    is_json = headers["Content-Type"] in ("application/json", "application/problem+json")
    assert is_json or "charset=utf-8" in headers["Content-Type"].lower()
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


def upload(api: Api, name: str, kind: str) -> Any:
    head = f'--b\r\nContent-Disposition: form-data; name="file"; {name}\r\nContent-Type: {kind}'
    return api.client.generic(
        "POST",
        "/k/v1/file.json",
        f"{head}\r\n\r\nabc\r\n--b--\r\n".encode(),
        content_type="multipart/form-data; boundary=b",
        headers=api.headers,
    )


def headers_of(api: Api, file_key: str) -> Any:
    answer = api.get("file", f"fileKey={file_key}")
    answer.body.close()
    return answer.headers


@pytest.mark.parametrize(
    "name",
    [
        "a%0D%0ASet-Cookie: x=1",
        "a\rSet-Cookie: x=1",
        'a\\"; filename=b.exe',
        "<script>",
        "a\0b",
        "fdp.\u202eexe",
    ],
)
def test_a_files_name_cannot_write_headers(as_suzuki: Api, name: str) -> None:
    sent = upload(as_suzuki, f'filename="{name}"', "text/plain")
    assert sent.status_code == (400 if {*"\r\0\u202e"} & {*name} else 200)
    if sent.status_code == 200:
        headers = headers_of(as_suzuki, sent.json()["fileKey"])
        shown = headers["Content-Disposition"]

        assert "Set-Cookie" not in headers
        assert shown.isascii()
        assert shown.isprintable()
        assert shown.startswith("attachment; filename*=UTF-8''")
        assert '"' not in shown


@pytest.mark.parametrize("kind", ["text/html\r\nSet-Cookie: x=1", "text/html; charset=\0", "a b c"])
def test_a_files_type_cannot_write_headers(as_suzuki: Api, kind: str) -> None:
    sent = upload(as_suzuki, 'filename="a"', kind)
    assert sent.status_code in (200, 400)
    if sent.status_code == 200:
        headers = headers_of(as_suzuki, sent.json()["fileKey"])

        assert "Set-Cookie" not in headers
        assert headers["Content-Type"].isprintable()
        assert headers["Content-Disposition"].startswith("attachment")


def test_an_apps_name_cannot_write_headers(as_sato: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}, name='x"; filename="y.exe')

    answer = as_sato.send("GET", f"/api/v1/apps/{app.app_id}/records.csv")
    answer.body.close()

    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''x%22%3B%20filename%3D%22y.exe.csv"
    )


def test_no_secret_counts_in_an_address(world: World, sato: Actor, as_nobody: Api) -> None:
    set_password(actor=sato, code="sato", password=PASSWORD)
    proof = password_header("sato")["X-Cybozu-Authorization"]
    token = create_token(world.app.app_id, ("view",), actor=sato, is_live=True)
    for name, value in (
        ("X-Cybozu-API-Token", token),
        ("api_token", token),
        ("token", token),
        ("access_token", token),
        ("X-Cybozu-Authorization", proof),
        ("sessionid", "x"),
    ):
        reply = as_nobody.get("record", f"app={world.app.app_id}&id=1&{name}={quote(value)}")
        assert (reply.status, reply.code) == (401, "CB_AU01")


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"])
def test_a_proxys_headers_are_not_believed_from_anybody(as_nobody: Api, header: str) -> None:
    answer = as_nobody.client.get("/", headers={header: EVIL})

    assert EVIL.encode() not in answer.content
    assert EVIL not in str(answer.headers)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"])
def test_methods_that_nobody_needs_are_refused(as_sato: Api, method: str) -> None:
    for path in ("/", "/k/v1/record.json", "/api/v1/session", "/health", "/api/v1/apps/1/records"):
        answer = as_sato.client.generic(method, path, headers=as_sato.headers)
        assert 400 <= answer.status_code < 500
        assert as_sato.headers["X-Cybozu-Authorization"].encode() not in answer.content


def test_a_parameter_sent_twice_is_not_taken_by_halves(as_sato: Api, world: World) -> None:
    app = world.app.app_id

    reply = as_sato.send("GET", f"/k/v1/record.json?app={app}&id=999&id={world.record}&app=999")

    assert reply.status in (400, 404)
    assert "record" not in reply.body
