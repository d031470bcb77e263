"""One of everything, and a right call of every endpoint: what the tables of tests are built on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.api.client import Api, Reply
from tests.api.digest import digest
from urakata.api.kintone.endpoint import Endpoint
from urakata.api.kintone.table import REGISTRY
from urakata.definition.schema import AppSchema

PROCESS = {
    "enable": True,
    "states": {
        name: {"name": name, "index": str(n), "assignee": {"type": "ONE", "entities": []}}
        for n, name in enumerate(("未処理", "完了"))
    },
    "actions": [{"name": "進める", "from": "未処理", "to": "完了", "filterCond": ""}],
}
FIELDS = {
    "件名": {"type": "SINGLE_LINE_TEXT"},
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "添付": {"type": "FILE"},
}
UPLOAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n--b--\r\n'
BUILT = [endpoint for endpoint in REGISTRY.values() if endpoint.is_built]


def id_of(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


@dataclass(frozen=True)
class World:
    """An app with a record, its file and the people who made it."""

    app: AppSchema
    record: int
    file_key: str

    @property
    def state(self) -> Mapping[str, str]:
        """What must be the same after a refused call: everything."""
        return digest()


Sample: TypeAlias = "Callable[[World, Api], dict[str, Any]]"


def of_app(world: World, api: Api) -> dict[str, Any]:
    return {"app": world.app.app_id}


def of_record(world: World, api: Api) -> dict[str, Any]:
    return {"app": world.app.app_id, "id": world.record}


def nothing(world: World, api: Api) -> dict[str, Any]:
    return {}


def app_and(**values: Any) -> Sample:
    return lambda world, api: {"app": world.app.app_id, **values}


def comment_of(world: World, api: Api) -> dict[str, Any]:
    """A comment of whoever calls; some comment when they cannot make one."""
    where = {"app": world.app.app_id, "record": world.record}
    made = api("POST", "record/comment", **where, comment={"text": "a"}).body
    return {**where, "comment": made.get("id", 1) if "code" not in made else 1}


def cursor_of(world: World, api: Api) -> dict[str, Any]:
    made = api("POST", "records/cursor", app=world.app.app_id, query="").body
    return {"id": made["id"] if "totalCount" in made else "00000000-0000-0000-0000-000000000000"}


def bulk(world: World, api: Api) -> dict[str, Any]:
    payload = {"app": world.app.app_id, "record": {}}
    return {"requests": [{"method": "POST", "api": "/k/v1/record.json", "payload": payload}]}


NEW_FIELD = {"新": {"type": "NUMBER", "code": "新", "label": "新"}}
CHANGED = {"件名": {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "題"}}
VIEWS = {"一覧": {"type": "LIST", "name": "一覧", "index": "0", "fields": ["件名"]}}
LAYOUT = [
    {"type": "ROW", "fields": [{"type": field["type"], "code": code}]}
    for code, field in reversed(FIELDS.items())
]

SAMPLES: dict[str, Sample] = {
    "GET k/v1/record": of_record,
    "POST k/v1/record": app_and(record={"件名": {"value": "b"}}),
    "PUT k/v1/record": lambda w, _: {
        "app": w.app.app_id,
        "updateKey": {"field": "番号", "value": "N1"},
        "record": {"件名": {"value": "c"}},
        "revision": -1,
    },
    "GET k/v1/records": app_and(fields=["件名"], query='件名 = "a"', totalCount=True),
    "POST k/v1/records": app_and(records=[{"件名": {"value": "b"}}]),
    "PUT k/v1/records": lambda w, _: {
        "app": w.app.app_id,
        "records": [{"id": w.record, "record": {"件名": {"value": "c"}}, "revision": 1}],
        "upsert": False,
    },
    "DELETE k/v1/records": lambda w, _: {
        "app": w.app.app_id,
        "ids": [w.record],
        "revisions": [None],
    },
    "GET k/v1/records/acl/evaluate": lambda w, _: {"app": w.app.app_id, "ids": [w.record]},
    "POST k/v1/records/cursor": app_and(query="", fields=["件名"], size=10),
    "GET k/v1/records/cursor": cursor_of,
    "DELETE k/v1/records/cursor": cursor_of,
    "POST k/v1/bulkRequest": bulk,
    "PUT k/v1/record/status": lambda w, _: {**of_record(w, _), "action": "進める"},
    "PUT k/v1/records/status": lambda w, _: {
        "app": w.app.app_id,
        "records": [{"id": w.record, "action": "進める"}],
    },
    "PUT k/v1/record/assignees": lambda w, _: {**of_record(w, _), "assignees": ["sato"]},
    "GET k/v1/record/comments": lambda w, _: {
        "app": w.app.app_id,
        "record": w.record,
        "order": "asc",
        "offset": 0,
        "limit": 5,
    },
    "POST k/v1/record/comment": lambda w, _: {
        "app": w.app.app_id,
        "record": w.record,
        "comment": {"text": "a", "mentions": []},
    },
    "DELETE k/v1/record/comment": comment_of,
    "GET k/v1/file": lambda w, _: {"fileKey": w.file_key},
    "POST k/v1/file": nothing,
    "GET k/v1/app": lambda w, _: {"id": w.app.app_id},
    "GET k/v1/apps": nothing,
    "POST k/v1/preview/app": lambda w, _: {"name": "新しいアプリ"},
    "POST k/v1/preview/app/form/fields": app_and(properties=NEW_FIELD, revision=-1),
    "PUT k/v1/preview/app/form/fields": app_and(properties=CHANGED),
    "DELETE k/v1/preview/app/form/fields": app_and(fields=["件名"]),
    "PUT k/v1/preview/app/form/layout": app_and(layout=LAYOUT),
    "PUT k/v1/preview/app/views": app_and(
        views={
            **VIEWS,
            "（作業者が自分）": {
                "type": "LIST",
                "name": "（作業者が自分）",
                "index": "1",
                "builtinType": "ASSIGNEE",
            },
        }
    ),
    "PUT k/v1/preview/app/settings": app_and(name="別名"),
    "PUT k/v1/preview/app/status": app_and(enable=False),
    "POST k/v1/preview/app/deploy": lambda w, _: {"apps": [{"app": w.app.app_id}]},
    "GET k/v1/preview/app/deploy": lambda w, _: {"apps": [w.app.app_id]},
    "GET v1/users": nothing,
    "GET v1/organizations": nothing,
    "GET v1/groups": nothing,
    "GET v1/titles": nothing,
    "GET v1/user/organizations": lambda w, _: {"code": "suzuki"},
    "GET v1/user/groups": lambda w, _: {"code": "suzuki"},
    "GET v1/organization/users": lambda w, _: {"code": "soumu"},
    "GET v1/group/users": lambda w, _: {"code": "everyone"},
    "GET k/v1/apis": nothing,
    "GET k/v1/apis/{id}": nothing,
}
for _name in (
    "app/form/fields",
    "app/form/layout",
    "form",
    "app/views",
    "app/settings",
    "app/status",
    "app/acl",
    "record/acl",
    "field/acl",
    "app/customize",
):
    SAMPLES[f"GET k/v1/{_name}"] = of_app
    SAMPLES[f"GET k/v1/preview/{_name}"] = of_app
for _name in ("app/acl", "record/acl", "field/acl"):
    SAMPLES[f"PUT k/v1/{_name}"] = app_and(rights=[])
    SAMPLES[f"PUT k/v1/preview/{_name}"] = app_and(rights=[])


def call(endpoint: Endpoint, world: World, api: Api) -> Reply:
    """Call an endpoint rightly."""
    if endpoint.takes_file:
        response = api.client.generic(
            "POST",
            "/k/v1/file.json",
            UPLOAD,
            content_type="multipart/form-data; boundary=b",
            headers=api.headers,
        )
        return Reply(response.status_code, response.json(), response.headers)
    values = SAMPLES[id_of(endpoint)](world, api) if endpoint.is_built else {}
    reply = api(endpoint.method, address(endpoint), **values)
    if endpoint.is_download and reply.status == 200:
        b"".join(reply.body.streaming_content)  # to its end, which closes the file
    return reply


def address(endpoint: Endpoint) -> str:
    return endpoint.name.replace("{id}", "record/get")
