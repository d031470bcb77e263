"""My tasks: what is mine, what I filed, what is late; in order, page by page, and nothing hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.rules import owner_rule
from tests.process.conftest import CREATOR, action, refused, state, user
from urakata.definition.services import update_process
from urakata.directory.actors import token_actor
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.services import disable_user, set_manager
from urakata.directory.today import company_today
from urakata.process.models import Route, Step
from urakata.process.tasks import list_tasks
from urakata.record.deploy import deploy

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def waits(filed, ringi, suzuki) -> Callable[..., Step]:
    """A record of 鈴木's that waits for somebody, an hour already."""

    def build(*assignees: Any, app=ringi, title="机", number=1, route=True, **values: Any) -> Step:
        id_ = filed(app, suzuki, 件名=title)
        standing = app.process.states[1]
        here = {"app_id": app.app_id, "record_id": id_, "status_id": standing.id}
        made = Route.objects.create(
            **here,
            applicant_id=suzuki.user_id,
            submitted_by_id=suzuki.user_id,
            submitted_at=NOW - HOUR,
        )
        values = {"entered_at": NOW - HOUR, "status": standing.name, "number": number, **values}
        return Step.objects.create(
            **here,
            route=made if route else None,
            assignees=[each.user_id for each in assignees],
            **values,
        )

    return build


def titles(actor, kind="mine", **window: Any) -> list[str]:
    return [task.title for task in list_tasks(actor=actor, kind=kind, limit=10, **window).tasks]


def test_a_task_says_what_is_waited_for(waits, ringi, suzuki, takahashi, tanaka):
    step = waits(takahashi, tanaka, name="部長", due_at=NOW - HOUR / 2)

    (task,) = list_tasks(actor=takahashi, kind="mine", limit=10).tasks

    assert (task.app.name, task.record_id, task.title) == ("稟議", step.record_id, "机")
    assert (task.status, task.step, task.state) == ("申請前", "部長", "open")
    assert task.applicant == {"code": "suzuki", "name": "鈴木 一郎"}
    assert (task.entered_at, task.due_at, task.is_late) == (NOW - HOUR, NOW - HOUR / 2, True)
    assert 3600 <= task.waited <= 3600 + (datetime.now(UTC) - NOW).total_seconds()
    assert [person["code"] for person in task.assignees] == ["takahashi", "tanaka"]
    assert [each.name for each in task.actions] == ["申請する"]


def test_it_is_mine_only_while_it_is_open_and_my_turn(waits, takahashi, tanaka):
    waits(tanaka)
    waits(takahashi, state="planned", entered_at=None)
    waits(takahashi, state="passed", left_at=NOW)

    assert titles(takahashi) == []


def test_the_status_of_a_route_is_no_task_beside_its_lines(waits, takahashi):
    waits(takahashi, number=0, title="ルートの状態")
    waits(takahashi, number=0, route=False, title="ただの状態")

    assert titles(takahashi) == ["ただの状態"]


def test_the_most_urgent_comes_first_then_the_oldest(waits, takahashi):
    waits(takahashi, title="新しい")
    waits(takahashi, title="古い", entered_at=NOW - 2 * HOUR)
    waits(takahashi, title="明日", due_at=NOW + 24 * HOUR)
    waits(takahashi, title="今日", due_at=NOW + HOUR)

    assert titles(takahashi) == ["今日", "明日", "古い", "新しい"]


def test_pages_follow_each_other_without_a_gap(waits, takahashi):
    for n in range(5):
        waits(takahashi, title=str(n), due_at=NOW + n * HOUR if n < 3 else None)

    seen, after = [], ""
    for _ in range(3):
        page = list_tasks(actor=takahashi, kind="mine", limit=2, after=after)
        seen.append([task.title for task in page.tasks])
        after = page.after or ""

    assert (seen, after) == ([["0", "1"], ["2", "3"], ["4"]], "")


@pytest.mark.parametrize("after", ["x", "x:y", "🦊"])
def test_what_no_page_answered_with_is_refused(takahashi, after):
    found = refused(list_tasks, actor=takahashi, kind="mine", limit=2, after=after)

    assert found == ("CB_VA01", 400)


