from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from urakata.directory import epochs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outside_a_request() -> Iterator[None]:
    epochs.end()
    yield
    epochs.end()


def test_a_bump_raises_only_the_epoch_it_names():
    people, apps = epochs.current("directory"), epochs.current("definition")

    epochs.bump("directory")

    assert epochs.current("directory") > people
    assert epochs.current("definition") == apps


def test_a_request_asks_the_database_once_for_all_names(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    epochs.begin()

    with django_assert_num_queries(1):
        for _ in range(3):
            epochs.current("directory")
            epochs.current("definition")


def test_outside_a_request_every_question_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    with django_assert_num_queries(2):
        epochs.current("directory")
        epochs.current("directory")


def test_whoever_bumps_sees_it_in_the_same_request():
    epochs.begin()
    before = epochs.current("directory")

    epochs.bump("directory")

    assert epochs.current("directory") > before


def test_a_value_that_was_rolled_back_never_comes_again():
    before = epochs.current("directory")
    seen = []
    for _ in range(3):
        with transaction.atomic():
            epochs.bump("directory")
            seen.append(epochs.current("directory"))
            transaction.set_rollback(True)

    assert len({before, *seen}) == 4
    assert epochs.current("directory") == before


def test_a_rolled_back_bump_is_forgotten_within_the_request():
    epochs.begin()
    before = epochs.current("directory")

    with transaction.atomic():
        epochs.bump("directory")
        transaction.set_rollback(True)

    assert epochs.current("directory") == before
