"""一覧 that people save: their own, shared ones, and what becomes of their fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.rules import field_rule, row
from tests.api.client import Api, Reply
from tests.api.native.asking import Native
from urakata.definition import services
from urakata.definition.schema import AppSchema
from urakata.record.deploy import deploy
from urakata.record.models import SavedView

SETTINGS: dict[str, Any] = {
    "as": "board",
    "filter": '金額 >= 500 and 区分 in ("甲")',
    "sort": "日付 desc, 金額 asc",
    "columns": ["件名", "金額"],
    "frozen": 1,
    "group": "日付:MONTH",
}


def saved(native: Native, **body: Any) -> dict[str, Any]:
    reply = native("POST", "views", {"name": "月末の確認", "settings": SETTINGS, **body})
    assert reply.status == 200, reply.body
    shown: dict[str, Any] = reply.body
    return shown


def listed(native: Native) -> list[Any]:
    found: list[Any] = native("GET", "views").body["views"]
    return found


def places(reply: Reply) -> tuple[int, str, list[str]]:
    return reply.status, reply.code, [*reply.body.get("errors", {})]


def test_a_view_is_kept_as_it_was_saved_for_its_owner_alone(suzuki_asks: Native, sato_asks: Native):
    view = saved(suzuki_asks)

    assert view["settings"] == SETTINGS
    assert (view["name"], view["isMine"], view["isShared"], view["problem"]) == (
        "月末の確認",
        True,
        False,
        None,
    )
    assert view["owner"]["code"] == "suzuki"
    assert listed(suzuki_asks) == [view]
    assert listed(sato_asks) == []


def test_a_view_is_renamed_without_touching_the_rest_and_deleted(suzuki_asks: Native):
    view = saved(suzuki_asks)

    renamed = suzuki_asks("PUT", f"views/{view['id']}", {"name": "月初の確認"}).body

    assert renamed == {**view, "name": "月初の確認"}
    assert suzuki_asks("DELETE", f"views/{view['id']}").status == 204
    assert listed(suzuki_asks) == []


def test_only_who_manages_the_app_shares_a_view_with_all(suzuki_asks: Native, sato_asks: Native):
    refused = suzuki_asks("POST", "views", {"name": "みんなの一覧", "isShared": True})
    assert (refused.status, refused.code) == (403, "CB_NO02")
    assert SavedView.objects.count() == 0

    view = saved(sato_asks, isShared=True)

    (seen,) = listed(suzuki_asks)
    assert seen == {**view, "isMine": False}
    changed = suzuki_asks("PUT", f"views/{view['id']}", {"name": "別の名前"})
    assert (changed.status, changed.code) == (404, "UR_VW01")
    assert listed(sato_asks) == [view]
    assert suzuki_asks("GET", "views").body["mayShare"] is False
    assert sato_asks("GET", "views").body["mayShare"] is True


def test_nobody_changes_or_deletes_a_view_of_somebody_else(suzuki_asks: Native, sato_asks: Native):
    view = saved(suzuki_asks)

    for method, body in (("PUT", {"name": "奪う"}), ("DELETE", None)):
        reply = sato_asks(method, f"views/{view['id']}", body)
        assert (reply.status, reply.code) == (404, "UR_VW01")
    assert listed(suzuki_asks) == [view]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"name": " "}, (400, "CB_VA01", ["name"])),
        ({"name": "名" * 65}, (400, "CB_VA01", ["name"])),
        ({"name": "一", "settings": {"filter": "金額 >"}}, (400, "CB_VA01", ["filter"])),
        ({"name": "一", "settings": {"columns": ["ない"]}}, (400, "CB_VA01", ["columns"])),
        ({"name": "一", "settings": {"group": "ない:MONTH"}}, (400, "GAIA_IQ11", [])),
        ({"name": "一", "settings": {"sort": "明細 asc"}}, (400, "CB_VA01", ["sort"])),
        ({"name": "一", "settings": {"as": "pie"}}, (400, "CB_VA01", ["settings.as"])),
        ({"name": "一", "settings": {"colour": "red"}}, (400, "CB_VA01", ["settings.colour"])),
    ],
)
def test_what_is_no_view_is_refused_by_its_place(suzuki_asks: Native, body, told):
    assert places(suzuki_asks("POST", "views", body)) == told
    assert SavedView.objects.count() == 0


def test_a_name_is_given_once_by_each_person(suzuki_asks: Native, sato_asks: Native):
    saved(suzuki_asks)
    saved(sato_asks)

    assert places(suzuki_asks("POST", "views", {"name": "月末の確認"})) == (
        400,
        "CB_VA01",
        ["name"],
    )


def test_a_view_follows_fields_that_change_their_names(
    suzuki_asks: Native, sato, ledger: AppSchema
):
    saved(suzuki_asks)
    renamed = {"金額": {"code": "税抜"}, "日付": {"code": "計上日"}, "件名": {"code": "品名_"}}
    services.update_fields(actor=sato, app_id=ledger.app_id, properties=renamed)
    deploy(actor=sato, targets=[(ledger.app_id, None)])

    (view,) = listed(suzuki_asks)

    assert view["problem"] is None
    assert view["settings"] == {
        **SETTINGS,
        "filter": '税抜 >= 500 and 区分 in ("甲")',
        "sort": "計上日 desc, 税抜 asc",
        "columns": ["品名_", "税抜"],
        "group": "計上日:MONTH",
    }


def test_a_view_tells_of_a_field_that_was_deleted(suzuki_asks: Native, sato, ledger: AppSchema):
    saved(suzuki_asks)
    services.delete_fields(actor=sato, app_id=ledger.app_id, codes=["金額"])
    deploy(actor=sato, targets=[(ledger.app_id, None)])

    (view,) = listed(suzuki_asks)

    assert view["problem"].startswith("「金額」は、削除されたか見られなくなった")
    assert view["settings"]["columns"] == ["件名"]


def test_a_shared_view_about_a_hidden_field_is_not_there_for_whom_it_is_hidden(
    suzuki_asks: Native, sato_asks: Native, ledger: AppSchema, with_access
):
    saved(sato_asks, isShared=True)
    columns = {"columns": ["件名", "金額"]}
    saved(sato_asks, name="列だけ", isShared=True, settings=columns)
    with_access(ledger, fields=[field_rule("金額", ("USER", "sato", "WRITE"))])

    (seen,) = listed(suzuki_asks)

    assert (seen["name"], seen["settings"]["columns"]) == ("列だけ", ["件名"])
    assert len(listed(sato_asks)) == 2


def test_a_hidden_field_cannot_be_guessed_at_by_saving_a_view(
    suzuki_asks: Native, ledger: AppSchema, with_access
):
    with_access(ledger, fields=[field_rule("金額", ("USER", "sato", "WRITE"))])
    replies = [
        suzuki_asks("POST", "views", {"name": "一", "settings": {"sort": f"{code} asc"}})
        for code in ("金額", "区分")
    ]

    assert places(replies[0]) == (400, "GAIA_IQ11", [])
    assert replies[1].status == 200


def test_everybody_arranges_the_views_for_themselves(suzuki_asks: Native, sato_asks: Native):
    choices = {"starred": ["s1", "20"], "order": ["20", "s1"], "default": "20"}

    assert suzuki_asks("PUT", "views/choices", choices).status == 204

    assert suzuki_asks("GET", "views").body["choices"] == choices
    nothing: dict[str, Any] = {"starred": [], "order": [], "default": ""}
    assert sato_asks("GET", "views").body["choices"] == nothing
    odd = suzuki_asks("PUT", "views/choices", {"default": "../1"})
    assert places(odd) == (400, "CB_VA01", ["default"])
    assert suzuki_asks("GET", "views").body["choices"] == choices


def test_who_may_not_see_the_app_sees_no_views(
    sato_asks: Native, ledger: AppSchema, with_access, as_suzuki: Api
):
    saved(sato_asks, isShared=True)
    with_access(ledger, app=[row("USER", "sato", "view", "manage")])

    reply = Native(as_suzuki, ledger.app_id)("GET", "views")

    assert (reply.status, reply.code) == (403, "CB_NO02")


def test_a_token_saves_no_views(token_asks: Callable[..., Native]):
    reply = token_asks("view", "add", "edit", "delete")("GET", "views")

    assert (reply.status, reply.code) == (403, "GAIA_NO01")
