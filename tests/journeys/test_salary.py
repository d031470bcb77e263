"""Who sees a salary: 人事 and the auditor. A clerk does not, by whichever path he tries (A10, A11)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.company import Company
from tests.journeys.office import Person, record, unique
from tests.journeys.payroll import (
    CONTRACT,
    HIDDEN,
    INNER,
    Payroll,
    path_of,
    payroll_of,
    secrets_in,
    words_in,
)


@pytest.fixture(scope="module")
def personnel(company: Company) -> Person:
    return company.person("kondo")


@pytest.fixture(scope="module")
def payroll(company: Company, personnel: Person) -> Payroll:
    return payroll_of(company.apps["SHAIN"], personnel)


@pytest.fixture(params=["nagai", "guest"])
def clerk(request: pytest.FixtureRequest, company: Company) -> Person:
    """A clerk of 総務部, and the guest: both may see the employees, neither what they earn."""
    return company.person(request.param)


def test_personnel_see_everything_and_so_does_the_auditor(company, personnel, payroll):
    for person in (personnel, company.person("kansa")):
        shown = person.read(payroll.app, payroll.id)
        assert (shown["給与"], set(HIDDEN) - shown.keys()) == (payroll.pay, set())
        assert person.count(payroll.app) == 32


# --- reading -----------------------------------------------------------------------------------


def test_a_record_a_list_and_a_cursor_have_no_salary(clerk, payroll):
    app = payroll.app
    one = clerk("GET", "record", app=app, id=payroll.id)
    many = clerk("GET", "records", app=app, query="limit 500")
    cursor = clerk("POST", "records/cursor", app=app)
    page = clerk("GET", "records/cursor", id=cursor["id"])
    native = clerk.send("GET", path_of(payroll, "records", limit=500))

    assert not set(HIDDEN) & one["record"].keys()
    for reply in (one, many, page, native):
        assert reply.status == 200
        assert secrets_in(reply, payroll) == []
    for records in (many["records"], page["records"], native["records"]):
        assert len(records) == 30
        assert not set(HIDDEN) & {code for each in records for code in each}


@pytest.mark.parametrize("code", [*HIDDEN, *INNER])
def test_asking_for_a_hidden_field_is_like_asking_for_none(clerk, payroll, code):
    asked = clerk("GET", "records", app=payroll.app, fields=["氏名", code])
    nothing = clerk("GET", "records", app=payroll.app, fields=["氏名", "無い"])

    assert asked == nothing
    assert asked.status == 200


QUERIES = [
    "給与 > 0",
    '給与 = "987654"',
    "給与 in (987654)",
    "年収 > 0",
    '評価 in ("S")',
    '給与振込口座 like "普通"',
    "給与振込口座 is not empty",
    "希望給与 > 0",
    '面談内容 like "昇給"',
    '雇用契約書 like "月額"',
    "order by 給与 desc",
    "order by 評価 asc, 氏名 asc",
]


@pytest.mark.parametrize("query", QUERIES)
def test_no_condition_and_no_order_can_ask_about_it(clerk, payroll, query):
    unknown = query
    for code in (*HIDDEN, *INNER):
        unknown = unknown.replace(code, "無い")
    paths = ["records", "records/count", "records.csv", "records.jsonl"]

    def ask(text: str) -> list[tuple[int, str]]:
        replies = [
            clerk("GET", "records", app=payroll.app, query=text, totalCount=True),
            clerk("POST", "records/cursor", app=payroll.app, query=text),
            *(clerk.send("GET", path_of(payroll, path, query=text)) for path in paths),
            clerk.send("GET", path_of(payroll, "totals", query=text, measure="COUNT")),
            clerk.send("GET", path_of(payroll, "records", query=text, asOf=payroll.day)),
        ]
        assert all(secrets_in(reply, payroll) == [] for reply in replies)
        return [(reply.status, reply.code) for reply in replies]

    assert ask(query) == ask(unknown)
    if not query.startswith("order by"):  # which a count does without, whatever it says
        assert {status for status, _ in ask(query)} <= {400, 403}


@pytest.mark.parametrize(
    "asked",
    [
        {"measure": "SUM:給与"},
        {"measure": "MAX:年収"},
        {"measure": "AVERAGE:賞与"},
        {"measure": "COUNT", "group": "評価"},
        {"measure": "COUNT", "group": "給与振込口座"},
    ],
)
def test_totals_cannot_be_had(clerk, payroll, asked):
    reply = clerk.send("GET", path_of(payroll, "totals", **asked))

    assert (reply.status, reply.code) == (400, "GAIA_IQ11")


def test_a_search_over_all_texts_finds_nothing_in_what_is_hidden(clerk, payroll):
    found = clerk("GET", "records", app=payroll.app, query='氏名 like "普通" or メール like "昇給"')

    assert found["records"] == []


def test_the_past_shows_no_more_than_the_present(clerk, payroll):
    history = clerk.send("GET", path_of(payroll, f"records/{payroll.id}/history"))
    then = clerk.send("GET", path_of(payroll, f"records/{payroll.id}", asOf=payroll.day))
    all_then = clerk.send("GET", path_of(payroll, "records", asOf=payroll.day, limit=100))
    trash = clerk.send("GET", path_of(payroll, "trash"))

    for reply in (history, then, all_then, trash):
        assert secrets_in(reply, payroll) == []
    assert [reply.status for reply in (history, then, all_then)] == [200, 200, 200]
    assert trash.status == 403
    told = {each["code"] for one in history["revisions"] for each in one["changes"]}
    assert not told & {*HIDDEN, *INNER}


def test_comments_and_what_others_say_about_rights_tell_nothing(clerk, payroll):
    comments = clerk("GET", "record/comments", app=payroll.app, record=payroll.id)
    evaluated = clerk("GET", "records/acl/evaluate", app=payroll.app, ids=[payroll.id])
    mine = clerk.send("GET", path_of(payroll, "access"))
    journal = clerk.send("GET", "/api/v1/journal")

    (rights,) = evaluated["rights"]
    assert {rights["fields"][code]["viewable"] for code in HIDDEN} == {False}
    for reply in (comments, evaluated, mine, journal):
        assert secrets_in(reply, payroll) == []
    assert journal.status == 403


# --- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx"])
def test_no_file_has_it(company, payroll, ending):
    clerk = company.person("nagai")
    whole = clerk.send("GET", path_of(payroll, f"records.{ending}"))
    asked = clerk.send("GET", path_of(payroll, f"records.{ending}", fields=["氏名", "給与"]))

    assert (whole.status, asked.status, asked.code) == (200, 400, "GAIA_FC01")
    assert secrets_in(whole, payroll) == []
    assert "霧島 誠" in words_in(whole)
    assert not [code for code in (*HIDDEN, *INNER) if code in words_in(whole)]


def test_a_guest_takes_no_file_at_all(company, payroll):
    guest = company.person("guest")

    assert {
        guest.send("GET", path_of(payroll, f"records.{ending}")).status
        for ending in ("csv", "jsonl", "xlsx")
    } == {403}


def test_an_attached_contract_is_like_a_file_that_is_not_there(clerk, personnel, payroll):
    nowhere = "00000000-0000-4000-8000-000000000000"

    assert personnel("GET", "file", fileKey=payroll.file).body == CONTRACT
    hidden = clerk("GET", "file", fileKey=payroll.file)
    missing = clerk("GET", "file", fileKey=nowhere)
    assert (hidden.status, hidden.code) == (missing.status, missing.code) == (404, "GAIA_BL01")


# --- the form ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["app/form/fields", "app/form/layout", "form", "app/views"])
def test_no_form_names_it(clerk, payroll, name):
    said = words_in(clerk("GET", name, app=payroll.app))

    assert "氏名" in said
    assert not [code for code in (*HIDDEN, *INNER) if f'"{code}"' in said]


def test_definitions_and_rules_are_not_for_clerks(clerk, payroll):
    paths = ("definition.yaml", "versions", "versions/changes", "impact")
    native = [clerk.send("GET", path_of(payroll, path)) for path in paths]
    lists = [clerk("GET", f"{name}/acl", app=payroll.app) for name in ("app", "record", "field")]

    assert {reply.status for reply in (*native, *lists)} == {403}


# --- through another app -----------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["COPY", "LIVE"])
def test_an_app_built_to_look_into_it_shows_nothing(company, payroll, mode):
    clerk = company.person("nagai")
    lookup = {
        "relatedApp": {"app": payroll.app},
        "relatedKeyField": "社員番号",
        "fieldMappings": [
            {"field": "名", "relatedField": "氏名"},
            {"field": "写し", "relatedField": "給与"},
        ],
        "mode": mode,
    }
    table = {
        "relatedApp": {"app": payroll.app},
        "condition": {"field": "番号", "relatedField": "社員番号"},
        "displayFields": ["氏名", "給与"],
    }
    app = str(clerk("POST", "preview/app", name=unique("のぞき"))["app"])
    properties = {
        "番号": field("番号", "SINGLE_LINE_TEXT", lookup=lookup),
        "名": field("名", "SINGLE_LINE_TEXT"),
        "写し": field("写し", "NUMBER"),
        "一覧": field("一覧", "REFERENCE_TABLE", referenceTable=table),
    }
    made = clerk("POST", "preview/app/form/fields", app=app, properties=properties)
    clerk("POST", "preview/app/deploy", apps=[{"app": app}])
    assert made.status == 200

    id_ = clerk.add(app, 番号="E00004")
    queries = ("", "写し > 0", "一覧.給与 > 0", "order by 写し desc")
    replies = [clerk("GET", "records", app=app, query=query) for query in queries]

    shown = clerk.read(app, id_)
    assert (shown["名"], shown["写し"]) == ("霧島 誠", "")
    assert not [secret for each in replies for secret in secrets_in(each, payroll)]
    found = {
        query: len(reply.body.get("records", ()))
        for query, reply in zip(queries, replies, strict=True)
    }
    assert (found["写し > 0"], found["一覧.給与 > 0"]) == (0, 0)


def field(code: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": code, "type": type_, **more}


# --- writing: errors and keys tell nothing -----------------------------------------------------


@pytest.mark.parametrize("account", ["a", None])
def test_no_error_tells_whether_a_hidden_value_is_there(clerk, personnel, payroll, account):
    """The account number is unique and hidden: neither a key nor a clash may give it away."""
    value = account or payroll.account
    key = {"field": "給与振込口座", "value": value}
    before = personnel.find(payroll.app, "order by $id asc limit 500")
    new = record(社員番号=unique("E")[:10], 氏名="偽", 在籍="在職", 給与振込口座=value)
    replies = [
        clerk("PUT", "record", app=payroll.app, updateKey=key, record={}),
        clerk("PUT", "records", app=payroll.app, upsert=True, records=[{"updateKey": key, "record": {}}]),
        clerk("POST", "record", app=payroll.app, record=new),
        clerk("PUT", "record", app=payroll.app, id=payroll.id, record=record(給与振込口座=value)),
        clerk.send("PUT", path_of(payroll, "records"),
                   json.dumps({"records": [{"updateKey": key, "record": {}}]}).encode(), "application/json"),
        clerk.import_csv(payroll.app, f"給与振込口座,氏名\n{value},偽\n".encode(), key="給与振込口座"),
    ]  # fmt: skip

    assert {(reply.status, reply.code) for reply in replies} == {(403, "CB_NO02")}
    assert all(secrets_in(reply, payroll) == [] for reply in replies)
    assert personnel.find(payroll.app, "order by $id asc limit 500") == before


# --- the auditor -------------------------------------------------------------------------------


def everything(personnel: Person, payroll: Payroll) -> tuple[Any, ...]:
    """What no refused change may touch."""
    return (
        personnel.find(payroll.app, "order by $id asc limit 500"),
        personnel("GET", "record/comments", app=payroll.app, record=payroll.id).body,
        personnel("GET", "app/settings", app=payroll.app).body,
        personnel("GET", "apps").body,
    )


def test_the_auditor_sees_it_on_every_path(company, payroll):
    auditor = company.person("kansa")
    found = auditor("GET", "records", app=payroll.app, query="給与 > 900000 order by 給与 desc")
    csv = auditor.send("GET", path_of(payroll, "records.csv", fields=["氏名", "給与"]))
    total = auditor.send("GET", path_of(payroll, "totals", measure="MAX:給与"))
    history = auditor.send("GET", path_of(payroll, f"records/{payroll.id}/history"))
    rules = auditor("GET", "field/acl", app=payroll.app)
    yaml = auditor.send("GET", path_of(payroll, "definition.yaml"))

    assert payroll.pay in words_in(found)
    assert payroll.pay in words_in(csv)
    assert payroll.pay in words_in(history)
    assert {reply.status for reply in (found, csv, total, history, rules, yaml)} == {200}
    assert auditor("GET", "file", fileKey=payroll.file).body == CONTRACT


def test_the_auditor_changes_nothing(company, personnel, payroll):
    auditor, app, ringi = company.person("kansa"), payroll.app, company.apps["RINGI"]
    before = everything(personnel, payroll)
    row, change = record(社員番号="E1", 氏名="偽", 在籍="在職"), record(氏名="偽")
    kintone: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "record", {"app": app, "record": row}),
        ("POST", "records", {"app": app, "records": [row]}),
        ("PUT", "record", {"app": app, "id": payroll.id, "record": change}),
        ("PUT", "records", {"app": app, "records": [{"id": payroll.id, "record": change}]}),
        ("DELETE", "records", {"app": app, "ids": [payroll.id]}),
        ("POST", "record/comment", {"app": app, "record": payroll.id, "comment": {"text": "偽"}}),
        ("PUT", "record/assignees", {"app": ringi, "id": "1", "assignees": []}),
        ("PUT", "record/status", {"app": ringi, "id": "1", "action": "承認する"}),
        ("POST", "preview/app", {"name": "偽"}),
        (
            "POST",
            "preview/app/form/fields",
            {"app": app, "properties": {"偽": field("偽", "LINK")}},
        ),
        ("DELETE", "preview/app/form/fields", {"app": app, "fields": ["給与"]}),
        ("PUT", "preview/app/settings", {"app": app, "name": "偽"}),
        ("PUT", "preview/app/views", {"app": app, "views": {}}),
        ("PUT", "field/acl", {"app": app, "rights": []}),
        ("PUT", "record/acl", {"app": app, "rights": []}),
        ("PUT", "app/acl", {"app": app, "rights": []}),
        ("POST", "preview/app/deploy", {"apps": [{"app": app}]}),
    ]
    own: list[tuple[str, str, Any]] = [
        ("POST", "records", {"records": [row]}),
        ("PUT", "records", {"records": [{"id": payroll.id, "record": change}]}),
        ("DELETE", "records", {"ids": [payroll.id]}),
        ("POST", f"records/{payroll.id}/restore", {"to": "1"}),
        ("POST", "trash/restore", {"ids": ["33"]}),
        ("POST", "rollback", {"version": "2"}),
    ]
    replies = [auditor(method, path, **values) for method, path, values in kintone]
    replies += [
        auditor.send(method, path_of(payroll, path), json.dumps(body).encode(), "application/json")
        for method, path, body in own
    ]
    replies.append(auditor.import_csv(app, "社員番号,氏名\nE1,偽\n".encode()))
    replies.append(auditor.send("DELETE", f"/api/v1/apps/{app}"))

    assert [reply for reply in replies if reply.status != 403] == []
    assert everything(personnel, payroll) == before


def test_the_auditors_export_verifies_where_there_is_nothing_but_the_program(
    company, payroll, tmp_path
):
    key = company.run("journal", "keys").splitlines()[-1].split("\t")[1]
    company.run("journal", "seal")
    auditor = company.person("kansa")
    exported = auditor.send("GET", "/api/v1/journal/export")
    (tmp_path / "journal.txt").write_bytes(exported.body)

    said = verify(company, tmp_path, "journal.txt", "--key", key)

    assert exported.status == 200
    assert "Nothing was tampered with." in said
    assert b'"987654"' in exported.body
    assert not (tmp_path / "nothing").exists()

    (tmp_path / "forged.txt").write_bytes(exported.body.replace(b'"987654"', b'"587654"'))
    with pytest.raises(AssertionError, match="was altered"):
        verify(company, tmp_path, "forged.txt", "--key", key)


def verify(company: Company, folder: Path, *arguments: str) -> str:
    """What the program says on a machine that has no database and no data."""
    return company.run("journal", "verify", *arguments, home=folder / "nothing", cwd=folder)
