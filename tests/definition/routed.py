"""A process with everything that routes can hold, and processes at random."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from urakata.definition.rule_codes import know_rule

know_rule("president")  # as a pack does that brings the function

FIELDS: dict[str, Any] = {
    "金額": "NUMBER",
    "重要度": {"type": "DROP_DOWN", "options": {"高": {"label": "高", "index": "0"}}},
    "部署": "ORGANIZATION_SELECT",
    "申請者": "USER_SELECT",
    "承認者": "USER_SELECT",
    "件名": "SINGLE_LINE_TEXT",
    "決議番号": "SINGLE_LINE_TEXT",
    "明細": {
        "type": "SUBTABLE",
        "fields": {"品名": {"type": "SINGLE_LINE_TEXT"}, "数量": {"type": "NUMBER"}},
    },
}


def an_entity(type_: str, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"entity": {"type": type_, "code": code, **more}, "includeSubs": False}


ROUTE: dict[str, Any] = {
    "applicant": "申請者",
    "matrix": {
        "category": "稟議",
        "amount": "金額",
        "importance": "重要度",
        "organization": "部署",
        "factors": [{"name": "高額", "condition": "金額 >= 1000000", "score": 2}],
    },
    "steps": [
        {
            "name": "合議",
            "join": "1",
            "due": {"value": 2, "unit": "BUSINESS_DAYS"},
            "fields": {"required": ["決議番号"], "readOnly": ["品名"], "hidden": ["数量"]},
            "lines": [
                {"name": "総務", "need": "ANY", "entities": [an_entity("USER", "suzuki")]},
                {
                    "name": "上長",
                    "need": "ALL",
                    "entities": [
                        an_entity("MANAGER", levels=2),
                        an_entity("FIELD_ENTITY", "承認者"),
                        an_entity("CREATOR"),
                        an_entity("GROUP", "Administrators"),
                        an_entity("RULE", "president"),
                    ],
                },
            ],
        },
        {
            "name": "決裁",
            "join": "ALL",
            "due": None,
            "fields": None,
            "lines": [{"name": "", "need": "ANY", "entities": [an_entity("USER", "sato")]}],
        },
    ],
    "whenEmpty": "STOP",
    "whenSame": "MERGE",
    "whenApplicant": "SKIP",
    "resubmit": "RESTART",
    "tolerance": {"percent": "10", "amount": "30000", "field": "金額"},
}


def a_state(index: int, **own: Any) -> dict[str, Any]:
    return {"index": index, "assignee": {"type": "ONE", "entities": []}, **own}


def an_action(name: str, source: str, target: str, **own: Any) -> dict[str, Any]:
    return {"name": name, "from": source, "to": target, **own}


STATES: dict[str, Any] = {
    "下書き": a_state(0, fields={"required": ["件名"], "readOnly": [], "hidden": ["決議番号"]}),
    "承認": a_state(1, route=ROUTE, due={"value": 5, "unit": "DAYS"}),
    "完了": a_state(2),
}
ACTIONS: list[dict[str, Any]] = [
    an_action("申請する", "下書き", "承認"),
    an_action("承認する", "承認", "完了", kind="APPROVE"),
    an_action("差し戻す", "承認", "承認", kind="RETURN", reasons=["R01"]),
    an_action("却下する", "承認", "完了", kind="REJECT", reasons=["R01", "R99"], type="SECONDARY"),
    an_action("引き戻す", "承認", "下書き", kind="PULL_BACK"),
]
REASONS = [{"code": "R01", "text": "添付不足"}, {"code": "R99", "text": "その他"}]
SEGREGATION = [
    {
        "name": "起票と承認",
        "action": "承認する",
        "differsFrom": [
            {"type": "CREATOR", "code": "", "via": ""},
            {"type": "FIELD_ENTITY", "code": "申請者", "via": ""},
            {"type": "ACTED", "code": "申請する", "via": ""},
        ],
    }
]


def a_process(**changes: Any) -> dict[str, Any]:
    """The whole of it, as it may be sent; `changes` are to its parts."""
    process = {
        "enable": True,
        "states": STATES,
        "actions": ACTIONS,
        "reasons": REASONS,
        "segregation": SEGREGATION,
    }
    return deepcopy(process | changes)


def with_route(**changes: Any) -> dict[str, Any]:
    """The process with other words in its route."""
    states = deepcopy(STATES)
    states["承認"]["route"] |= changes
    return a_process(states=states)


def with_step(**changes: Any) -> dict[str, Any]:
    """The process with other words in the first step of its route."""
    return with_route(steps=[deepcopy(ROUTE["steps"][0]) | changes, *ROUTE["steps"][1:]])


# --- at random

NAMES = st.text(st.sampled_from("あ承認yes1 :#'\\\"{}"), min_size=1, max_size=8).filter(
    lambda name: name == name.strip()
)
ENTITIES = st.sampled_from(
    [
        an_entity("USER", "suzuki"),
        an_entity("CREATOR"),
        an_entity("FIELD_ENTITY", "承認者"),
        an_entity("FIELD_ENTITY", "部署"),
        an_entity("GROUP", "Administrators"),
        an_entity("RULE", "president"),
    ]
) | st.integers(1, 20).map(lambda levels: an_entity("MANAGER", levels=levels))
DUES = st.none() | st.fixed_dictionaries(
    {
        "value": st.integers(1, 10_000),
        "unit": st.sampled_from(["BUSINESS_DAYS", "BUSINESS_HOURS", "DAYS", "HOURS"]),
    }
)


@st.composite
def field_rules(draw: st.DrawFn) -> dict[str, list[str]] | None:
    codes = draw(st.permutations(["件名", "決議番号", "品名", "数量", "金額"]))
    n = draw(st.integers(0, 5))
    m = draw(st.integers(n, 5))
    rules = {"required": codes[:n], "readOnly": codes[n:m], "hidden": codes[m:]}
    return rules if draw(st.booleans()) else None


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    line = st.fixed_dictionaries(
        {
            "name": NAMES | st.just(""),
            "need": st.sampled_from(["ANY", "ALL"]),
            "entities": st.lists(ENTITIES, min_size=1, max_size=3),
        }
    )
    lines = draw(st.lists(line, min_size=1, max_size=3))
    counts = [str(n) for n in range(1, len(lines) + 1)]
    return {
        "name": draw(NAMES),
        "join": draw(st.sampled_from(["ALL", "ANY", *counts])),
        "due": draw(DUES),
        "fields": draw(field_rules()),
        "lines": lines,
    }


FACTORS = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES,
            "condition": st.sampled_from(["金額 > 1", '件名 like "a"', '重要度 in ("高")']),
            "score": st.integers(0, 9),
        }
    ),
    max_size=3,
    unique_by=lambda factor: factor["name"],
)
MATRICES = st.fixed_dictionaries(
    {
        "category": NAMES,
        "amount": st.sampled_from(["", "金額"]),
        "importance": st.sampled_from(["", "重要度"]),
        "organization": st.sampled_from(["", "部署"]),
        "factors": FACTORS,
    }
)


@st.composite
def routes(draw: st.DrawFn) -> dict[str, Any]:
    matrix = draw(st.none() | MATRICES)
    amounts = st.sampled_from(["0", "10", "2.5", "30000"])
    tolerance = st.fixed_dictionaries(
        {"percent": amounts, "amount": amounts, "field": st.just("金額")}
    )
    return {
        "applicant": draw(st.sampled_from(["", "申請者"])),
        "matrix": matrix,
        "steps": draw(st.lists(steps(), min_size=0 if matrix else 1, max_size=3)),
        "whenEmpty": draw(st.sampled_from(["ESCALATE", "SKIP", "STOP"])),
        "whenSame": draw(st.sampled_from(["SKIP", "MERGE", "KEEP"])),
        "whenApplicant": draw(st.sampled_from(["ESCALATE", "SKIP", "ALLOW"])),
        "resubmit": draw(st.sampled_from(["CONTINUE", "RESTART"])),
        "tolerance": draw(st.none() | tolerance),
    }


@st.composite
def processes(draw: st.DrawFn) -> dict[str, Any]:
    """Whole processes that nothing is wrong with."""
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    reasons = draw(st.lists(NAMES, max_size=3, unique=True))
    states: dict[str, Any] = {}
    actions: list[dict[str, Any]] = []
    for n, name in enumerate(names):
        route = draw(st.none() | routes()) if n else None
        own = {"route": route, "due": draw(DUES), "fields": draw(field_rules())}
        states[name] = a_state(n, **own)
        target = draw(st.sampled_from([other for other in names if other != name]))
        kinds = ["PLAIN", "WITHDRAW", "PULL_BACK", *(["REJECT", "RETURN"] if route else [])]
        for m, kind in enumerate([*(["APPROVE"] if route else []), draw(st.sampled_from(kinds))]):
            chosen = draw(st.lists(st.sampled_from(reasons), unique=True)) if reasons else []
            actions.append(an_action(f"{m}{name}", name, target, kind=kind, reasons=chosen))
    rule = st.fixed_dictionaries(
        {
            "name": NAMES,
            "action": st.sampled_from([action["name"] for action in actions]),
            "differsFrom": st.lists(
                st.sampled_from(SEGREGATION[0]["differsFrom"][:2]), min_size=1, max_size=2
            ),
        }
    )
    return {
        "enable": True,
        "states": states,
        "actions": actions,
        "reasons": [{"code": code, "text": draw(NAMES)} for code in reasons],
        "segregation": draw(st.lists(rule, max_size=2)),
    }
