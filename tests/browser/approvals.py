"""A small 稟議 with a route: 課長, then 総務 beside 法務; three people who are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.browser.company import Property, build_app, field, options, properties, row, stored
from tests.browser.running import Running

NAMES = {
    "r-suzuki": "鈴木 一郎",
    "r-sato": "佐藤 花子",
    "r-takahashi": "高橋 健",
    "r-tanaka": "田中 恵",
}
REASONS = [{"code": "R01", "text": "添付不足"}, {"code": "R02", "text": "記載不備・誤記"}]


@dataclass(frozen=True)
class Office:
    """The people, each with a password, and the apps that are built for them."""

    server: Running
    people: Mapping[str, Running]

    def build(
        self,
        lines: Sequence[Mapping[str, Any]] | None = None,
        *,
        alone: str = "",
        name: str = "備品購入申請",
    ) -> Ringi:
        """A 稟議 of its own; `lines` replaces who is asked at the second step.

        `alone`: a login name that decides everything in one step; it can then be pulled back, too.
        """
        fields = _fields()
        layout = [row(*((one["type"], code, 300) for code, one in fields.items()))]
        app = build_app(self.server, name, fields, layout)
        made = _process(lines)
        if alone:
            made["states"]["承認待ち"]["route"]["steps"] = [
                {"name": "部長", "lines": [line("", alone)]}
            ]
            creator = {
                "entity": {"type": "FIELD_ENTITY", "code": "作成者"},
                "includeSubs": False,
            }
            made["states"]["差戻し"]["assignee"] = {"type": "ANY", "entities": [creator]}
            made["actions"].append(
                {"name": "引き戻す", "from": "承認待ち", "to": "差戻し", "kind": "PULL_BACK"}
            )
        self.server.call("PUT", f"/api/v1/apps/{app}/process", made)
        self.server.call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
        return Ringi(self, app)


@dataclass(frozen=True)
class Ringi:
    """The app, and one of its records."""

    office: Office
    app: str
    record: str = ""

    @property
    def url(self) -> str:
        return f"{self.office.server.url}/apps/{self.app}/records/{self.record}"

    def add(self, subject: str, **values: str) -> Ringi:
        """One more application by 鈴木, not submitted yet."""
        sent = {"件名": subject, "金額": "98000", "目的": "業務に使います。", **values}
        record = {code: {"value": value} for code, value in sent.items()}
        body = {"app": self.app, "record": record}
        answer = self.office.people["r-suzuki"].call("POST", "/k/v1/record.json", body)
        return replace(self, record=str(answer["id"]))

    def run(self, code: str, action: str, **more: Any) -> Ringi:
        """An action by somebody."""
        path = f"/api/v1/apps/{self.app}/records/{self.record}/actions"
        self.office.people[code].call("POST", path, {"action": action, **more})
        return self

    def read(self) -> dict[str, Any]:
        """The record's values as they are in the ledger."""
        return stored(self.office.server, self.app, self.record)


def open_office(server: Running) -> Office:
    """Hire the people."""
    hired = {code: server.hire(code, name) for code, name in NAMES.items()}
    return Office(server, hired)


def user(code: str) -> dict[str, Any]:
    return {"entity": {"type": "USER", "code": code}, "includeSubs": False}


def line(name: str, *codes: str, need: str = "ANY") -> dict[str, Any]:
    return {"name": name, "need": need, "entities": [user(code) for code in codes]}


def _fields() -> dict[str, Property]:
    return properties(
        field("SINGLE_LINE_TEXT", "件名"),
        field("NUMBER", "金額", digit=True, unit="円", unitPosition="AFTER"),
        field("SINGLE_LINE_TEXT", "目的"),
        field("DROP_DOWN", "区分", options=options("購入", "契約")),
    )


def _process(lines: Sequence[Mapping[str, Any]] | None) -> dict[str, Any]:
    nobody = {"type": "ONE", "entities": []}
    together = lines or [line("総務", "r-takahashi"), line("法務", "r-tanaka")]
    route = {
        "steps": [
            {"name": "課長", "lines": [line("", "r-sato")]},
            {"name": "合議", "lines": [*together]},
        ]
    }
    filled = {"required": ["目的"], "readOnly": [], "hidden": []}
    states = {
        "下書き": {"index": "0", "assignee": nobody, "fields": filled},
        "承認待ち": {
            "index": "1",
            "assignee": nobody,
            "route": route,
            "due": {"value": 3, "unit": "BUSINESS_DAYS"},
        },
        "差戻し": {"index": "2", "assignee": nobody},
        "承認済み": {"index": "3", "assignee": nobody},
    }
    actions = [
        {"name": "申請する", "from": "下書き", "to": "承認待ち"},
        {"name": "承認する", "from": "承認待ち", "to": "承認済み", "kind": "APPROVE"},
        {
            "name": "差し戻す",
            "from": "承認待ち",
            "to": "差戻し",
            "kind": "RETURN",
            "reasons": [one["code"] for one in REASONS],
        },
        {"name": "再申請する", "from": "差戻し", "to": "承認待ち"},
    ]
    return {"enable": True, "states": states, "actions": actions, "reasons": REASONS}
