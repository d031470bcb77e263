"""Which field of a file is which field of an app: ids decide between versions of one app.

Two documents with the same `uid` are versions of one app, here or in another installation: what
has the same id is the same thing, whatever it is called now. Otherwise, and for things a person
wrote without an id, the code or the name decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from urakata.definition.blank import SYSTEM_FIELDS
from urakata.definition.editing.problems import Problems
from urakata.definition.shape import Document, every_field, tables_by_column
from urakata.definition.yaml_files.reading import file_ids
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

Key: TypeAlias = tuple[str, ...]  #: ``("field", code)``, ``("option", code, name)`` …

REPEATED_ID = Text("id {id} が重複しています。", "The id {id} is repeated.")
_LARGEST = 2**31


def give_ids(document: Document, raw: JSONDict, base: Document | None) -> None:
    """Give every field, option, view and status of a document just read its id.

    `base` is the draft that the document will replace, None for a new app. Raises for ids in the
    file that are no ids.
    """
    given = _given_ids(raw)
    uid = raw.get("uid")
    is_same_app = base is None or (isinstance(uid, str) and uid == base["uid"])
    if base is not None:
        document["uid"] = base["uid"]
    elif isinstance(uid, str) and uid:
        document["uid"] = uid[:64]
    next_id = raw.get("next_id")
    floor = base["next_id"] if base is not None else 1
    if is_same_app and isinstance(next_id, int) and _is_id(next_id):
        floor = max(floor, next_id)
    document["next_id"] = floor
    _Matching(document, base, given if is_same_app else {}).settle()


def _given_ids(raw: JSONDict) -> dict[Key, int]:
    problems = Problems()
    given: dict[Key, int] = {}
    seen: set[int] = set()
    for key, id_ in file_ids(raw):
        at = ".".join((f"{key[0]}s[{key[1]}]", *key[2:], "id"))
        if id_ is None:
            continue
        if not _is_id(id_) or not isinstance(id_, int):
            problems.refuse(at, rules.NOT_AN_INTEGER)
        elif id_ in seen:
            problems.refuse(at, REPEATED_ID.fill(id=id_))
        else:
            given[key] = id_
            seen.add(id_)
    problems.done()
    return given


def _is_id(raw: JSONValue) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw < _LARGEST


def _things(document: Document) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Everything in a document that has an id, under its kind and names."""
    for field, _ in every_field(document):
        yield ("field", field["code"]), field
        for name, option in field.get("options", {}).items():
            yield ("option", field["code"], name), option
    for name, view in document["views"].items():
        yield ("view", name), view
    for name, state in (document["process"]["states"] or {}).items():
        yield ("state", name), state


class _Matching:
    """Pairs the things of a document with those of the draft it replaces."""

    def __init__(self, document: Document, base: Document | None, given: dict[Key, int]) -> None:
        self._document = document
        self._given = given
        self._known = dict(_things(base)) if base is not None else {}
        self._by_id = {int(thing["id"]): (key, thing) for key, thing in self._known.items()}
        self._system: dict[str, int] = {
            f["type"]: f["id"]
            for f in (base or {"fields": ()})["fields"]
            if f["type"] in SYSTEM_FIELDS
        }
        self._tables = tables_by_column(document)
        self._tables_known = tables_by_column(base) if base is not None else {}
        self._codes: dict[str, str] = {}  #: of matched fields: code here to code in the draft
        self._types = {f["code"]: f["type"] for f, _ in every_field(document)}
        self._claimed = {id_ for key, id_ in given.items() if self._is_kin(key, id_)}

    def settle(self) -> None:
        """Set the ids: those that are known, then fresh ones above them all."""
        found: dict[Key, int] = {}
        things = dict(_things(self._document))
        for key, thing in things.items():
            id_ = self._match(key, thing)
            if id_ is not None and id_ not in found.values():
                found[key] = id_
                if key[0] == "field" and id_ in self._by_id:
                    self._codes[key[1]] = self._by_id[id_][0][1]
        fresh = max({*found.values(), self._document["next_id"] - 1}) + 1
        for key, thing in things.items():
            if key not in found:
                found[key] = fresh
                fresh += 1
            thing["id"] = str(found[key]) if key[0] == "view" else found[key]
        self._document["next_id"] = fresh

    def _match(self, key: Key, thing: dict[str, Any]) -> int | None:
        if thing.get("type") in self._system:
            return self._system[thing["type"]]
        given = self._given.get(key)
        named = self._known.get(self._key_known(key))
        by_name = int(named["id"]) if named and self._fits(key, thing, int(named["id"])) else None
        if given is None or (given in self._by_id and not self._fits(key, thing, given)):
            return by_name
        if by_name is not None and by_name not in self._claimed:
            return by_name  # both installations added it, each under an id of its own
        return given

    def _is_kin(self, key: Key, id_: int) -> bool:
        """Whether the thing with this id in the draft is of the same kind and type."""
        if id_ not in self._by_id:
            return False
        known, thing = self._by_id[id_]
        return known[0] == key[0] and (
            key[0] != "field" or self._types.get(key[1]) == thing["type"]
        )

    def _key_known(self, key: Key) -> Key:
        if key[0] != "option":
            return key
        return (key[0], self._codes.get(key[1], ""), key[2])

    def _fits(self, key: Key, thing: dict[str, Any], id_: int) -> bool:
        """Whether the thing in the draft with this id can be what the file calls `key`."""
        (kind, code, *_), other = self._by_id[id_]
        if kind != key[0]:
            return False
        if kind == "option":
            return self._codes.get(key[1]) == code
        if kind != "field":
            return True
        table, table_known = self._tables.get(key[1], ""), self._tables_known.get(code, "")
        is_beside = self._codes.get(table, "") == table_known if table else not table_known
        return bool(other["type"] == thing["type"]) and is_beside
