from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden, NotFound, TooMany
from urakata.record import cursors
from urakata.record.models import Cursor, CursorChunk

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(an_app) -> AppSchema:
    return an_app({"件名": "SINGLE_LINE_TEXT"})


def pages(actor: Actor, cursor_id: str) -> list[list[int]]:
    found = []
    while True:
        page = cursors.next_page(actor=actor, cursor_id=cursor_id)
        found.append(page.ids)
        if not page.has_more:
            return found


def is_gone(actor: Actor, cursor_id: str) -> bool:
    with pytest.raises(NotFound) as raised:
        cursors.next_page(actor=actor, cursor_id=cursor_id)
    return raised.value.code == "GAIA_CN01"


def opened(actor: Actor, app: AppSchema, ids=range(5), size: int = 2) -> str:
    return cursors.open_cursor(actor=actor, app=app, ids=list(ids), fields=["件名"], size=size)


def test_pages_come_in_order_and_the_last_ends_the_cursor(suzuki: Actor, app: AppSchema):
    cursor_id = opened(suzuki, app, [9, 8, 7, 3, 1])

    assert pages(suzuki, cursor_id) == [[9, 8], [7, 3], [1]]
    assert is_gone(suzuki, cursor_id)
    assert not CursorChunk.objects.exists()


def test_a_page_knows_what_to_read(suzuki: Actor, app: AppSchema):
    page = cursors.next_page(actor=suzuki, cursor_id=opened(suzuki, app))

    assert (page.app_id, page.fields, page.has_more) == (app.app_id, ("件名",), True)


def test_no_records_are_one_empty_page(suzuki: Actor, app: AppSchema):
    assert pages(suzuki, opened(suzuki, app, [])) == [[]]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(count=st.integers(0, 40), size=st.integers(1, 9), length=st.integers(1, 12))
def test_every_id_is_given_out_once_however_pages_are_stored(
    suzuki: Actor, app: AppSchema, monkeypatch, count: int, size: int, length: int
):
    monkeypatch.setattr(cursors, "_CHUNK", length)

    found = pages(suzuki, opened(suzuki, app, range(count), size))

    assert [id_ for page in found for id_ in page] == list(range(count))
    assert all(len(page) == size for page in found[:-1])


def test_a_long_answer_lies_in_few_rows(suzuki: Actor, app: AppSchema):
    opened(suzuki, app, range(100_000), 1)

    assert CursorChunk.objects.count() == 20


def test_a_cursor_is_its_openers_alone(suzuki: Actor, tanaka: Actor, app: AppSchema):
    cursor_id = opened(suzuki, app)

    assert is_gone(tanaka, cursor_id)
    with pytest.raises(NotFound):
        cursors.close_cursor(actor=tanaka, cursor_id=cursor_id)
    assert cursors.next_page(actor=suzuki, cursor_id=cursor_id).ids == [0, 1]


def test_another_apps_token_reads_nothing(app: AppSchema):
    token = Actor(1, "Administrator", "", via="token", tokens={app.app_id: frozenset({"view"})})
    cursor_id = opened(token, app)

    with pytest.raises(Forbidden):
        cursors.next_page(
            actor=replace(token, tokens={app.app_id + 1: frozenset({"view"})}), cursor_id=cursor_id
        )
    assert cursors.next_page(actor=token, cursor_id=cursor_id).ids == [0, 1]


def test_a_closed_cursor_is_gone(suzuki: Actor, app: AppSchema):
    cursor_id = opened(suzuki, app)

    cursors.close_cursor(actor=suzuki, cursor_id=cursor_id)

    assert is_gone(suzuki, cursor_id)
    with pytest.raises(NotFound):
        cursors.close_cursor(actor=suzuki, cursor_id=cursor_id)


@pytest.mark.parametrize("cursor_id", ["", "x", "\0", "00000000-0000-0000-0000-000000000000"])
def test_what_was_never_opened_is_gone(suzuki: Actor, cursor_id: str):
    assert is_gone(suzuki, cursor_id)


def test_reading_renews_a_cursors_ten_minutes(suzuki: Actor, app: AppSchema):
    cursor_id = opened(suzuki, app)
    Cursor.objects.update(expires_at=timezone.now() + timedelta(seconds=5))

    cursors.next_page(actor=suzuki, cursor_id=cursor_id)

    assert Cursor.objects.get().expires_at > timezone.now() + timedelta(minutes=9)


def test_a_cursor_nobody_reads_ends(suzuki: Actor, app: AppSchema):
    cursor_id = opened(suzuki, app)
    Cursor.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert is_gone(suzuki, cursor_id)
    assert cursors.sweep() == 2
    assert not Cursor.objects.exists()


def test_there_is_an_end_to_cursors_until_old_ones_end(suzuki: Actor, app: AppSchema, settings):
    settings.CURSOR_LIMIT = 2
    opened(suzuki, app), opened(suzuki, app)

    with pytest.raises(TooMany) as raised:
        opened(suzuki, app)
    assert raised.value.code == "GAIA_TM12"
    assert Cursor.objects.count() == 2

    Cursor.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    opened(suzuki, app)
