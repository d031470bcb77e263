"""What is prepared, in words and for the journal."""

from __future__ import annotations

from typing import Final

from urakata.directory.chart import Change, Planned
from urakata.directory.people import snapshot
from urakata.journal.entries import Entry
from urakata.journal.kinds import Kind
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text

KIND_WORDS: Final = {
    "APPOINT": Text("異動", "appointment"),
    "CONCURRENT": Text("兼務", "concurrent post"),
    "TITLE": Text("役職変更", "change of title"),
    "PRIMARY": Text("主務変更", "change of primary post"),
    "LEAVE": Text("離任", "leaving"),
    "VACATE": Text("空席", "vacancy"),
    "OPEN": Text("組織の新設", "opening"),
    "RENAME": Text("組織名の変更", "renaming"),
    "MOVE": Text("組織の移動", "move"),
    "CLOSE": Text("組織の閉鎖", "closing"),
}
"""What kinds of orders and changes are called."""


def what_of(planned: Planned) -> str:
    """``異動 森田 由美 → somu``: short, to be found again in the list."""
    if isinstance(planned, Change) or planned.user_id is None:
        return f"{KIND_WORDS[planned.kind].ja} {planned.organization}"
    name = snapshot().show("user", planned.user_id)["name"]
    return f"{KIND_WORDS[planned.kind].ja} {name} → {planned.organization}"


def entry_of(kind: Kind, planned: Planned, problem: str = "") -> Entry:
    """The journal's entry; people and titles by code, readable when they are gone."""
    about: JSONDict = {
        "id": planned.id,
        "what": planned.kind,
        "on": planned.on.isoformat(),
        "organization": planned.organization,
    }
    if isinstance(planned, Change):
        more: JSONDict = {"name": planned.name, "parent": planned.parent}
    else:
        people = snapshot()
        title = people.titles.get(planned.title_id or 0)
        user = people.user(planned.user_id or 0)
        more = {"user": user.code if user else "", "title": title.code if title else ""}
    more["problem"] = problem
    return Entry(kind, about=about | {name: value for name, value in more.items() if value})
