from __future__ import annotations

import pytest

from tests.directory.hearing import heard
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, token_actor
from urakata.directory.own_settings import set_own_language
from urakata.kernel.errors import Forbidden, Invalid
from urakata.portal.models import Preference
from urakata.portal.preferences import Preferences, change_preferences, preferences_of


def test_who_has_chosen_nothing_gets_the_defaults(suzuki: Actor):
    assert preferences_of(suzuki.user_id) == Preferences("system", "standard", "portal", True)
    assert Preference.objects.count() == 0


def test_each_setting_is_changed_for_itself_and_for_its_owner_only(suzuki: Actor, sato: Actor):
    change_preferences(actor=suzuki, changes={"theme": "dark"})
    kept = change_preferences(actor=suzuki, changes={"text_size": "large", "shortcuts": False})

    assert kept == Preferences("dark", "large", "portal", shortcuts=False)
    assert preferences_of(suzuki.user_id) == kept
    assert preferences_of(sato.user_id) == Preferences()


@pytest.mark.parametrize(
    "changes",
    [{"theme": "pink"}, {"text_size": ""}, {"landing": None}, {"shortcuts": 1}, {"colour": "red"}],
)
def test_what_is_not_offered_is_refused_and_changes_nothing(
    suzuki: Actor, changes: dict[str, object]
):
    with pytest.raises(Invalid) as refused:
        change_preferences(actor=suzuki, changes={"theme": "dark", **changes})

    assert [problem.at for problem in refused.value.problems] == [list(changes)[-1]]
    assert preferences_of(suzuki.user_id) == Preferences()


def test_what_another_version_kept_is_passed_over(suzuki: Actor):
    Preference.objects.create(
        pk=suzuki.user_id, values={"theme": "sepia", "landing": "tasks", "x": 1}
    )

    assert preferences_of(suzuki.user_id) == Preferences(landing="tasks")


def test_a_token_has_no_settings(sato: Actor):  # the directory must be there
    with pytest.raises(Forbidden):
        change_preferences(actor=token_actor({}, ()), changes={"theme": "dark"})
    assert Preference.objects.count() == 0


def test_one_chooses_ones_own_language_and_the_journal_is_told(suzuki: Actor):
    set_own_language(actor=suzuki, language="en")

    assert actor_of(suzuki.user_id).language == "en"
    (entry,) = heard("person.edit")
    assert (entry["before"], entry["after"]) == ({"locale": "ja"}, {"locale": "en"})
    with pytest.raises(Invalid):
        set_own_language(actor=suzuki, language="fr")
    assert actor_of(suzuki.user_id).language == "en"
