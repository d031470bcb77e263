"""Apps as YAML files: out, in, and over what is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.blank import new_document
from urakata.definition.checks import check
from urakata.definition.diff import diff
from urakata.definition.document import export_app, import_app, plan_import
from urakata.definition.editing.app_settings import change_settings
from urakata.definition.editing.form_fields import add_fields
from urakata.definition.editing.process_flow import change_process
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import replace_views
from urakata.definition.models import App
from urakata.definition.queries import draft_document, live_schema
from urakata.definition.yaml_files.matching import give_ids
from urakata.definition.yaml_files.reading import read_file
from urakata.definition.yaml_files.shape import to_file
from urakata.definition.yaml_files.text import read_yaml, write_yaml
from urakata.kernel.errors import Conflict, Invalid

WORDS = st.text(st.sampled_from("あ金額yes1 :#'\n\\\"{}"), min_size=1, max_size=12)
CODES = st.text(st.sampled_from("あ金額abＡ・_"), min_size=1, max_size=6)
OPTIONS = st.dictionaries(
    WORDS, st.integers(0, 9).map(lambda n: {"index": n}), min_size=1, max_size=4
)
COMMON = {"label": WORDS.filter(str.strip), "noLabel": st.booleans(), "required": st.booleans()}


def a_field(type_key: str, **own: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(type_key)}, optional=COMMON | own)


COLUMNS = st.one_of(
    a_field("SINGLE_LINE_TEXT", defaultValue=WORDS, maxLength=st.integers(0, 9), unique=st.booleans()),
    a_field("MULTI_LINE_TEXT", defaultValue=WORDS),
    a_field("RICH_TEXT", defaultValue=WORDS),
    a_field("NUMBER", defaultValue=st.sampled_from(["", "1", "-2.50"]), minValue=st.integers(),
            digit=st.booleans(), displayScale=st.integers(0, 10), unit=WORDS),
    a_field("CALC", expression=WORDS, format=st.sampled_from(["DATE", "NUMBER"])),
    a_field("DROP_DOWN", options=OPTIONS),
    a_field("CHECK_BOX", options=OPTIONS, align=st.sampled_from(["VERTICAL", "HORIZONTAL"])),
    a_field("DATE", defaultNowValue=st.booleans(), unique=st.booleans()),
    a_field("FILE", thumbnailSize=st.sampled_from(["50", "500"])),
    a_field("USER_SELECT", defaultValue=st.just([{"type": "FUNCTION", "code": "LOGINUSER()"}])),
    a_field("LINK", protocol=st.sampled_from(["CALL", "MAIL"])),
)  # fmt: skip
FIELDS = st.one_of(
    COLUMNS,
    a_field("GROUP", openGroup=st.booleans()),
    st.just({"type": "SUBTABLE", "fields": {}}),
    st.just(
        {"type": "SINGLE_LINE_TEXT", "numbering": {"pattern": "{fy}-{seq}", "reset": "FISCAL_YEAR"}}
    ),
)
FORMS = st.dictionaries(CODES, FIELDS, min_size=1, max_size=6)


def a_form(properties: dict[str, Any]) -> Edit:
    edit = Edit(7, new_document("稟議", language="ja", timezone="Asia/Tokyo"))
    add_fields(edit, properties)
    return edit


def through_yaml(document: dict[str, Any], base: dict[str, Any] | None = None) -> dict[str, Any]:
    text = write_yaml(to_file(document, app_id=7, app_codes={}))
    raw: Any = read_yaml(text)
    read = read_file(raw, app_id=7, blank=new_document("", language="ja", timezone="Asia/Tokyo"))
    give_ids(read, raw, base)
    assert write_yaml(to_file(read, app_id=7, app_codes={})) == text
    return read


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FORMS, st.dictionaries(CODES.map(lambda c: f"列{c}"), COLUMNS, max_size=3))
def test_what_is_exported_and_imported_is_the_same_document_and_the_same_bytes(form, columns):
    for field in form.values():
        if field["type"] == "SUBTABLE":
            field["fields"], columns = columns, {}
    document = a_form(form).document

    assert through_yaml(document) == document
    assert through_yaml(document, base=document) == document


@pytest.fixture
def a_full_form():
    edit = a_form(
        {
            "件名": {"type": "SINGLE_LINE_TEXT", "unique": True},
            "写し": {"type": "SINGLE_LINE_TEXT"},
            "参照": {
                "type": "SINGLE_LINE_TEXT",
                "lookup": {
                    "relatedApp": {"app": "self"},
                    "relatedKeyField": "件名",
                    "fieldMappings": [{"field": "写し", "relatedField": "件名"}],
                    "filterCond": '件名 like "a"',
                    "mode": "LIVE",
                },
            },
            "関連": {
                "type": "REFERENCE_TABLE",
                "referenceTable": {
                    "relatedApp": {"app": "self"},
                    "condition": {"field": "件名", "relatedField": "件名"},
                    "displayFields": ["件名"],
                    "size": "10",
                },
            },
        }
    )
    change_process(edit, {"enable": True})
    view = {"type": "CALENDAR", "index": 1, "date": "作成日時", "title": "件名"}
    mine = next(iter(edit.document["views"]))
    replace_views(edit, {"暦": view, mine: {"index": 0}})
    change_settings(
        edit, {"theme": "RED", "titleField": {"selectionMode": "MANUAL", "code": "件名"}}
    )
    return edit


@pytest.mark.django_db
def test_look_ups_views_process_and_settings_survive_too(a_full_form):
    document = a_full_form.document

    assert through_yaml(document) == document


@pytest.mark.django_db
def test_a_file_reads_like_a_form(a_full_form):
    text = write_yaml(to_file(a_full_form.document, app_id=7, app_codes={}))

    assert text.startswith("format: 1\nname: 稟議\nsettings:\n  theme: RED\n")
    assert "  - {id: 1, type: RECORD_NUMBER, code: レコード番号}\n" in text
    assert "      relatedApp: {app: self}\n" in text
    assert "layout:\n  - [件名]\n  - [写し]\n" in text
    assert "    fields: [レコード番号, ステータス, 作業者, 更新日時]\n" in text


@pytest.mark.django_db
def test_an_app_moves_into_another_installation_and_back_by_its_ids(sato, a_draft):
    app_id = a_draft(金額="NUMBER", 区分={"type": "DROP_DOWN", "options": {"甲": {}}}, live=True)
    there = import_app(export_app(app_id), actor=sato)
    rename = {"金額": {"code": "税抜"}, "区分": {"options": {"甲": {"label": "乙"}}}}
    services.update_fields(actor=sato, app_id=there.app_id, properties=rename)

    import_app(export_app(there.app_id, is_preview=True), actor=sato, app_id=app_id)

    changes = diff(App.objects.get(pk=app_id).live, draft_document(app_id))
    assert changes.codes_renamed == {"金額": "税抜"}
    assert [(o.old, o.new) for o in changes.options] == [("甲", "乙")]
    assert (changes.added, changes.removed) == ((), ())


@pytest.mark.django_db
def test_a_file_of_another_app_is_matched_by_codes(sato, a_draft):
    app_id, other = a_draft(金額="NUMBER", 備考="LINK"), a_draft(備考="NUMBER", 金額="NUMBER")
    before = field_of(app_id, "金額")["id"], field_of(app_id, "備考")["id"]

    import_app(export_app(other), actor=sato, app_id=app_id)

    assert field_of(app_id, "金額")["id"] == before[0]
    assert field_of(app_id, "備考")["id"] not in before
    assert draft_document(app_id)["next_id"] == field_of(app_id, "備考")["id"] + 1


@pytest.mark.django_db
def test_a_field_that_both_sides_added_stays_one_field(sato, a_draft):
    app_id = a_draft(金額="NUMBER")
    there = import_app(export_app(app_id), actor=sato).app_id
    services.add_fields(
        actor=sato, app_id=there, properties={"日付": {"type": "DATE"}, "備考": {"type": "LINK"}}
    )
    services.add_fields(actor=sato, app_id=app_id, properties={"備考": {"type": "LINK"}})

    import_app(export_app(there), actor=sato, app_id=app_id)

    assert field_of(app_id, "備考")["id"] == 10
    assert field_of(app_id, "日付")["id"] == 12


@pytest.mark.django_db
def test_a_short_file_written_by_hand_becomes_an_app(sato):
    text = """
