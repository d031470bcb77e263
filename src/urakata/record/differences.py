"""What a step changed, field by field, as its reader may see it and in the shape of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from urakata.definition.fields.base import ReadContext, Stored
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record import files
from urakata.record.seen import seen_former_fields
from urakata.record.steps import Step, Values

_OF_PROCESS: Final = {"status": "STATUS", "assignees": "STATUS_ASSIGNEE"}
_LISTS: Final = frozenset({"choices", "files", "people"})


@dataclass(frozen=True, slots=True)
class Named:
    """A field behind a name in the journal."""

    field: Field
    is_deleted: bool


class Differences:
    """Tells steps of one app's records to one reader."""

    def __init__(
        self, actor: Actor, app: AppSchema, hidden: frozenset[int], steps: Sequence[Step]
    ) -> None:
        self._app = app
        self._hidden = hidden
        self._places = {field.id: n for n, field in enumerate(app.fields)}
        sides = [side for step in steps for side in (step.before, step.after)]
        self._former = seen_former_fields(actor, app, set(_ids(sides)))
        self._context = ReadContext(snapshot(), self._files(sides), app.code)

    def of(self, step: Step) -> list[JSONDict]:
        """The changes, in the order of the form; deleted fields last."""
        names = dict.fromkeys((*step.before, *step.after))
        changed = [(name, self._named(name)) for name in names]
        shown = [(name, named) for name, named in changed if named is not None]
        shown.sort(key=lambda each: self._places.get(each[1].field.id, len(self._places)))
        changes = [
            self._change(named, step.before.get(name), step.after.get(name))
            for name, named in shown
        ]
        return [change for change in changes if change.get("rows") != []]

    def _change(self, named: Named, before: Any, after: Any) -> JSONDict:  # noqa: ANN401
        about = _about(named)
        if named.field.type.key == "SUBTABLE":
            return {**about, "rows": [*self._rows(before or [], after or [])]}
        return {
            **about,
            "before": self._show(named.field, before),
            "after": self._show(named.field, after),
        }

    def _rows(self, before: list[Values], after: list[Values]) -> Iterator[JSONDict]:
        """Every row that was added, changed, moved or deleted."""
        old, new = {row["id"]: row for row in before}, {row["id"]: row for row in after}
        kept = [id_ for id_ in old if id_ in new]
        moved = {a for a, b in zip(kept, [i for i in new if i in old], strict=True) if a != b}
        for id_, row in new.items():
            changes = self._columns(old.get(id_, {}), row)
            if id_ not in old:
                yield {"id": str(id_), "operation": "INSERT", "changes": [*changes]}
            elif changes:
                yield {"id": str(id_), "operation": "UPDATE", "changes": [*changes]}
            elif id_ in moved:
                yield {"id": str(id_), "operation": "MOVE", "changes": []}
        for id_, row in old.items():
            if id_ not in new:
                changes = self._columns(row, {})
                yield {"id": str(id_), "operation": "DELETE", "changes": [*changes]}

    def _columns(self, before: Values, after: Values) -> list[JSONDict]:
        names = [name for name in dict.fromkeys((*before, *after)) if name != "id"]
        changed = [name for name in names if before.get(name) != after.get(name)]
        named = [(name, self._named(name)) for name in changed]
        return [
            self._change(each, before.get(name), after.get(name))
            for name, each in named
            if each is not None
        ]

    def _named(self, name: str) -> Named | None:
        """The field behind a name; None where the reader is to know nothing of it."""
        if name in _OF_PROCESS:
            field = self._app.of_type(_OF_PROCESS[name])
        else:
            id_ = int(name[1:])
            if id_ in self._former:
                return Named(self._former[id_].field, is_deleted=True)
            field = self._app.by_id.get(id_)
        if field is None or field.id in self._hidden:
            return None
        return Named(field, is_deleted=False)

    def _show(self, field: Field, stored: Stored) -> JSONValue:
        """A value in the API's shape; one of another type than the field's is shown as it stands."""
        if stored is None or stored == []:
            return field.type.empty
        if isinstance(stored, list) != (field.type.kind in _LISTS and not field.type.is_single):
            return stored  # type: ignore[return-value]
        return field.type.dump(stored, field.config, self._context)

    def _files(self, sides: Iterable[Values]) -> dict[str, JSONDict]:
        """The files that values name, also those that are no longer kept."""
        fields = [*self._app.fields, *(each.field for each in self._former.values())]
        names = {f"f{field.id}" for field in fields if field.type.kind == "files"}
        keys = {key for side in sides for key in _listed(side, names)} if names else set()
        return {key: _gone(key) for key in keys} | files.describe(keys)


def _ids(sides: Iterable[Values]) -> Iterator[int]:
    """The ids of all fields that values are of."""
    for side in sides:
        for name, value in side.items():
            if name in _OF_PROCESS or name == "id":
                continue
            yield int(name[1:])
            if name[0] == "t":
                yield from _ids(value or ())


def _listed(values: Mapping[str, Any], names: set[str]) -> Iterator[str]:
    for name, value in values.items():
        if name[0] == "t":
            for row in value or ():
                yield from _listed(row, names)
        elif name in names:
            yield from value or ()


def _gone(key: str) -> JSONDict:
    return {"fileKey": key, "name": "", "size": "0", "contentType": ""}


def _about(named: Named) -> JSONDict:
    field = named.field
    return cast(
        "JSONDict",
        {
            "code": field.code,
            "label": field.label,
            "type": field.type.key,
            "isDeleted": named.is_deleted,
        },
    )
