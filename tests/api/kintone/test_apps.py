from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.access.rules import field_rule
from tests.api.client import Api
from tests.conftest import AnApp
from urakata.definition.models import App
from urakata.directory.actor import Actor

TEXT = {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "件名"}


@pytest.fixture
def draft(as_suzuki: Api) -> int:
    """An app of suzuki's that is not deployed."""
    return int(as_suzuki("POST", "preview/app", name="備品").body["app"])


def test_an_app_is_built_deployed_and_used(as_suzuki: Api, as_sato: Api, draft: int) -> None:
    added = as_suzuki("POST", "preview/app/form/fields", app=draft, properties={"件名": TEXT})
    layout = [{"type": "ROW", "fields": [{"type": "SINGLE_LINE_TEXT", "code": "件名"}]}]
    placed = as_suzuki("PUT", "preview/app/form/layout", app=draft, layout=layout)
    deployed = as_suzuki(
        "POST", "preview/app/deploy", apps=[{"app": draft, "revision": placed.body["revision"]}]
    )

    assert (added.body, placed.body, deployed.body) == ({"revision": "2"}, {"revision": "3"}, {})
    status = as_suzuki.get("preview/app/deploy", f"apps[0]={draft}").body
    assert status == {"apps": [{"app": str(draft), "status": "SUCCESS"}]}
    assert as_sato("POST", "record", app=draft, record={"件名": {"value": "a"}}).status == 200


def test_an_app_is_seen_by_nobody_until_it_is_deployed(as_sato: Api, draft: int) -> None:
    replies = [
        as_sato.get("app", f"id={draft}"),
        as_sato.get("app/form/fields", f"app={draft}"),
        as_sato.get("records", f"app={draft}"),
    ]
    assert [(r.status, r.code) for r in replies] == [(404, "GAIA_AP01")] * 3
    assert as_sato.get("apps").body == {"apps": []}


@pytest.mark.parametrize("name", [None, "", "  ", "あ" * 65, 5, [], "a\x00"])
def test_an_app_needs_a_name(as_suzuki: Api, name: object) -> None:
    reply = as_suzuki("POST", "preview/app", name=name)

    assert (reply.status, list(reply.errors)) == (400, ["name"])
    assert App.objects.count() == 0


def test_there_are_no_spaces_yet(as_suzuki: Api) -> None:
    both = as_suzuki("POST", "preview/app", name="a", space=1, thread=1)
    one = as_suzuki("POST", "preview/app", name="a", space=1)

    assert (both.status, both.code) == (404, "OC_NO01")
    assert list(one.errors) == ["thread"]


def test_an_app_says_who_made_it(as_suzuki: Api, an_app: AnApp) -> None:
    app = an_app()

    body = as_suzuki.get("app", f"id={app.app_id}").body

    assert body["appId"] == str(app.app_id)
    assert (body["name"], body["code"], body["spaceId"]) == ("稟議", "", None)
    assert body["creator"] == {"code": "sato", "name": "佐藤 花子"}


def test_apps_are_found_by_id_and_by_a_part_of_the_name(as_suzuki: Api, an_app: AnApp) -> None:
    ringi, keihi = an_app(name="稟議 ABC"), an_app(name="経費")

    def ids(query: str) -> list[str]:
        return [a["appId"] for a in as_suzuki.get("apps", query).body["apps"]]

    assert ids("") == [str(ringi.app_id), str(keihi.app_id)]
    assert ids(f"ids[0]={keihi.app_id}") == [str(keihi.app_id)]
    assert ids("name=abc") == [str(ringi.app_id)]
    assert ids("limit=1&offset=1") == [str(keihi.app_id)]
    assert ids("spaceIds[0]=1") == []


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("offset=-1", "offset"),
        ("offset=2147483648", "offset"),
        ("ids[0]=x", "ids[0]"),
        (f"name={'a' * 65}", "name"),
    ],
)
def test_a_bad_search_for_apps_is_refused(as_suzuki: Api, query: str, place: str) -> None:
    assert list(as_suzuki.get("apps", query).errors) == [place]


