"""What the types without settings of their own share."""

from __future__ import annotations

from dataclasses import dataclass

from urakata.definition.fields.base import FieldType
from urakata.definition.fields.properties import Properties
from urakata.kernel.json import JSONDict


@dataclass(frozen=True, slots=True)
class NoConfig:
    """Nothing to set."""


class PlainField(FieldType[NoConfig]):
    """A type that is the same in every app."""

    may_be_required = False

    def configure(self, raw: JSONDict, at: str) -> NoConfig:
        return NoConfig()

    def describe(self, config: NoConfig) -> JSONDict:
        return {}


@dataclass(frozen=True, slots=True)
class SwitchConfig:
    """Whether the feature behind the field is on."""

    is_enabled: bool = False


class SwitchedField(FieldType[SwitchConfig]):
    """A field that every form has, and that exists in records only while its feature is on."""

    may_be_required = False
    is_writable = False
    may_be_in_table = False

    def configure(self, raw: JSONDict, at: str) -> SwitchConfig:
        properties = Properties(raw, at)
        config = SwitchConfig(properties.boolean("enabled"))
        properties.done()
        return config

    def describe(self, config: SwitchConfig) -> JSONDict:
        return {"enabled": config.is_enabled}
