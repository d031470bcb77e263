"""What each change of people, their days and the calendar leaves in the journal, by endpoint (A11)."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from tests.api.kintone.test_every_entry import newest
from tests.api.native.asking import Native
from tests.api.native.test_every_permission import undone
from tests.api.native.test_every_permission_beyond_apps import TABLE
from urakata.journal.models import JournalEntry

pytestmark = pytest.mark.usefixtures("company")
LATER = {"from": "9998-01-01", "to": "9998-01-02"}
ORDER = {"on": "9998-01-01", "kind": "CONCURRENT", "organization": "sales", "user": "suzuki"}
RENAMING = {"on": "9998-01-01", "kind": "RENAME", "organization": "sales", "name": "営業本部"}


class Change(NamedTuple):
    """A right call; `before` makes what it is about, whose number is then in the address."""

    body: Any
    kinds: list[str]
    before: tuple[str, Any] | None = None


DELEGATION = ("/delegations", {"delegates": ["suzuki"], **LATER})
ABSENCE = ("/absences", LATER)
ORDERS = ("/personnel-orders", {"orders": [ORDER]})
CHANGES = ("/organization-changes", {"changes": [RENAMING]})
NOTICE = ("/announcements", {"title": "年末調整", "startsOn": "2026-11-01"})
CALLS: dict[str, Change] = {
    "POST /announcements": Change(NOTICE[1], ["announcement.add"]),
    "PUT /announcements/{number}": Change(
        {**NOTICE[1], "title": "年末調整のお願い"}, ["announcement.edit"], NOTICE
    ),
    "DELETE /announcements/{number}": Change(None, ["announcement.delete"], NOTICE),
    "POST /delegations": Change(DELEGATION[1], ["delegation.add"]),
    "DELETE /delegations/{number}": Change(None, ["delegation.delete"], DELEGATION),
    "POST /absences": Change(LATER, ["absence.add"]),
    "DELETE /absences/{number}": Change(None, ["absence.delete"], ABSENCE),
    "POST /personnel-orders": Change(ORDERS[1], ["order.add"]),
    "DELETE /personnel-orders/{number}": Change(None, ["order.cancel"], ORDERS),
    "POST /organization-changes": Change(CHANGES[1], ["order.add"]),
    "DELETE /organization-changes/{number}": Change(None, ["order.cancel"], CHANGES),
    "PUT /titles/ranks": Change({"ranks": {"head": 2, "chief": 3}}, ["title.edit"] * 2),
    "PUT /people/{code}/manager": Change({"manager": "sato"}, ["person.edit"]),
}
ABOUT_PEOPLE = (
    "announcements",
    "delegations",
    "absences",
    "personnel",
    "organization",
    "titles",
    "manager",
)


def since(last: int) -> list[str]:
    """The kinds of newer entries, signing in aside."""
    new = JournalEntry.objects.filter(id__gt=last).exclude(kind__startswith="signin.")
    return [json.loads(body)["kind"] for body in new.order_by("id").values_list("body", flat=True)]


def done(native: Native, name: str, call: Change) -> list[str]:
    """The kinds of entries that a right call left; undone."""
    method, _, path = name.partition(" ")
    with undone():
        number = ""
        if call.before is not None:
            made = native("POST", f"/api/v1{call.before[0]}", call.before[1]).body
            rows = made.get("orders", made.get("changes", [made]))
            number = rows[0]["id"]
        last = newest()
        address = "/api/v1" + path.format(code="tanaka", number=number)
        assert native(method, address, call.body).status in (200, 204), name
        return since(last)


def test_no_change_of_people_is_missing() -> None:
    changing = {name for name in TABLE if not name.startswith("GET")}

    assert {name for name in changing if any(word in name for word in ABOUT_PEOPLE)} == {*CALLS}


def test_every_change_of_people_leaves_its_entries(sato_asks: Native) -> None:
    found = {name: done(sato_asks, name, call) for name, call in CALLS.items()}

    assert found == {name: call.kinds for name, call in CALLS.items()}


def test_reading_leaves_none(sato_asks: Native) -> None:
    last = newest()
    for name in TABLE:
        if name.startswith("GET") and any(word in name for word in ABOUT_PEOPLE):
            path = name.removeprefix("GET ").format(code="sales" if "organ" in name else "suzuki")
            assert sato_asks("GET", f"/api/v1{path}").status == 200, name

    assert since(last) == []
