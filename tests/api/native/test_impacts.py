"""What a deploy would touch, through HTTP."""

from __future__ import annotations

from urakata.definition.queries import draft_document, get_app


def test_everything_that_a_deploy_touches_is_told(sato_asks, as_sato, suzuki, ledger):
    app = ledger.app_id
    as_sato("DELETE", "preview/app/form/fields", app=app, fields=["日付"])
    readers = [{"entity": {"type": "USER", "code": "sato"}, "accessibility": "READ"}]
    rule = {"code": "金額", "entities": readers}
    as_sato("PUT", "preview/field/acl", app=app, rights=[rule])
    before = get_app(app), draft_document(app)

    told = sato_asks("GET", "impact").body

    assert told["changes"] == [
        "フィールド「日付」（日付）を削除します。保存されている値は見えなくなります。",
        "フィールド「金額」の閲覧をユーザー「佐藤 花子」だけに許可し、編集はだれにも許可しません。",
        "フォームの配置を変更します。",
    ]
    assert [(each["kind"], each["field"], each["records"]) for each in told["values"]] == [
        ("lost", "日付", 3)
    ]
    people = {each["code"]: each["changes"] for each in told["people"]["people"]}
    assert people["suzuki"] == [
        "フィールド「金額」が見えなくなります。",
        "フィールド「金額」を編集できなくなります。",
    ]
    assert told["people"]["count"] == len(people)
    assert told["steps"][0]["isBlocking"] is False
    assert (told["apps"], told["obstacles"], told["later"]) == ([], [], [])
    assert (get_app(app), draft_document(app)) == before


def test_the_way_back_is_weighed_too(sato_asks, as_sato, ledger):
    as_sato("DELETE", "preview/app/form/fields", app=ledger.app_id, fields=["日付"])
    as_sato("POST", "preview/app/deploy", apps=[{"app": ledger.app_id}])

    told = sato_asks("GET", "impact", version=ledger.version).body

    assert told["values"][0]["message"] == (
        "フィールド「日付」の以前の値が戻ります。削除した後に追加したレコードでは空になります。"
    )


def test_an_app_that_reads_this_one_is_named(sato_asks, an_app, ledger):
    lookup = {"relatedApp": {"app": ledger.app_id}, "relatedKeyField": "番号"}
    reader = an_app({"備品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup}}, name="棚卸")

    assert sato_asks("GET", "impact").body["apps"] == [
        {"app": str(reader.app_id), "name": "棚卸", "field": "備品", "isBroken": False}
    ]
