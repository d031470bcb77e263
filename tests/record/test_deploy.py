from __future__ import annotations

import pytest

from tests.record.drafts import Draft, options
from urakata.definition import services
from urakata.definition.queries import draft_document, get_app, live_schema
from urakata.directory import tokens
from urakata.directory.actor import Actor
from urakata.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from urakata.record import index_build
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import find_shapes
from urakata.record.deploy import deploy, plan
from urakata.record.indexes import found_indexes
from urakata.record.search_index import candidates, refresh

pytestmark = pytest.mark.django_db

STATES = {
    name: {"name": name, "index": str(n), "assignee": {"type": "ONE", "entities": []}}
    for n, name in enumerate(("未処理", "処理中", "完了"))
}


@pytest.fixture
def draft(sato: Actor) -> Draft:
    return Draft(sato)


def columns(app_id: int) -> dict[str, str]:
    shape = find_shapes(app_id).columns.get(f"ledger.app_{app_id}", {})
    return {name: type_ for name, type_ in shape.items() if name[0] in "fx" and name[1:2].isdigit()}


def refused(draft: Draft) -> list[tuple[str, str]]:
    before = columns(draft.id)
    with pytest.raises(Invalid) as caught:
        draft.deploy()
    assert columns(draft.id) == before
    return [(problem.at, problem.text.ja) for problem in caught.value.problems]


def test_the_first_deploy_makes_the_tables_and_the_app_live(draft: Draft) -> None:
    with pytest.raises(NotFound):
        live_schema(draft.id)
    draft.add(件名="SINGLE_LINE_TEXT", 金額="NUMBER", 期日="DATE", 時刻="TIME", 担当="USER_SELECT")
    draft.add(
        明細={"type": "SUBTABLE", "fields": {"数量": "NUMBER"}}, 備考="MULTI_LINE_TEXT"
    ).deploy()

    ids = [
        live_schema(draft.id).by_code[c].id
        for c in ("件名", "金額", "期日", "時刻", "担当", "備考")
    ]
    types = ["text", "numeric", "date", "time without time zone", "bigint[]", "text"]
    assert columns(draft.id) == {f"f{i}": t for i, t in zip(ids, types, strict=True)}
    assert live_schema(draft.id).version == get_app(draft.id).draft_revision
    assert draft.write({"件名": "あ", "明細": [{"value": {"数量": {"value": "3"}}}]}) == [1]


def test_deploying_again_changes_nothing(draft: Draft) -> None:
    draft.add(件名={"type": "SINGLE_LINE_TEXT", "unique": True}).deploy()

    assert draft.steps() == []
    draft.deploy()
    assert plan(actor=draft.actor, app_id=draft.id).obstacles == ()


def test_a_field_that_is_removed_keeps_its_values_out_of_sight(draft: Draft) -> None:
    draft.add(件名="SINGLE_LINE_TEXT", 金額="NUMBER").deploy()
    draft.write({"件名": "あ", "金額": "7"})
    field = live_schema(draft.id).by_code["金額"]
    draft.delete("金額").deploy()

    parked = f"x{field.id}_{live_schema(draft.id).version}"
    assert columns(draft.id) == {
        live_schema(draft.id).by_code["件名"].column: "text",
        parked: "numeric",
    }
    assert ledger_cursor().execute(f"SELECT {parked} FROM ledger.app_{draft.id}").fetchall() == [
        ("7",)
    ]


