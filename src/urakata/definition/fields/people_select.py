"""What the three types that choose people share: users, organizations, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from urakata.definition.fields.base import (
    EMPTINESS,
    MEMBERSHIP,
    FieldType,
    Malformed,
    PeopleKind,
    ReadContext,
    Stored,
    UnknownPerson,
    WriteContext,
)
from urakata.definition.fields.properties import Properties
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue


@dataclass(frozen=True, slots=True)
class PeopleConfig:
    """Entities chosen at first, and those offered for choosing (none: everybody)."""

    defaults: tuple[tuple[str, str], ...] = ()  #: (type, code); type ``FUNCTION`` for the actor
    candidates: tuple[tuple[str, str], ...] = ()


class PeopleSelect(FieldType[PeopleConfig]):
    """A list of people, stored as their directory ids."""

    kind = "people"
    column = "bigint[]"
    operators = (*MEMBERSHIP, *EMPTINESS)
    empty: ClassVar[JSONValue] = []
    required_suffix = ".values.value"
    entity_types: ClassVar[tuple[str, ...]]
    function: ClassVar[str] = ""  #: the default that means whoever writes

    def configure(self, raw: JSONDict, at: str) -> PeopleConfig:
        properties = Properties(raw, at)
        defaults = self._entities(properties, "defaultValue", with_function=True)
        candidates = self._entities(properties, "entities", with_function=False)
        properties.done()
        return PeopleConfig(defaults, candidates)

    def _entities(
        self, properties: Properties, key: str, *, with_function: bool
    ) -> tuple[tuple[str, str], ...]:
        pairs = []
        for n, entity in enumerate(properties.objects(key)):
            kind, code = str(entity.get("type", "")), str(entity.get("code", ""))
            is_function = with_function and kind == "FUNCTION" and code == self.function != ""
            if kind not in self.entity_types and not is_function:
                properties.refuse(f"{key}[{n}].type", rules.NOT_IN_ENUM)
            pairs.append((kind, code))
        return tuple(pairs)

    def describe(self, config: PeopleConfig) -> JSONDict:
        return {
            "defaultValue": [{"type": kind, "code": code} for kind, code in config.defaults],
            "entities": [{"type": kind, "code": code} for kind, code in config.candidates],
        }

    def parse(self, raw: JSONValue, config: PeopleConfig, context: WriteContext) -> Stored:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list):
            raise Malformed
        ids: dict[int, None] = {}
        for item in raw:
            code = item.get("code") if isinstance(item, dict) else None
            if not isinstance(code, str):
                raise Malformed
            if code:
                ids[_known(self._kind, code, context)] = None
        return list(ids) or None

    def dump(self, stored: Stored, config: PeopleConfig, context: ReadContext) -> JSONValue:
        if stored is None:
            return []
        return [context.people.show(self._kind, id_) for id_ in cast("list[int]", stored)]

    def default(self, config: PeopleConfig, context: WriteContext) -> Stored:
        ids: dict[int, None] = {}
        for kind, code in config.defaults:
            found = (
                self.myself(context)
                if kind == "FUNCTION"
                else context.people.find(self._kind, code)
            )
            if found is not None and (kind == "FUNCTION" or kind == self.entity_types[0]):
                ids[found] = None
        return list(ids) or None

    def myself(self, context: WriteContext) -> int | None:
        """Whom `function` stands for; nobody where there is no function."""
        return None

    @property
    def _kind(self) -> PeopleKind:
        return cast("PeopleKind", self.people)


def _known(kind: PeopleKind, code: str, context: WriteContext) -> int:
    found = context.people.find(kind, code)
    if found is None:
        raise UnknownPerson(kind, code)
    return found
