"""Saved views."""

from __future__ import annotations

import pytest

from tests.definition.conftest import places
from urakata.definition import services
from urakata.definition.queries import draft_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}}
    return a_draft(
        件名="SINGLE_LINE_TEXT",
        日付="DATE",
        画="FILE",
        枠="GROUP",
        明細={"type": "SUBTABLE", "fields": columns},
    )


def a_list(**changes):
    return {"type": "LIST", "index": 0, "fields": ["件名"]} | changes


def views_of(app_id):
    return draft_document(app_id)["views"]


def test_views_get_ids_and_indexes_without_gaps(sato, app_id):
    sent = {
        "暦": {"type": "CALENDAR", "index": "7", "date": "日付", "title": "件名"},
        "表": a_list(index=3, filterCond='件名 like "a"'),
        "自由": {"type": "CUSTOM", "index": 9, "html": "<div></div>", "pager": "false"},
    }

    ids, revision = services.update_views(actor=sato, app_id=app_id, views=sent)

    views = views_of(app_id)
    assert revision == 3
    assert {name: view["index"] for name, view in views.items()} == {
        "表": "0",
        "暦": "1",
        "自由": "2",
    }
    assert ids == {name: {"id": view["id"]} for name, view in views.items()}
    assert views["表"]["sort"] == "レコード番号 desc"
    assert views["自由"] == {
        "type": "CUSTOM", "name": "自由", "id": views["自由"]["id"], "index": "2", "filterCond": "",
        "sort": "レコード番号 desc", "html": "<div></div>", "pager": False, "device": "DESKTOP",
    }  # fmt: skip


def test_a_view_keeps_its_id_and_what_is_not_sent_under_a_new_name(sato, app_id):
    first, _ = services.update_views(
        actor=sato, app_id=app_id, views={"表": a_list(filterCond='件名 = "a"', sort="日付 asc")}
    )

    second, _ = services.update_views(
        actor=sato, app_id=app_id, views={"表": {"name": "新しい表", "type": "LIST", "index": 0}}
    )

    assert second == {"新しい表": first["表"]}
    view = views_of(app_id)["新しい表"]
    assert (view["filterCond"], view["sort"], view["fields"]) == (
        '件名 = "a"',
        "日付 asc",
        ["件名"],
    )


def test_views_that_are_not_sent_are_gone(sato, app_id):
    services.update_views(actor=sato, app_id=app_id, views={"表": a_list(), "別": a_list(index=1)})

    services.update_views(actor=sato, app_id=app_id, views={"別": a_list()})

    assert list(views_of(app_id)) == ["別"]


def test_a_process_brings_the_view_of_own_tasks_and_keeps_it(sato, app_id, refusal):
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    mine = views_of(app_id)["（作業者が自分）"]
    assert mine["filterCond"] == "作業者 in (LOGINUSER())"

    error = refusal(services.update_views, actor=sato, app_id=app_id, views={"表": a_list()})
    assert (error.code, places(error)) == ("GAIA_IL44", ["views[（作業者が自分）]"])

    kept = {
        "（作業者が自分）": mine | {"name": "私の仕事", "filterCond": "", "index": 1},
        "表": a_list(),
    }
    services.update_views(actor=sato, app_id=app_id, views=kept)
    renamed = views_of(app_id)["私の仕事"]
    assert (renamed["id"], renamed["builtinType"]) == (mine["id"], "ASSIGNEE")
    assert renamed["filterCond"] == "作業者 in (LOGINUSER())"

    services.update_process(actor=sato, app_id=app_id, process={"enable": False})
    assert list(views_of(app_id)) == ["表"]


@pytest.mark.parametrize(
    ("view", "place", "code"),
    [
        (a_list(type=None), "type", "CB_VA01"),
        (a_list(type="BOARD"), "type", "CB_VA01"),
        (a_list(index=None), "index", "CB_VA01"),
        (a_list(index="x"), "index", "CB_VA01"),
        (a_list(name="別の名前"), "name", "GAIA_IN01"),
        (a_list(fields="件名"), "fields", "CB_VA01"),
        (a_list(fields=["無い"]), "fields[0]", "GAIA_FC01"),
        (a_list(fields=["件名", "品名"]), "fields[1]", "GAIA_FC01"),
        (a_list(fields=["枠"]), "fields[0]", "CB_VA01"),
        (a_list(filterCond="無い = 1"), "filterCond", "GAIA_FC01"),
        (a_list(filterCond="件名 ="), "filterCond", "CB_VA01"),
        (a_list(filterCond="order by 件名"), "filterCond", "CB_VA01"),
        (a_list(sort="無い desc"), "sort", "GAIA_FC01"),
        (a_list(sort="画 desc"), "sort", "CB_VA01"),
        (a_list(sort="件名 desc limit 5"), "sort", "CB_VA01"),
        ({"type": "CALENDAR", "index": 0, "title": "件名"}, "date", "CB_VA01"),
        ({"type": "CALENDAR", "index": 0, "date": "件名", "title": "件名"}, "date", "CB_VA01"),
        ({"type": "CALENDAR", "index": 0, "date": "日付", "title": "無い"}, "title", "GAIA_FC01"),
        ({"type": "CUSTOM", "index": 0, "device": "PHONE"}, "device", "CB_VA01"),
        ("LIST", "", "CB_VA01"),
    ],
)
def test_whatever_does_not_make_a_view_is_named(sato, app_id, refusal, view, place, code):
    error = refusal(services.update_views, actor=sato, app_id=app_id, views={"表": view})

    assert (error.code, places(error)) == (code, [f"views[表].{place}".rstrip(".")])


def test_names_are_unique_and_at_most_64_characters(sato, app_id, refusal):
    services.update_views(actor=sato, app_id=app_id, views={"表": a_list(), "別": a_list()})

    twice = {"表": a_list(name="同"), "別": a_list(name="同")}
    error = refusal(services.update_views, actor=sato, app_id=app_id, views=twice)
    assert places(error) == ["views[同].name"]

    error = refusal(services.update_views, actor=sato, app_id=app_id, views={"あ" * 65: a_list()})
    assert places(error) == [f"views[{'あ' * 65}].name"]


@pytest.mark.parametrize("views", [None, [], "x", {str(n): {} for n in range(1001)}])
def test_views_are_a_map_of_up_to_1000(sato, app_id, refusal, views):
    error = refusal(services.update_views, actor=sato, app_id=app_id, views=views)

    assert places(error) == ["views"]