def test_a_field_that_comes_back_has_its_values_again(draft: Draft, sato: Actor) -> None:
    draft.add(
        件名="SINGLE_LINE_TEXT", 明細={"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}}
    )
    draft.deploy().write({"件名": "鰻重", "明細": [{"value": {"品名": {"value": "肝吸い"}}}]})
    before = draft_document(draft.id)
    draft.delete("件名", "明細").deploy()
    refresh(draft.id)

    services.replace_draft(actor=sato, app_id=draft.id, document=before)
    assert draft.steps() == [
        'Bring back the former values of "件名".',
        'Bring back the former rows of "明細".',
        "Prepare statistics for searching: 件名",
    ]
    draft.deploy()
    assert draft.column("件名") == ["鰻重"]
    table = f"ledger.app_{draft.id}_t{live_schema(draft.id).by_code['明細'].id}"
    column = live_schema(draft.id).by_code["品名"].column
    assert ledger_cursor().execute(f"SELECT {column} FROM {table}").fetchall() == [("肝吸い",)]
    assert candidates(live_schema(draft.id), "肝吸い").params == ([1],)


def test_renamed_options_are_renamed_in_records_also_when_they_swap(draft: Draft) -> None:
    draft.add(
        種別={"type": "DROP_DOWN", "options": options("備品", "交通費", "他")},
        印={"type": "CHECK_BOX", "options": options("赤", "青")},
        明細={
            "type": "SUBTABLE",
            "fields": {"区分": {"type": "RADIO_BUTTON", "options": options("新", "旧")}},
        },
    ).deploy()
    draft.write(
        {"種別": "備品", "印": ["青", "赤"], "明細": [{"value": {"区分": {"value": "旧"}}}]},
        {"種別": "交通費", "印": []},
        {"種別": "他"},
    )
    draft.change(
        種別={
            "type": "DROP_DOWN",
            "options": {
                **options("備品", "交通費", "他"),
                "備品": {"label": "交通費", "index": "0"},
                "交通費": {"label": "備品", "index": "1"},
            },
        },
        印={
            "type": "CHECK_BOX",
            "options": {"赤": {"label": "紅", "index": "0"}, "青": {"label": "青", "index": "1"}},
        },
    )
    draft.change(
        明細={
            "type": "SUBTABLE",
            "fields": {
                "区分": {
                    "type": "RADIO_BUTTON",
                    "options": {
                        "新": {"label": "新", "index": "0"},
                        "旧": {"label": "旧い", "index": "1"},
                    },
                }
            },
        }
    )
    planned = plan(actor=draft.actor, app_id=draft.id)
    draft.deploy()

    assert [step.records for step in planned.steps] == [2, 1, 1]
    assert draft.column("種別") == ["交通費", "備品", "他"]
    assert draft.column("印") == [["紅", "青"], None, None]
    app = live_schema(draft.id)
    sql = (
        f"SELECT {app.by_code['区分'].column} FROM ledger.app_{draft.id}_t{app.by_code['明細'].id}"
    )
    assert ledger_cursor().execute(sql).fetchall() == [("旧い",)]


def test_renamed_values_are_found_by_their_new_name(draft: Draft) -> None:
    draft.add(種別={"type": "DROP_DOWN", "options": options("備品")}).deploy()
    draft.write({"種別": "備品"})
    refresh(draft.id)
    draft.change(
        種別={"type": "DROP_DOWN", "options": {"備品": {"label": "什器", "index": "0"}}}
    ).deploy()

    assert candidates(live_schema(draft.id), "什器").params == ([1],)


def test_switching_the_process_on_puts_records_into_the_first_status(
    draft: Draft, sato: Actor
) -> None:
    draft.add(件名="SINGLE_LINE_TEXT").deploy().write({"件名": "あ"}, {"件名": "い"})
    draft.process(enable=True)
    planned = plan(actor=sato, app_id=draft.id)
    draft.deploy()

    assert planned.records == 2
    rows = ledger_cursor().execute(f"SELECT status, assignees, revision FROM ledger.app_{draft.id}")
    assert rows.fetchall() == [("未処理", [sato.user_id], 1)] * 2


def test_a_renamed_status_is_renamed_in_records(draft: Draft) -> None:
    draft.add(件名="SINGLE_LINE_TEXT").process(enable=True, states=STATES, actions=[]).deploy()
    draft.write({"件名": "あ"})
    renamed = {**STATES, "未処理": {**STATES["未処理"], "name": "受付"}}
    draft.process(enable=True, states=renamed, actions=[]).deploy()

    assert draft.column("ステータス") == ["受付"]


def test_a_status_in_use_cannot_be_removed(draft: Draft) -> None:
    draft.add(件名="SINGLE_LINE_TEXT").process(enable=True, states=STATES, actions=[]).deploy()
    draft.write({"件名": "あ"}, {"件名": "い"})
    left = {
        name: {**state, "index": str(n)} for n, (name, state) in enumerate([*STATES.items()][1:])
    }
    draft.process(enable=True, states=left, actions=[])

    assert refused(draft) == [
        (
            "states[未処理]",
            "ステータス「未処理」のレコードが2件あるため、このステータスを削除できません。",
        )
    ]


def test_a_field_with_repeated_values_cannot_become_unique(draft: Draft) -> None:
    draft.add(番号="NUMBER").deploy()
    draft.write(*({"番号": str(n % 7)} for n in range(14)), {"番号": "99"}, {}, {})
    draft.change(番号={"type": "NUMBER", "unique": True})

    assert refused(draft) == [
        (
            "properties[番号].unique",
            (
                "フィールド「番号」に同じ値のレコードがあるため、値の重複を禁止できません。"
                "重複している値：「0」「1」「2」「3」「4」…"
            ),
        )
    ]
    assert [p.at for p in plan(actor=draft.actor, app_id=draft.id).obstacles] == [
        "properties[番号].unique"
    ]


def test_a_field_with_long_values_cannot_become_unique(draft: Draft) -> None:
    draft.add(名称="SINGLE_LINE_TEXT").deploy().write({"名称": "あ" * 65})
    draft.change(名称={"type": "SINGLE_LINE_TEXT", "unique": True})

    assert refused(draft)[0][0] == "properties[名称].unique"


def test_a_unique_field_has_a_unique_index_as_long_as_it_is_unique(draft: Draft) -> None:
    draft.add(番号={"type": "NUMBER", "unique": True}).deploy()
    name = f"app_{draft.id}_u_{live_schema(draft.id).by_code['番号'].column}"
    assert found_indexes(draft.id) == {name: True}

    draft.change(番号={"type": "NUMBER", "unique": False}).deploy()
    assert found_indexes(draft.id) == {}


def test_a_stale_revision_is_refused(draft: Draft, sato: Actor) -> None:
    stale = get_app(draft.id).draft_revision
    draft.add(件名="SINGLE_LINE_TEXT")

    with pytest.raises(Conflict, match="GAIA_CO03"):
        deploy(actor=sato, targets=[(draft.id, stale)])
    assert columns(draft.id) == {}


def test_apps_go_live_together_or_not_at_all(draft: Draft, sato: Actor) -> None:
    other = Draft(sato, "台帳")
    other.add(式={"type": "CALC", "expression": "無い項目 + 1"})
    with pytest.raises(Invalid):
        deploy(actor=sato, targets=[(draft.id, None), (other.id, None)])

    assert (columns(draft.id), columns(other.id)) == ({}, {})
    assert not get_app(draft.id).is_live


def test_an_app_may_look_up_another_one_deployed_with_it(draft: Draft, sato: Actor) -> None:
    master = Draft(sato, "取引先")
    master.add(名称={"type": "SINGLE_LINE_TEXT", "unique": True})
    lookup = {
        "relatedApp": {"app": str(master.id)},
        "relatedKeyField": "名称",
        "fieldMappings": [],
        "lookupPickerFields": [],
        "filterCond": "",
        "sort": "",
    }
    draft.add(取引先={"type": "SINGLE_LINE_TEXT", "lookup": lookup})
    deploy(actor=sato, targets=[(master.id, None), (draft.id, None)])

    column = live_schema(draft.id).by_code["取引先"].column
    assert found_indexes(draft.id) == {f"app_{draft.id}_k_{column}": True}


def test_related_records_are_found_by_an_index_in_the_other_app(draft: Draft, sato: Actor) -> None:
    orders = Draft(sato, "注文").add(顧客="SINGLE_LINE_TEXT").deploy()
    table = {
        "relatedApp": {"app": str(orders.id)},
        "condition": {"field": "名称", "relatedField": "顧客"},
        "filterCond": "",
        "displayFields": ["顧客"],
        "sort": "",
        "size": "5",
    }
    draft.add(名称="SINGLE_LINE_TEXT").add(
        注文={"type": "REFERENCE_TABLE", "referenceTable": table}
    ).deploy()

    name = f"app_{orders.id}_r_{live_schema(orders.id).by_code['顧客'].column}"
    assert found_indexes(orders.id) == {name: True}
    orders.add(備考="MULTI_LINE_TEXT").deploy()
    assert found_indexes(orders.id) == {name: True}


def test_one_app_twice_is_refused(draft: Draft, sato: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        deploy(actor=sato, targets=[(draft.id, None), (draft.id, None)])
    assert caught.value.problems[0].text.en == "App ID is duplicated."


def test_only_those_who_manage_the_app_deploy_it(draft: Draft, tanaka: Actor) -> None:
    with pytest.raises(Forbidden, match="CB_NO02"):
        deploy(actor=tanaka, targets=[(draft.id, None)])
    assert not get_app(draft.id).is_live


def test_reverting_throws_the_draft_away(draft: Draft, sato: Actor) -> None:
    draft.add(件名="SINGLE_LINE_TEXT").deploy().add(金額="NUMBER")
    deploy(actor=sato, targets=[(draft.id, None)], revert=True)

    assert draft.steps() == []
    assert "金額" not in live_schema(draft.id).by_code


def test_tokens_work_from_the_deploy_on(draft: Draft, sato: Actor) -> None:
    token = tokens.create_token(draft.id, ["view"], actor=sato)
    with pytest.raises(Invalid, match="GAIA_IA02"):
        tokens.known_tokens(token)
    draft.deploy()
    assert tokens.known_tokens(token).rights == {draft.id: frozenset({"view"})}


def test_the_plan_says_what_would_happen_and_changes_nothing(draft: Draft) -> None:
    draft.add(件名="SINGLE_LINE_TEXT", 明細={"type": "SUBTABLE", "fields": {"数量": "NUMBER"}})

    assert draft.steps() == [
        "Create the app's table.",
        "Add columns for the fields: 件名",
        'Create the table for the rows of "明細".',
        "Add columns for the fields: 数量",
        "Prepare statistics for searching: 件名",
    ]
    assert find_shapes(draft.id).columns == {}


def test_on_a_big_ledger_indexes_come_later_and_unique_ones_at_once(
    draft: Draft, monkeypatch
) -> None:
    monkeypatch.setattr(index_build, "SMALL", 1)
    draft.add(番号="NUMBER", 期日="DATE").deploy().write({"番号": "1"}, {"番号": "2"})
    draft.change(番号={"type": "NUMBER", "unique": True})
    draft.views(
        期日順={
            "type": "LIST",
            "name": "期日順",
            "index": "0",
            "fields": ["期日"],
            "filterCond": "",
            "sort": "期日 desc",
        }
    )
    app = live_schema(draft.id)
    planned = plan(actor=draft.actor, app_id=draft.id)
    draft.deploy()

    later = f"app_{draft.id}_v_{app.by_code['期日'].column}d_id"
    assert planned.later == (later,)
    assert [step.is_blocking for step in planned.steps] == [True]
    assert found_indexes(draft.id) == {f"app_{draft.id}_u_{app.by_code['番号'].column}": True}
    jobs = ledger_cursor().execute(
        "SELECT args FROM procrastinate_jobs WHERE task_name = 'record.build_indexes'"
    )
    assert jobs.fetchall() == [(f'{{"app_id": {draft.id}, "related": []}}',)]
