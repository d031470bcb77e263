"""Apps being designed, in few words."""

from __future__ import annotations

from typing import Any

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.directory.actor import Actor
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy, plan
from urakata.record.write import add_records


class Draft:
    """An app of sato's being designed."""

    def __init__(self, actor: Actor, name: str = "稟議") -> None:
        self.actor = actor
        self.id, _ = services.create_app(actor=actor, name=name)

    def add(self, **fields: Any) -> Draft:
        services.add_fields(actor=self.actor, app_id=self.id, properties=_named(fields))
        return self

    def change(self, **fields: Any) -> Draft:
        services.update_fields(actor=self.actor, app_id=self.id, properties=fields)
        return self

    def delete(self, *codes: str) -> Draft:
        services.delete_fields(actor=self.actor, app_id=self.id, codes=list(codes))
        return self

    def process(self, **process: Any) -> Draft:
        services.update_process(actor=self.actor, app_id=self.id, process=process)
        return self

    def views(self, **views: Any) -> Draft:
        services.update_views(actor=self.actor, app_id=self.id, views=views)
        return self

    def deploy(self) -> Draft:
        deploy(actor=self.actor, targets=[(self.id, None)])
        return self

    def write(self, *rows: dict[str, Any]) -> list[int]:
        sent = [{code: {"value": value} for code, value in row.items()} for row in rows]
        app = live_schema(self.id)
        saved = add_records(actor=self.actor, app=app, rows=sent, prefix="records")
        return [each.id for each in saved]

    def column(self, code: str) -> list[Any]:
        column = live_schema(self.id).by_code[code].column
        sql = f"SELECT {column} FROM ledger.app_{self.id} ORDER BY id"
        return [value for (value,) in ledger_cursor().execute(sql).fetchall()]

    def steps(self) -> list[str]:
        return [step.text.en for step in plan(actor=self.actor, app_id=self.id).steps]


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    named = {}
    for code, raw in fields.items():
        given = {"type": raw} if isinstance(raw, str) else dict(raw)
        if "fields" in given:
            given["fields"] = _named(given["fields"])
        named[code] = {"code": code, "label": code, **given}
    return named


def options(*names: str) -> dict[str, Any]:
    return {name: {"label": name, "index": str(n)} for n, name in enumerate(names)}
