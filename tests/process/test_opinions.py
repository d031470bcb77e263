"""回覧: people are asked what they think; they say it once, and nothing waits for them."""

from __future__ import annotations

import pytest

from tests.access.rules import owner_rule
from tests.directory.hearing import heard
from tests.process.conftest import refused
from urakata.directory.actors import token_actor
from urakata.directory.services import disable_user
from urakata.process.models import Opinion
from urakata.process.opinions import answer_opinion, ask_opinions, opinions_of
from urakata.process.tasks import list_tasks


@pytest.fixture
def asked(ringi, suzuki, takahashi, filed):
    """鈴木 asks 高橋 and 田中 about a record."""
    where = {"app": ringi, "record_id": filed(ringi, suzuki, 件名="机")}
    people = ["takahashi", "tanaka", "takahashi"]
    opinions = ask_opinions(actor=suzuki, **where, people=people, question="高いですか")
    return where | {"opinion_id": opinions[0].pk}


def titles(actor) -> list[tuple[str, str]]:
    tasks = list_tasks(actor=actor, kind="opinions", limit=10).tasks
    return [(task.title, task.opinion.question if task.opinion else "") for task in tasks]


def test_everybody_who_is_asked_has_it_on_the_list(asked, suzuki, takahashi, tanaka):
    found = [titles(actor) for actor in (suzuki, takahashi, tanaka)]

    assert found == [[], [("机", "高いですか")], [("机", "高いですか")]]


def test_asking_is_told_to_the_journal(asked, takahashi, tanaka):
    (entry,) = heard("process.opinion")

    assert entry["about"] == {
        "question": "高いですか",
        "asked": [takahashi.user_id, tanaka.user_id],
    }


def test_what_is_answered_is_off_the_list_and_kept(asked, takahashi, tanaka):
    answer_opinion(actor=takahashi, **asked, answer="妥当です")

    assert (titles(takahashi), len(titles(tanaka))) == ([], 1)
    kept = opinions_of(asked["app"].app_id, asked["record_id"])
    assert [(each.asked_id, each.answer) for each in kept] == [
        (takahashi.user_id, "妥当です"),
        (tanaka.user_id, ""),
    ]


def test_one_answers_once(asked, takahashi):
    answer_opinion(actor=takahashi, **asked, answer="妥当です")

    assert refused(answer_opinion, actor=takahashi, **asked, answer="やはり高い") == (
        "UR_TS04",
        409,
    )
    assert Opinion.objects.get(pk=asked["opinion_id"]).answer == "妥当です"


def test_nobody_answers_for_another(asked, suzuki, tanaka, sato):
    for actor in (suzuki, tanaka, sato):
        assert refused(answer_opinion, actor=actor, **asked, answer="x") == ("UR_TS06", 403)
    assert Opinion.objects.filter(answered_at__isnull=True).count() == 2


def test_an_opinion_of_another_record_is_not_found(asked, takahashi, filed, suzuki):
    other = asked | {"record_id": filed(asked["app"], suzuki, 件名="椅子")}

    assert refused(answer_opinion, actor=takahashi, **other, answer="x") == ("UR_TS02", 404)


@pytest.mark.parametrize(
    ("people", "question", "code"),
    [
        (["nobody"], "?", "GAIA_IL26"),
        (["tanaka"], "?", "GAIA_SA03"),
        ([], "?", "CB_VA01"),
        (["suzuki"] * 101, "?", "CB_VA01"),
        (["suzuki"], "  ", "CB_VA01"),
        (["suzuki"], "x" * 10_001, "CB_VA01"),
    ],
)
def test_what_cannot_be_asked_is_refused(ringi, sato, suzuki, filed, people, question, code):
    disable_user(actor=sato, code="tanaka")
    where = {"app": ringi, "record_id": filed(ringi, sato)}

    found = refused(ask_opinions, actor=sato, **where, people=people, question=question)

    assert (found[0], Opinion.objects.count()) == (code, 0)


def test_who_may_not_view_the_record_is_not_asked(ringi, sato, takahashi, filed, with_access):
    app = with_access(ringi, records=[owner_rule("", "作成者", "view edit")])
    where = {"app": app, "record_id": filed(app, sato)}

    found = refused(ask_opinions, actor=sato, **where, people=["takahashi"], question="?")

    assert (found, Opinion.objects.count()) == (("UR_TS01", 400), 0)


def test_who_may_not_view_the_record_does_not_ask(ringi, sato, takahashi, filed, with_access):
    app = with_access(ringi, records=[owner_rule("", "作成者", "view edit")])
    where = {"app": app, "record_id": filed(app, sato)}

    found = refused(ask_opinions, actor=takahashi, **where, people=["sato"], question="?")

    assert (found, Opinion.objects.count()) == (("CB_NO02", 403), 0)


def test_a_token_neither_asks_nor_answers(asked):
    token = token_actor({asked["app"].app_id: frozenset({"view", "edit"})}, (1,))
    where = {"app": asked["app"], "record_id": asked["record_id"]}

    assert refused(ask_opinions, actor=token, **where, people=["sato"], question="?")[1] == 403
    assert refused(answer_opinion, actor=token, **asked, answer="x")[1] == 403
