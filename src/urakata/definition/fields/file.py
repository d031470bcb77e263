"""添付ファイル (FILE): uploaded files, stored as their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from urakata.definition.fields.base import (
    EMPTINESS,
    LIKENESS,
    FieldType,
    Malformed,
    ReadContext,
    Stored,
    WriteContext,
)
from urakata.definition.fields.properties import Properties
from urakata.kernel.json import JSONDict, JSONValue


@dataclass(frozen=True, slots=True)
class FileConfig:
    """The width of thumbnails in pixels."""

    thumbnail_size: str = "150"


class File(FieldType[FileConfig]):
    """A list of files. That the keys may be attached is checked by `record.files`."""

    key = "FILE"
    widget = "file"
    kind = "files"
    column = "text[]"
    operators = (*LIKENESS, *EMPTINESS)
    empty: ClassVar[JSONValue] = []
    required_suffix = ".values"
    search = "file"

    def configure(self, raw: JSONDict, at: str) -> FileConfig:
        properties = Properties(raw, at)
        size = properties.text("thumbnailSize", "150")
        config = FileConfig(size if size in {"50", "150", "250", "500"} else "")
        if not config.thumbnail_size:
            properties.one_of("thumbnailSize", ("50", "150", "250", "500"), "150")
        properties.done()
        return config

    def describe(self, config: FileConfig) -> JSONDict:
        return {"thumbnailSize": config.thumbnail_size}

    def parse(self, raw: JSONValue, config: FileConfig, context: WriteContext) -> Stored:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list):
            raise Malformed
        keys: dict[str, None] = {}
        for item in raw:
            key = item.get("fileKey") if isinstance(item, dict) else None
            if not isinstance(key, str) or not key:
                raise Malformed
            keys[key] = None
        return list(keys) or None

    def dump(self, stored: Stored, config: FileConfig, context: ReadContext) -> JSONValue:
        if stored is None:
            return []
        return [context.files[key] for key in cast("list[str]", stored) if key in context.files]
