from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import HttpRequest

from urakata.api.proof import require_recent_proof, require_session
from urakata.directory import sessions
from urakata.directory.actor import Actor
from urakata.directory.session_store import SessionStore
from urakata.kernel.errors import Forbidden


@pytest.fixture
def request_of(suzuki: Actor) -> HttpRequest:
    made = HttpRequest()
    made.session = SessionStore()
    sessions.open_session(made.session, suzuki)
    return made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def pass_by(seconds: float) -> None:
        now = time.time() + seconds
        monkeypatch.setattr(time, "time", lambda: now)

    return pass_by


def test_signing_in_is_a_proof_for_a_quarter_of_an_hour(
    request_of: HttpRequest, suzuki: Actor, later: Callable[[float], None]
):
    later(14 * 60)
    require_recent_proof(request_of, suzuki)

    later(2 * 60)
    with pytest.raises(Forbidden) as raised:
        require_recent_proof(request_of, suzuki)
    assert raised.value.code == "UR_RA01"


def test_a_new_proof_starts_over(
    request_of: HttpRequest, suzuki: Actor, later: Callable[[float], None]
):
    later(20 * 60)
    sessions.prove(request_of.session)

    require_recent_proof(request_of, suzuki)


def test_who_has_no_screen_is_not_asked(suzuki: Actor):
    made = HttpRequest()
    made.session = SessionStore()

    require_recent_proof(made, replace(suzuki, via="password"))


def test_only_people_at_a_screen_have_a_session(suzuki: Actor):
    require_session(suzuki)
    for via, tokens, code in (("password", None, "UR_SS01"), ("token", {}, "GAIA_NO01")):
        with pytest.raises(Forbidden) as raised:
            require_session(replace(suzuki, via=via, tokens=tokens))
        assert raised.value.code == code
