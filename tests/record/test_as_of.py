"""What was there at a moment is what was read then (A11)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies

from tests.access.rules import field_rule, record_rule, row
from tests.conftest import deploy_app
from tests.process.conftest import action, process, state, user
from tests.record.asking import add_one, change, line, problems, read, refusal, wire
from tests.record.happenings import OPERATIONS, World, everything, now
from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.directory.actors import system_actor
from urakata.process.services import advance_status
from urakata.record import as_of as as_of_module
from urakata.record import files
from urakata.record.adapters import ledger_cursor
from urakata.record.as_of import as_of
from urakata.record.deploy import deploy
from urakata.record.keyset import list_after
from urakata.record.read import count_records, get_record, list_records
from urakata.record.restoring import restore_records
from urakata.record.reverting import revert_record
from urakata.record.totals import Measure, total_records
from urakata.record.write import Change, delete_records, update_records

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "二倍": {"type": "CALC", "expression": "金額 * 2"},
    "種類": {
        "type": "CHECK_BOX",
        "options": {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}},
    },
    "担当": "USER_SELECT",
    "添付": "FILE",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}},
}
PROCESS = process(
    {"申請前": state(0), "承認待ち": state(1, user("sato"))},
    action("申請する", "申請前", "承認待ち"),
    action("戻す", "承認待ち", "申請前"),
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def everything_at(actor, app, moment):
    with as_of(actor, app, moment) as then:
        return everything(actor, then)


def titles(actor, app, moment, query=""):
    with as_of(actor, app, moment) as then:
        found = list_records(actor=actor, app=then, query=f"{query} order by $id asc").records
    return [record["件名"]["value"] for record in found]


def redeploy(sato, app, **changes):
    for service, arguments in changes.items():
        getattr(services, service)(actor=sato, app_id=app.app_id, **arguments)
    deploy(actor=sato, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_records_are_as_they_were(an_app, suzuki, sato):
    app = an_app(FIELDS, process=PROCESS)
    key = files.upload(actor=suzuki, chunks=[b"x"], name="a.txt", content_type="text/plain")
    table = [line(品名="机", 数="1.5"), line(品名="椅子")]
    id_ = add_one(suzuki, app, 件名="備品", 金額="5", 種類=["甲"], 担当=[{"code": "suzuki"}],
                  添付=[{"fileKey": key}], 明細=table)  # fmt: skip
    other = add_one(suzuki, app, 件名="他", 明細=[line(品名="鏡")])
    then, moment = everything(suzuki, app), now()

    desk = read(suzuki, app, id_)["明細"][0]["id"]
    change(
        sato, app, id_, 件名="旅費", 金額="", 種類=[], 担当=[], 添付=[], 明細=[line(desk, 数="9")]
    )
    advance_status(actor=suzuki, app=app, record_id=id_, action="申請する", assignee="sato")
    change(sato, app, other, 件名="別")
    add_one(suzuki, app, 件名="後")

    assert everything_at(suzuki, app, moment) == then
    assert everything_at(suzuki, app, now()) == everything(suzuki, app)
    assert get_record(actor=suzuki, app=app, record_id=id_)["件名"]["value"] == "旅費"


def test_deleted_records_are_there_and_later_ones_are_not(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一", 明細=[line(品名="机")])
    then, moment = everything(suzuki, app), now()
    change(suzuki, app, id_, 件名="二", 明細=[])
    delete_records(actor=suzuki, app=app, ids=[id_])
    add_one(suzuki, app, 件名="三")
    gone = now()
    restore_records(actor=suzuki, app=app, ids=[id_])
    change(suzuki, app, id_, 件名="四")

    assert everything_at(suzuki, app, moment) == then
    assert titles(suzuki, app, gone) == ["三"]
    assert titles(suzuki, app, now()) == ["四", "三"]
    assert titles(suzuki, app, moment - timedelta(days=1)) == []


def test_records_deleted_since_are_for_those_who_may_look_into_the_trash(
    an_app, suzuki, sato, with_access
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一")
    moment = now()
    delete_records(actor=suzuki, app=app, ids=[id_])

    rights = [row("USER", "sato", "view", "delete"), row("USER", "suzuki", "view", "add", "edit")]
    app = with_access(app, app=rights)

    assert titles(sato, app, moment) == ["一"]
    assert titles(suzuki, app, moment) == []


def test_filters_orders_pages_counts_and_totals_are_those_of_then(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [add_one(suzuki, app, 件名=str(n), 金額=str(n), 明細=[line(数=str(n))]) for n in range(5)]
    moment = now()
    for id_ in ids:
        change(suzuki, app, id_, 件名="x", 金額="100", 明細=[])

    with as_of(suzuki, app, moment) as then:
        rich = list_records(actor=suzuki, app=then, query="金額 > 1 order by 金額 desc").records
        page = list_after(actor=suzuki, app=then, query="order by 金額 asc", limit=2)
        rest = list_after(
            actor=suzuki, app=then, query="order by 金額 asc", limit=9, start=page.after
        )
        by_table = count_records(actor=suzuki, app=then, query='数 in ("3", "4")')
        found = count_records(actor=suzuki, app=then, query='件名 like "3"')
        total = total_records(
            actor=suzuki, app=then, query="", groups=[], measures=[Measure("SUM", "金額")]
        )

    assert [record["件名"]["value"] for record in rich] == ["4", "3", "2"]
    assert [r["金額"]["value"] for r in page.records + rest.records] == ["0", "1", "2", "3", "4"]
    assert (by_table, found) == (2, 1)
    assert total[0]["values"] == ["10"]


def test_one_record_costs_its_own_changes_only(an_app, suzuki, monkeypatch):
    app = an_app(FIELDS)
    id_, other = add_one(suzuki, app, 件名="一"), add_one(suzuki, app, 件名="他")
    moment = now()
    change(suzuki, app, id_, 件名="二")
    for n in range(5):
        change(suzuki, app, other, 件名=str(n))
    monkeypatch.setattr(as_of_module, "MOST_STEPS", 3)

    assert list(problems(lambda: titles(suzuki, app, moment))) == ["asOf"]
    with as_of(suzuki, app, moment, id_) as then:
        assert get_record(actor=suzuki, app=then, record_id=id_)["件名"]["value"] == "一"


def test_of_what_is_older_than_the_journal_nobody_is_said_to_have_changed_it(an_app, suzuki, sato):
    app = an_app(FIELDS)
    column = app.by_code["件名"].column
    ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app.app_id} (id, created_by, created_at, updated_by, updated_at,"
        f" {column}) VALUES (7, %s, '2020-01-01', %s, '2020-01-02', '昔')",
        (suzuki.user_id, suzuki.user_id),
    )
    moment = now()
    change(sato, app, 7, 件名="今")

    with as_of(sato, app, moment) as then:
        record = get_record(actor=sato, app=then, record_id=7)
    assert (record["件名"]["value"], record["$revision"]["value"]) == ("昔", "1")
    assert record["更新者"]["value"]["code"] == "suzuki"
    assert record["更新日時"]["value"] == "2020-01-01T00:00:00Z"


# --- the rules of today


def test_the_rules_of_today_are_asked_of_what_was_then(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    opened, secret = add_one(suzuki, app, 件名="公開", 金額="1"), add_one(suzuki, app, 件名="秘密")
    moment = now()
    change(suzuki, app, opened, 件名="公開二", 金額="2")
    change(suzuki, app, secret, 件名="公開三")
    app = with_access(
        app,
        records=[record_rule('件名 = "秘密"', suzuki="view", everyone="")],
        fields=[field_rule("金額", ("USER", "suzuki", "WRITE"))],
    )

    assert titles(tanaka, app, moment) == ["公開"]
    assert titles(suzuki, app, moment) == ["公開", "秘密"]
    with as_of(tanaka, app, moment) as then:
        assert "金額" not in get_record(actor=tanaka, app=then, record_id=opened)
        assert refusal(lambda: count_records(actor=tanaka, app=then, query="金額 = 1")) == (
            "GAIA_IQ11"
        )
        assert refusal(lambda: get_record(actor=tanaka, app=then, record_id=secret)) == "CB_NO02"


def test_what_one_may_not_see_today_is_not_in_the_past_either(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="公開")
    moment = now()
    change(suzuki, app, id_, 件名="秘密")
    app = with_access(app, records=[record_rule('件名 = "秘密"', suzuki="view", everyone="")])

    assert titles(tanaka, app, moment) == []
    assert titles(suzuki, app, moment) == ["公開"]


def test_a_field_that_one_may_not_see_today_is_not_in_the_past_either(
    an_app, with_access, suzuki, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="評価", 金額="500", 担当=[{"code": "tanaka"}])
    moment = now()
    change(suzuki, app, id_, 担当=[{"code": "suzuki"}])
    app = with_access(app, fields=[field_rule("金額", ("FIELD_ENTITY", "担当", "READ"))])

    def told(actor):
        with as_of(actor, app, moment) as then:
            shown = get_record(actor=actor, app=then, record_id=id_)
            count = count_records(actor=actor, app=then, query="金額 = 500")
            return "金額" in shown, count

    assert told(tanaka) == (False, 0)
    assert told(suzuki) == (False, 0), "then it was not hers"


def test_conditions_about_tables_are_asked_of_the_tables_of_then(
    an_app, with_access, suzuki, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="机の件", 明細=[line(品名="机")])
    add_one(suzuki, app, 件名="他の件")
    moment = now()
    change(suzuki, app, id_, 明細=[line(品名="机"), line(品名="椅子")])
    rules = [record_rule('品名 in ("机")', everyone="view"), record_rule("", everyone="")]
    app = with_access(app, records=rules)

    assert titles(tanaka, app, moment) == ["机の件"]


# --- the definition has changed meanwhile


def test_fields_and_options_have_their_names_of_today(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一", 種類=["甲"])
    moment = now()
    change(suzuki, app, id_, 件名="二", 種類=["乙"])
    options = {"甲": {"label": "丙", "index": "0"}, "乙": {"label": "乙", "index": "1"}}
    fields = {"種類": {"options": options}, "件名": {"code": "題名"}}
    app = redeploy(
        sato,
        app,
        update_fields={"properties": fields},
        add_fields={"properties": {"新": {"type": "NUMBER", "code": "新", "label": "新"}}},
        delete_fields={"codes": ["担当"]},
    )
    change(suzuki, app, id_, 題名="三")

    with as_of(suzuki, app, moment) as then:
        (record,) = list_records(actor=suzuki, app=then, query='種類 in ("丙")').records
    shown = {code: record[code]["value"] for code in ("題名", "種類", "新")}
    assert shown == {"題名": "一", "種類": ["丙"], "新": ""}
    assert "担当" not in record


# --- while others write


def renamed(app, id_, title):
    try:
        with transaction.atomic():
            change = Change(wire({"件名": title}), id=id_)
            update_records(actor=system_actor(), app=app, changes=[change], prefix="record")
    finally:
        connection.close()


def test_what_is_written_meanwhile_is_not_in_it_and_nothing_is_left_behind(committing):
    system = system_actor()
    with transaction.atomic():
        app = deploy_app(system, FIELDS)
        ids = [add_one(system, app, 件名=title) for title in ("一", "二")]
    moment = now()
    renamed(app, ids[0], "三")

    with ThreadPoolExecutor(1) as pool, as_of(system, app, moment) as then:
        pool.submit(renamed, app, ids[1], "四").result()
        found = list_records(actor=system, app=then, query="order by $id asc").records

    assert [record["件名"]["value"] for record in found] == ["一", "二"]
    assert titles(system, app, now()) == ["三", "四"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't'")
        assert cursor.fetchone() == (0,)


# --- any sequence of changes


@settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operations=OPERATIONS)
def test_at_every_moment_is_there_what_was_read_then(an_app, sato, operations):
    world = World(sato, an_app(FIELDS, process=PROCESS))
    for operation in operations:
        world.run(*operation)

    for moment, seen in world.seen:
        assert everything_at(sato, world.app, moment) == seen


@settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operations=OPERATIONS, pick=strategies.integers(0, 99))
def test_any_revision_comes_back_with_its_values(an_app, sato, operations, pick):
    world = World(sato, an_app(FIELDS, process=PROCESS))
    for operation in [("add", 0, 2), *operations]:
        world.run(*operation)
    present = {int(record["$id"]["value"]): record for record in world.seen[-1][1]}
    former = [
        (id_, revision)
        for id_, revision in sorted(world.revisions)
        if id_ in present and int(revision) < int(present[id_]["$revision"]["value"])
    ]
    if not former:
        return
    id_, revision = former[pick % len(former)]

    revert_record(actor=sato, app=world.app, record_id=id_, to=int(revision))

    after = values(get_record(actor=sato, app=world.app, record_id=id_))
    assert after == values(world.revisions[id_, revision])


def values(record):
    """What a record says, whatever the ids of the rows in its tables."""
    plain = ("件名", "金額", "二倍", "種類")
    rows = [row["value"] for row in record["明細"]["value"]]
    return [record[code]["value"] for code in plain], rows
