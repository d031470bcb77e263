"""What is prepared, in words and for the journal."""

from __future__ import annotations

from typing import Final

from urakata.directory.chart import Change, Planned
from urakata.directory.people import snapshot
from urakata.journal.entries import Entry
from urakata.journal.kinds import Kind
from urakata.kernel.json import JSONDict

_WORDS: Final = {
    "APPOINT": "異動",
    "CONCURRENT": "兼務",
    "TITLE": "役職変更",
    "PRIMARY": "主務変更",
    "LEAVE": "離任",
    "VACATE": "空席",
    "OPEN": "組織の新設",
    "RENAME": "組織名の変更",
    "MOVE": "組織の移動",
    "CLOSE": "組織の閉鎖",
}


def what_of(planned: Planned) -> str:
    """``異動 森田 由美 → somu``: short, to be found again in the list."""
    if isinstance(planned, Change) or planned.user_id is None:
        return f"{_WORDS[planned.kind]} {planned.organization}"
    name = snapshot().show("user", planned.user_id)["name"]
    return f"{_WORDS[planned.kind]} {name} → {planned.organization}"


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
