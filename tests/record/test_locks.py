from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actors import system_actor
from urakata.kernel.errors import Invalid
from urakata.record import locks
from urakata.record.deploy import deploy
from urakata.record.locks import is_current, lock_for_write


def make() -> AppSchema:
    app_id, _ = services.create_app(actor=system_actor(), name="稟議")
    deploy(actor=system_actor(), targets=[(app_id, None)])
    return live_schema(app_id)


def deploy_with_a_new_field(app_id: int) -> None:
    field = {"件名": {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "件名"}}
    try:
        services.add_fields(actor=system_actor(), app_id=app_id, properties=field)
        deploy(actor=system_actor(), targets=[(app_id, None)])
    finally:
        connection.close()


@pytest.fixture
def pool(committing: None) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.mark.django_db
def test_a_schema_is_current_until_the_next_deploy() -> None:
    app = make()
    assert is_current(app)
    deploy_with_a_new_field_here(app.app_id)

    assert not is_current(app)
    assert is_current(live_schema(app.app_id))


def deploy_with_a_new_field_here(app_id: int) -> None:
    field = {"件名": {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "件名"}}
    services.add_fields(actor=system_actor(), app_id=app_id, properties=field)
    deploy(actor=system_actor(), targets=[(app_id, None)])


@pytest.mark.django_db
def test_live_revisions_are_answered_for_deployed_apps_alone() -> None:
    app = make()
    draft, _ = services.create_app(actor=system_actor(), name="下書き")
    gone = make()
    services.delete_app(actor=system_actor(), app_id=gone.app_id)

    asked = [draft, gone.app_id, 2**31 - 1, app.app_id, app.app_id]
    assert lock_for_write(asked) == {app.app_id: app.version}
    assert lock_for_write([]) == {}


@pytest.mark.django_db
def test_locking_and_checking_is_one_round_trip(django_assert_num_queries) -> None:
    app = make()
    with django_assert_num_queries(1):
        assert is_current(app)


def test_a_deploy_waits_for_writers(pool) -> None:
    app = make()
    with transaction.atomic():
        assert is_current(app)
        deploying = pool.submit(deploy_with_a_new_field, app.app_id)
        assert not deploying.done()
    deploying.result(timeout=10)
    assert not is_current(app)


def test_a_writer_waits_for_a_deploy_and_sees_what_it_did(pool) -> None:
    app = make()
    has_deployed, may_end = Event(), Event()

    def deploy_slowly() -> None:
        with transaction.atomic():
            deploy_with_a_new_field_here(app.app_id)
            has_deployed.set()
            may_end.wait(10)
        connection.close()

    def write() -> bool:
        with transaction.atomic():
            current = is_current(app)
        connection.close()
        return current

    deploying = pool.submit(deploy_slowly)
    has_deployed.wait(10)
    writing = pool.submit(write)
    assert not writing.done()
    may_end.set()
    deploying.result(timeout=10)
    assert writing.result(timeout=10) is False


def test_a_deploy_that_cannot_have_the_lock_gives_up_and_says_try_again(pool, monkeypatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 1)
    app = make()
    with transaction.atomic():
        assert is_current(app)
        deploying = pool.submit(deploy_with_a_new_field, app.app_id)
        with pytest.raises(Invalid, match="GAIA_DA02"):
            deploying.result(timeout=10)
    assert is_current(app)


def test_writers_do_not_wait_for_each_other(pool) -> None:
    app = make()

    def write() -> bool:
        with transaction.atomic():
            current = is_current(app)
        connection.close()
        return current

    with transaction.atomic():
        assert is_current(app)
        assert pool.submit(write).result(timeout=10) is True
