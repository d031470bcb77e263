"""The office, and the masters in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys import office as place
from tests.journeys.company import Company
from tests.journeys.office import Office, Person

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """A server with 鈴木, 高橋 and 田中, for all journeys."""
    try:
        yield place.office()
    finally:
        place.close_office()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The demo company on a server of its own."""
    made = Company(tmp_path_factory.mktemp("company") / "home")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def admin(office: Office) -> Person:
    return office.admin


@pytest.fixture
def suzuki(office: Office) -> Person:
    """鈴木 applies."""
    return office.person("suzuki")


@pytest.fixture
def takahashi(office: Office) -> Person:
    """高橋 approves."""
    return office.person("takahashi")


@pytest.fixture
def tanaka(office: Office) -> Person:
    """田中 could approve, but was not chosen."""
    return office.person("tanaka")


@pytest.fixture
def app(office: Office) -> Callable[[str], str]:
    """The id of a master's app, by the name of its file."""
    return office.app
