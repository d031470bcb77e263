"""The history of a definition through HTTP: list, compare, go back."""

from __future__ import annotations

import pytest

from urakata.definition.queries import draft_document, get_app, live_schema

PAY = {
    "code": "金額",
    "entities": [{"entity": {"type": "USER", "code": "sato"}, "accessibility": "WRITE"}],
}


@pytest.fixture
def app(ledger, as_sato):
    """Two versions: as it began, and with the amount for 佐藤 alone."""
    as_sato("PUT", "preview/field/acl", app=ledger.app_id, rights=[PAY])
    as_sato("POST", "preview/app/deploy", apps=[{"app": ledger.app_id}])
    return ledger


def test_versions_are_listed_with_what_they_changed(sato_asks, app):
    reply = sato_asks("GET", "versions")

    newest, first = reply.body["versions"]
    assert (newest["version"], newest["isLive"], newest["rolledBackTo"]) == (
        str(live_schema(app.app_id).version), True, None,
    )  # fmt: skip
    assert newest["deployedBy"] == {"code": "sato", "name": "佐藤 花子"}
    assert newest["changes"] == [
        "フィールド「金額」の閲覧と編集をユーザー「佐藤 花子」だけに許可します。"
    ]
    assert (first["version"], first["isLive"]) == (str(app.version), False)
    assert reply.body["next"] is None


def test_versions_come_in_pages(sato_asks, app):
    page = sato_asks("GET", "versions", limit=1).body
    rest = sato_asks("GET", "versions", limit=1, before=page["next"]).body

    assert [page["next"], rest["versions"][0]["version"]] == [
        str(live_schema(app.app_id).version), str(app.version),
    ]  # fmt: skip


def test_any_two_versions_are_compared(sato_asks, app):
    back = sato_asks("GET", "versions/changes", base="live", version=app.version).body
    same = sato_asks("GET", "versions/changes").body

    assert back["changes"] == [
        "フィールド「金額」のアクセス権の設定を削除します。アプリとレコードのアクセス権に従います。"
    ]
    assert (back["isSame"], same) == (False, {"changes": [], "isSame": True})


def test_an_auditor_reads_the_history_and_cannot_go_back(as_auditor, native_of, app):
    auditor = native_of(as_auditor)
    before = get_app(app.app_id)

    assert len(auditor("GET", "versions").body["versions"]) == 2
    assert auditor("GET", "versions/changes").status == 200
    assert auditor("POST", "rollback", {"version": app.version}).code == "CB_NO02"
    assert auditor("GET", "impact").code == "CB_NO02"
    assert get_app(app.app_id) == before


def test_going_back_makes_a_version_of_its_own(sato_asks, suzuki_asks, app):
    hidden = suzuki_asks("GET", "records", fields="件名").body["records"][0]
    assert "金額" not in suzuki_asks("GET", "records").body["records"][0]

    reply = sato_asks("POST", "rollback", {"version": app.version})

    assert (reply.status, reply.body["revision"]) == (200, str(live_schema(app.app_id).version))
    newest = sato_asks("GET", "versions").body["versions"][0]
    assert newest["rolledBackTo"] == str(app.version)
    assert "金額" in suzuki_asks("GET", "records").body["records"][0]
    assert hidden


def test_a_draft_may_be_all_that_comes_back(sato_asks, app):
    reply = sato_asks("POST", "rollback", {"version": app.version, "draft": True})

    assert reply.status == 200
    assert live_schema(app.app_id).access.fields
    assert not draft_document(app.app_id).get("access")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"version": "live"}, 400),
        ({"version": 0}, 400),
        ({"version": "1", "unknown": 1}, 400),
        ({"version": "999"}, 404),
        ({"version": "{first}", "revision": "1"}, 409),
    ],
)
def test_what_cannot_be_gone_back_to_changes_nothing(sato_asks, app, body, status):
    before = get_app(app.app_id), draft_document(app.app_id)
    body = {key: str(app.version) if value == "{first}" else value for key, value in body.items()}

    assert sato_asks("POST", "rollback", body).status == status
    assert (get_app(app.app_id), draft_document(app.app_id)) == before
