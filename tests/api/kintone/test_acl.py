"""アクセス権 as kintone's API sets and shows it."""

from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp

pytestmark = pytest.mark.django_db

EVERYONE = {"type": "GROUP", "code": "everyone"}
READ_ONLY = [{"code": "件名", "entities": [{"entity": EVERYONE, "accessibility": "READ"}]}]


def test_what_is_set_in_the_draft_is_live_after_the_deploy(as_sato: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id

    reply = as_sato("PUT", "preview/field/acl", app=app, rights=READ_ONLY)
    draft = as_sato.get("preview/field/acl", f"app={app}").body

    assert (reply.status, reply.body) == (200, {"revision": draft["revision"]})
    assert draft["rights"][0]["code"] == "件名"
    assert as_sato.get("field/acl", f"app={app}").body["rights"] == []

    as_sato("POST", "preview/app/deploy", apps=[{"app": app}])
    assert as_sato.get("field/acl", f"app={app}").body["rights"] == draft["rights"]


def test_rights_set_live_take_everything_along_that_waits(as_sato: Api, an_app: AnApp) -> None:
    app = an_app(name="稟議").app_id
    as_sato("PUT", "preview/app/settings", app=app, name="別名")

    reply = as_sato("PUT", "record/acl", app=app, rights=[{"filterCond": "", "entities": []}])

    live = as_sato.get("record/acl", f"app={app}").body
    assert live == {"rights": [{"filterCond": "", "entities": []}], **reply.body}
    assert as_sato.get("app/settings", f"app={app}").body["name"] == "別名"


def test_the_default_rights_can_be_sent_back_as_they_are(as_sato: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    default = as_sato.get("preview/app/acl", f"app={app}").body["rights"]

    as_sato("PUT", "preview/app/acl", app=app, rights=default)

    assert as_sato.get("preview/app/acl", f"app={app}").body["rights"] == default


def test_an_older_revision_changes_nothing(as_sato: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    before = as_sato.get("preview/field/acl", f"app={app}").body

    reply = as_sato("PUT", "field/acl", app=app, rights=READ_ONLY, revision=1)

    assert (reply.status, reply.body["code"]) == (409, "GAIA_CO03")
    assert as_sato.get("preview/field/acl", f"app={app}").body == before


def test_a_condition_about_a_deleted_field_is_refused_at_the_deploy(
    as_sato: Api, an_app: AnApp
) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    rule = {"filterCond": '件名 = "机"', "entities": []}
    as_sato("PUT", "record/acl", app=app, rights=[rule])
    as_sato("DELETE", "preview/app/form/fields", app=app, fields=["件名"])

    reply = as_sato("POST", "preview/app/deploy", apps=[{"app": app}])

    assert (reply.status, reply.body["code"]) == (400, "GAIA_FC01")
    assert "access.records[0].filterCond" in reply.body["errors"]


def test_rules_are_read_by_managers_and_auditors(as_sato, as_suzuki, as_auditor, world):
    app = world.app.app_id
    as_sato("PUT", "field/acl", app=app, rights=READ_ONLY)

    for name in ("app/acl", "record/acl", "field/acl"):
        shown = as_sato.get(name, f"app={app}")
        assert as_auditor.get(name, f"app={app}").body == shown.body
        assert as_suzuki.get(name, f"app={app}").code == "CB_NO02"
