from __future__ import annotations

import pytest

from tests.process.conftest import CREATOR, action, state, user
from urakata.directory.actor import Actor
from urakata.kernel.errors import NotFound
from urakata.process.queries import available_actions
from urakata.process.services import advance_status

pytestmark = pytest.mark.django_db


def names(actor: Actor, app, id_: int) -> list[str]:
    return [a.name for a in available_actions(actor=actor, app=app, record_id=id_)]


def test_a_button_says_where_it_leads_and_whom_to_choose(ringi, filed, suzuki: Actor):
    (button,) = available_actions(actor=suzuki, app=ringi, record_id=filed(ringi, suzuki))

    assert (button.name, button.target, button.type) == ("申請する", "承認待ち", "PRIMARY")
    assert button.must_choose
    assert [c["code"] for c in button.candidates] == ["takahashi", "tanaka"]


def test_buttons_are_for_those_whose_turn_it_is(ringi, filed, suzuki: Actor, takahashi: Actor):
    id_ = filed(ringi, suzuki)
    assert names(takahashi, ringi, id_) == []

    advance_status(actor=suzuki, app=ringi, record_id=id_, action="申請する", assignee="takahashi")

    assert names(takahashi, ringi, id_) == ["承認する", "差し戻す"]
    assert names(suzuki, ringi, id_) == []


def test_secondary_actions_are_for_those_they_name(a_process, filed, suzuki: Actor, tanaka: Actor):
    named = {"type": "SECONDARY", "executableUser": {"entities": [user("tanaka")]}}
    free = {"type": "SECONDARY", "executableUser": {"entities": []}}
    app = a_process(
        {"申請": state(0, CREATOR), "取下げ": state(1)},
        action("取り下げる", "申請", "取下げ", **named),
        action("急がせる", "申請", "申請", **free),
    )
    id_ = filed(app, suzuki)

    assert names(tanaka, app, id_) == ["取り下げる", "急がせる"]
    assert names(suzuki, app, id_) == ["急がせる"]


def test_only_actions_whose_condition_holds_are_offered(a_process, filed, suzuki: Actor):
    app = a_process(
        {"申請": state(0), "課長": state(1), "社長": state(2)},
        action("課長へ", "申請", "課長", "金額 < 100000"),
        action("社長へ", "申請", "社長", "金額 >= 100000"),
    )

    assert names(suzuki, app, filed(app, suzuki, 金額="99999")) == ["課長へ"]
    assert names(suzuki, app, filed(app, suzuki, 金額="1e5")) == ["社長へ"]
    assert names(suzuki, app, filed(app, suzuki)) == []


def test_without_a_process_there_are_no_buttons(an_app, a_record, sato: Actor):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})

    assert names(sato, app, a_record(app)) == []


def test_a_token_that_may_only_view_gets_no_buttons(ringi, filed, suzuki: Actor):
    token = Actor(suzuki.user_id, "", "", via="token", tokens={ringi.app_id: frozenset({"view"})})

    assert names(token, ringi, filed(ringi, suzuki)) == []


def test_a_record_that_is_not_there_is_not_found(ringi, suzuki: Actor):
    with pytest.raises(NotFound) as raised:
        names(suzuki, ringi, 12345)
    assert raised.value.code == "GAIA_RE01"
