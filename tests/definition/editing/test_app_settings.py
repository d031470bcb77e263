"""Settings of an app."""

from __future__ import annotations

import pytest

from tests.definition.conftest import places
from urakata.definition import services
from urakata.definition.answers import show_settings
from urakata.definition.queries import draft_document, draft_schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}}
    return a_draft(件名="SINGLE_LINE_TEXT", 画="FILE", 表={"type": "SUBTABLE", "fields": columns})


def test_what_is_given_changes_and_the_rest_stays(sato, app_id):
    sent = {
        "name": "新しい名前",
        "description": "<b>説明</b><script>x</script>",
        "icon": {"type": "PRESET", "key": "APP3"},
        "theme": "BLUE",
        "titleField": {"selectionMode": "MANUAL", "code": "件名"},
        "enableComments": "false",
        "numberPrecision": {"decimalPlaces": 2},
        "firstMonthOfFiscalYear": "10",
        "timezone": "Europe/Paris",
        "code": "RINGI",
        "enableThumbnails": None,
    }

    services.update_settings(actor=sato, app_id=app_id, settings=sent)

    document = draft_document(app_id)
    assert (document["name"], document["code"]) == ("新しい名前", "RINGI")
    assert document["description"] == "<b>説明</b>"
    assert document["settings"] == {
        "icon": {"type": "PRESET", "key": "APP3"},
        "theme": "BLUE",
        "titleField": {"selectionMode": "MANUAL", "code": "件名"},
        "enableThumbnails": True,
        "enableBulkDeletion": False,
        "enableComments": False,
        "enableDuplicateRecord": True,
        "enableInlineRecordEditing": True,
        "numberPrecision": {"digits": "16", "decimalPlaces": "2", "roundingMode": "HALF_EVEN"},
        "firstMonthOfFiscalYear": "10",
        "timezone": "Europe/Paris",
        "sensitive": False,
    }
    assert draft_schema(app_id).fiscal_month == 10
    assert draft_schema(app_id).precision.decimal_places == 2


def test_what_get_answers_can_be_put_back(sato, app_id):
    before = draft_document(app_id)

    answer = show_settings(app_id, is_preview=True)
    services.update_settings(actor=sato, app_id=app_id, settings=answer)

    assert draft_document(app_id) == before


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("name", "", "name"),
        ("name", "あ" * 65, "name"),
        ("name", ["x"], "name"),
        ("description", "x" * 10_001, "description"),
        ("code", "日本", "code"),
        ("code", "a" * 65, "code"),
        ("theme", "PINK", "theme"),
        ("icon", "APP1", "icon"),
        ("icon", {"type": "PRESET"}, "icon.key"),
        ("icon", {"type": "PRESET", "key": "APP91"}, "icon.key"),
        ("icon", {"type": "FILE", "file": {}}, "icon.file.fileKey"),
        ("icon", {"type": "EMOJI", "key": "APP1"}, "icon.type"),
        ("titleField", {"selectionMode": "MANUAL"}, "titleField.code"),
        ("titleField", {"selectionMode": "MANUAL", "code": "無い"}, "titleField.code"),
        ("titleField", {"selectionMode": "MANUAL", "code": "画"}, "titleField.code"),
        ("titleField", {"selectionMode": "MANUAL", "code": "品名"}, "titleField.code"),
        ("titleField", {"selectionMode": "SOME"}, "titleField.selectionMode"),
        ("enableComments", "perhaps", "enableComments"),
        ("numberPrecision", {"digits": 31}, "numberPrecision.digits"),
        ("numberPrecision", {"digits": 0}, "numberPrecision.digits"),
        ("numberPrecision", {"decimalPlaces": 11}, "numberPrecision.decimalPlaces"),
        ("numberPrecision", {"roundingMode": "NEAREST"}, "numberPrecision.roundingMode"),
        ("numberPrecision", [], "numberPrecision"),
        ("firstMonthOfFiscalYear", 13, "firstMonthOfFiscalYear"),
        ("firstMonthOfFiscalYear", "April", "firstMonthOfFiscalYear"),
        ("timezone", "Mars/Olympus", "timezone"),
        ("timezone", "../../etc/passwd", "timezone"),
    ],
)
def test_whatever_is_no_setting_is_named(sato, app_id, refusal, key, value, place):
    error = refusal(services.update_settings, actor=sato, app_id=app_id, settings={key: value})

    assert places(error) == [place]


def test_several_problems_come_together(sato, app_id, refusal):
    settings = {"theme": "PINK", "name": "", "icon": 1, "timezone": "x"}

    error = refusal(services.update_settings, actor=sato, app_id=app_id, settings=settings)

    assert places(error) == ["name", "theme", "icon", "timezone"]


def test_an_icon_may_be_a_file_and_the_title_automatic_again(sato, app_id):
    icon = {"type": "FILE", "file": {"fileKey": "k", "name": "a.png", "size": 12}}
    title = {"selectionMode": "MANUAL", "code": "件名"}
    services.update_settings(
        actor=sato, app_id=app_id, settings={"icon": icon, "titleField": title}
    )

    automatic = {"titleField": {"selectionMode": "AUTO", "code": "件名"}}
    services.update_settings(actor=sato, app_id=app_id, settings=automatic)

    settings = draft_document(app_id)["settings"]
    assert settings["icon"]["file"]["size"] == "12"
    assert settings["titleField"] == {"selectionMode": "AUTO", "code": ""}
