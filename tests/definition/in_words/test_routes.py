"""Routes, what actions mean and who may not be who: every change in a sentence."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.definition.routed import ACTIONS, FIELDS, REASONS, ROUTE, SEGREGATION, STATES, a_process
from tests.definition.routed import an_entity as entity
from urakata.definition import services
from urakata.definition.publish import mark_live
from urakata.directory.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def routed(sato: Actor, suzuki: Actor, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    mark_live(actor=sato, app_id=app_id)
    return app_id


@pytest.fixture
def changed(sato, routed, said):
    def change(language="ja", **process):
        services.update_process(actor=sato, app_id=routed, process=process)
        return said(routed, language)

    return change


def states(name, **changes):
    found = deepcopy(STATES)
    found[name] |= changes
    return found


def route(**changes):
    return {"states": states("承認", route=deepcopy(ROUTE) | changes)}


def step(**changes):
    return route(steps=[deepcopy(ROUTE["steps"][0]) | changes, ROUTE["steps"][1]])


OF = "ステータス「承認」の"
STEP = f"{OF}ステップ「合議」の"


@pytest.mark.parametrize(
    ("process", "sentences"),
    [
        ({"states": STATES}, []),
        ({"states": states("完了", due={"value": 1})}, ["ステータス「完了」の期限を「1営業日」にします。"]),
        ({"states": states("承認", due={"value": 6, "unit": "HOURS"})}, [f"{OF}期限を「5日」から「6時間」に変更します。"]),
        ({"states": states("承認", due=None)}, [f"{OF}期限「5日」をなくします。"]),
        (
            {"states": states("下書き", fields={"required": ["件名", "金額"], "readOnly": ["部署"]})},
            [
                "ステータス「下書き」の必須のフィールドを「件名」から「件名、金額」に変更します。",
                "ステータス「下書き」の編集できないフィールドを「部署」にします。",
                "ステータス「下書き」の表示しないフィールド「決議番号」をなくします。",
            ],
        ),
        (route(applicant=""), [f"{OF}申請者のフィールド「申請者」をなくします。"]),
        (route(whenEmpty="SKIP"), [f"{OF}承認者がいないときの扱いを「止める」から「飛ばす」に変更します。"]),
        (route(whenSame="KEEP"), [f"{OF}同じ人が続くときの扱いを「後の1回にまとめる」から「それぞれ承認する」に変更します。"]),
        (route(whenApplicant="ALLOW"), [f"{OF}申請者が承認者になるときの扱いを「飛ばす」から「自分で承認できる」に変更します。"]),
        (route(resubmit="CONTINUE"), [f"{OF}再申請後の承認を「最初から」から「戻されたところから」に変更します。"]),
        (
            route(tolerance={"percent": "5", "amount": "1000"}),
            [f"{OF}再承認が不要な金額の増加を「金額の10%か30000の小さい方」から「職務権限表の金額の5%か1000の小さい方」に変更します。"],
        ),
        (route(matrix=ROUTE["matrix"] | {"category": "購買"}), [f"{OF}職務権限表の区分を「稟議」から「購買」に変更します。"]),
        (route(matrix=ROUTE["matrix"] | {"importance": ""}), [f"{OF}職務権限表の重要度「重要度」をなくします。"]),
        (
            route(matrix=ROUTE["matrix"] | {"factors": []}),
            [f"{OF}リスクの要素「高額（金額 >= 1000000）2点」をなくします。"],
        ),
        (
            step(join="ANY", due=None, fields=None),
            [
                f"{STEP}通過に必要な列を「1列」から「いずれかの列」に変更します。",
                f"{STEP}期限「2営業日」をなくします。",
                f"{STEP}必須のフィールド「決議番号」をなくします。",
                f"{STEP}編集できないフィールド「品名」をなくします。",
                f"{STEP}表示しないフィールド「数量」をなくします。",
            ],
        ),
        (step(lines=ROUTE["steps"][0]["lines"][:1]), [f"{STEP}承認者を変更します。"]),
        (
            route(steps=[*ROUTE["steps"], {"name": "確認", "lines": [{"entities": [entity("MANAGER")], "need": "ALL"}]}]),
            [
                "ステータス「承認」の承認ルートに、ステップ「確認」を追加します。",
                "ステータス「承認」のステップ「確認」の承認者を「申請者の1段階上の上長（全員）」にします。",
            ],
        ),
        (route(steps=ROUTE["steps"][:1]), ["ステータス「承認」の承認ルートから、ステップ「決裁」を削除します。"]),
        (route(steps=ROUTE["steps"][::-1]), ["ステータス「承認」の承認ルートのステップの順番を変更します。"]),
        (
            {"actions": [*ACTIONS[:2], ACTIONS[2] | {"reasons": ["R99"]}, *ACTIONS[3:4], ACTIONS[4] | {"kind": "WITHDRAW"}]},
            [
                "アクション「差し戻す」の選べる理由を「R01」から「R99」に変更します。",
                "アクション「引き戻す」の種類を「引戻し」から「取下げ」に変更します。",
            ],
        ),
        (
            {"reasons": [{"code": "R02", "text": "不備"}, REASONS[1] | {"text": "他"}, REASONS[0]]},
            [
                "理由「R02 不備」を追加します。",
                "理由「R99」を「その他」から「他」に変更します。",
                "理由の順番を変更します。",
            ],
        ),
        ({"segregation": []}, ["職務分掌「起票と承認」を削除します。"]),
        (
            {"segregation": [*SEGREGATION, SEGREGATION[0] | {"name": "二重"}]},
            ["職務分掌「二重」：アクション「承認する」を、作成者、「申請者」の人、「申請する」を実行した人は実行できません。"],
        ),
    ],
)  # fmt: skip
def test_every_change_is_said(changed, process, sentences):
    assert changed(**process) == sentences


def test_a_route_that_goes_is_said_once(changed):
    actions = [action | {"kind": None} for action in ACTIONS if action["name"] != "差し戻す"]

    assert changed(states=states("承認", route=None), actions=actions)[-1] == (
        "ステータス「承認」の承認ルートをなくします。"
    )


def test_a_new_route_is_said_whole_and_in_english_too(changed):
    fresh = {
        "steps": [
            {
                "name": "長",
                "lines": [
                    {"name": "総務", "entities": [entity("CREATOR"), entity("RULE", "president")]}
                ],
            }
        ]
    }
    found = states("完了", route=fresh, due={"value": 2})
    actions = [*ACTIONS, {"name": "再開", "from": "完了", "to": "下書き", "kind": "APPROVE"}]

    assert changed("en", states=found, actions=actions) == [
        'The action "再開" (完了 → 下書き) is added.',
        'The kind of the action "再開" is set to "approve".',
        'The due of the status "完了" is set to "2 business days".',
        'The status "完了" gets a route.',
        'The step "長" is added to the route of the status "完了".',
        'Who stands in the lines of the step "長" of the status "完了" is set to "総務: whoever made the record, the rule function "president"".',
    ]  # fmt: skip
