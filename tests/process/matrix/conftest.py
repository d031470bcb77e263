"""An authority matrix in its app, and a company small enough to know by heart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.packs.system import install_matrix
from urakata.record.write import add_records

ARow: TypeAlias = Callable[..., int]


def cell(value: Any) -> dict[str, Any]:
    return {"value": value}


def steps(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of the table, numbered where they do not say so themselves."""
    return [
        {"value": {code: cell(value) for code, value in {"順番": n, **each}.items()}}
        for n, each in enumerate(lines, 1)
    ]


def title(code: str, **more: Any) -> dict[str, Any]:
    return {"種類": "役職", "コード": code, **more}


def person(code: str, **more: Any) -> dict[str, Any]:
    return {"種類": "人", "コード": code, **more}


def unit(code: str, **more: Any) -> dict[str, Any]:
    return {"種類": "組織", "コード": code, **more}


@pytest.fixture
def company(sato: Actor, suzuki: Actor, takahashi: Actor, tanaka: Actor) -> None:
    """佐藤 is 部長 of 営業部, 鈴木 works in 営業一課, 高橋 is 部長 of 総務部, 田中 is in 法務部."""
    units.create_titles(
        actor=sato,
        titles=[
            units.NewTitle("bucho", "部長", rank=1),
            units.NewTitle("kacho", "課長", rank=2),
        ],
    )
    units.create_organizations(
        actor=sato,
        organizations=[
            units.NewOrganization(code="sha", name="みなと商事"),
            units.NewOrganization(code="eigyo", name="営業部", parent="sha"),
            units.NewOrganization(code="eigyo1", name="営業一課", parent="eigyo"),
            units.NewOrganization(code="somu", name="総務部", parent="sha"),
            units.NewOrganization(code="homu", name="法務部", parent="sha"),
        ],
    )
    for organization, user, post in (
        ("eigyo", "sato", "bucho"),
        ("eigyo1", "suzuki", None),
        ("somu", "takahashi", "bucho"),
        ("homu", "tanaka", None),
    ):
        units.add_members(actor=sato, organization=organization, users=[user], title=post)


@pytest.fixture
def kengen(company: None, sato: Actor) -> AppSchema:
    return live_schema(install_matrix(actor=sato))


@pytest.fixture
def a_row(kengen: AppSchema, sato: Actor) -> ARow:
    """One row of the matrix; without steps, one that asks 高橋."""

    def build(**values: Any) -> int:
        lines = values.pop("ステップ", [person("takahashi")])
        row = {"区分": "稟議", **values, "ステップ": steps(*lines)}
        cells = {code: cell(value) for code, value in row.items()}
        return add_records(actor=sato, app=kengen, rows=[cells], prefix="records")[0].id

    return build
