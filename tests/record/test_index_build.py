from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.directory.actors import system_actor
from urakata.record import index_build, jobs
from urakata.record.adapters import ledger_cursor
from urakata.record.deploy import deploy
from urakata.record.index_build import is_big
from urakata.record.indexes import found_indexes


def make(sort: str) -> int:
    actor = system_actor()
    app_id, _ = services.create_app(actor=actor, name="稟議")
    properties = {
        code: {"type": type_, "code": code, "label": code}
        for code, type_ in (("期日", "DATE"), ("金額", "NUMBER"))
    }
    services.add_fields(actor=actor, app_id=app_id, properties=properties)
    view(app_id, sort)
    return app_id


def view(app_id: int, sort: str) -> None:
    one = {
        "type": "LIST",
        "name": "一覧",
        "index": "0",
        "fields": ["期日"],
        "filterCond": "",
        "sort": sort,
    }
    services.update_views(actor=system_actor(), app_id=app_id, views={"一覧": one})
    deploy(actor=system_actor(), targets=[(app_id, None)])


def index_on(app_id: int, code: str) -> str:
    return f"app_{app_id}_v_{live_schema(app_id).by_code[code].column}d_id"


def test_the_job_builds_and_drops_what_a_big_ledgers_deploy_left(committing, monkeypatch) -> None:
    app_id = make("期日 desc")
    monkeypatch.setattr(index_build, "is_big", lambda table: True)
    monkeypatch.setattr("urakata.record.deploy.is_big", lambda table: True)
    view(app_id, "金額 desc")
    assert found_indexes(app_id) == {index_on(app_id, "期日"): True}

    jobs.build_indexes(app_id, [])
    assert found_indexes(app_id) == {index_on(app_id, "金額"): True}


def test_the_remains_of_an_interrupted_build_are_repaired(committing) -> None:
    app_id = make("期日 desc")
    ledger_cursor().execute(
        "UPDATE pg_index SET indisvalid = false"
        f" WHERE indexrelid = 'ledger.{index_on(app_id, '期日')}'::regclass"
    )
    assert found_indexes(app_id) == {index_on(app_id, "期日"): False}

    jobs.build_indexes(app_id, [])
    assert found_indexes(app_id) == {index_on(app_id, "期日"): True}


def test_the_job_builds_what_another_app_asks_for(committing) -> None:
    app_id = make("")
    jobs.build_indexes(app_id, ["金額"])

    assert found_indexes(app_id) == {
        f"app_{app_id}_r_{live_schema(app_id).by_code['金額'].column}": True
    }


@pytest.mark.django_db
def test_an_app_that_is_gone_needs_no_indexes() -> None:
    app_id = make("期日 desc")
    services.delete_app(actor=system_actor(), app_id=app_id)

    jobs.build_indexes(app_id, [])
    assert len(found_indexes(app_id)) == 1


@pytest.mark.django_db
def test_a_table_is_big_from_the_first_record_beyond(monkeypatch) -> None:
    monkeypatch.setattr(index_build, "SMALL", 2)
    ledger_cursor().execute("CREATE TABLE ledger.app_0 AS SELECT generate_series(1, 2) AS id")
    assert not is_big("ledger.app_0")
    ledger_cursor().execute("INSERT INTO ledger.app_0 VALUES (3)")
    assert is_big("ledger.app_0")
