"""A record's route over HTTP: seen before it starts, walked, returned, and told afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.client import Api
from tests.api.native.asking import Native
from tests.process import routed
from tests.process.routed import asks
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.write import add_records


@pytest.fixture
def two_steps(an_app, takahashi: Actor, tanaka: Actor) -> AppSchema:
    made = routed.approval(asks("課長", "takahashi"), asks("部長", "tanaka"))
    return routed.put_process(an_app(routed.FIELDS, process=routed.only_kintones(made)), made)


@pytest.fixture
def asked(api_of: Callable[..., Api], two_steps: AppSchema) -> Callable[..., Native]:
    return lambda actor: Native(api_of(actor), two_steps.app_id)


@pytest.fixture
def record(two_steps: AppSchema, suzuki: Actor) -> str:
    (saved,) = add_records(actor=suzuki, app=two_steps, rows=[{}], prefix="record")
    return f"records/{saved.id}"


def names(answer) -> list[str]:
    return [each["name"] for each in answer.body["actions"]]


def test_the_route_is_seen_before_it_starts(asked, record, suzuki: Actor):
    seen = asked(suzuki)("GET", f"{record}/route", action="申請する").body

    assert (seen["isPreview"], seen["status"], seen["problems"]) == (True, "申請前", [])
    assert [step["name"] for step in seen["steps"]] == ["課長", "部長"]
    (line,) = seen["steps"][0]["lines"]
    assert [each["code"] for each in line["people"]] == ["takahashi"]
    assert asked(suzuki)("GET", f"{record}/route").body["state"] is None


def test_what_may_be_done_says_what_goes_along_with_it(
    asked, record, suzuki: Actor, takahashi: Actor
):
    assert names(asked(suzuki)("GET", f"{record}/actions")) == ["申請する"]
    done = asked(suzuki)("POST", f"{record}/actions", {"action": "申請する", "revision": 1})
    assert done.body == {"revision": "3", "status": "承認待ち"}

    found = asked(takahashi)("GET", f"{record}/actions")
    assert names(found) == ["承認する", "却下する", "差し戻す"]
    rejecting = found.body["actions"][1]
    assert (rejecting["kind"], rejecting["to"]) == ("REJECT", "却下")
    assert rejecting["reasons"] == routed.REASONS
    assert names(asked(suzuki)("GET", f"{record}/actions")) == ["引き戻す", "取り下げる"]


def test_a_walked_route_tells_who_did_what(
    asked, record, suzuki: Actor, takahashi: Actor, tanaka: Actor
):
    def run(actor: Actor, action: str, **more: object) -> dict:
        return asked(actor)("POST", f"{record}/actions", {"action": action, **more}).body

    run(suzuki, "申請する")
    assert asked(takahashi)("POST", f"{record}/start").status == 204
    run(takahashi, "承認する", comment="よい", conditions=["報告する"])
    back = asked(tanaka)("GET", f"{record}/actions").body["actions"]
    assert [each["steps"] for each in back if each["name"] == "前に戻す"] == [
        [{"number": 1, "name": "課長"}]
    ]
    run(tanaka, "前に戻す", reason="R02", toStep=1)
    run(takahashi, "承認する")
    assert run(tanaka, "承認する") == {"revision": "8", "status": "完了"}

    seen = asked(suzuki)("GET", f"{record}/route").body
    assert (seen["state"], seen["round"], seen["applicant"]["code"]) == ("passed", 1, "suzuki")
    assert [step["state"] for step in seen["steps"]] == ["passed", "passed"]
    (first,) = seen["past"]
    assert [step["state"] for step in first["steps"]] == ["passed", "returned"]
    (returned,) = first["steps"][1]["lines"]
    assert (returned["by"]["code"], returned["reason"]) == (
        "tanaka",
        {"code": "R02", "text": "記載不備"},
    )
    assert [visit["status"] for visit in seen["visits"]] == ["申請前", "承認待ち", "完了"]
    assert [each["text"] for each in seen["conditions"]] == ["報告する"]


def test_a_wrong_action_is_refused_with_its_place(asked, record, takahashi: Actor):
    refused = asked(takahashi)("POST", f"{record}/actions", {"action": "申請する", "toStep": 0})

    assert (refused.status, refused.code) == (400, "CB_VA01")
    assert {*refused.body["errors"]} == {"toStep"}
