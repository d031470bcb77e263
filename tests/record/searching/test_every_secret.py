"""What somebody may not see is not found, not counted, not shown in a snippet and not hinted at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from tests.record.asking import change
from tests.record.entries import entries
from tests.record.searching.conftest import put
from urakata.definition import services
from urakata.definition.document import export_app, import_app
from urakata.record.comments import add_comment, delete_comment
from urakata.record.deploy import deploy
from urakata.record.searching.services import search_everything
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db
EVERYONE = {"type": "GROUP", "code": "everyone"}
SECRET = "極秘"


@pytest.fixture
def person(sato, salaries, attach) -> int:
    """A record with the secret everywhere: fields, a table, files' names and insides, a comment."""
    id_ = put(
        sato,
        salaries,
        氏名="鈴木 一郎",
        給与=f"{SECRET} 850000",
        契約書=[{"fileKey": attach(f"{SECRET} 給与規程", name=f"{SECRET}.pdf")}],
        経歴=[
            {
                "value": {
                    "会社": {"value": f"{SECRET}商事"},
                    "証明": {"value": [{"fileKey": attach(f"{SECRET} 証明書")}]},
                }
            }
        ],
    )
    add_comment(actor=sato, app=salaries, record_id=id_, text=f"{SECRET}です")
    return id_


def counts(actor, typed, **more) -> dict[str, int]:
    _, groups = search_everything(actor=actor, typed=typed, limit=50, **more)
    assert all(group.after is None and not group.is_cut for group in groups)
    return {group.kind: len(group.hits) for group in groups if group.hits}


def hide(*codes: str) -> list[dict]:
    mine = {"type": "USER", "code": "sato"}
    return [
        {"code": code, "entities": [{"entity": mine, "accessibility": "WRITE"}]} for code in codes
    ]


def test_whoever_may_see_finds_all_of_it(sato, suzuki, person):
    everything = {"record": 1, "comment": 1, "file": 2}

    assert counts(sato, SECRET) == counts(suzuki, SECRET) == everything


def test_a_hidden_field_neither_matches_nor_appears(suzuki, salaries, person, with_access):
    with_access(salaries, fields=hide("給与", "契約書", "経歴"))

    assert counts(suzuki, SECRET) == {"comment": 1}
    assert counts(suzuki, f"鈴木 {SECRET}") == {}
    _, groups = search_everything(actor=suzuki, typed="一郎", kinds=("record",))
    assert SECRET not in str(groups[0].hits[0].snippet)


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        ("給与", {"record": 1, "comment": 1, "file": 2}),
        ("契約書", {"record": 1, "comment": 1, "file": 1}),
        ("経歴", {"record": 1, "comment": 1, "file": 1}),
    ],
)
def test_each_field_is_hidden_for_itself(suzuki, salaries, person, with_access, hidden, found):
    with_access(salaries, fields=hide(hidden))

    assert counts(suzuki, SECRET) == found


def test_a_title_that_is_hidden_is_not_shown(suzuki, salaries, person, with_access):
    with_access(salaries, fields=hide("氏名"))
    _, groups = search_everything(actor=suzuki, typed=SECRET)

    assert {hit.title for group in groups for hit in group.hits} == {""}


def test_a_field_seen_in_some_records_is_found_in_these(sato, suzuki, salaries, with_access):
    mine = {"type": "FIELD_ENTITY", "code": "作成者"}
    other = put(sato, salaries, 給与=SECRET)
    own = put(suzuki, salaries, 給与=SECRET)
    with_access(
        salaries,
        fields=[{"code": "給与", "entities": [{"entity": mine, "accessibility": "READ"}]}],
    )

    for actor, id_ in ((suzuki, own), (sato, other)):
        _, (group,) = search_everything(actor=actor, typed=SECRET, kinds=("record",))
        assert [hit.record_id for hit in group.hits] == [id_]


