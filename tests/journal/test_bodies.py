from __future__ import annotations

from typing import Any

import orjson
import pytest

from urakata.directory.actor import Actor
from urakata.journal.bodies import Speller
from urakata.journal.context import Source
from urakata.journal.entries import Entry

AT = "2026-11-25T01:02:03.000004+00:00"
ROAD = Source("api", '203.0.113.5"', "r-1", (7, 3))

ENTRIES = [
    Entry("app.create"),
    Entry("record.edit", 1, 2, 3, {"f9": None, "f10": "旧\n\t\\"}, {"f9": [1, 2], "f10": '"'}),
    Entry("record.add", 1, 2, 1, after={"t9": [{"id": 4, "f10": "😀"}], "status": "未処理"}),
    Entry("comment.add", 1, 2, about={"text": "\x00\x7f\u2028", "b": 1.5, "a": True}),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=[one.kind for one in ENTRIES])
def test_a_body_is_spelled_as_the_promise_says(entry: Entry, sato: Actor):
    body = Speller(sato, AT, ROAD).spell(entry)

    said: Any = orjson.loads(body)
    assert body == orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    assert said["before"] == dict(entry.before)
    assert said["after"] == dict(entry.after)
    assert said["about"] == dict(entry.about)
    assert said["source"] == {
        "name": "api", "address": '203.0.113.5"', "request": "r-1", "tokens": [7, 3],
    }  # fmt: skip


def test_in_whose_name_is_part_of_the_body(sato: Actor, suzuki: Actor):
    body = Speller(sato, AT, ROAD).spell(Entry("record.status", 1, on_behalf_of=suzuki))

    said: Any = orjson.loads(body)
    assert said["on_behalf_of"] == {"id": suzuki.user_id, "code": "suzuki"}
    assert body == orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def test_what_json_cannot_say_is_said_as_well_as_it_can(sato: Actor):
    odd: Any = {"f9": "a\ud83d", "f10": 2**70}

    said = orjson.loads(Speller(sato, AT, ROAD).spell(Entry("record.add", 1, after=odd)))

    assert said["after"] == {"f9": "a�", "f10": str(2**70)}