format: 1
name: 取引先マスタ
code: TORIHIKI
fields:
  - {type: SINGLE_LINE_TEXT, code: 取引先名, required: true}
  - {type: DROP_DOWN, code: 区分, options: [得意先, 仕入先]}
  - type: SUBTABLE
    code: 口座
    fields:
      - {type: SINGLE_LINE_TEXT, code: 銀行}
layout:
  - [取引先名, {code: 区分, size: {width: 120}}]
  - {type: SUBTABLE, code: 口座, fields: [銀行]}
views:
  - {name: 得意先, type: LIST, fields: [取引先名], filterCond: '区分 in ("得意先")'}
process: {enable: true}
"""

    imported = import_app(text, actor=sato)

    document = draft_document(imported.app_id)
    assert document["layout"][0]["fields"][1]["size"] == {"width": "120"}
    assert set(document["process"]["states"]) == {"未処理", "処理中", "完了"}
    assert [v["index"] for v in document["views"].values()] == ["0", "1"]
    assert field_of(imported.app_id, "口座")["fields"][0]["code"] == "銀行"


@pytest.mark.django_db
def test_apps_are_named_by_their_codes_or_else_by_number(sato, a_draft):
    master = a_draft(コード={"type": "SINGLE_LINE_TEXT", "unique": True})
    related = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(取引先={"type": "SINGLE_LINE_TEXT", "lookup": related})
    assert f"relatedApp: {{app: {master}}}" in export_app(app_id)
    services.update_settings(actor=sato, app_id=master, settings={"code": "TORIHIKI"})
    text = export_app(app_id)

    assert "relatedApp: {code: TORIHIKI}" in text
    copy = import_app(text, actor=sato).app_id
    assert field_of(copy, "取引先")["lookup"]["relatedApp"] == {"app": str(master)}


@pytest.mark.django_db
def test_every_problem_of_a_file_is_named(sato):
    text = """
