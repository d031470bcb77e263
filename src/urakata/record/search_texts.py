"""What of a field can be searched, as an SQL text. Values side by side are set apart."""

from __future__ import annotations

from typing import Final

from urakata.definition.schema import Field

SEPARATOR: Final = r"E'\x1f'"
BETWEEN: Final = "\x1f"  #: the same in Python


def is_searched(field: Field) -> bool:
    """Whether a field's values are words that somebody may look for."""
    return field.type.search is not None and field.is_stored and field.is_enabled


def text_of_field(field: Field, column: str) -> str:
    """The text of a field whose value is the expression `column`."""
    if field.type.search == "list":
        return f"array_to_string({column}, {SEPARATOR})"
    if field.type.search == "file":
        return (
            f"(SELECT string_agg(f.name, {SEPARATOR}) FROM record_file AS f"
            f" WHERE f.id = ANY(({column})::uuid[]))"
        )
    if field.type.search == "html":
        plain = f"regexp_replace({column}, '<[^>]*>', '', 'g')"
        return f"replace(replace(replace({plain}, '&lt;', '<'), '&gt;', '>'), '&amp;', '&')"
    return column
