from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from tests.api.client import PASSWORD, Api, password_header
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import disable_user, update_user
from urakata.directory.tokens import create_token
from urakata.record.read import count_records


@pytest.fixture
def app(an_app: AnApp, a_record: ARecord) -> AppSchema:
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    a_record(app, 件名="a")
    return app


def header(text: str) -> dict[str, str]:
    return {"X-Cybozu-Authorization": text}


def encoded(text: str) -> dict[str, str]:
    return header(base64.b64encode(text.encode()).decode("ascii"))


def test_without_credentials_the_answer_is_to_sign_in(as_nobody: Api, app: AppSchema) -> None:
    reply = as_nobody.get("record", f"app={app.app_id}&id=1")

    assert (reply.status, reply.code) == (401, "CB_AU01")
    assert reply.body["message"] == "Please login."
    assert reply.headers["X-Cybozu-Error"] == "CB_AU01"


@pytest.mark.parametrize(
    "headers",
    [
        encoded(f"suzuki:{PASSWORD}x"),
        encoded("suzuki:"),
        encoded(f"nobody:{PASSWORD}"),
        encoded(f"SUZUKI:{PASSWORD}"),
        encoded("suzuki"),
        encoded("' or 1=1 --:x"),
        encoded("suzuki\x00:x"),
        header("!!!"),
        header("c3V6dWtp\xff"),
        header(base64.b64encode(b"suzuki:\xff\xfe").decode("ascii")),
        header("a" * 9000),
    ],
)
def test_a_wrong_password_header_is_refused(
    as_suzuki: Api, app: AppSchema, headers: dict[str, str]
) -> None:
    reply = Api(headers).get("record", f"app={app.app_id}&id=1")
    assert (reply.status, reply.code) == (401, "CB_WA01")


def test_guessing_is_slowed_down(as_suzuki: Api, app: AppSchema) -> None:
    wrong = Api(password_header("suzuki", "wrong"))

    codes = [wrong.get("record", f"app={app.app_id}&id=1").status for _ in range(30)]

    assert codes[0] == 401
    assert codes[-1] == 429


def test_somebody_who_left_cannot_sign_in(as_suzuki: Api, app: AppSchema, suzuki: Actor) -> None:
    assert as_suzuki.get("record", f"app={app.app_id}&id=1").status == 200

    disable_user(actor=system_actor(), code="suzuki")

    assert as_suzuki.get("record", f"app={app.app_id}&id=1").code == "CB_WA01"


def test_a_token_acts_as_administrator_with_its_rights_only(
    with_token: Callable[..., Api], app: AppSchema, sato: Actor
) -> None:
    api = with_token(app.app_id, "view", "add")

    added = api("POST", "record", app=app.app_id)
    read = api.get("record", f"app={app.app_id}&id=2").body["record"]
    denied = api("DELETE", "records", app=app.app_id, ids=[1])

    assert added.status == 200
    assert read["作成者"]["value"] == {"code": "Administrator", "name": "Administrator"}
    assert (denied.status, denied.code) == (403, "GAIA_NO01")
    assert count_records(actor=sato, app=app, query="") == 2


def test_a_token_is_for_its_own_app(
    with_token: Callable[..., Api], app: AppSchema, an_app: AnApp
) -> None:
    other = an_app(name="経費")
    reply = with_token(other.app_id, "view").get("record", f"app={app.app_id}&id=1")
    assert (reply.status, reply.code) == (403, "GAIA_NO01")


def test_several_tokens_open_several_apps(app: AppSchema, an_app: AnApp) -> None:
    other = an_app(name="経費")
    tokens = [
        create_token(id_, ["view"], is_live=True, actor=system_actor())
        for id_ in (app.app_id, other.app_id)
    ]
    api = Api({"X-Cybozu-API-Token": f"{tokens[0]} , {tokens[1]}"})

    assert api.get("records", f"app={app.app_id}").status == 200
    assert api.get("records", f"app={other.app_id}").status == 200


