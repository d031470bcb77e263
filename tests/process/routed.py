"""Apps whose 承認待ち has a route, and what their tables then hold."""

from __future__ import annotations

from typing import Any, TypeAlias

from tests.process.building import AnEntity, action, process, state, user
from urakata.definition.models import App
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.process.models import Route, Step

Line: TypeAlias = dict[str, Any]

REASONS = [{"code": "R01", "text": "添付不足"}, {"code": "R02", "text": "記載不備"}]
FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "申請者": "USER_SELECT",
}


def line(name: str, *entities: AnEntity, need: str = "ANY") -> Line:
    return {"name": name, "entities": list(entities), "need": need}


def step(name: str, *lines: Line, **more: Any) -> dict[str, Any]:
    return {"name": name, "lines": list(lines), **more}


def asks(name: str, *codes: str, **more: Any) -> dict[str, Any]:
    """A step of one line, which asks people by their login names."""
    return step(name, line("", *map(user, codes)), **more)


def approval(*steps: dict[str, Any], **route: Any) -> dict[str, Any]:
    """申請前 → 承認待ち (with a route) → 完了, 却下 or back, with an action of every kind."""
    first = {"type": "FIELD_ENTITY", "code": "作成者"}
    made = process(
        {
            "申請前": state(0, {"entity": first, "includeSubs": False}),
            "承認待ち": state(1),
            "完了": state(2),
            "却下": state(3),
        },
        action("申請する", "申請前", "承認待ち"),
        action("承認する", "承認待ち", "完了", kind="APPROVE"),
        action("却下する", "承認待ち", "却下", kind="REJECT", reasons=["R01", "R02"]),
        action("差し戻す", "承認待ち", "申請前", kind="RETURN", reasons=["R01", "R02"]),
        action("前に戻す", "承認待ち", "承認待ち", kind="RETURN", reasons=["R02"]),
        action("引き戻す", "承認待ち", "申請前", kind="PULL_BACK"),
        action("取り下げる", "承認待ち", "申請前", kind="WITHDRAW"),
    )
    made["states"]["承認待ち"]["route"] = {"steps": list(steps), **route}
    return {**made, "reasons": REASONS}


def put_process(app: AppSchema, made: dict[str, Any]) -> AppSchema:
    """Put what a process says of routes into an app that has its statuses, as if deployed."""
    stored = App.objects.get(pk=app.app_id)
    for document in (stored.live, stored.draft):
        kept = document["process"]
        kept["reasons"] = made["reasons"]
        for name, each in made["states"].items():
            ours = {key: each[key] for key in ("route", "due", "fields") if key in each}
            kept["states"][name].update(ours)
        for old, new in zip(kept["actions"], made["actions"], strict=True):
            old.update({key: new[key] for key in ("kind", "reasons") if key in new})
    stored.save()
    epochs.bump("definition")
    return live_schema(app.app_id)


def only_kintones(made: dict[str, Any]) -> dict[str, Any]:
    """The same without what kintone does not know."""
    states = {
        name: {key: each[key] for key in ("name", "index", "assignee")}
        for name, each in made["states"].items()
    }
    ours = {"kind", "reasons"}
    actions = [{k: v for k, v in each.items() if k not in ours} for each in made["actions"]]
    return {"enable": True, "states": states, "actions": actions}


def lines(app: AppSchema, id_: int) -> list[tuple[Any, ...]]:
    """Every line of every route of a record: round, lap, number, name, state, by, on behalf of."""
    rows = Step.objects.filter(app_id=app.app_id, record_id=id_, number__gt=0)
    columns = ("route__round", "lap", "number", "name", "state", "by_id", "on_behalf_of_id")
    return list(rows.order_by("route__round", "id").values_list(*columns))


def visits(app: AppSchema, id_: int) -> list[tuple[Any, ...]]:
    """Every status that a record stood in: its name, how it was left, by which action and whom."""
    rows = Step.objects.filter(app_id=app.app_id, record_id=id_, number=0)
    return list(rows.order_by("id").values_list("status", "state", "action", "by_id"))


def routes(app: AppSchema, id_: int) -> list[tuple[Any, ...]]:
    """The routes of a record: round and state."""
    rows = Route.objects.filter(app_id=app.app_id, record_id=id_).order_by("round")
    return list(rows.values_list("round", "state"))
