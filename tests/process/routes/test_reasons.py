from __future__ import annotations

from typing import Any

import pytest

from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.directory.people import Snapshot, snapshot
from urakata.process.routes.reasons import say, say_all


@pytest.fixture
def people(sato: Actor, suzuki: Actor, takahashi: Actor) -> Snapshot:
    new = [units.NewOrganization(code="eigyo", name="営業部")]
    units.create_organizations(actor=sato, organizations=new)
    units.create_titles(actor=sato, titles=[units.NewNamed("bucho", "部長")])
    return snapshot()


def ja(people: Snapshot, **reason: Any) -> str:
    return say(reason, people).ja


def en(people: Snapshot, **reason: Any) -> str:
    return say(reason, people).en


def unit(people: Snapshot) -> int:
    return people.find("organization", "eigyo") or 0


def test_a_row_of_the_matrix_is_named_by_its_number_and_what_it_asks(people: Snapshot) -> None:
    reason = {
        "type": "matrix",
        "row": 12,
        "number": "R-04",
        "category": "稟議",
        "from": "3000000",
        "below": "10000000",
        "importance": ["高"],
        "riskFrom": 2,
        "riskBelow": None,
        "organizations": [unit(people)],
        "since": "2026-04-01",
    }

    assert ja(people, **reason) == (
        "職務権限表の行R-04（区分「稟議」、金額3,000,000円以上10,000,000円未満、重要度「高」、"
        "リスク2点以上、組織「営業部」、2026-04-01から）"
    )
    assert en(people, **reason) == (
        "Row R-04 (category “稟議”, amount from 3,000,000 yen to below 10,000,000 yen, "
        "importance “高”, risk from 2 points, organization “営業部”, from 2026-04-01)"
        " of the authority matrix"
    )


def test_a_row_of_a_draft_says_so(people: Snapshot) -> None:
    reason = {"type": "matrix", "row": 12, "category": "稟議", "draft": "2027年度"}

    assert ja(people, **reason) == "職務権限表（版「2027年度」）の行#12（区分「稟議」）"


@pytest.mark.parametrize(
    ("entity", "said"),
    [
        ({"type": "USER", "code": "suzuki"}, "ユーザー「鈴木 一郎」"),
        ({"type": "ORGANIZATION", "code": "eigyo"}, "組織「営業部」"),
        (
            {"type": "TITLE", "code": "bucho", "organization": "eigyo"},
            "組織「営業部」の役職「部長」",
        ),
        ({"type": "FIELD_ENTITY", "code": "担当者"}, "フィールド「担当者」が指す人"),
        ({"type": "CREATOR"}, "レコードの作成者"),
        ({"type": "MANAGER", "levels": 1}, "申請者の上長"),
        ({"type": "MANAGER", "levels": 2}, "申請者の2段上の上長"),
        ({"type": "RULE", "code": "LEGAL"}, "ルール関数「LEGAL」が選んだ人"),
    ],
)
def test_an_entity_is_said_by_name(people: Snapshot, entity: dict[str, Any], said: str) -> None:
    assert ja(people, type="entity", entity=entity, users=[]) == said


def test_where_people_were_found_and_who_left_is_added(people: Snapshot, suzuki: Actor) -> None:
    manager = {"type": "MANAGER", "levels": 1}

    assert ja(people, type="entity", entity=manager, unit=unit(people)) == "申請者の上長（営業部）"
    assert (
        ja(people, type="entity", entity={"type": "CREATOR"}, gone=[suzuki.user_id])
        == "レコードの作成者（鈴木 一郎は利用停止中）"
    )


def test_what_is_left_out_is_told_with_the_reason(people: Snapshot, suzuki: Actor) -> None:
    turn = {"step": "部長", "line": "", "user": suzuki.user_id, "at": "課長"}

    assert (
        ja(people, type="skipped", why="empty", step="合議", line="法務")
        == "「合議」の「法務」は、担当する人がいないため省きました"
    )
    assert (
        ja(people, type="skipped", why="same", **turn)
        == "「部長」は、鈴木 一郎さんが「課長」で承認するため省きました"
    )
    assert (
        ja(people, type="merged", why="same", **turn)
        == "「部長」は、鈴木 一郎さんが後の「課長」で承認するため、そちらにまとめました"
    )
    assert ja(people, type="left_out", user=suzuki.user_id) == (
        "申請者本人（鈴木 一郎さん）は除きました"
    )
    assert ja(people, type="barred", user=suzuki.user_id, rule="起票と承認") == (
        "鈴木 一郎さんは、職務分掌「起票と承認」のため除きました"
    )


def test_an_escalation_names_those_above(people: Snapshot, takahashi: Actor) -> None:
    assert ja(people, type="escalated", why="applicant", users=[takahashi.user_id]) == (
        "申請者本人のため、上位の高橋 誠に繰り上げました"
    )


def test_a_gap_names_the_case(people: Snapshot) -> None:
    gap = {"type": "gap", "category": "稟議", "amount": "500", "risk": 1, "on": "2026-04-01"}

    assert ja(people, **gap) == (
        "職務権限表に当てはまる行がありません: 区分「稟議」、金額500円、リスク1点、2026-04-01時点"
    )
    assert "金額なし" in ja(people, **{**gap, "amount": None})


def test_an_overlap_names_every_row(people: Snapshot) -> None:
    rows = [{"number": "1", "category": "稟議"}, {"number": "2", "category": "稟議"}]

    assert ja(people, type="overlap", rows=rows).endswith(
        "行1（区分「稟議」）、行2（区分「稟議」）"
    )


def test_what_a_route_is_stuck_on_is_told(people: Snapshot, suzuki: Actor) -> None:
    place = {"step": "部長", "line": ""}

    assert ja(people, type="stuck", why="empty", **place) == (
        "「部長」を担当する人がいません。人、役職、組織の設定を確認してください"
    )
    assert ja(people, type="circle", users=[suzuki.user_id, 10**9], **place) == (
        "上長の設定が循環しているため、「部長」を決められません: 鈴木 一郎、不明なユーザー"
    )
    assert ja(people, type="nobody") == "承認する人が1人もいないルートになります"
    assert "KENGEN" in ja(people, type="no_matrix", category="稟議")


def test_a_row_that_cannot_be_read_says_what_is_wrong(people: Snapshot) -> None:
    what = {"ja": "役職がありません。", "en": "There is no such title."}
    row = {"number": "3", "category": "稟議"}

    assert ja(people, type="unreadable", row=row, what=what) == (
        "職務権限表の行3（区分「稟議」）を読めません: 役職がありません。"
    )


def test_a_reason_of_another_kind_says_nothing(people: Snapshot) -> None:
    assert say_all([{"type": "something"}, {"type": "nobody"}], people) == [
        say({"type": "nobody"}, people)
    ]
