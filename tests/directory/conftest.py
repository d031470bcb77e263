"""A small company: 営業部 with 第一課 in it, 佐藤 who leads it, 鈴木 who works there."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from urakata.directory import epochs, services, units
from urakata.directory.actors import system_actor


@pytest.fixture(autouse=True)
def _outside_a_request() -> Iterator[None]:
    epochs.end()
    yield
    epochs.end()


@pytest.fixture
def company(db: None) -> dict[str, int]:
    """Codes of users to their ids."""
    system = system_actor()
    units.create_organizations(
        actor=system,
        organizations=[
            units.NewOrganization("sales", "営業部"),
            units.NewOrganization("sales1", "第一課", parent="sales"),
            units.NewOrganization("ga", "総務部"),
        ],
    )
    units.create_title(actor=system, title=units.NewNamed("manager", "課長"))
    units.create_group(actor=system, group=units.NewNamed("project", "企画"))
    users = [
        services.NewUser("sato", "佐藤", "passphrase-of-sato", posts=[("sales", "manager")]),
        services.NewUser(
            "suzuki", "鈴木", "passphrase-of-suzuki", {"locale": "en"}, posts=[("sales1", None)]
        ),
        services.NewUser("tanaka", "田中", "passphrase-of-tanaka", groups=["project"]),
    ]
    ids = services.create_users(actor=system, users=users)
    return dict(zip(("sato", "suzuki", "tanaka"), ids, strict=True))


@pytest.fixture
def early_in_a_minute() -> None:
    """The minute of the database does not end while a test counts."""
    left = 60 - time.time() % 60
    if left < 3:
        time.sleep(left + 0.1)
