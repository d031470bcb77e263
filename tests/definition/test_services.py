"""Draft editing: revisions, locks, what an edit leaves behind."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.models import App
from urakata.definition.publish import mark_live
from urakata.definition.queries import draft_document, get_app, live_schema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db


def test_a_new_app_has_its_system_fields_in_the_language_of_its_maker(sato):
    english = Actor(sato.user_id, sato.code, sato.name, language="en")

    japanese_id, revision = services.create_app(actor=sato, name="稟議")
    english_id, _ = services.create_app(actor=english, name="Requests")

    assert revision == 1
    assert [f["code"] for f in draft_document(japanese_id)["fields"]] == [
        "レコード番号", "作成者", "作成日時", "更新者", "更新日時", "ステータス", "作業者", "カテゴリー",
    ]  # fmt: skip
    assert draft_document(english_id)["fields"][2]["code"] == "Created_datetime"
    assert draft_document(japanese_id)["next_id"] == 9


@pytest.mark.parametrize("name", [None, "", " ", "あ" * 65, 12, "a\0b"])
def test_an_app_needs_a_name_of_1_to_64_characters(sato, name):
    with pytest.raises(Invalid) as refused:
        services.create_app(actor=sato, name=name)

    assert places(refused.value) == ["name"]
    assert App.objects.count() == 0


def test_every_edit_raises_the_revision_by_one(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    revision = services.update_settings(actor=sato, app_id=app_id, settings={"theme": "RED"})

    assert revision == 3
    assert get_app(app_id).draft_revision == 3
    assert get_app(app_id).modifier_id == sato.user_id


def test_a_stale_revision_is_a_conflict_and_changes_nothing(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    with pytest.raises(Conflict) as refused:
        services.update_settings(actor=sato, app_id=app_id, settings={"theme": "RED"}, revision=1)

    assert refused.value.code == "GAIA_CO03"
    assert f"id: {app_id}" in refused.value.text.ja
    assert draft_document(app_id)["settings"]["theme"] == "WHITE"


@pytest.mark.parametrize("revision", [None, -1, 2])
def test_the_present_revision_or_none_is_accepted(sato, a_draft, revision):
    app_id = a_draft(金額="NUMBER")

    assert (
        services.update_settings(
            actor=sato, app_id=app_id, settings={"theme": "RED"}, revision=revision
        )
        == 3
    )


@pytest.mark.parametrize("app_id", [0, -1, 999_999_999, 2**63, 2**70])
def test_an_app_that_is_not_there_cannot_be_edited(sato, app_id):
    with pytest.raises(NotFound) as missing:
        services.update_settings(actor=sato, app_id=app_id, settings={})

    assert missing.value.code == "GAIA_AP01"


def test_reverting_goes_back_to_what_is_live_and_never_reuses_an_id(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    services.add_fields(actor=sato, app_id=app_id, properties={"備考": {"type": "LINK"}})
    lost = field_of(app_id, "備考")["id"]

    revision = services.revert(actor=sato, app_id=app_id)
    services.add_fields(actor=sato, app_id=app_id, properties={"日付": {"type": "DATE"}})

    assert revision == 4
    assert [f["code"] for f in draft_document(app_id)["fields"]][8:] == ["金額", "日付"]
    assert field_of(app_id, "日付")["id"] == lost + 1


def test_reverting_an_app_that_never_was_live_empties_its_form(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    services.revert(actor=sato, app_id=app_id)

    assert len(draft_document(app_id)["fields"]) == 8
    assert draft_document(app_id)["layout"] == []


def test_a_deleted_app_is_gone_for_everybody(sato, a_draft):
    app_id = a_draft(live=True)
    assert live_schema(app_id).name == "稟議"

    services.delete_app(actor=sato, app_id=app_id)

    with pytest.raises(NotFound):
        live_schema(app_id)
    with pytest.raises(NotFound):
        get_app(app_id)


def test_an_app_code_belongs_to_one_app(sato, a_draft, refusal):
    first, second = a_draft(), a_draft()
    services.update_settings(actor=sato, app_id=first, settings={"code": "RINGI"})

    error = refusal(services.update_settings, actor=sato, app_id=second, settings={"code": "RINGI"})

    assert places(error) == ["code"]
    services.delete_app(actor=sato, app_id=first)
    services.update_settings(actor=sato, app_id=second, settings={"code": "RINGI"})
    assert get_app(second).code == "RINGI"


def test_a_code_given_up_in_the_draft_is_taken_until_the_deploy(sato, a_draft, refusal):
    first, second = a_draft(), a_draft()
    services.update_settings(actor=sato, app_id=first, settings={"code": "RINGI"})
    mark_live(actor=sato, app_id=first)
    services.update_settings(actor=sato, app_id=first, settings={"code": "OTHER"})

    error = refusal(services.update_settings, actor=sato, app_id=second, settings={"code": "RINGI"})

    assert places(error) == ["code"]