def test_an_unknown_or_undeployed_token_spoils_them_all(app: AppSchema) -> None:
    good = create_token(app.app_id, ["view"], is_live=True, actor=system_actor())
    draft = create_token(app.app_id, ["view"], actor=system_actor())

    for bad in ("x" * 40, draft, "a-b", "あ"):
        reply = Api({"X-Cybozu-API-Token": f"{good},{bad}"}).get("records", f"app={app.app_id}")
        assert (reply.status, reply.code) == (400, "GAIA_IA02")


def test_two_tokens_of_one_app_are_refused(app: AppSchema) -> None:
    tokens = ",".join(
        create_token(app.app_id, ["view"], is_live=True, actor=system_actor()) for _ in range(2)
    )
    reply = Api({"X-Cybozu-API-Token": tokens}).get("records", f"app={app.app_id}")
    assert (reply.status, reply.code) == (400, "GAIA_DA03")


def test_ten_tokens_are_too_many(app: AppSchema) -> None:
    tokens = ",".join(["a" * 40] * 10)
    reply = Api({"X-Cybozu-API-Token": tokens}).get("records", f"app={app.app_id}")
    assert (reply.status, reply.code) == (400, "GAIA_TO03")


def test_a_password_wins_over_a_token(as_suzuki: Api, app: AppSchema) -> None:
    as_suzuki.headers["X-Cybozu-API-Token"] = "invalid"
    assert as_suzuki.get("record", f"app={app.app_id}&id=1").status == 200


def test_a_meaningless_basic_header_is_overlooked(as_suzuki: Api, app: AppSchema) -> None:
    as_suzuki.headers["Authorization"] = "Basic "
    assert as_suzuki.get("record", f"app={app.app_id}&id=1").status == 200


@pytest.mark.parametrize(
    ("locale", "accept", "message"),
    [
        ("ja", "en", "指定したレコード（id: 9）が見つかりません。"),
        ("en", "ja", "The specified record (ID: 9) is not found."),
        ("auto", "ja", "指定したレコード（id: 9）が見つかりません。"),
        ("auto", "fr, en;q=0.5", "The specified record (ID: 9) is not found."),
    ],
)
def test_errors_speak_the_users_language(
    as_suzuki: Api, app: AppSchema, locale: str, accept: str, message: str
) -> None:
    update_user(actor=system_actor(), code="suzuki", changes={"locale": locale})
    as_suzuki.headers["Accept-Language"] = accept

    assert as_suzuki.get("record", f"app={app.app_id}&id=9").body["message"] == message


def sign_in(api: Api, **values: Any) -> Any:
    return api.client.post("/api/v1/session", values, content_type="application/json")


def by_session(api: Api, as_suzuki: Api) -> str:
    """Signs suzuki in on the screen; answers the request token."""
    answer = sign_in(api, code="suzuki", password=PASSWORD)
    api.headers = {"X-Requested-With": "XMLHttpRequest"}
    return str(answer.json()["requestToken"])


def session_key(api: Api) -> str:
    return str(api.client.cookies[settings.SESSION_COOKIE_NAME].value)


def test_signing_in_says_who_it_is(as_nobody: Api, as_suzuki: Api, suzuki: Actor) -> None:
    answer = sign_in(as_nobody, code="suzuki", password=PASSWORD)
    shown = as_nobody.client.get("/api/v1/session").json()

    assert answer.json()["user"] == {
        "id": str(suzuki.user_id),
        "code": "suzuki",
        "name": "鈴木 一郎",
    }
    assert shown == answer.json()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_password_opens_no_session(as_nobody: Api, as_suzuki: Api) -> None:
    answer = sign_in(as_nobody, code="suzuki", password="wrong")

    assert (answer.status_code, answer.json()["code"]) == (401, "CB_WA01")
    assert as_nobody.client.get("/api/v1/session").status_code == 401


def test_signing_in_gives_a_new_session_key(as_nobody: Api, as_suzuki: Api) -> None:
    sign_in(as_nobody, code="suzuki", password=PASSWORD)
    before = session_key(as_nobody)
    sign_in(as_nobody, code="suzuki", password=PASSWORD)

    assert session_key(as_nobody) != before


