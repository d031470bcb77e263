"""IDOR: an id of somebody else in an otherwise right call, at every endpoint of kintone's API.

An app, a record, a file, a comment, a cursor of another: each is put, one at a time, into the place
that one's own id has in a right call. The answer says no more than of an id that nothing has, or that
there is no privilege; nothing changes. (ASVS 8.2.2)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.rules import row
from tests.api.attacks.others import SECRET, swaps, tells_nothing
from tests.api.client import Api, Reply
from tests.api.kintone.world import BUILT, FIELDS, PROCESS, SAMPLES, World, address, id_of
from tests.api.test_permission_table import undone
from tests.conftest import deploy_app
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.files import upload
from urakata.record.write import add_records

ASKED = [e for e in BUILT if not e.is_open and not e.takes_file]
EVERYTHING = ("view", "add", "edit", "delete", "manage", "import", "export")


def a_world(owner: Actor, app: AppSchema, before: int) -> World:
    """A record with a file of its owner's, after some others, so that its number is its own."""
    others: list[Any] = [{"件名": {"value": SECRET}} for _ in range(before)]
    if others:
        add_records(actor=owner, app=app, rows=others, prefix="records")
    key = upload(actor=owner, chunks=iter([SECRET.encode()]), name=SECRET, content_type="text/x")
    values: dict[str, Any] = {"件名": SECRET, "番号": f"N{before}", "添付": [{"fileKey": key}]}
    cells = {code: {"value": value} for code, value in values.items()}
    return World(app, add_records(actor=owner, app=app, rows=[cells], prefix="x")[0].id, key)


@pytest.fixture
def theirs(sato: Actor, settings: Any, tmp_path: Any, with_access: Callable[..., Any]) -> World:
    """What tanaka must not reach."""
    settings.FILES_ROOT = tmp_path
    app = deploy_app(sato, FIELDS, name=SECRET, process=PROCESS)
    closed = with_access(app, app=[row("USER", "sato", *EVERYTHING)])
    return a_world(sato, closed, before=6)


@pytest.fixture
def mine(theirs: World, tanaka: Actor) -> World:
    """The same, all of it tanaka's."""
    return a_world(tanaka, deploy_app(tanaka, FIELDS, process=PROCESS), before=0)


def surprises(mine: World, theirs: World, attacker: Api, victim: Api) -> tuple[int, dict[str, Any]]:
    """How many ids were tried, and those that told or changed something."""
    tried, found = 0, {}
    for endpoint in ASKED:
        with undone():
            right = SAMPLES[id_of(endpoint)](mine, attacker)
            foreign = SAMPLES[id_of(endpoint)](theirs, victim)
            before = theirs.state
            for swapped in swaps(right, foreign):
                tried += 1
                answer = attacker(endpoint.method, address(endpoint), **swapped.theirs)
                absent = attacker(endpoint.method, address(endpoint), **swapped.nobodys)
                is_told = not tells_nothing(answer, absent) and not is_all_denied(answer)
                if is_told or theirs.state != before:
                    found[f"{id_of(endpoint)} {swapped.place}"] = (answer.status, answer.body)
    return tried, found


def is_all_denied(answer: Reply) -> bool:
    """Whether it is what `evaluate` says of a record in which one may nothing."""
    return "rights" in answer.body and "True" not in str(answer.body)


def test_no_id_of_another_opens_anything(
    mine: World, theirs: World, tanaka: Actor, api_of: Callable[[Actor], Api], as_sato: Api
) -> None:
    tried, found = surprises(mine, theirs, api_of(tanaka), as_sato)

    assert found == {}
    assert tried > 60


def test_no_id_of_another_opens_anything_to_a_token(
    mine: World, theirs: World, with_token: Callable[..., Api], as_sato: Api
) -> None:
    token = with_token(mine.app.app_id, "view", "add", "edit", "delete", "manage")

    tried, found = surprises(mine, theirs, token, as_sato)

    assert found == {}
    assert tried > 60


def test_a_hidden_record_of_ones_own_app_stays_hidden(
    mine: World,
    tanaka: Actor,
    suzuki: Actor,
    api_of: Callable[[Actor], Api],
    with_access: Callable[..., AppSchema],
) -> None:
    hidden = a_world(tanaka, mine.app, before=1)
    seen = {"filterCond": f"$id = {mine.record}", "entities": []}
    everyone = {"entity": {"type": "GROUP", "code": "everyone"}, "includeSubs": False}
    owner = {"entity": {"type": "USER", "code": "tanaka"}, "includeSubs": False}
    given = {"viewable": True, "editable": True, "deletable": True}
    seen["entities"] = [{**everyone, **given}]
    rest = {"filterCond": "", "entities": [{**owner, **given}]}
    app = with_access(mine.app, records=[seen, rest])
    theirs = World(app, hidden.record, hidden.file_key)

    tried, found = surprises(mine, theirs, api_of(suzuki), api_of(tanaka))

    assert found == {}
    assert tried > 10


def test_a_file_of_another_is_not_made_ones_own(
    mine: World, theirs: World, sato: Actor, tanaka: Actor, api_of: Callable[[Actor], Api]
) -> None:
    attacker = api_of(tanaka)
    waiting = upload(actor=sato, chunks=iter([b"x"]), name="x", content_type="text/plain")
    attacker("GET", "record", app=mine.app.app_id, id=mine.record)
    before = theirs.state

    answers = {
        (method, key): attacker(
            method,
            "record",
            app=mine.app.app_id,
            record={"添付": {"value": [{"fileKey": key}]}},
            **({"id": mine.record} if method == "PUT" else {}),
        ).code
        for method in ("POST", "PUT")
        for key in (waiting, theirs.file_key)
    }

    assert set(answers.values()) == {"GAIA_BL01"}
    assert theirs.state == before
