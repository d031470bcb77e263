"""All of a difference, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from urakata.definition.diff import Diff, Section
from urakata.definition.in_words.field_rights import about_field_rights
from urakata.definition.in_words.fields import about_fields
from urakata.definition.in_words.process import about_process
from urakata.definition.in_words.rights import about_rights
from urakata.definition.in_words.settings import about_settings
from urakata.definition.in_words.views import about_views
from urakata.kernel.text import Language, Text

_LAYOUT: Final = Text("フォームの配置を変更します。", "The layout of the form changes.")


def describe(changes: Diff, language: Language) -> list[str]:
    """The changes in plain words, one sentence each."""
    return [text.in_(language) for text in sentences(changes)]


def sentences(changes: Diff) -> Iterator[Text]:
    """The same in both languages."""
    yield from about_fields(changes)
    yield from about_rights(changes)
    yield from about_field_rights(changes)
    if changes.before is None:
        return
    yield from about_process(changes)
    for section in changes.sections:
        yield from _about(section, changes)


def _about(section: Section, changes: Diff) -> Iterator[Text]:
    if section == "layout":
        yield _LAYOUT
    elif section == "views":
        yield from about_views(changes)
    elif section in {"name", "code", "description", "settings"}:
        yield from about_settings(section, changes)
