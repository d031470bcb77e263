"""What a deploy would change: two documents of one app, compared by ids, never by names.

`in_words` says it in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.blank import SWITCHED
from urakata.definition.build import build_fields
from urakata.definition.schema import Field
from urakata.definition.shape import Document, every_field

Section: TypeAlias = Literal[
    "name", "code", "description", "settings", "layout", "views", "process", "access"
]
SECTIONS: Final[tuple[Section, ...]] = (
    "name", "code", "description", "settings", "layout", "views", "process", "access",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is there before and after, not quite the same."""

    old: Field
    new: Field

    @property
    def changes_storage(self) -> bool:
        """Whether the ledger column must appear, vanish or become another."""
        return _storage(self.old) != _storage(self.new)

    @property
    def changes_result(self) -> bool:
        """Whether stored values may no longer be what the field would give now."""
        return _sources(self.old) != _sources(self.new)


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option that got a new name, or (`new` is None) is gone. `field` is the new one."""

    field: Field
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that differs. With nothing live yet, every field is new."""

    before: Document | None  #: None when nothing was live yet
    after: Document
    added: tuple[Field, ...]
    removed: tuple[Field, ...]
    changed: tuple[FieldChange, ...]
    options: tuple[OptionChange, ...]
    states: tuple[tuple[str, str | None], ...]  #: status before, and after (None: gone)
    states_added: tuple[str, ...]
    process_switched: bool | None  #: the new state of the switch; None when nobody touched it
    sections: tuple[Section, ...]  #: parts beside the fields that differ in any way

    @property
    def is_first(self) -> bool:
        """Whether nothing was live yet."""
        return self.before is None

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same app."""
        return not (self.added or self.removed or self.changed or self.options or self.sections)

    @property
    def unique_added(self) -> tuple[Field, ...]:
        """Fields whose values must differ from now on, new ones included."""
        fresh = [f for f in self.added if f.unique]
        return (*fresh, *(c.new for c in self.changed if c.new.unique and not c.old.unique))

    @property
    def unique_removed(self) -> tuple[Field, ...]:
        """Fields (as they were) whose values may repeat from now on."""
        return tuple(c.old for c in self.changed if c.old.unique and not c.new.unique)

    @property
    def index_added(self) -> tuple[Field, ...]:
        """Fields that need an index of their own now (look-up keys) and did not before."""
        fresh = [f for f in self.added if _wants_index(f)]
        grown = [c.new for c in self.changed if _wants_index(c.new) and not _wants_index(c.old)]
        return (*fresh, *grown)

    @property
    def index_removed(self) -> tuple[Field, ...]:
        """Fields (as they were) that need no index of their own any more."""
        return tuple(c.old for c in self.changed if _wants_index(c.old) and not _wants_index(c.new))

    @property
    def codes_renamed(self) -> dict[str, str]:
        """Old code to new code."""
        return {c.old.code: c.new.code for c in self.changed if c.old.code != c.new.code}

    @property
    def options_renamed(self) -> tuple[OptionChange, ...]:
        """The options whose stored values follow a new name."""
        return tuple(option for option in self.options if option.new is not None)

    @property
    def states_renamed(self) -> dict[str, str]:
        """Old name to new name: records in the status follow it."""
        return {old: new for old, new in self.states if new is not None}

    @property
    def states_removed(self) -> tuple[str, ...]:
        """Statuses in which no record may be any more."""
        return tuple(old for old, new in self.states if new is None)


def diff(live: Document | None, draft: Document) -> Diff:
    """Compare what records follow with what they would follow."""
    new = {field.id: field for field in build_fields(draft)}
    old = {field.id: field for field in build_fields(live)} if live else {}
    before = live or {"process": {"enable": False, "states": None}}
    states = _renames(before["process"]["states"] or {}, draft["process"]["states"] or {})
    was, is_on = before["process"]["enable"], draft["process"]["enable"]
    return Diff(
        before=live,
        after=draft,
        added=tuple(f for id_, f in new.items() if id_ not in old),
        removed=tuple(f for id_, f in old.items() if id_ not in new),
        changed=tuple(
            FieldChange(old[id_], f)
            for id_, f in new.items()
            if id_ in old and _timeless(f) != _timeless(old[id_])
        ),
        options=tuple(_option_changes(live, draft, new)) if live else (),
        states=tuple(states),
        states_added=tuple(_added_names(before["process"]["states"], draft["process"]["states"])),
        process_switched=None if was == is_on else is_on,
        sections=tuple(
            part
            for part in SECTIONS
            if live is None or _section(live, part) != _section(draft, part)
        ),
    )


def _section(document: Document, part: Section) -> object:
    """A part of the document; rights that were never set are no rights."""
    if part != "access":
        return document[part]
    return {name: rules for name, rules in (document.get(part) or {}).items() if rules is not None}


def _timeless(field: Field) -> Field:
    """A field without what the process section says about it."""
    if field.type.key not in SWITCHED:
        return field
    return replace(field, is_enabled=True, config=None)


def _storage(field: Field) -> tuple[str | None, int | None, bool]:
    return (field.type.column, field.table_id, field.is_stored)


def _sources(field: Field) -> tuple[object, ...]:
    return (
        field.lookup,
        field.live_source,
        field.numbering,
        getattr(field.config, "expression", ""),
    )


def _wants_index(field: Field) -> bool:
    return field.lookup is not None and field.is_stored and not field.unique


def _option_changes(
    live: Document, draft: Document, fields: Mapping[int, Field]
) -> Iterator[OptionChange]:
    old = {field["id"]: field.get("options", {}) for field, _ in every_field(live)}
    for field, _ in every_field(draft):
        for name, new in _renames(old.get(field["id"], {}), field.get("options", {})):
            yield OptionChange(fields[field["id"]], name, new)


def _renames(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """What has another name now, or none: things without ids are their names."""
    names = {thing.get("id", name): name for name, thing in new.items()}
    for name, thing in sorted(old.items(), key=lambda named: int(named[1].get("index", 0))):
        now = names.get(thing.get("id", name))
        if now != name:
            yield name, now


def _added_names(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[str]:
    known = {thing.get("id", name) for name, thing in (old or {}).items()}
    ordered = sorted((new or {}).items(), key=lambda named: int(named[1].get("index", 0)))
    yield from (name for name, thing in ordered if thing.get("id", name) not in known)