def test_a_record_ruled_away_is_gone_with_its_comments_and_files(
    suzuki, salaries, person, with_access
):
    rules = [{"filterCond": "", "entities": [{"entity": EVERYONE, "viewable": False}]}]
    with_access(salaries, records=rules)

    assert counts(suzuki, SECRET) == {}
    assert counts(suzuki, SECRET, app_id=salaries.app_id) == {}


def test_an_app_that_may_not_be_viewed_is_gone_with_everything(
    suzuki, salaries, person, with_access
):
    with_access(
        salaries,
        app=[{"entity": {"type": "USER", "code": "sato"}, "recordViewable": True}],
    )

    assert counts(suzuki, SECRET) == {}
    assert counts(suzuki, "社員台帳") == {}


def test_an_app_one_may_only_add_to_is_found_and_its_records_are_not(
    suzuki, salaries, person, with_access
):
    with_access(salaries, app=[{"entity": EVERYONE, "recordAddable": True}])

    assert counts(suzuki, SECRET) == {}
    assert counts(suzuki, "社員台帳") == {"app": 1}


def test_a_guest_finds_nothing_that_is_for_everyone(suzuki, salaries, person):
    guest = replace(suzuki, is_guest=True, group_ids=frozenset())

    assert counts(guest, SECRET) == {}
    assert counts(guest, "社員台帳") == {}
    assert counts(guest, "佐藤") == {}


def test_an_auditor_finds_everything_and_changes_nothing(inoue, salaries, person, with_access):
    with_access(salaries, fields=hide("給与"), app=[])

    assert counts(inoue, SECRET) == {"record": 1, "comment": 1, "file": 2}


def test_what_was_deleted_or_taken_away_is_gone(sato, salaries, person):
    change(sato, salaries, person, 契約書=[], 給与="", 経歴=[])
    assert counts(sato, SECRET) == {"comment": 1}

    with transaction.atomic():
        delete_records(actor=sato, app=salaries, ids=[person])
    assert counts(sato, SECRET) == {}


def test_a_comment_that_was_taken_back_is_gone(sato, salaries, person):
    id_ = add_comment(actor=sato, app=salaries, record_id=person, text="取消前")
    delete_comment(actor=sato, app=salaries, record_id=person, comment_id=id_)

    assert counts(sato, "取消前") == {}


def test_an_upload_of_another_is_not_found(sato, suzuki, attach):
    attach(SECRET, name=f"{SECRET}.pdf")

    assert counts(sato, SECRET) == counts(suzuki, SECRET) == {}


def test_comments_that_are_switched_off_are_not_found(sato, an_app):
    app = an_app({"件名": "SINGLE_LINE_TEXT"}, name="甲")
    one = put(sato, app, 件名="乙")
    add_comment(actor=sato, app=app, record_id=one, text=SECRET)
    assert counts(sato, SECRET) == {"comment": 1}

    services.update_settings(actor=sato, app_id=app.app_id, settings={"enableComments": False})
    deploy(actor=sato, targets=[(app.app_id, None)])
    assert counts(sato, SECRET) == {}


def test_a_sensitive_app_hears_what_was_shown_of_it(sato, suzuki, salaries, person):
    text = export_app(salaries.app_id).replace("settings:\n", "settings:\n  sensitive: true\n")
    imported = import_app(text.encode(), actor=sato, app_id=salaries.app_id)
    deploy(actor=sato, targets=[(imported.app_id, imported.revision)])

    _, groups = search_everything(actor=suzuki, typed=SECRET)

    told = [one for one in entries(salaries) if one["kind"] == "record.read"]
    ids = {group.kind: [hit.id for hit in group.hits] for group in groups}
    assert [(one["actor"]["code"], one["record"]) for one in told] == [("suzuki", person)] * 3
    assert [one["about"] for one in told] == [
        {"ids": [[person, person]], "fields": ["氏名", "給与"], "search": SECRET},
        {"ids": [[person, person]], "fields": [], "search": SECRET, "comments": ids["comment"]},
        {
            "ids": [[person, person]],
            "fields": ["契約書", "証明"],
            "search": SECRET,
            "files": ids["file"],
        },
    ]
