"""Our own API as several people call it, with one ledger of everything it is asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.api.client import Api
from tests.api.native.asking import Native
from tests.conftest import AnApp
from urakata.definition.schema import AppSchema
from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import update_user
from urakata.directory.tenures import effective_on
from urakata.directory.today import company_today
from urakata.record.write import add_records

LINES = {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数量": "NUMBER"}}
KINDS = {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}}
FIELDS: dict[str, Any] = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
    "金額": {"type": "NUMBER", "maxValue": "1000000"},
    "日付": "DATE",
    "区分": {"type": "DROP_DOWN", "options": KINDS},
    "明細": LINES,
}
ROWS = (
    ("R1", "机", "1200", "2026-04-01", "甲"),
    ("R2", "椅子", "800", "2026-04-20", "乙"),
    ("R3", "棚", "500.5", "2026-05-02", "甲"),
)


def cells(**values: Any) -> dict[str, Any]:
    return {code: {"value": value} for code, value in values.items()}


def a_row(number: str, title: str, amount: str, day: str, kind: str) -> dict[str, Any]:
    return cells(番号=number, 件名=title, 金額=amount, 日付=day, 区分=kind)


@pytest.fixture
def ledger(an_app: AnApp, sato: Actor) -> AppSchema:
    """Three records; the first has two lines in its table."""
    app = an_app(FIELDS, name="備品")
    rows = [a_row(*row) for row in ROWS]
    rows[0] |= cells(
        明細=[{"value": cells(品名="天板", 数量="1")}, {"value": cells(品名="脚", 数量="4")}]
    )
    add_records(actor=sato, app=app, rows=rows, prefix="records")
    return app


@pytest.fixture
def native_of(ledger: AppSchema) -> Callable[[Api], Native]:
    """Our API about the ledger, as whoever calls."""
    return lambda api: Native(api, ledger.app_id)


@pytest.fixture
def sato_asks(as_sato: Api, native_of: Callable[[Api], Native]) -> Native:
    return native_of(as_sato)


@pytest.fixture
def suzuki_asks(as_suzuki: Api, native_of: Callable[[Api], Native]) -> Native:
    return native_of(as_suzuki)


@pytest.fixture
def token_asks(
    with_token: Callable[..., Api], native_of: Callable[[Api], Native], ledger: AppSchema
) -> Callable[..., Native]:
    """Our API with a token of the ledger: ``token_asks("view", "add")``."""
    return lambda *rights: native_of(with_token(ledger.app_id, *rights))


@pytest.fixture
def company(sato: Actor, suzuki: Actor, takahashi: Actor, tanaka: Actor) -> date:
    """営業部 with 第一課 in it, and 総務部, since a year ago; the day on which all began.

    高橋 leads 営業部, 鈴木 works in 第一課 and, besides, in 総務部; 田中 works nowhere.
    """
    system, beginning = system_actor(), company_today() - timedelta(days=365)
    with transaction.atomic(), effective_on(beginning):
        units.create_organizations(
            actor=system,
            organizations=[
                units.NewOrganization("sales", "営業部"),
                units.NewOrganization("sales1", "第一課", parent="sales"),
                units.NewOrganization("ga", "総務部"),
            ],
        )
        titles = [units.NewTitle("head", "部長", rank=1), units.NewTitle("chief", "課長")]
        units.create_titles(actor=system, titles=titles)
        units.add_members(actor=system, organization="sales", users=["takahashi"], title="head")
        for organization in ("sales1", "ga"):
            units.add_members(actor=system, organization=organization, users=["suzuki"])
        update_user(actor=system, code="suzuki", changes={"primary_organization": "sales1"})
        update_user(actor=system, code="takahashi", changes={"primary_organization": "sales"})
    return beginning