def test_a_form_of_a_foreign_page_cannot_sign_in(as_nobody: Api, as_suzuki: Api) -> None:
    answer = as_nobody.client.post("/api/v1/session", {"code": "suzuki", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (400, "CB_IL02")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"code":1}', b'{"code":{},"password":"x"}'])
def test_a_malformed_sign_in_is_refused(as_nobody: Api, body: bytes) -> None:
    answer = as_nobody.client.generic(
        "POST", "/api/v1/session", body, content_type="application/json"
    )
    assert answer.status_code == 400


def test_other_methods_have_no_session(as_nobody: Api) -> None:
    assert as_nobody.client.patch("/api/v1/session").json()["code"] == "CB_IL02"


def test_signing_out_needs_the_token_and_ends_the_session(as_nobody: Api, as_suzuki: Api) -> None:
    token = by_session(as_nobody, as_suzuki)

    assert as_nobody.client.delete("/api/v1/session").json()["code"] == "CB_CS01"
    done = as_nobody.client.delete("/api/v1/session", headers={"X-Request-Token": token})

    assert done.json() == {}
    assert as_nobody.client.get("/api/v1/session").status_code == 401


def test_a_session_counts_only_with_the_header_of_our_page(
    as_nobody: Api, as_suzuki: Api, app: AppSchema
) -> None:
    by_session(as_nobody, as_suzuki)
    assert as_nobody.get("record", f"app={app.app_id}&id=1").status == 200

    as_nobody.headers = {}
    assert as_nobody.get("record", f"app={app.app_id}&id=1").code == "CB_AU01"


def test_a_change_by_session_needs_the_request_token(
    as_nobody: Api, as_suzuki: Api, app: AppSchema, suzuki: Actor
) -> None:
    token = by_session(as_nobody, as_suzuki)
    values = {"app": app.app_id, "record": {}}

    without = as_nobody("POST", "record", **values)
    wrong = as_nobody("POST", "record", **values, __REQUEST_TOKEN__="x")
    right = as_nobody("POST", "record", **values, __REQUEST_TOKEN__=token)

    assert [(r.status, r.code) for r in (without, wrong)] == [(403, "CB_CS01")] * 2
    assert right.status == 200
    assert count_records(actor=suzuki, app=app, query="") == 2


def test_the_request_token_of_a_delete_may_stand_in_the_query(
    as_nobody: Api, as_suzuki: Api, app: AppSchema
) -> None:
    token = by_session(as_nobody, as_suzuki)
    query = f"app={app.app_id}&ids[0]=1&__REQUEST_TOKEN__={token}"

    assert as_nobody.send("DELETE", f"/k/v1/records.json?{query}").status == 200


def test_a_long_get_by_session_may_carry_the_token(
    as_nobody: Api, as_suzuki: Api, app: AppSchema
) -> None:
    token = by_session(as_nobody, as_suzuki)
    as_nobody.headers["X-HTTP-Method-Override"] = "GET"

    reply = as_nobody("POST", "records", app=app.app_id, __REQUEST_TOKEN__=token)

    assert reply.status == 200


@pytest.mark.parametrize("is_right", [True, False])
def test_an_upload_by_session_carries_the_token_in_a_part(
    as_nobody: Api, as_suzuki: Api, monkeypatch: Any, tmp_path: Any, is_right: bool
) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)
    token = by_session(as_nobody, as_suzuki)
    end = b"--b--\r\n"
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n'
    sent = (token if is_right else "x").encode()
    last = b'--b\r\nContent-Disposition: form-data; name="__REQUEST_TOKEN__"\r\n\r\n' + sent

    answer = as_nobody.client.generic(
        "POST",
        "/k/v1/file.json",
        file + last + b"\r\n" + end,
        content_type="multipart/form-data; boundary=b",
        headers=as_nobody.headers,
    )

    assert answer.status_code == (200 if is_right else 403)


def test_a_download_may_come_from_a_plain_link(as_nobody: Api, as_suzuki: Api) -> None:
    by_session(as_nobody, as_suzuki)
    as_nobody.headers = {}
    assert as_nobody.get("file", "fileKey=x").code == "GAIA_BL01"
