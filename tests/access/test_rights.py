from __future__ import annotations

from dataclasses import replace

import pytest

from urakata.access.rights import (
    may,
    require,
    require_any,
    require_person,
    require_somewhere,
)
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden

SATO = Actor(user_id=1, code="sato", name="佐藤")
ADMIN = Actor(user_id=2, code="admin", name="管理者", is_administrator=True)
TOKEN = replace(
    ADMIN, via="token", is_administrator=False, tokens={7: frozenset({"view", "manage"})}
)


def code_of(call, *args, **kwargs):
    with pytest.raises(Forbidden) as raised:
        call(*args, **kwargs)
    return raised.value.code


@pytest.mark.parametrize("right", ["view", "add", "edit", "delete"])
def test_whoever_is_signed_in_works_with_the_records_of_any_app(an_app, suzuki, right):
    app = an_app({"件名": {"type": "SINGLE_LINE_TEXT"}})

    assert may(suzuki, right, app)
    assert may(suzuki, right, app.app_id)


def test_the_creator_and_administrators_manage_an_app(an_app, sato, suzuki):
    app = an_app({"件名": {"type": "SINGLE_LINE_TEXT"}})

    assert may(sato, "manage", app)
    assert may(replace(suzuki, is_administrator=True), "manage", app)
    assert code_of(require, suzuki, "manage", app) == "CB_NO02"
    assert code_of(require, suzuki, "import", app) == "CB_NO02"
    assert code_of(require, suzuki, "export", app) == "CB_NO02"


@pytest.mark.django_db
def test_an_app_that_was_never_deployed_is_its_creators():
    assert may(SATO, "manage", 7, creator_id=1)
    assert may(ADMIN, "manage", 7, creator_id=1)
    assert code_of(require, SATO, "manage", 7, creator_id=2) == "CB_NO02"
    assert code_of(require, SATO, "view", 7) == "CB_NO02"


def test_a_token_has_its_rights_for_its_own_app_only():
    assert may(TOKEN, "view", 7)
    assert may(TOKEN, "manage", 7)
    assert code_of(require, TOKEN, "add", 7) == "GAIA_NO01"
    assert code_of(require, TOKEN, "view", 8, creator_id=2) == "GAIA_NO01"


@pytest.mark.django_db
def test_the_system_may_do_everything():
    assert may(replace(SATO, via="system"), "manage", 7)


def test_one_right_of_several_is_enough():
    require_any(TOKEN, ("view", "add"), 7)
    assert code_of(require_any, TOKEN, ("add", "edit"), 7) == "GAIA_NO01"


def test_an_upload_needs_a_token_that_may_write_somewhere():
    require_somewhere(SATO, "add", "edit")
    require_somewhere(replace(TOKEN, tokens={7: frozenset({"edit"})}), "add", "edit")
    assert code_of(require_somewhere, TOKEN, "add", "edit") == "GAIA_NO01"


def test_some_doors_are_for_people_only():
    require_person(SATO)
    assert code_of(require_person, TOKEN) == "GAIA_NO01"
