"""Whoever is not meant by a rule gets nothing on any path, and what he tries changes nothing (A10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.db import transaction

from tests.access.office import given, hire, with_subs
from tests.access.place import Place
from tests.access.rules import entity, field_rule, owner_rule, record_rule, row
from tests.process.conftest import action, process, state
from urakata.kernel.errors import UrakataError
from urakata.process.services import set_assignees
from urakata.record import cursors, files
from urakata.record.read import (
    get_record,
    list_records,
    read_records,
    select_ids,
)
from urakata.record.write import Change, add_records, update_records

PROCESS: Final = process({"未処理": state(0), "完了": state(1)}, action("進める", "未処理", "完了"))
FIELDS: Final = {
    "氏名": "SINGLE_LINE_TEXT",
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "給与": "NUMBER",
    "本人": "USER_SELECT",
    "所属": "ORGANIZATION_SELECT",
    "担当": "GROUP_SELECT",
    "添付": "FILE",
    "経歴": {"type": "SUBTABLE", "fields": {"会社": "SINGLE_LINE_TEXT", "証明書": "FILE"}},
}
ENTITIES: Final = {
    "a title": (entity("TITLE", "bucho"), {"bucho", "eigyo1"}),
    "a title in a unit": (entity("TITLE", "bucho", organization="keiri"), {"bucho"}),
    "a title, not below": (entity("TITLE", "kacho", organization="keiri"), set()),
    "a title, also below": (
        with_subs(entity("TITLE", "kacho", organization="keiri")),
        {"kacho"},
    ),
    "a unit": (entity("ORGANIZATION", "keiri"), {"bucho"}),
    "a unit and below": (with_subs(entity("ORGANIZATION", "honbu")), {"bucho", "kacho", "tanto"}),
    "a group": (entity("GROUP", "jinji"), {"jinji1"}),
    "a field of people": (entity("FIELD_ENTITY", "本人"), {"tanto"}),
    "a field of units": (entity("FIELD_ENTITY", "所属"), {"bucho"}),
    "a field of units, also below": (
        with_subs(entity("FIELD_ENTITY", "所属")),
        {"bucho", "kacho", "tanto"},
    ),
    "a field of groups": (entity("FIELD_ENTITY", "担当"), {"jinji1"}),
    "who made the record": (entity("FIELD_ENTITY", "作成者"), {"sato"}),
}


@pytest.fixture
def people(db: None, sato: Any) -> dict[str, Any]:
    """Everybody whom rules about records and fields are for: no auditor, no guest."""
    return {code: actor for code, actor in hire().items() if code not in {"kansa", "guest"}}


@pytest.fixture
def place(people: Any, an_app: Any, sato: Any, settings: Any, tmp_path: Any) -> Place:
    settings.FILES_ROOT = tmp_path
    app = an_app(FIELDS, process=PROCESS)
    key = upload(sato)
    values = {
        "氏名": "支払 担当",
        "番号": "1",
        "給与": "300",
        "本人": [{"code": "tanto"}],
        "所属": [{"code": "keiri"}],
        "担当": [{"code": "jinji"}],
        "添付": [{"fileKey": key}],
    }
    raw = {code: {"value": value} for code, value in values.items()}
    saved = add_records(actor=sato, app=app, rows=[raw], prefix="record")[0]
    return Place(app, saved.id, key)


def upload(actor: Any) -> str:
    return files.upload(actor=actor, chunks=[b"x"], name="a.pdf", content_type="application/pdf")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(attempt: Callable[[], object]) -> str:
    """The code an attempt is refused with, or nothing; whatever it did is undone."""
    with undone():
        try:
            attempt()
        except UrakataError as error:
            return error.code
    return ""


def refused(attempt: Callable[[], object]) -> str:
    """The code an attempt is refused with; what it did is not undone."""
    with pytest.raises(UrakataError) as raised, transaction.atomic():
        attempt()
    return raised.value.code


# --- whom a rule is about, on every path


@pytest.mark.parametrize("name", ENTITIES)
def test_a_rule_about_records_holds_for_those_it_means_on_every_path(
    name: str, place: Place, people: Any, with_access: Any
) -> None:
    whom, meant = ENTITIES[name]
    rule = {"filterCond": "", "entities": [given(whom, "view", "edit", "delete")]}
    place.app = with_access(place.app, records=[rule])
    before = place.state

    for code, actor in people.items():
        expected = ("", 1) if code in meant else ("CB_NO02", 0)
        attempts = place.looks(actor) | place.tries(actor)
        found = {path: outcome(attempt) for path, attempt in attempts.items()}
        assert found == dict.fromkeys(attempts, expected[0]), code
        assert set(place.finds(actor)) == {expected[1]}, code
    assert place.state == before


@pytest.mark.parametrize("name", ENTITIES)
def test_a_rule_about_a_field_holds_for_those_it_means(
    name: str, place: Place, people: Any, with_access: Any
) -> None:
    whom, meant = ENTITIES[name]
    rule = {"code": "給与", "entities": [{**whom, "accessibility": "WRITE"}]}
    place.app = with_access(place.app, fields=[rule])
    before = place.state
    change = [Change({"給与": {"value": "9"}}, id=place.record)]

    for code, actor in people.items():
        to = {"actor": actor, "app": place.app}
        record = get_record(**to, record_id=place.record)
        assert ("給与" in record) == (code in meant), code
        paged = read_records(**to, ids=[place.record], fields=["給与", "氏名"])
        assert ("給与" in paged[0]) == (code in meant), code
        done = outcome(lambda to=to: update_records(**to, changes=change, prefix="records"))
        assert done == ("" if code in meant else "GAIA_FU01"), code
    assert place.state == before


# --- files


def test_a_file_in_a_field_one_does_not_see_is_no_file(
    place: Place, people: Any, with_access: Any
) -> None:
    rule = field_rule("添付", ("GROUP", "jinji", "READ"), ("FIELD_ENTITY", "本人", "READ"))
    place.app = with_access(place.app, fields=[rule])
    before = place.state

    found = {code: outcome(place.looks(actor)["file"]) for code, actor in people.items()}

    assert {code for code, error in found.items() if not error} == {"jinji1", "tanto"}
    assert set(found.values()) == {"", "GAIA_BL01"}
    assert place.state == before


@pytest.mark.parametrize("hidden", ["経歴", "証明書"])
def test_a_file_in_a_table_one_does_not_see_is_no_file(
    hidden: str, place: Place, people: Any, sato: Any, with_access: Any
) -> None:
    key = upload(sato)
    lines = [{"value": {"証明書": {"value": [{"fileKey": key}]}}}]
    change = [Change({"経歴": {"value": lines}}, id=place.record)]
    update_records(actor=sato, app=place.app, changes=change, prefix="records")
    place.app = with_access(place.app, fields=[field_rule(hidden, ("GROUP", "jinji", "READ"))])
    place.key = key

    assert outcome(place.looks(people["jinji1"])["file"]) == ""
    before = place.state
    assert refused(place.looks(people["tanto"])["file"]) == "GAIA_BL01"
    assert place.state == before


def test_a_file_may_not_be_carried_off_into_another_record(place: Place, people: Any) -> None:
    stolen = {"添付": {"value": [{"fileKey": place.key}]}}
    before = place.state

    def steal() -> None:
        add_records(actor=people["tanto"], app=place.app, rows=[stolen], prefix="record")

    assert refused(steal) == "GAIA_BL01"
    assert place.state == before


# --- the process


def test_who_may_not_edit_in_the_app_moves_nothing_on(
    place: Place, people: Any, with_access: Any
) -> None:
    place.app = with_access(place.app, app=[row("GROUP", "everyone", "view")])
    actor = people["tanto"]
    before = place.state

    def assign() -> None:
        set_assignees(actor=actor, app=place.app, record_id=place.record, assignees=["tanto"])

    assert refused(place.tries(actor)["action"]) == "CB_NO02"
    assert refused(assign) == "CB_NO02"
    assert place.state == before


def test_the_turn_of_a_record_one_does_not_see_cannot_be_given_away(
    place: Place, people: Any, with_access: Any
) -> None:
    place.app = with_access(place.app, records=[owner_rule("", "本人", "view edit")])
    before = place.state

    for code in ("bucho", "kanri"):  # also who administers all

        def assign(code: str = code) -> None:
            set_assignees(
                actor=people[code], app=place.app, record_id=place.record, assignees=[code]
            )

        assert refused(assign) == "CB_NO02"
    assert place.state == before


# --- cursors


def test_a_cursor_shows_what_may_be_seen_when_it_is_read(
    place: Place, people: Any, with_access: Any
) -> None:
    actor = people["tanto"]
    ids = select_ids(actor=actor, app=place.app, query="")
    id_ = cursors.open_cursor(actor=actor, app=place.app, ids=ids, fields=["氏名", "給与"], size=1)

    app = with_access(place.app, fields=[field_rule("給与", ("GROUP", "jinji", "READ"))])
    (shown,) = read_records(actor=actor, app=app, ids=ids, fields=["氏名", "給与"])
    assert shown.keys() == {"氏名"}

    with_access(place.app, app=[row("USER", "sato", "view")])
    before = place.state
    assert refused(lambda: cursors.next_page(actor=actor, cursor_id=id_)) == "CB_NO02"
    assert refused(lambda: cursors.close_cursor(actor=actor, cursor_id=id_)) == "CB_NO02"
    assert place.state == before


def test_a_cursor_is_its_openers_alone(place: Place, people: Any) -> None:
    id_ = cursors.open_cursor(
        actor=people["tanto"], app=place.app, ids=[place.record], fields=[], size=1
    )
    before = place.state

    for end in (cursors.next_page, cursors.close_cursor):
        assert refused(lambda end=end: end(actor=people["bucho"], cursor_id=id_)) == "GAIA_CN01"
    assert place.state == before


# --- related records: a list of the other app by its key field


@pytest.fixture
def showing(place: Place, an_app: Any, sato: Any) -> Any:
    """An app whose records show those of the place with the same number."""
    table = {
        "relatedApp": {"app": str(place.app.app_id)},
        "condition": {"field": "社員番号", "relatedField": "番号"},
        "displayFields": ["氏名", "給与"],
    }
    app = an_app(
        {
            "社員番号": "SINGLE_LINE_TEXT",
            "社員": {"type": "REFERENCE_TABLE", "referenceTable": table},
        },
        name="面談",
    )
    add_records(actor=sato, app=app, rows=[{"社員番号": {"value": "1"}}], prefix="record")
    return app


def test_related_records_are_those_that_may_be_seen(
    place: Place, showing: Any, people: Any, with_access: Any
) -> None:
    app = with_access(
        place.app,
        records=[owner_rule("", "本人", "view")],
        fields=[field_rule("給与", ("GROUP", "jinji", "READ"))],
    )
    before = place.state

    def related(code: str) -> list[Any]:
        query, fields = '番号 = "1"', ["氏名", "給与"]
        return list_records(actor=people[code], app=app, query=query, fields=fields).records

    own = get_record(actor=people["bucho"], app=showing, record_id=1)
    assert "300" not in str(own)
    assert related("bucho") == []
    assert [record.keys() for record in related("tanto")] == [{"氏名"}]
    assert place.state == before


def test_by_a_key_that_is_hidden_nothing_is_related(
    place: Place, showing: Any, people: Any, with_access: Any
) -> None:
    app = with_access(place.app, fields=[field_rule("番号", ("GROUP", "jinji", "READ"))])

    def related(code: str) -> Callable[[], object]:
        return lambda: list_records(actor=people[code], app=app, query='番号 = "1"')

    assert refused(related("tanto")) == "GAIA_IQ11"
    assert outcome(related("jinji1")) == ""
    assert showing.by_code["社員"].config.app_id == app.app_id


# --- rules in their order


def test_the_first_rule_that_holds_decides_for_field_entities_too(
    place: Place, people: Any, with_access: Any
) -> None:
    hidden = record_rule('氏名 = "支払 担当"', jinji1="view")
    place.app = with_access(place.app, records=[hidden, owner_rule("", "本人", "view edit")])
    before = place.state

    assert refused(place.looks(people["tanto"])["get"]) == "CB_NO02"
    assert refused(place.tries(people["tanto"])["edit"]) == "CB_NO02"
    assert outcome(place.looks(people["jinji1"])["get"]) == ""
    assert refused(place.tries(people["jinji1"])["edit"]) == "CB_NO02"
    assert place.state == before
