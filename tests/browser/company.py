"""The two apps that the browser's tests work in: every field type, and believable records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from tests.browser.running import Running

Property = dict[str, Any]
PARTNERS = (
    ("C0001", "株式会社山本製作所", "東京都大田区"),
    ("C0002", "東京文具販売株式会社", "東京都千代田区"),
    ("C0003", "有限会社みどり商会", "大阪府大阪市"),
    ("C0004", "日本クラウド株式会社", "愛知県名古屋市"),
    ("C0005", "北斗運輸株式会社", "北海道札幌市"),
)
SUBJECTS = (
    "ノートパソコンの購入",
    "会議室の机と椅子の入れ替え",
    "求人広告の掲載",
    "クラウド会計の契約更新",
    "展示会への出展",
    "複合機のリース契約",
    "営業車の車検と修理",
    "社内研修の講師依頼",
)
KINDS = ("購入", "契約", "採用", "広告")


def field(kind: str, code: str, **more: Any) -> Property:
    return {"type": kind, "code": code, "label": more.pop("label", code), **more}


def options(*names: str) -> dict[str, Any]:
    return {name: {"label": name, "index": str(n)} for n, name in enumerate(names)}


def properties(*fields: Property) -> dict[str, Property]:
    return {one["code"]: one for one in fields}


def row(*cells: tuple[str, str, int]) -> dict[str, Any]:
    fields = [{"type": kind, "code": code, "size": {"width": str(w)}} for kind, code, w in cells]
    return {"type": "ROW", "fields": fields}


def build_partners(server: Running) -> str:
    """取引先マスタ."""
    fields = properties(
        field("SINGLE_LINE_TEXT", "取引先コード", required=True, unique=True),
        field("SINGLE_LINE_TEXT", "取引先名", required=True),
        field("SINGLE_LINE_TEXT", "所在地"),
    )
    layout = [row(*(("SINGLE_LINE_TEXT", code, 240) for code in fields))]
    app = build_app(server, "取引先マスタ", fields, layout)
    codes = ("取引先コード", "取引先名", "所在地")
    rows = [
        {code: {"value": value} for code, value in zip(codes, one, strict=True)} for one in PARTNERS
    ]
    server.call("POST", "/k/v1/records.json", {"app": app, "records": rows})
    return app


def build_requests(server: Running, partners: str) -> str:
    """稟議: a field of every type, a view, a process."""
    app = build_app(
        server,
        "稟議",
        _request_fields(partners),
        _request_layout(),
        views=_request_views(),
        process=_request_process(),
    )
    for start in range(0, 120, 60):
        rows = [_request(number) for number in range(start, start + 60)]
        server.call("POST", "/k/v1/records.json", {"app": app, "records": rows})
    return app


def build_app(
    server: Running,
    name: str,
    fields: Mapping[str, Property],
    layout: Sequence[dict[str, Any]],
    *,
    views: Mapping[str, Any] | None = None,
    process: Mapping[str, Any] | None = None,
) -> str:
    preview = "/k/v1/preview/app"
    app = server.call("POST", f"{preview}.json", {"name": name})["app"]
    codes = [*fields]
    for start in range(0, len(codes), 100):  # as many as a request may bring
        part = {code: fields[code] for code in codes[start : start + 100]}
        body = {"app": app, "properties": part}
        server.call("POST", f"{preview}/form/fields.json", body)
    server.call("PUT", f"{preview}/form/layout.json", {"app": app, "layout": layout})
    if views:
        server.call("PUT", f"{preview}/views.json", {"app": app, "views": views})
    if process:
        server.call("PUT", f"{preview}/status.json", {"app": app, **process})
    server.call("POST", f"{preview}/deploy.json", {"apps": [{"app": app}]})
    return str(app)


def _request_fields(partners: str) -> dict[str, Property]:
    yen = {"digit": True, "unit": "円", "unitPosition": "AFTER"}
    lookup = {
        "relatedApp": {"app": partners},
        "relatedKeyField": "取引先コード",
        "fieldMappings": [{"field": "取引先名", "relatedField": "取引先名"}],
        "lookupPickerFields": ["取引先名", "所在地"],
        "filterCond": "",
        "sort": "取引先コード asc",
    }
    sum_of_row = {"format": "NUMBER_DIGIT", "unit": "円", "unitPosition": "AFTER"}
    table = properties(
        field("SINGLE_LINE_TEXT", "品名", required=True),
        field("NUMBER", "数量", digit=True),
        field("NUMBER", "単価", **yen),
        field("CALC", "小計", expression="数量 * 単価", **sum_of_row),
    )
    now = {"type": "FUNCTION", "code": "LOGINUSER()"}
    return properties(
        field("SINGLE_LINE_TEXT", "件名", required=True, maxLength="64"),
        field("DATE", "申請日", required=True, defaultNowValue=True),
        field("DROP_DOWN", "区分", required=True, options=options(*KINDS)),
        field("RADIO_BUTTON", "重要度", options=options("高", "中", "低"), defaultValue="中"),
        field("USER_SELECT", "起案者", defaultValue=[now]),
        field("ORGANIZATION_SELECT", "部署"),
        field("GROUP_SELECT", "回覧先"),
        field("NUMBER", "金額", required=True, minValue="1", **yen),
        field("SINGLE_LINE_TEXT", "取引先名"),
        field("SINGLE_LINE_TEXT", "取引先", lookup=lookup),
        field("CHECK_BOX", "確認事項", options=options("見積書あり", "予算内", "相見積もり済み")),
        field("MULTI_SELECT", "関係部署", options=options("経理", "総務", "法務")),
        field("MULTI_LINE_TEXT", "内容"),
        field("RICH_TEXT", "補足"),
        field("SUBTABLE", "明細", fields=table),
        field("CALC", "合計", expression="SUM(小計)", **sum_of_row),
        field("DATETIME", "希望日時"),
        field("TIME", "連絡時間"),
        field("LINK", "参考URL", protocol="WEB"),
        field("FILE", "添付"),
    )


def _request_layout() -> list[dict[str, Any]]:
    columns = (
        ("SINGLE_LINE_TEXT", "品名"),
        ("NUMBER", "数量"),
        ("NUMBER", "単価"),
        ("CALC", "小計"),
    )
    return [
        row(("SINGLE_LINE_TEXT", "件名", 560)),
        row(("DATE", "申請日", 193), ("USER_SELECT", "起案者", 260), ("NUMBER", "金額", 193)),
        row(("DROP_DOWN", "区分", 193), ("RADIO_BUTTON", "重要度", 220)),
        row(("SINGLE_LINE_TEXT", "取引先", 193), ("SINGLE_LINE_TEXT", "取引先名", 320)),
        row(("CHECK_BOX", "確認事項", 420), ("MULTI_SELECT", "関係部署", 320)),
        row(("MULTI_LINE_TEXT", "内容", 620)),
        {
            "type": "SUBTABLE",
            "code": "明細",
            "fields": [{"type": t, "code": c, "size": {"width": "160"}} for t, c in columns],
        },
        row(("CALC", "合計", 193)),
        row(("ORGANIZATION_SELECT", "部署", 260), ("GROUP_SELECT", "回覧先", 260)),
        row(("DATETIME", "希望日時", 260), ("TIME", "連絡時間", 160), ("LINK", "参考URL", 320)),
        row(("RICH_TEXT", "補足", 620)),
        row(("FILE", "添付", 420)),
    ]


def _request_views() -> dict[str, Any]:
    columns = ["件名", "区分", "金額", "取引先名", "起案者", "申請日", "ステータス", "作業者"]
    shared = {"type": "LIST", "filterCond": ""}
    return {
        "すべての稟議": {
            **shared,
            "name": "すべての稟議",
            "index": "0",
            "fields": columns,
            "sort": "レコード番号 desc",
        },
        "高額の稟議": {
            **shared,
            "name": "高額の稟議",
            "index": "1",
            "fields": ["件名", "金額", "明細"],
            "filterCond": "金額 >= 1000000",
            "sort": "金額 desc",
        },
    }


def _request_process() -> dict[str, Any]:
    everybody = [{"entity": {"type": "GROUP", "code": "Administrators"}, "includeSubs": False}]

    def state(name: str, index: int, entities: list[Any]) -> dict[str, Any]:
        return {
            "name": name,
            "index": str(index),
            "assignee": {"type": "ONE", "entities": entities},
        }

    def action(name: str, source: str, target: str) -> dict[str, Any]:
        return {"name": name, "from": source, "to": target, "filterCond": ""}

    return {
        "enable": True,
        "states": {
            "下書き": state("下書き", 0, []),
            "承認待ち": state("承認待ち", 1, everybody),
            "差戻し": state("差戻し", 2, []),
            "承認済み": state("承認済み", 3, []),
        },
        "actions": [
            action("申請する", "下書き", "承認待ち"),
            action("承認する", "承認待ち", "承認済み"),
            action("差し戻す", "承認待ち", "差戻し"),
            action("再申請する", "差戻し", "承認待ち"),
        ],
    }


def _request(number: int) -> dict[str, Any]:
    price = (number * 37 % 90 + 5) * 1000
    count = number % 12 + 1
    item = {"品名": "本体", "数量": str(count), "単価": str(price)}
    values: dict[str, Any] = {
        "件名": SUBJECTS[number % len(SUBJECTS)] + ("（第2回）" if number % 5 == 0 else ""),
        "申請日": f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}",
        "区分": KINDS[number % len(KINDS)],
        "金額": str(price * count),
        "取引先": PARTNERS[number % len(PARTNERS)][0],
        "確認事項": ["見積書あり", "予算内"] if number % 3 else [],
        "関係部署": ["経理"],
        "内容": "今の機材は購入から6年が過ぎ、修理の費用がかさんでいます。",
        "補足": "<p>くわしくは<b>見積書</b>をご覧ください。</p>",
        "希望日時": "2026-12-01T01:30:00Z",
        "連絡時間": "14:30",
        "参考URL": "https://example.co.jp/",
        "明細": [{"value": {code: {"value": value} for code, value in item.items()}}],
    }
    return {code: {"value": value} for code, value in values.items()}


def add_request(server: Running, app: str, **values: Any) -> str:
    """One more 稟議, as somebody else would add it; its id."""
    sent = {**_request(3), **{code: {"value": value} for code, value in values.items()}}
    answer = server.call("POST", "/k/v1/record.json", {"app": app, "record": sent})
    return str(answer["id"])


def stored(server: Running, app: str, record: str) -> dict[str, Any]:
    """A record's values as they are in the ledger."""
    query = urlencode({"app": app, "id": record})
    answer = server.call("GET", f"/k/v1/record.json?{query}")
    return {code: one["value"] for code, one in answer["record"].items()}