def test_a_token_has_no_tasks(takahashi):
    actor = token_actor({1: frozenset({"view"})}, (1,))

    assert refused(list_tasks, actor=actor, kind="mine", limit=2) == ("GAIA_NO01", 403)


def test_a_record_that_may_not_be_viewed_is_left_out(waits, ringi, takahashi, with_access):
    waits(takahashi, title="見える")
    waits(takahashi, title="秘密")
    with_access(ringi, records=[owner_rule('件名 = "秘密"', "承認者", "view")])

    assert titles(takahashi) == ["見える"]


def test_an_app_whose_process_is_off_has_no_tasks(waits, ringi, takahashi, sato):
    waits(takahashi)
    off(ringi, sato)

    assert titles(takahashi) == []


def off(app, owner):
    update_process(actor=owner, app_id=app.app_id, process={"enable": False})
    deploy(actor=owner, targets=[(app.app_id, None)])


def test_many_records_of_many_apps_take_as_many_statements_as_one(
    waits, ringi, a_process, takahashi
):
    waits(takahashi)
    one = statements(takahashi)
    other = a_process({"申請前": state(0, CREATOR), "承認待ち": state(1, user("takahashi"))})
    for app in (ringi, other, other):
        waits(takahashi, app=app)

    assert (one, statements(takahashi)) == (one, one)
    assert titles(takahashi) == ["机"] * 4


def statements(actor) -> int:
    titles(actor)
    with CaptureQueriesContext(connection) as seen:
        titles(actor)
    return sum("process_step" in query["sql"] or "ledger." in query["sql"] for query in seen)


def test_an_action_whose_condition_fails_is_not_offered(a_process, waits, takahashi):
    app = a_process(
        {"申請前": state(0, CREATOR), "承認待ち": state(1, user("takahashi"))},
        action("少額", "申請前", "承認待ち", "金額 < 100"),
        action("承認する", "申請前", "承認待ち", '件名 = "机"'),
    )
    waits(takahashi, app=app)

    (task,) = list_tasks(actor=takahashi, kind="mine", limit=10).tasks

    assert [each.name for each in task.actions] == ["承認する"]


def test_what_i_filed_is_listed_with_where_it_is(waits, suzuki, takahashi, tanaka):
    step = waits(takahashi, name="部長", title="進行中")
    waits(tanaka, title="終わり", state="passed", left_at=NOW)
    Route.objects.exclude(pk=step.route_id).update(state="passed", submitted_at=NOW)

    tasks = list_tasks(actor=suzuki, kind="filed", limit=10).tasks

    assert [(t.title, t.state, t.step) for t in tasks] == [
        ("終わり", "passed", ""),
        ("進行中", "open", "部長"),
    ]
    assert [person["code"] for person in tasks[1].assignees] == ["takahashi"]


def test_of_a_record_filed_twice_the_last_round_is_listed(waits, suzuki, takahashi):
    step = waits(takahashi)
    Route.objects.update(state="returned")
    Route.objects.create(
        app_id=step.app_id,
        record_id=step.record_id,
        status_id=step.status_id,
        round=2,
        applicant_id=takahashi.user_id,
        submitted_by_id=suzuki.user_id,
        submitted_at=NOW,
    )

    (task,) = list_tasks(actor=suzuki, kind="filed", limit=10).tasks

    assert (task.state, task.applicant["code"]) == ("open", "takahashi")


def test_what_i_filed_comes_page_by_page(waits, suzuki, takahashi):
    for n in range(3):
        waits(takahashi, title=str(n))

    first = list_tasks(actor=suzuki, kind="filed", limit=2)
    second = list_tasks(actor=suzuki, kind="filed", limit=2, after=first.after or "")

    assert [t.title for t in [*first.tasks, *second.tasks]] == ["2", "1", "0"]
    assert second.after is None