def test_settings_are_read_live_and_as_they_will_be(as_sato: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    as_sato("PUT", "preview/app/settings", app=app.app_id, name="新しい名前", theme="BLUE")

    live = as_sato.get("app/settings", f"app={app.app_id}").body
    draft = as_sato.get("preview/app/settings", f"app={app.app_id}").body

    assert (live["name"], live["theme"]) == ("稟議", "WHITE")
    assert (draft["name"], draft["theme"]) == ("新しい名前", "BLUE")
    assert live["numberPrecision"] == {
        "digits": "16",
        "decimalPlaces": "4",
        "roundingMode": "HALF_EVEN",
    }


def test_what_get_answers_put_accepts(as_sato: Api, an_app: AnApp) -> None:
    app = an_app(
        {"件名": "SINGLE_LINE_TEXT", "明細": {"type": "SUBTABLE", "fields": {"数": "NUMBER"}}}
    )
    for name, key in (
        ("app/form/fields", "properties"),
        ("app/form/layout", "layout"),
        ("app/views", "views"),
        ("app/settings", None),
        ("app/status", None),
    ):
        told = as_sato.get(f"preview/{name}", f"app={app.app_id}").body
        told.pop("revision")
        sent = {key: told[key]} if key else told

        reply = as_sato("PUT", f"preview/{name}", app=app.app_id, **sent)

        assert reply.status == 200, (name, reply.body)


def test_an_old_revision_of_the_settings_is_a_conflict(as_suzuki: Api, draft: int) -> None:
    replies = [
        as_suzuki("POST", "preview/app/form/fields", app=draft, properties={}, revision=9),
        as_suzuki("PUT", "preview/app/form/layout", app=draft, layout=[], revision=9),
        as_suzuki("PUT", "preview/app/views", app=draft, views={}, revision=9),
        as_suzuki("PUT", "preview/app/settings", app=draft, revision=9),
        as_suzuki("PUT", "preview/app/status", app=draft, revision=9),
        as_suzuki("POST", "preview/app/deploy", apps=[{"app": draft, "revision": 9}]),
    ]

    assert [(r.status, r.code) for r in replies] == [(409, "GAIA_CO03")] * 6
    assert as_suzuki.get("preview/app/settings", f"app={draft}").body["revision"] == "1"


def test_only_those_who_manage_an_app_change_it(as_suzuki: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    replies = [
        as_suzuki.get("preview/app/form/fields", f"app={app}"),
        as_suzuki("POST", "preview/app/form/fields", app=app, properties={"x": TEXT}),
        as_suzuki("DELETE", "preview/app/form/fields", app=app, fields=["件名"]),
        as_suzuki("PUT", "preview/app/settings", app=app, name="x"),
        as_suzuki("POST", "preview/app/deploy", apps=[{"app": app}]),
        as_suzuki.get("preview/app/deploy", f"apps[0]={app}"),
    ]

    assert [(r.status, r.code) for r in replies] == [(403, "CB_NO02")] * 6
    assert App.objects.get(pk=app).draft_revision == App.objects.get(pk=app).live_revision


@pytest.mark.parametrize(
    ("code", "field", "error"),
    [
        ("x", {**TEXT, "code": "y"}, "CB_VA01"),
        ("件名", {**TEXT, "type": "NOTHING"}, "CB_VA01"),
        ("件名", {"code": "件名"}, "CB_VA01"),
        ("1a", {**TEXT, "code": "1a"}, "CB_VA01"),
        ("件名", {**TEXT, "maxLength": "x"}, "CB_VA01"),
        ("件名", {**TEXT, "type": "CALC", "expression": "1", "format": "X"}, "CB_VA01"),
        ("件名", 5, "CB_VA01"),
    ],
)
def test_a_wrong_field_is_refused(
    as_suzuki: Api, draft: int, code: str, field: object, error: str
) -> None:
    reply = as_suzuki("POST", "preview/app/form/fields", app=draft, properties={code: field})

    assert (reply.status, reply.code) == (400, error)
    assert App.objects.get(pk=draft).draft_revision == 1


def test_fields_that_are_not_there_are_named(as_suzuki: Api, draft: int) -> None:
    as_suzuki("POST", "preview/app/form/fields", app=draft, properties={"件名": TEXT})

    replies = [
        as_suzuki("DELETE", "preview/app/form/fields", app=draft, fields=["無い"]),
        as_suzuki("PUT", "preview/app/form/fields", app=draft, properties={"無い": TEXT}),
    ]

    assert [(r.status, r.code) for r in replies] == [(400, "GAIA_FC01")] * 2
    assert "指定されたフィールド（code: 無い）が見つかりません" in replies[0].body["message"]


def test_a_layout_must_place_every_field(as_suzuki: Api, draft: int) -> None:
    as_suzuki("POST", "preview/app/form/fields", app=draft, properties={"件名": TEXT})

    reply = as_suzuki("PUT", "preview/app/form/layout", app=draft, layout=[])

    assert (reply.status, reply.code) == (400, "GAIA_FN11")
    assert "一部のフィールド（code: 件名）のレイアウトを指定していません" in reply.body["message"]


def test_views_get_ids(as_suzuki: Api, draft: int) -> None:
    as_suzuki("POST", "preview/app/form/fields", app=draft, properties={"件名": TEXT})
    view = {"index": "0", "type": "LIST", "name": "一覧", "fields": ["件名"]}

    saved = as_suzuki("PUT", "preview/app/views", app=draft, views={"一覧": view}).body

    assert saved["views"]["一覧"]["id"].isdigit()
    read = as_suzuki.get("preview/app/views", f"app={draft}").body["views"]["一覧"]
    assert (read["type"], read["id"]) == ("LIST", saved["views"]["一覧"]["id"])


def test_a_deploy_is_refused_whole(as_suzuki: Api, draft: int) -> None:
    replies = [
        as_suzuki("POST", "preview/app/deploy", apps=[{"app": draft}, {"app": draft}]),
        as_suzuki("POST", "preview/app/deploy", apps=[{"app": draft}, {"app": 999}]),
        as_suzuki("POST", "preview/app/deploy", apps=[]),
        as_suzuki("POST", "preview/app/deploy", apps=[{"app": draft}] * 301),
    ]

    assert [r.code for r in replies] == ["CB_VA01", "GAIA_AP01", "CB_VA01", "GAIA_TO03"]
    assert replies[0].errors == {"apps": ["アプリIDが重複しています。"]}
    assert App.objects.get(pk=draft).live is None


def test_a_wrong_formula_keeps_an_app_from_going_live(as_suzuki: Api, draft: int) -> None:
    calc = {"type": "CALC", "code": "計", "label": "計", "expression": "無い + 1"}
    as_suzuki("POST", "preview/app/form/fields", app=draft, properties={"計": calc})

    reply = as_suzuki("POST", "preview/app/deploy", apps=[{"app": draft}])

    assert (reply.status, reply.code) == (400, "GAIA_IL01")
    assert App.objects.get(pk=draft).live is None


def test_what_is_not_deployed_can_be_discarded(as_sato: Api, an_app: AnApp) -> None:
    app = an_app(name="稟議").app_id
    as_sato("PUT", "preview/app/settings", app=app, name="別名")

    as_sato("POST", "preview/app/deploy", apps=[{"app": app}], revert=True)

    assert as_sato.get("preview/app/settings", f"app={app}").body["name"] == "稟議"


def test_settings_nobody_set_are_kintones_defaults(as_sato: Api, an_app: AnApp) -> None:
    app = an_app().app_id

    rights = as_sato.get("app/acl", f"app={app}").body["rights"]
    assert [(r["entity"], r["appEditable"]) for r in rights] == [
        ({"type": "CREATOR", "code": None}, True),
        ({"type": "GROUP", "code": "everyone"}, False),
    ]
    assert as_sato.get("record/acl", f"app={app}").body["rights"] == []
    assert as_sato.get("field/acl", f"app={app}").body["rights"] == []
    assert as_sato.get("app/customize", f"app={app}").body["desktop"] == {"js": [], "css": []}


def test_the_old_form_is_a_flat_list(as_suzuki: Api, an_app: AnApp) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    assert isinstance(as_suzuki.get("form", f"app={app}").body["properties"], list)


def test_a_token_that_may_only_add_reads_the_form(
    with_token: Callable[..., Api], an_app: AnApp
) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    api = with_token(app, "add")

    assert api.get("app/form/fields", f"app={app}").status == 200
    assert api.get("app", f"id={app}").status == 200
    assert api.get("records", f"app={app}").code == "GAIA_NO01"


@pytest.mark.parametrize("lang", ["default", "USER", "ja", "En", "zh"])
def test_names_may_be_asked_for_in_a_language(as_suzuki: Api, an_app: AnApp, lang: str) -> None:
    app = an_app().app_id
    assert as_suzuki.get("app/form/fields", f"app={app}&lang={lang}").status == 200
    assert list(as_suzuki.get("app/views", f"app={app}&lang=fr").errors) == ["lang"]


def test_the_caller_is_told_what_they_may_do_with_records(
    as_suzuki: Api, an_app: AnApp, suzuki: Actor
) -> None:
    app = an_app({"件名": "SINGLE_LINE_TEXT"}).app_id
    as_suzuki("POST", "record", app=app)

    right = as_suzuki.get("records/acl/evaluate", f"app={app}&ids[0]=1").body["rights"][0]
    missing = as_suzuki.get("records/acl/evaluate", f"app={app}&ids[0]=1&ids[1]=2")

    assert right["record"] == {"viewable": True, "editable": True, "deletable": True}
    assert right["fields"]["件名"] == {"viewable": True, "editable": True}
    assert right["fields"]["作成者"] == {"viewable": True, "editable": False}
    assert (missing.status, missing.code) == (404, "GAIA_RE01")


def test_views_name_no_field_that_is_hidden(as_suzuki: Api, as_sato: Api, with_access, an_app):
    views = {
        "全件": {"type": "LIST", "index": 0, "fields": ["件名", "金額"], "sort": "件名 asc"},
        "大口": {"type": "LIST", "index": 1, "fields": ["件名"], "filterCond": "金額 > 1"},
        "順": {"type": "LIST", "index": 2, "fields": ["件名"], "sort": "金額 desc"},
    }
    app = an_app({"件名": "SINGLE_LINE_TEXT", "金額": "NUMBER"}, views=views)
    with_access(app, fields=[field_rule("金額", ("USER", "takahashi", "READ"))])

    shown = as_suzuki.get("app/views", f"app={app.app_id}").body["views"]

    assert {name: view["fields"] for name, view in shown.items()} == {"全件": ["件名"]}
    assert as_sato.get("app/views", f"app={app.app_id}").body["views"].keys() == views.keys()
