"""One action on many records: each for itself, in few statements, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.process.conftest import CREATOR, action, refused, state, user
from urakata.directory.actors import token_actor
from urakata.journal.models import JournalEntry
from urakata.kernel.errors import UrakataError
from urakata.process.bulk import Target, Wish, act_on_many
from urakata.process.services import StatusChange, advance_statuses


@pytest.fixture
def waiting(ringi, suzuki, filed):
    """Records of 鈴木's that wait for 高橋."""

    def build(count: int, app=ringi) -> list[Target]:
        ids = [filed(app, suzuki) for _ in range(count)]
        changes = [StatusChange(id_, "申請する", "takahashi") for id_ in ids]
        advance_statuses(actor=suzuki, app=app, changes=changes)
        return [Target(app.app_id, id_, 3) for id_ in ids]

    return build


def approve(actor, targets) -> list[Any]:
    results = act_on_many(actor=actor, targets=targets, wish=Wish("承認する"))
    return [r.code if isinstance(r, UrakataError) else r.revision for r in results]


def test_every_record_has_a_result_in_the_order_of_the_request(waiting, takahashi, standing, ringi):
    targets = waiting(3)

    assert approve(takahashi, targets[::-1]) == [5, 5, 5]
    assert {standing(ringi, each.record_id)[0] for each in targets} == {"完了"}


def test_what_is_refused_keeps_nobody_else(waiting, takahashi, standing, ringi):
    first, stale, gone, last = waiting(4)
    stale = Target(stale.app_id, stale.record_id, 1)
    gone = Target(gone.app_id, 9_999)
    nowhere = Target(9_999, 1)

    found = approve(takahashi, [first, stale, gone, nowhere, last])

    assert found == [5, "GAIA_CO02", "GAIA_RE01", "GAIA_AP01", 5]
    assert standing(ringi, stale.record_id)[0] == "承認待ち"


def test_records_of_several_apps_go_together(waiting, a_process, takahashi, tanaka):
    other = a_process(
        {"申請前": state(0, CREATOR), "承認待ち": state(1, user("takahashi")), "完了": state(2)},
        action("申請する", "申請前", "承認待ち"),
        action("承認する", "承認待ち", "完了"),
    )
    targets = [*waiting(2), *waiting(2, other)]

    assert approve(takahashi, targets) == [5, 5, 5, 5]


def test_sent_again_with_their_revisions_none_is_done_twice(waiting, takahashi, standing, ringi):
    targets = waiting(3)
    approve(takahashi, targets[:2])

    again = approve(takahashi, targets)

    assert again[:2] != [5, 5]
    assert again[2] == 5
    assert [standing(ringi, each.record_id)[2] for each in targets] == [5, 5, 5]


def test_each_is_told_to_the_journal_once(waiting, takahashi):
    targets = waiting(3)

    approve(takahashi, targets)

    told = JournalEntry.objects.filter(kind="record.status", actor_id=takahashi.user_id)
    assert sorted(told.values_list("record_id", flat=True)) == [t.record_id for t in targets]


def test_a_hundred_take_as_many_statements_as_one(waiting, takahashi):
    few, many = waiting(1), waiting(100)
    approve(takahashi, waiting(1))

    counts = [statements(takahashi, targets) for targets in (few, many)]

    assert counts[0] == counts[1]


def statements(actor, targets) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert {*approve(actor, targets)} == {5}
    return len(seen)


def test_who_has_no_turn_changes_nothing(waiting, tanaka, sato, standing, ringi):
    targets = waiting(2)

    assert approve(sato, targets) == ["GAIA_NT01", "GAIA_NT01"]
    assert standing(ringi, targets[0].record_id)[0] == "承認待ち"


def test_a_record_named_twice_and_too_many_are_refused(takahashi):
    same = [Target(1, 1), Target(1, 1)]
    many = [Target(1, n) for n in range(1_001)]

    for targets in (same, many, []):
        found = refused(act_on_many, actor=takahashi, targets=targets, wish=Wish("x"))
        assert found == ("CB_VA01", 400)


def test_an_auditor_changes_nothing(waiting, inoue):
    assert approve(inoue, waiting(2)) == ["CB_NO02", "CB_NO02"]


def test_tokens_are_refused(db):
    actor = token_actor({1: frozenset({"view", "edit"})}, (1,))

    found = refused(act_on_many, actor=actor, targets=[Target(1, 1)], wish=Wish("x"))

    assert found == ("GAIA_NO01", 403)