def test_what_is_late_is_listed_for_who_manages_the_app(waits, sato, takahashi, tanaka):
    waits(takahashi, title="遅れ", due_at=NOW - HOUR)
    waits(takahashi, title="まだ", due_at=NOW + HOUR)
    waits(takahashi, title="済み", due_at=NOW - HOUR, state="passed", left_at=NOW)

    found = {actor.code: titles(actor, "late") for actor in (sato, takahashi, tanaka)}

    assert found == {"sato": ["遅れ"], "takahashi": [], "tanaka": []}


def test_whoever_left_is_still_named(waits, sato, takahashi, tanaka):
    waits(takahashi, tanaka)
    disable_user(actor=sato, code="tanaka")

    (task,) = list_tasks(actor=takahashi, kind="mine", limit=10).tasks

    assert [person["name"] for person in task.assignees] == ["高橋 誠", "田中 実"]


@pytest.fixture
def stands_in(takahashi, tanaka) -> Callable[..., None]:
    """田中 decides for 高橋 today."""

    def build(**limits: Any) -> None:
        today = company_today()
        new = NewDelegation(["tanaka"], Period(today, today), **limits)
        add_delegation(actor=takahashi, new=new, knows_app=lambda _: True)

    return build


def behalf(actor) -> list[tuple[str, list[Any], int]]:
    tasks = list_tasks(actor=actor, kind="mine", limit=10).tasks
    return [(t.title, [p["code"] for p in t.on_behalf_of], len(t.actions)) for t in tasks]


def test_who_stands_in_for_somebody_has_his_tasks_too(waits, takahashi, tanaka, stands_in):
    waits(takahashi, title="高橋の")
    waits(takahashi, tanaka, title="二人の")

    stands_in()

    assert behalf(takahashi) == [("高橋の", [], 1), ("二人の", [], 1)]
    assert behalf(tanaka) == [("高橋の", ["takahashi"], 1), ("二人の", [], 1)]


def test_a_delegation_reaches_as_far_as_its_apps_and_its_amount(
    waits, ringi, a_process, takahashi, tanaka, stands_in
):
    other = a_process({"申請前": state(0, CREATOR), "承認待ち": state(1, user("takahashi"))})
    waits(takahashi, app=other, title="別のアプリ")
    for title, amount in (("安い", "100"), ("高い", "101"), ("金額なし", None)):
        route = waits(takahashi, title=title).route
        Route.objects.filter(pk=route.pk).update(basis={"case": {"amount": amount}})

    stands_in(apps=[ringi.app_id], amount_cap="100")

    assert behalf(tanaka) == [("安い", ["takahashi"], 1)]


def test_nobody_stands_in_on_his_own_application(waits, takahashi, tanaka, stands_in):
    waits(takahashi)
    Route.objects.update(applicant_id=tanaka.user_id)

    stands_in()

    assert behalf(tanaka) == []


def test_what_is_late_is_listed_for_the_manager_of_who_is_late(waits, sato, takahashi, tanaka):
    waits(takahashi, title="高橋", due_at=NOW - HOUR)
    waits(tanaka, title="田中", due_at=NOW - HOUR)
    set_manager(actor=sato, code="takahashi", manager="tanaka")

    assert titles(tanaka, "late") == ["高橋"]


def test_my_tasks_are_found_by_an_index(waits, takahashi, tanaka):
    waits(takahashi)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO process_step (app_id, record_id, status_id, status, number, line, need, name,"
            ' "join", assignees, because, state, action, reason, comment, was, gone_with)'
            ' SELECT app_id, -n, status_id, status, number, line, need, name, "join",'
            " ARRAY[%s::bigint], because, CASE WHEN n %% 20 = 0 THEN 'open' ELSE 'passed' END,"
            " action, reason, comment, was, gone_with"
            " FROM process_step, generate_series(1, 20000) AS n",
            [tanaka.user_id],
        )
        cursor.execute("ANALYZE process_step")
    with CaptureQueriesContext(connection) as seen:
        titles(takahashi)
    (page,) = [q["sql"] for q in seen if "ORDER BY" in q["sql"] and "process_step" in q["sql"]]

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {page}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "process_step_turn" in plan
    assert "Seq Scan on process_step" not in plan
