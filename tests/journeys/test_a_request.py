"""The main job over HTTP alone: a request is filed, returned, approved, found again, taken out."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.office import Office, Person, Reply, record, unique

TAX = {"金額": "1200000", "税込金額": "1320000"}
PARTNERS = """
format: 1
name: 取引先
fields:
  - {type: SINGLE_LINE_TEXT, code: 取引先コード, required: true, unique: true}
"""


@pytest.fixture(scope="module")
def ringi(office: Office) -> str:
    return office.app_of(Path(__file__).with_name("keiyaku.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def partners(office: Office) -> str:
    return office.app_of(PARTNERS)


@pytest.fixture
def filed(ringi: str, suzuki: Person) -> Callable[..., str]:
    """鈴木 files a request; its id."""

    def file(subject: str = "複合機のリース契約", **values: Any) -> str:
        rows = [{"value": record(品名="複合機", 数量="2")}]
        return suzuki.add(ringi, 件名=subject, 金額="1200000", 明細=rows, **values)

    return file


def move(
    person: Person, app: str, id_: str, action: str, assignee: str | None = None, **more: Any
) -> Reply:
    return person("PUT", "record/status", app=app, id=id_, action=action, assignee=assignee, **more)


def standing(person: Person, app: str, id_: str) -> tuple[str, list[str], str, str]:
    """Status, whose turn it is, who changed it last, revision."""
    found = person.read(app, id_)
    assignees = [each["code"] for each in found["作業者"]]
    return found["ステータス"], assignees, found["更新者"]["code"], found["$revision"]


def test_a_request_is_returned_sent_again_and_approved(ringi, filed, suzuki, takahashi, tanaka):
    id_ = filed()
    history = [standing(suzuki, ringi, id_)]
    steps = [
        (suzuki, "申請する", "takahashi"),
        (takahashi, "差し戻す", "suzuki"),
        (suzuki, "再申請する", "tanaka"),
        (tanaka, "承認する", None),
    ]
    for who, action, assignee in steps:
        assert move(who, ringi, id_, action, assignee).status == 200
        history.append(standing(who, ringi, id_))

    assert history == [
        ("下書き", ["suzuki"], "suzuki", "1"),
        ("承認待ち", ["takahashi"], "suzuki", "3"),
        ("差戻し", ["suzuki"], "takahashi", "5"),
        ("承認待ち", ["tanaka"], "suzuki", "7"),
        ("承認済み", [], "tanaka", "9"),
    ]


def test_what_is_corrected_in_between_counts_as_one_revision(ringi, filed, suzuki, takahashi):
    id_ = filed()
    move(suzuki, ringi, id_, "申請する", "takahashi")
    move(takahashi, ringi, id_, "差し戻す", "suzuki")

    corrected = suzuki("PUT", "record", app=ringi, id=id_, revision=5, record=record(金額="990000"))

    assert corrected["revision"] == "6"
    assert suzuki.read(ringi, id_)["税込金額"] == "1089000"
    assert move(suzuki, ringi, id_, "再申請する", "takahashi", revision=6)["revision"] == "8"


def test_whose_turn_it_is_not_is_refused_and_nothing_changes(
    ringi, filed, suzuki, takahashi, tanaka
):
    id_ = filed()
    move(suzuki, ringi, id_, "申請する", "takahashi")
    before = suzuki.read(ringi, id_)

    refusals = [
        move(tanaka, ringi, id_, "承認する"),
        move(suzuki, ringi, id_, "承認する"),
        move(takahashi, ringi, id_, "申請する", "tanaka"),
        move(takahashi, ringi, id_, "承認する", revision=2),
    ]

    assert [(each.status, each.code) for each in refusals] == [
        (403, "GAIA_NT01"),
        (403, "GAIA_NT01"),
        (400, "GAIA_IL03"),
        (409, "GAIA_CO02"),
    ]
    assert suzuki.read(ringi, id_) == before


def test_somebody_must_be_chosen_and_it_must_be_one_of_those_who_approve(ringi, filed, suzuki):
    id_ = filed()

    refusals = [
        move(suzuki, ringi, id_, "申請する", chosen) for chosen in (None, "suzuki", "nobody")
    ]

    assert [each.code for each in refusals] == ["GAIA_SA01", "GAIA_SA03", "GAIA_IL26"]
    assert standing(suzuki, ringi, id_) == ("下書き", ["suzuki"], "suzuki", "1")


def test_it_is_found_by_two_characters_at_once(ringi, filed, suzuki, takahashi):
    word = unique("契約")
    id_ = filed(f"{word}の更新", 目的="外壁の補修")

    assert [each["$id"] for each in takahashi.find(ringi, f'件名 like "{word}"')] == [id_]
    found = suzuki.find(ringi, f'目的 like "外壁" and 件名 like "{word[:2]}"')
    assert id_ in [each["$id"] for each in found]


def test_it_is_found_by_the_views_it_belongs_to(ringi, filed, suzuki, takahashi):
    id_ = filed()
    views = suzuki("GET", "app/views", app=ringi)["views"]
    move(suzuki, ringi, id_, "申請する", "takahashi")

    def seen(person: Person, name: str) -> bool:
        found = person.find(ringi, f"{views[name]['filterCond']} order by {views[name]['sort']}")
        return id_ in [each["$id"] for each in found]

    assert seen(suzuki, "承認待ち")
    assert seen(suzuki, "私の高額な申請")
    assert not seen(takahashi, "私の高額な申請")
    assert move(takahashi, ringi, id_, "承認する").status == 200
    assert not seen(suzuki, "承認待ち")


def test_it_comes_out_as_csv(ringi, filed, suzuki, admin):
    subject = unique("展示会, 「春」 出展 ")
    number = suzuki.read(ringi, filed(subject))["申請番号"]
    query = f'件名 = "{subject}"'

    text = admin.get(f"/api/v1/apps/{ringi}/records.csv", query=query).body.decode("utf-8-sig")
    (line,) = csv.DictReader(text.splitlines())

    assert {code: line[code] for code in TAX} == TAX
    assert (line["件名"], line["申請番号"], line["品名"]) == (subject, number, "複合機")
    assert (line["作成者"], line["ステータス"], line["作業者"]) == ("suzuki", "下書き", "suzuki")


def test_numbers_have_no_gap_whatever_was_refused_in_between(ringi, partners, filed, suzuki):
    def number(id_: str) -> int:
        return int(suzuki.read(ringi, id_)["申請番号"].rpartition("-")[2])

    first = number(filed())
    assert suzuki("POST", "record", app=ringi, record=record(件名="金額なし")).status == 400
    assert undone(suzuki, ringi, partners).status == 400

    assert number(filed()) == first + 1
    assert {number(each["$id"]) for each in suzuki.find(ringi)} == set(range(1, first + 2))


def undone(person: Person, ringi: str, partners: str, *more: dict[str, Any]) -> Reply:
    """One request in order, and then one that lacks its required code, in another app."""
    good = {"app": ringi, "record": record(件名="取り消される申請", 金額="10")}
    bad = {"app": partners, "records": [record(取引先コード="C1"), record(取引先コード="")]}
    requests = [
        {"method": "POST", "api": "/k/v1/record.json", "payload": good},
        *more,
        {"method": "POST", "api": "/k/v1/records.json", "payload": bad},
    ]
    return person("POST", "bulkRequest", requests=requests)


def test_when_one_app_refuses_nothing_of_the_request_stays_in_any(ringi, partners, filed, suzuki):
    id_ = filed()
    payload = {"app": ringi, "id": id_, "action": "申請する", "assignee": "takahashi"}
    moving = {"method": "PUT", "api": "/k/v1/record/status.json", "payload": payload}
    before = suzuki.find(ringi), suzuki.find(partners)

    answer = undone(suzuki, ringi, partners, moving)

    assert (answer.status, answer.body["results"][:2]) == (400, [{}, {}])
    assert answer.body["results"][2]["code"] == "CB_VA01"
    assert list(answer.body["results"][2]["errors"]) == ["records[1].取引先コード.value"]
    assert (suzuki.find(ringi), suzuki.find(partners)) == before


def test_when_all_apps_agree_everything_is_kept(ringi, partners, suzuki):
    code = unique("C")
    good = {"app": ringi, "record": record(件名=code, 金額="10")}
    also = {"app": partners, "record": record(取引先コード=code)}
    requests = [
        {"method": "POST", "api": "/k/v1/record.json", "payload": each} for each in (good, also)
    ]

    answer = suzuki("POST", "bulkRequest", requests=requests)

    assert [each["revision"] for each in answer["results"]] == ["1", "1"]
    assert suzuki.count(ringi, f'件名 = "{code}"') == 1
    assert suzuki.count(partners, f'取引先コード = "{code}"') == 1
