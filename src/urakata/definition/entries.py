"""What the journal keeps of a change to an app: every part that differs, as it was and as it is.

Fields go by id (``f12``, columns of tables too), the other parts by name. Changed rights are an
entry of their own (``access.edit``, the lists that changed), and so are the app's name and settings
(``settings.edit``): an auditor asks for them. ``about["stage"]`` tells a draft from what is live.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.shape import Document, every_field
from urakata.journal.kinds import Kind
from urakata.journal.writing import Entry
from urakata.kernel.json import JSONDict, JSONValue

Stage: TypeAlias = Literal["draft", "live"]

_OF_THE_FORM: Final = ("layout", "views", "process")
_APART: Final = frozenset(
    {*_OF_THE_FORM, "format", "uid", "fields", "next_id", "access", "settings"}
)
_SORTS: Final[tuple[tuple[Kind, str], ...]] = (
    ("app.edit", "form"),
    ("settings.edit", "settings"),
    ("access.edit", "access"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """An app's document before and after, and its revision after."""

    app_id: int
    revision: int | None
    old: Document
    new: Document


def of_creation(app_id: int, name: str) -> Entry:
    """A new app; what is put into it is told by the entries that follow."""
    return Entry("app.create", app_id, revision=1, after={"name": name})


def of_edit(change: Change) -> list[Entry]:
    """A changed draft: up to three entries, none when nothing is different."""
    return list(_told(change, {"stage": "draft"}))


def of_revert(change: Change) -> list[Entry]:
    """A draft that was given up: everything in it that was not live."""
    before: JSONDict = {}
    after: JSONDict = {}
    for entry in _told(change, {}):
        before |= entry.before
        after |= entry.after
    return [
        Entry("app.revert", change.app_id, revision=change.revision, before=before, after=after)
    ]


def of_deploy(change: Change, before: int | None, rolled_back_to: int | None) -> list[Entry]:
    """A draft that went live after the version `before`, or a version that came back.

    The parts themselves were told when they were edited; rights count from now on, so they are
    told once more.
    """
    about: dict[str, JSONValue] = {"version_before": before}
    kind: Kind = "app.deploy"
    if rolled_back_to is not None:
        kind, about["rolled_back_to"] = "app.rollback", rolled_back_to
    told = [Entry(kind, change.app_id, revision=change.revision, about=about)]
    old, new = _changed(_access(change.old), _access(change.new))
    if old or new:
        told.append(_entry("access.edit", change, (old, new), {"stage": "live"}))
    return told


def of_following(change: Change, stage: Stage, by: int) -> list[Entry]:
    """An app that followed the renamed fields of another one."""
    return list(_told(change, {"stage": stage, "followed": by}))


def _told(change: Change, about: Mapping[str, JSONValue]) -> Iterator[Entry]:
    old, new = _parts(change.old), _parts(change.new)
    for kind, sort in _SORTS:
        before, after = _changed(old[sort], new[sort])
        if before or after:
            yield _entry(kind, change, (before, after), about)


def _entry(
    kind: Kind, change: Change, parts: tuple[JSONDict, JSONDict], about: Mapping[str, JSONValue]
) -> Entry:
    before, after = parts
    return Entry(
        kind, change.app_id, revision=change.revision, before=before, after=after, about=about
    )


def _parts(document: Document) -> dict[str, JSONDict]:
    others = {name: part for name, part in document.items() if name not in _APART}
    return {
        "form": {
            **{f"f{field['id']}": _alone(field) for field, _ in every_field(document)},
            **{name: document[name] for name in _OF_THE_FORM},
        },
        "settings": {**others, **document["settings"]},
        "access": _access(document),
    }


def _alone(field: dict[str, Any]) -> dict[str, Any]:
    """A table without its columns, which are told for themselves."""
    if "fields" not in field:
        return field
    return {**field, "fields": [column["id"] for column in field["fields"]]}


def _access(document: Document) -> JSONDict:
    """The lists that were ever set."""
    lists = document.get("access") or {}
    return {name: rules for name, rules in lists.items() if rules is not None}


def _changed(old: JSONDict, new: JSONDict) -> tuple[JSONDict, JSONDict]:
    """Only what differs; what is absent on one side is absent there."""
    return (
        {name: part for name, part in old.items() if name not in new or new[name] != part},
        {name: part for name, part in new.items() if name not in old or old[name] != part},
    )
