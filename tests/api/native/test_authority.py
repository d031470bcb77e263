"""The authority matrix over HTTP: rows, check, simulation, replay; and who may ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.api.client import Api, Reply
from tests.api.digest import NOTED, digest
from tests.api.native.asking import Native
from tests.conftest import AnApp, ARecord
from tests.process.conftest import action, process, state
from tests.process.matrix import conftest as stage
from tests.process.matrix.conftest import ARow, person, title, unit
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.orders import NewChange, NewOrder, add_changes, add_orders
from urakata.directory.today import company_today
from urakata.packs.system import install_matrix
from urakata.process.services import advance_status
from urakata.record.write import Change, update_records

company = stage.company
kengen = stage.kengen
a_row = stage.a_row

MATRIX = {
    "category": "稟議",
    "amount": "金額",
    "factors": [{"name": "高額", "condition": "金額 >= 1000000", "score": 2}],
}


def ask(api: Api, method: str, path: str, body: Any = None, **query: Any) -> Reply:
    return Native(api, 0)(method, f"/api/v1/authority/{path}", body, **query)


def simulated(api: Api, **facts: Any) -> Reply:
    body = {"category": "稟議", "applicant": "suzuki", **facts}
    return ask(api, "POST", "simulate", body)


@pytest.fixture
def filing(an_app: AnApp, kengen: AppSchema) -> AppSchema:
    """An app whose approval asks the matrix."""
    states = {
        "下書き": state(0),
        "承認中": {**state(1), "route": {"matrix": MATRIX}},
        "決裁": state(2),
    }
    flow = process(
        states,
        action("申請する", "下書き", "承認中"),
        action("承認する", "承認中", "決裁", kind="APPROVE"),
    )
    return an_app({"金額": {"type": "NUMBER", "required": True}}, process=flow)


def test_rows_are_listed_with_steps_and_flaws(as_suzuki: Api, a_row: ARow) -> None:
    id_ = a_row(
        金額以上="3000000",
        組織=[{"code": "eigyo"}],
        ステップ=[title("bucho"), unit("nowhere")],
    )
    a_row(適用終了日="2020-01-01")
    a_row(版="改定案")

    reply = ask(as_suzuki, "GET", "rows")

    assert reply.body["drafts"] == ["改定案"]
    assert reply.body["rows"] == [
        {
            "row": str(id_),
            "number": "K-0001",
            "draft": "",
            "category": "稟議",
            "from": "3000000",
            "below": None,
            "importance": [],
            "riskFrom": None,
            "riskBelow": None,
            "organizations": [{"code": "eigyo", "name": "営業部"}],
            "since": None,
            "until": None,
            "text": "区分「稟議」、金額3,000,000円以上、組織「営業部」",
            "steps": [
                {
                    "name": "部長",
                    "join": 0,
                    "lines": [{"name": "", "need": "ANY", "people": ["役職「部長」"]}],
                },
                {
                    "name": "",
                    "join": 0,
                    "lines": [{"name": "", "need": "ANY", "people": ["ユーザー「」"]}],
                },
            ],
            "flaws": [{"column": "コード", "text": "組織「nowhere」はありません。"}],
        }
    ]
    drafted = ask(as_suzuki, "GET", "rows", draft="改定案").body["rows"]
    assert [row["draft"] for row in drafted] == ["改定案"]


def test_the_check_names_gaps_overlaps_and_idle_rows(
    as_sato: Api, filing: AppSchema, a_row: ARow
) -> None:
    a_row(金額以上="0", 金額未満="100")
    a_row(金額以上="50", 金額未満="100", リスク点未満="3")
    a_row(リスク点以上="5")

    body = ask(as_sato, "GET", "coverage", on="2026-04-01").body

    (category,) = body["categories"]
    assert (body["isComplete"], category["category"], category["apps"]) == (False, "稟議", ["稟議"])
    assert [(found["type"], found["text"]) for found in category["findings"]] == [
        ("gap", "区分「稟議」、金額100円以上、リスク0点以上3点未満、2026-04-01から")
    ]
    assert category["unused"] == ["行K-0003（区分「稟議」、リスク5点以上）"]


def test_a_matrix_without_a_hole_is_complete(as_sato: Api, filing: AppSchema, a_row: ARow) -> None:
    a_row()

    assert ask(as_sato, "GET", "coverage").body["isComplete"] is True


def test_a_simulated_case_shows_people_and_rows(
    as_suzuki: Api, filing: AppSchema, a_row: ARow
) -> None:
    a_row(金額未満="100", ステップ=[title("bucho")])
    a_row(
        金額以上="100",
        リスク点以上="2",
        ステップ=[unit("somu", 順番=1, 線="総務"), unit("homu", 順番=1, 線="法務")],
    )

    small = simulated(as_suzuki, amount="99").body
    risky = simulated(as_suzuki, amount="2000000", factors=["高額"]).body

    assert small == {
        "steps": [
            {
                "number": 1,
                "name": "部長",
                "join": 0,
                "lines": [
                    {
                        "name": "",
                        "need": "ANY",
                        "people": [{"code": "sato", "name": "佐藤 花子"}],
                        "because": ["役職「部長」（営業部）"],
                    }
                ],
            }
        ],
        "rows": ["職務権限表の行K-0001（区分「稟議」、金額100円未満）"],
        "because": [],
        "problems": [],
    }
    lines = risky["steps"][0]["lines"]
    assert [line["people"][0]["code"] for line in lines] == ["takahashi", "tanaka"]


def test_a_simulated_case_is_of_a_person_a_day_and_a_draft(
    as_suzuki: Api, filing: AppSchema, a_row: ARow
) -> None:
    a_row(適用開始日="2026-04-01", 適用終了日="2026-04-30")
    a_row(版="案", 適用開始日="2030-04-01", ステップ=[person("tanaka")])

    on = simulated(as_suzuki, on="2026-04-15").body
    after = simulated(as_suzuki, on="2026-05-01").body
    drafted = simulated(as_suzuki, on="2026-05-01", draft="案").body

    assert on["problems"] == []
    assert after["problems"] == [
        "職務権限表に当てはまる行がありません: 区分「稟議」、金額なし、リスク0点、組織「営業一課」、2026-05-01時点"
    ]
    assert drafted["steps"][0]["lines"][0]["people"][0]["code"] == "tanaka"


def test_what_is_prepared_of_people_is_simulated_for_administrators_only(
    as_sato: Api, as_suzuki: Api, sato: Actor, filing: AppSchema, a_row: ARow
) -> None:
    day = company_today() + timedelta(days=10)
    add_changes(actor=sato, changes=[NewChange(day, "OPEN", "plan", name="企画部", parent="sha")])
    add_orders(actor=sato, orders=[NewOrder(day, "CONCURRENT", "eigyo", "tanaka", "bucho")])
    a_row(ステップ=[title("bucho")])
    today = simulated(as_suzuki).body

    told = simulated(as_suzuki, on=day.isoformat())
    prepared = simulated(as_sato, on=day.isoformat()).body

    said = (
        "先の日付ですが、人と組織は今日のもので求めました。発令前の異動は管理者だけが確認できます"
    )
    assert told.body == {**today, "because": [said]}
    assert "tanaka" not in str(told.body)
    assert [each["code"] for each in prepared["steps"][0]["lines"][0]["people"]] == [
        "sato",
        "tanaka",
    ]
    assert prepared["because"] == []
    unknown = simulated(as_suzuki, on=day.isoformat(), organization="plan")
    assert unknown.body["errors"] == {"organization": {"messages": ["「plan」は見つかりません。"]}}
    assert simulated(as_sato, on=day.isoformat(), organization="plan").status == 200


@pytest.mark.parametrize(
    ("facts", "code", "at"),
    [
        ({"applicant": "nobody"}, "CB_VA01", "applicant"),
        ({"organization": "nowhere"}, "CB_VA01", "organization"),
        ({"factors": ["知らない"]}, "CB_VA01", "factors[0]"),
        ({"draft": "ない版"}, "UR_AM06", None),
        ({"amount": "たくさん"}, "CB_VA01", "amount"),
        ({"on": "2026-02-30"}, "CB_VA01", "on"),
    ],
)
def test_what_is_wrong_with_a_question_is_told(
    as_suzuki: Api, filing: AppSchema, facts: dict[str, Any], code: str, at: str | None
) -> None:
    reply = simulated(as_suzuki, **facts)

    assert (reply.status in {400, 404}, reply.code) == (True, code)
    assert at is None or at in reply.body["errors"]


@pytest.fixture
def tried(filing: AppSchema, a_row: ARow, a_record: ARecord, sato: Actor) -> AppSchema:
    """Three records, rows for them, and a draft in which 田中 comes in from 200 on."""
    a_row(ステップ=[person("takahashi")])
    a_row(版="案", 金額未満="200", ステップ=[person("takahashi")])
    a_row(版="案", 金額以上="200", ステップ=[person("takahashi"), person("tanaka")])
    for amount in ("100", "200", "300"):
        a_record(filing, 金額=amount)
    return filing


def test_a_replay_of_records_counts_and_names_what_differs(as_sato: Api, tried: AppSchema) -> None:
    body = {"draft": "案", "source": "records", "app": str(tried.app_id), "limit": 1}

    found = ask(as_sato, "POST", "replay", body).body

    assert (found["cases"], found["changes"]) == (3, {"more": 2, "same": 1})
    assert found["people"] == [
        {"person": {"code": "tanaka", "name": "田中 実"}, "before": 0, "after": 2},
        {"person": {"code": "takahashi", "name": "高橋 誠"}, "before": 3, "after": 3},
    ]
    (first,) = found["differences"]
    assert (first["amount"], first["change"]) == ("200", "more")
    takahashi, tanaka = (
        {"code": "takahashi", "name": "高橋 誠"},
        {"code": "tanaka", "name": "田中 実"},
    )
    assert (first["before"], first["after"]) == ([[[takahashi]]], [[[takahashi]], [[tanaka]]])


def test_a_replay_of_submissions_takes_them_as_they_were(
    as_sato: Api, tried: AppSchema, a_record: ARecord, sato: Actor
) -> None:
    id_ = a_record(tried, 金額="250")
    advance_status(actor=sato, app=tried, record_id=id_, action="申請する")
    change = Change({"金額": {"value": "1"}}, id=id_)
    update_records(actor=sato, app=tried, changes=[change], prefix="records")

    found = ask(as_sato, "POST", "replay", {"draft": "案"}).body

    assert (found["cases"], found["changes"]) == (1, {"more": 1})
    assert found["differences"][0]["amount"] == "250"


def test_a_replay_needs_a_draft_and_of_records_an_app(as_sato: Api, tried: AppSchema) -> None:
    unknown = ask(as_sato, "POST", "replay", {"draft": "ない版"})
    no_app = ask(as_sato, "POST", "replay", {"draft": "案", "source": "records"})
    other = {"draft": "案", "source": "records", "app": str(install_matrix(actor=None))}  # type: ignore[arg-type]

    assert (unknown.status, unknown.code) == (404, "UR_AM06")
    assert (no_app.status, no_app.code) == (400, "CB_VA01")
    assert ask(as_sato, "POST", "replay", other).code == "UR_AM07"


CALLS = {
    "GET rows": None,
    "POST simulate": {"category": "稟議", "applicant": "suzuki"},
    "GET coverage": None,
    "POST replay": {"draft": "案"},
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("may", [(), ("view",), ("view", "manage")])
def test_viewers_simulate_and_managers_check(
    as_suzuki: Api,
    tried: AppSchema,
    kengen: AppSchema,
    with_access: Callable[..., AppSchema],
    name: str,
    may: tuple[str, ...],
) -> None:
    keys = {"view": "recordViewable", "manage": "appEditable"}
    entity = {"entity": {"type": "USER", "code": "suzuki"}, **{keys[each]: True for each in may}}
    with_access(kengen, app=[entity])
    needed = "view" if name in {"GET rows", "POST simulate"} else "manage"
    before = digest(without=NOTED)

    method, _, path = name.partition(" ")
    reply = ask(as_suzuki, method, path, CALLS[name])

    assert (reply.status == 200) == (needed in may)
    assert needed in may or reply.code in {"CB_NO02", "GAIA_NO01"}
    assert digest(without=NOTED) == before
