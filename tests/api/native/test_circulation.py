"""Opinions and conditions over HTTP: their shapes."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.api.native.asking import Native
from urakata.directory.actor import Actor
from urakata.process.models import Condition

THEN = datetime(2026, 4, 1, 9, tzinfo=UTC)


def test_an_opinion_is_asked_for_listed_and_given(
    suzuki_asks: Native, sato_asks: Native, sato: Actor
):
    body = {"people": ["sato"], "question": "高いですか"}

    (asked,) = suzuki_asks("POST", "records/1/opinions", body).body["opinions"]
    (task,) = sato_asks("GET", "/api/v1/tasks", kind="opinions").body["tasks"] or [None]
    given = sato_asks("POST", f"records/1/opinions/{asked['id']}", {"answer": "妥当です"}).body

    assert (asked["asked"]["code"], asked["by"]["code"]) == ("sato", "suzuki")
    assert (asked["question"], asked["answer"], asked["answeredAt"]) == ("高いですか", "", None)
    assert task["opinion"] == {
        "id": asked["id"],
        "question": "高いですか",
        "by": {"code": "suzuki", "name": "鈴木 一郎"},
    }
    assert (given["answer"], given["answeredAt"] is None) == ("妥当です", False)


def test_a_condition_is_said_to_be_done(suzuki_asks: Native, suzuki: Actor):
    condition = Condition.objects.create(
        app_id=suzuki_asks.app, record_id=1, text="見積", set_by_id=suzuki.user_id, set_at=THEN
    )

    shown = suzuki_asks("POST", f"records/1/conditions/{condition.pk}").body

    assert (shown["id"], shown["text"]) == (str(condition.pk), "見積")
    assert (shown["by"]["code"], shown["doneAt"] is None) == ("suzuki", False)


def test_a_question_without_words_is_refused(suzuki_asks: Native):
    refused = suzuki_asks("POST", "records/1/opinions", {"people": ["sato"], "question": ""})

    assert (refused.status, [*refused.errors]) == (400, ["question"])
