"""From where and how often: through HTTP, on every road into the product."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.api.client import PASSWORD, Api, Reply, password_header
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema
from urakata.directory import gate, limiting, tokens
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import set_password, update_user
from urakata.directory.slots import free_slot, take_slot
from urakata.directory.tokens import create_token, list_tokens
from urakata.directory.units import NewNamed, add_to_group, create_group
from urakata.journal import queries

OFFICE = "192.0.2.7"
HOME = "203.0.113.5"


@pytest.fixture
def app(an_app: AnApp, a_record: ARecord) -> AppSchema:
    made = an_app({"件名": "SINGLE_LINE_TEXT"})
    a_record(made, 件名="一")
    return made


@pytest.fixture
def network(sato: Actor) -> Callable[..., None]:
    """Gives networks to a group: ``network("everyone", "192.0.2.0/24")``."""

    def put(group: str, *networks: str) -> None:
        limiting.set_group_networks(actor=sato, group=group, networks=networks)

    return put


@pytest.fixture(autouse=True)
def _nothing_told_yet() -> Iterator[None]:
    gate._told._until.clear()
    yield
    gate._told._until.clear()


def from_(address: str, api: Api) -> Api:
    return Api(api.headers, Client(REMOTE_ADDR=address))


def read(api: Api, app: AppSchema) -> Reply:
    return api.get("record", f"app={app.app_id}&id=1")


def native(api: Api, app: AppSchema) -> Any:
    return api.client.get(f"/api/v1/apps/{app.app_id}/records", headers=api.headers)


def refusals() -> list[dict[str, Any]]:
    found = queries.search(queries.Wanted(kind="signin.failure"))
    return [entry for entry in map(json.loads, (each.body for each in found)) if of_network(entry)]


def of_network(entry: dict[str, Any]) -> bool:
    return entry["about"].get("reason") == "network"


# --- networks


def test_without_networks_everybody_comes_from_anywhere(app, as_suzuki: Api):
    assert read(from_(HOME, as_suzuki), app).status == 200


def test_a_person_comes_from_the_networks_of_everyone_only(app, as_suzuki, network):
    network("everyone", "192.0.2.0/24", "2001:db8::/32")

    assert read(from_(OFFICE, as_suzuki), app).status == 200
    assert read(from_("2001:db8::1", as_suzuki), app).status == 200
    refused = read(from_(HOME, as_suzuki), app)
    assert (refused.status, refused.code) == (403, "UR_NW01")
    assert HOME in refused.body["message"]
    assert native(from_(HOME, as_suzuki), app).status_code == 403
    assert native(from_(OFFICE, as_suzuki), app).status_code == 200


def test_a_group_of_travellers_is_an_exception(app, as_suzuki, as_sato, network):
    create_group(actor=system_actor(), group=NewNamed("travel", "出張"))
    add_to_group(actor=system_actor(), group="travel", users=["suzuki"])
    network("everyone", "192.0.2.0/24")
    network("travel", "0.0.0.0/0")

    assert read(from_(HOME, as_suzuki), app).status == 200
    assert read(from_(HOME, as_sato), app).status == 403


def test_administrators_can_be_held_to_a_narrower_list(app, as_suzuki, as_sato, network):
    network("everyone", "192.0.2.0/24")
    network("Administrators", "192.0.2.7")

    assert read(from_("192.0.2.8", as_suzuki), app).status == 200
    assert read(from_("192.0.2.8", as_sato), app).status == 403
    assert read(from_("192.0.2.7", as_sato), app).status == 200


def test_a_change_holds_in_the_next_request(app, as_suzuki, network):
    api = from_(HOME, as_suzuki)
    assert read(api, app).status == 200
    network("everyone", "192.0.2.0/24")
    assert read(api, app).status == 403
    network("everyone")
    assert read(api, app).status == 200


def test_a_guest_is_not_held_to_the_networks_of_everyone(app, as_suzuki, network):
    update_user(actor=system_actor(), code="suzuki", changes={"is_guest": True})
    network("everyone", "192.0.2.0/24")

    assert read(from_(HOME, as_suzuki), app).code != "UR_NW01"


def test_a_token_follows_everyone_unless_it_has_networks_of_its_own(app, with_token, sato, network):
    api = with_token(app.app_id, "view")
    network("everyone", "192.0.2.0/24")
    assert (read(from_(HOME, api), app).status, read(from_(OFFICE, api), app).status) == (403, 200)

    (token,) = list_tokens(app.app_id)
    limiting.update_token(app.app_id, token.id, actor=sato, changes={"networks": [HOME]})
    assert (read(from_(HOME, api), app).status, read(from_(OFFICE, api), app).status) == (200, 403)


def test_every_token_of_a_request_must_be_allowed(app, an_app, sato):
    other = an_app(name="別")
    keys = [create_token(a.app_id, ["view"], actor=sato, is_live=True) for a in (app, other)]
    (held,) = list_tokens(other.app_id)
    limiting.update_token(other.app_id, held.id, actor=sato, changes={"networks": [OFFICE]})

    both = Api({"X-Cybozu-API-Token": ",".join(keys)})
    assert read(from_(OFFICE, both), app).status == 200
    assert read(from_(HOME, both), app).code == "UR_NW01"
    assert read(from_(HOME, Api({"X-Cybozu-API-Token": keys[0]})), app).status == 200


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post(
        "/api/v1/session",
        {"code": "suzuki", "password": password},
        content_type="application/json",
    )


def test_nobody_signs_in_from_a_foreign_network(suzuki, network):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    network("everyone", "192.0.2.0/24")

    client = Client(REMOTE_ADDR=HOME)
    refused = sign_in(client)

    assert (refused.status_code, refused.json()["code"]) == (403, "UR_NW01")
    assert client.get("/api/v1/session").status_code == 401
    assert sign_in(Client(REMOTE_ADDR=OFFICE)).status_code == 200


def test_a_wrong_password_is_answered_alike_from_everywhere(suzuki, network):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    network("everyone", "192.0.2.0/24")

    answers = [sign_in(Client(REMOTE_ADDR=at), "wrong").json()["code"] for at in (HOME, OFFICE)]

    assert answers == ["CB_WA01", "CB_WA01"]


def test_a_session_that_moves_to_a_foreign_network_is_refused(app, suzuki, network):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    network("everyone", "192.0.2.0/24")
    client = Client(REMOTE_ADDR=OFFICE)
    sign_in(client)
    stolen = Client(REMOTE_ADDR=HOME)
    stolen.cookies = client.cookies
    screen = {"X-Requested-With": "XMLHttpRequest"}

    assert read(Api(screen, client), app).status == 200
    assert read(Api(screen, stolen), app).code == "UR_NW01"
    assert stolen.get("/api/v1/session").status_code == 403


def test_a_refusal_is_in_the_journal_once_a_minute(app, as_suzuki, suzuki, network):
    network("everyone", "192.0.2.0/24")
    api = from_(HOME, as_suzuki)

    for _ in range(5):
        read(api, app)
    read(from_("203.0.113.6", as_suzuki), app)

    told = [(entry["actor"]["code"], entry["about"]) for entry in refusals()]
    assert told == [
        ("suzuki", {"reason": "network", "address": "203.0.113.6"}),
        ("suzuki", {"reason": "network", "address": HOME}),
    ]


def test_a_refused_token_is_named_in_the_journal(app, with_token, network):
    api = with_token(app.app_id, "view")
    network("everyone", "192.0.2.0/24")
    read(from_(HOME, api), app)

    (token,) = list_tokens(app.app_id)
    (entry,) = refusals()
    assert entry["about"]["tokens"] == [token.id]
    assert entry["actor"]["via"] == "token"


# --- quotas


def test_beyond_its_quota_a_person_is_told_to_wait(app, as_suzuki, as_sato, settings):
    settings.REQUESTS_PER_MINUTE = 5
    answers = [read(as_suzuki, app) for _ in range(7)]

    assert [each.status for each in answers] == [200] * 5 + [429] * 2
    refused = answers[-1]
    assert refused.code == refused.headers["X-Cybozu-Error"] == "UR_QT01"
    assert set(refused.body) == {"code", "id", "message"}
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "5" in refused.body["message"]
    assert read(as_sato, app).status == 200


def test_our_own_api_counts_too(app, as_suzuki, settings):
    settings.REQUESTS_PER_MINUTE = 2
    answers = [native(as_suzuki, app) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert answers[-1].json()["code"] == "UR_QT01"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_a_refused_request_changes_nothing(app, with_token, sato):
    api = with_token(app.app_id, "view", "add")
    (token,) = list_tokens(app.app_id)
    limiting.update_token(app.app_id, token.id, actor=sato, changes={"requests_per_minute": 1})
    add = {"app": app.app_id, "record": {"件名": {"value": "二"}}}

    assert api("POST", "record", **add).status == 200
    assert api("POST", "record", **add).status == 429
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ledger.app_{app.app_id}")
        assert cursor.fetchone() == (2,)


def test_a_tokens_own_quota_goes_before_the_default(app, with_token, sato, settings):
    settings.REQUESTS_PER_MINUTE = 1
    api = with_token(app.app_id, "view")
    (token,) = list_tokens(app.app_id)

    def allow(count: int | None) -> None:
        changes = {"requests_per_minute": count}
        limiting.update_token(app.app_id, token.id, actor=sato, changes=changes)

    allow(3)
    assert [read(api, app).status for _ in range(4)] == [200, 200, 200, 429]
    allow(0)
    assert [read(api, app).status for _ in range(9)] == [200] * 9


def test_a_person_can_have_a_quota_of_their_own(app, as_suzuki, as_sato):
    update_user(actor=system_actor(), code="suzuki", changes={"requests_per_minute": 2})

    assert [read(as_suzuki, app).status for _ in range(3)] == [200, 200, 429]
    assert [read(as_sato, app).status for _ in range(3)] == [200, 200, 200]


def test_requests_at_once_are_limited_over_all_processes(app, with_token, sato):
    api = with_token(app.app_id, "view")
    (token,) = list_tokens(app.app_id)
    limiting.update_token(app.app_id, token.id, actor=sato, changes={"requests_at_once": 1})

    before = advisory_locks()
    with elsewhere_running(f"token:{token.id}"):
        refused = read(api, app)
        assert (refused.status, refused.code) == (429, "UR_QT02")
        assert refused.headers["Retry-After"] == "1"
    assert [read(api, app).status for _ in range(3)] == [200, 200, 200]
    assert advisory_locks() == before


class elsewhere_running:  # noqa: N801  # reads as a sentence
    """A request of the same subject that another process is working on."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.is_there, self.may_end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self) -> None:
        slot = take_slot(self.subject, 1)
        self.is_there.set()
        self.may_end.wait(10)
        free_slot(self.subject, slot)
        connection.close()

    def __enter__(self) -> None:
        self.thread.start()
        assert self.is_there.wait(10)

    def __exit__(self, *_: object) -> None:
        self.may_end.set()
        self.thread.join()


def advisory_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def test_a_request_that_fails_gives_its_place_back(app, with_token, sato):
    api = with_token(app.app_id, "view")
    (token,) = list_tokens(app.app_id)
    limiting.update_token(app.app_id, token.id, actor=sato, changes={"requests_at_once": 1})

    before = advisory_locks()
    assert api.get("record", f"app={app.app_id}&id=99").status == 404
    assert native(api, app).status_code == 200
    assert advisory_locks() == before


def test_asking_who_one_is_counts_too(suzuki, settings):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    client = Client()
    sign_in(client)
    settings.REQUESTS_PER_MINUTE = 1
    assert client.get("/api/v1/session").status_code == 200

    assert client.get("/api/v1/session").status_code == 429


def test_who_guesses_is_told_when_to_come_back(suzuki):
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    api = Api(password_header("suzuki", "wrong"))
    answers = [api.get("apps") for _ in range(12)]

    assert answers[-1].code == "UR_LO01"
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_the_tokens_of_an_actor_are_known(app, sato):
    key = create_token(app.app_id, ["view"], actor=sato, is_live=True)
    known = tokens.known_tokens(key)

    assert known.ids == tuple(each.id for each in list_tokens(app.app_id))