format: 1
name: x
colour: red
settings: {theme: PINK, wings: 2}
fields:
  - {type: NUMBER, code: a, unitt: 円}
  - {type: NUMBER, code: a}
  - {type: NUMBR, code: b}
  - {type: DROP_DOWN, code: c, options: [x, x]}
  - just text
layout:
  - [zzz]
views:
  - {type: LIST}
process: {enable: perhaps}
"""

    with pytest.raises(Invalid) as refused:
        import_app(text, actor=sato)

    assert places(refused.value) == [
        "colour", "fields[a].unitt", "fields[1].code", "fields[c].options[1].name", "fields[4]",
        "fields[b].type", "settings.wings", "settings.theme", "layout[0].fields[0].code", "process.enable",
        "views[0].name",
    ]  # fmt: skip
    assert App.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("[]", "file"),
        ("", "file"),
        ("format: 2", "format"),
        ("{format: 1, name: x}", "fields"),
        ("{format: 1, name: x, fields: [{id: a, type: DATE, code: d}]}", "fields[d].id"),
        ("{format: 1, name: x, fields: [{id: 0, type: DATE, code: d}]}", "fields[d].id"),
        ("{format: 1, fields: []}", "name"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_app_is_refused(sato, text, at):
    with pytest.raises(Invalid) as refused:
        import_app(text, actor=sato)

    assert at in places(refused.value)
    assert App.objects.count() == 0


@pytest.mark.django_db
def test_an_import_over_a_changed_draft_is_a_conflict(sato, a_draft):
    app_id = a_draft(金額="NUMBER")
    text = export_app(app_id)

    with pytest.raises(Conflict):
        import_app(text, actor=sato, app_id=app_id, revision=1)


@pytest.mark.django_db
def test_planning_saves_nothing(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    planned = plan_import("{format: 1, name: 新, fields: []}", actor=sato, app_id=app_id)

    assert planned["name"] == "新"
    assert draft_document(app_id)["name"] == "稟議"


@pytest.mark.django_db
def test_the_example_of_the_handbook_is_an_app_that_can_be_deployed(sato):
    page = (Path(__file__).parents[2] / "docs/reference/app-yaml.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    imported = import_app(example, actor=sato)

    schema = check(
        imported.document,
        actor=sato,
        app_id=imported.app_id,
        creator_id=sato.user_id,
        schema_of=live_schema,
    )
    assert len(schema.fields) == 20
    assert schema.process.states[1].assignee["type"] == "ONE"
    again = export_app(imported.app_id, is_preview=True)
    assert plan_import(again, actor=sato, app_id=imported.app_id) == imported.document


@pytest.mark.django_db
def test_system_fields_that_a_file_does_not_name_stay_as_they_are(sato, a_draft):
    app_id = a_draft(金額="NUMBER")
    named = {"作成者": {"code": "申請者", "label": "申請した人"}}
    services.update_fields(actor=sato, app_id=app_id, properties=named)
    english = replace(sato, language="en")

    text = "{format: 1, name: x, fields: [{type: NUMBER, code: 金額}], process: {enable: true}}"
    import_app(text, actor=english, app_id=app_id)

    assert field_of(app_id, "申請者")["id"] == 2
    assert field_of(app_id, "金額")["id"] == 9
    assert "未処理" in draft_document(app_id)["process"]["states"]
    assert field_of(app_id, "ステータス")["enabled"] is True


@pytest.mark.django_db
def test_every_kind_of_person_in_a_process_survives(sato, suzuki):
    edit = Edit(7, new_document("x", language="en", timezone="UTC"))
    entities = [
        {"entity": {"type": "USER", "code": "suzuki"}},
        {"entity": {"type": "CREATOR", "code": None}},
        {"entity": {"type": "GROUP", "code": "everyone"}},
    ]
    assignee = {"type": "ALL", "entities": entities}
    states = {"a": {"index": 0}, "b": {"index": 1, "assignee": assignee}}
    who = {"entities": entities[:1]}
    action = {"name": "go", "from": "a", "to": "b", "type": "SECONDARY", "executableUser": who}
    change_process(edit, {"enable": True, "states": states, "actions": [action]})

    document = edit.document

    raw: Any = read_yaml(write_yaml(to_file(document, app_id=7, app_codes={})))
    read = read_file(raw, app_id=7, blank=new_document("", language="en", timezone="UTC"))
    give_ids(read, raw, None)
    assert read == document
