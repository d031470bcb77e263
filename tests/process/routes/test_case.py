from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from urakata.definition.conditions.environment import Env
from urakata.definition.queries import live_schema
from urakata.definition.routing import Factor, MatrixUse, Route
from urakata.definition.schema import AppSchema, State
from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.process.routes.case import Case, cases_of

USE = MatrixUse(
    "稟議",
    amount="金額",
    importance="重要度",
    organization="部署",
    factors=(
        Factor("新規取引先", 'リスク in ("新規")', 1),
        Factor("高額", "金額 >= 1000000", 2),
    ),
)


def state(use: MatrixUse | None = USE, applicant: str = "") -> State:
    return State("承認中", 1, {}, route=Route(matrix=use, applicant=applicant))


def env(actor: Actor) -> Env:
    now = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)  # already April in Tokyo
    return Env(actor=actor, now=now, people=snapshot(), schema_of=live_schema)


@pytest.fixture
def app(an_app: Callable[..., AppSchema]) -> AppSchema:
    options = {"新規": {"label": "新規", "index": "0"}, "海外": {"label": "海外", "index": "1"}}
    return an_app(
        {
            "金額": "NUMBER",
            "重要度": {
                "type": "DROP_DOWN",
                "options": {"高": {"label": "高", "index": "0"}},
            },
            "部署": "ORGANIZATION_SELECT",
            "申請者": "USER_SELECT",
            "リスク": {"type": "CHECK_BOX", "options": options},
        }
    )


@pytest.fixture
def eigyo(sato: Actor, suzuki: Actor) -> int:
    new = units.NewOrganization(code="eigyo", name="営業部")
    id_ = units.create_organization(actor=sato, organization=new)
    units.add_members(actor=sato, organization="eigyo", users=["suzuki"])
    return id_


def test_a_case_has_the_facts_of_its_record(
    app: AppSchema, a_record: Callable[..., int], sato: Actor, eigyo: int
) -> None:
    id_ = a_record(
        app,
        金額="1200000.5",
        重要度="高",
        部署=[{"code": "eigyo"}],
        リスク=["新規", "海外"],
    )

    case = cases_of(app, state(), [id_], env(sato))[id_]

    assert case.amount == Decimal("1200000.5")
    assert (case.importance, case.risk, case.factors) == ("高", 3, ("新規取引先", "高額"))
    assert (case.organization_id, case.applicant_id) == (eigyo, sato.user_id)
    assert case.on == date(2026, 4, 1)


def test_the_applicant_is_whom_the_field_names_and_brings_his_organization(
    app: AppSchema, a_record: Callable[..., int], sato: Actor, suzuki: Actor, eigyo: int
) -> None:
    id_ = a_record(app, 申請者=[{"code": "suzuki"}])

    case = cases_of(app, state(applicant="申請者"), [id_], env(sato))[id_]

    assert (case.applicant_id, case.organization_id) == (suzuki.user_id, eigyo)
    assert case.values.creator_id == sato.user_id


def test_what_the_record_does_not_say_is_empty(
    app: AppSchema, a_record: Callable[..., int], sato: Actor
) -> None:
    id_ = a_record(app)

    case = cases_of(app, state(applicant="申請者"), [id_], env(sato))[id_]

    assert (case.amount, case.importance, case.risk) == (None, "", 0)
    assert (case.applicant_id, case.organization_id) == (sato.user_id, None)


def test_a_route_without_the_matrix_asks_for_nothing_of_it(
    app: AppSchema, a_record: Callable[..., int], sato: Actor
) -> None:
    id_ = a_record(app, 金額="5")

    assert cases_of(app, state(None), [id_], env(sato))[id_].amount is None


def test_many_records_take_one_statement(
    app: AppSchema, a_record: Callable[..., int], sato: Actor
) -> None:
    ids = [a_record(app, 金額=str(n)) for n in range(3)]
    asking = env(sato)

    with CaptureQueriesContext(connection) as queries:
        found = cases_of(app, state(), [*ids, 2**70, 999], asking)

    assert {id_: case.amount for id_, case in found.items()} == {
        id_: Decimal(n) for n, id_ in enumerate(ids)
    }
    assert len([q for q in queries if "ledger" in q["sql"]]) == 1


def test_the_facts_of_a_case_make_it_again(
    app: AppSchema, a_record: Callable[..., int], sato: Actor, suzuki: Actor, eigyo: int
) -> None:
    id_ = a_record(app, 金額="10", 申請者=[{"code": "suzuki"}])
    case = cases_of(app, state(applicant="申請者"), [id_], env(sato))[id_]

    case = replace(case, barred={suzuki.user_id: "起票と承認"})
    again = Case.from_facts((app.app_id, app.code), id_, case.facts())

    assert again.facts() == case.facts()
    assert again.barred == case.barred
    assert again.values.fields["申請者"] == ("user", (again.applicant_id,))
