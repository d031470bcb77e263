"""What a deploy would change: two documents of one app, compared by ids, never by names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.blank import SWITCHED
from urakata.definition.build import build_fields
from urakata.definition.schema import Field
from urakata.definition.shape import Document, every_field
from urakata.definition.type_names import TYPE_NAMES
from urakata.kernel.text import Language, Text

Section: TypeAlias = Literal[
    "name", "code", "description", "settings", "layout", "views", "process"
]
SECTIONS: Final[tuple[Section, ...]] = (
    "name", "code", "description", "settings", "layout", "views", "process",
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

    is_first: bool
    added: tuple[Field, ...]
    removed: tuple[Field, ...]
    changed: tuple[FieldChange, ...]
    options: tuple[OptionChange, ...]
    states: tuple[tuple[str, str | None], ...]  #: status before, and after (None: gone)
    states_added: tuple[str, ...]
    process_switched: bool | None  #: the new state of the switch; None when nobody touched it
    sections: tuple[Section, ...]  #: parts beside the fields that differ in any way

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
        is_first=live is None,
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
        sections=tuple(part for part in SECTIONS if live is None or live[part] != draft[part]),
    )


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


# --- in plain words

_ADDED: Final = Text(
    "フィールド「{label}」（{type}）を追加します。", 'The field "{label}" ({type}) is added.'
)
_REMOVED: Final = Text(
    "フィールド「{label}」（{type}）を削除します。保存されている値は見えなくなります。",
    'The field "{label}" ({type}) is removed; its stored values can no longer be seen.',
)
_RECODED: Final = Text(
    "フィールド「{label}」のコードを「{old}」から「{new}」に変更します。",
    'The code of the field "{label}" changes from "{old}" to "{new}".',
)
_RELABELLED: Final = Text(
    "フィールド「{old}」の名前を「{label}」に変更します。",
    'The field "{old}" is called "{label}" from now on.',
)
_UNIQUE: Final = Text(
    "フィールド「{label}」で値の重複を禁止します。", 'Values of the field "{label}" must be unique.'
)
_NOT_UNIQUE: Final = Text(
    "フィールド「{label}」で値の重複を許可します。", 'Values of the field "{label}" may repeat.'
)
_REQUIRED: Final = Text(
    "フィールド「{label}」を必須にします。", 'The field "{label}" becomes required.'
)
_NOT_REQUIRED: Final = Text(
    "フィールド「{label}」を任意にします。", 'The field "{label}" becomes optional.'
)
_FORMULA: Final = Text(
    "フィールド「{label}」の値の決め方（計算式・ルックアップ・自動付番）を変更します。",
    'How the field "{label}" gets its value (formula, look-up, numbering) changes.',
)
_CHANGED: Final = Text(
    "フィールド「{label}」の設定を変更します。", 'Settings of the field "{label}" change.'
)
_OPTION: Final = Text(
    "フィールド「{label}」の選択肢「{old}」を「{new}」に変更し、保存されている値も書き換えます。",
    'The option "{old}" of the field "{label}" becomes "{new}", in stored records too.',
)
_OPTION_GONE: Final = Text(
    "フィールド「{label}」の選択肢「{old}」を削除します。",
    'The option "{old}" of the field "{label}" is removed.',
)
_STATE: Final = Text(
    "ステータス「{old}」を「{new}」に変更し、レコードも書き換えます。",
    'The status "{old}" becomes "{new}", in records too.',
)
_STATE_GONE: Final = Text("ステータス「{old}」を削除します。", 'The status "{old}" is removed.')
_STATE_ADDED: Final = Text("ステータス「{new}」を追加します。", 'The status "{new}" is added.')
_SWITCHED: Final = {
    True: Text("プロセス管理を有効にします。", "Process management is switched on."),
    False: Text("プロセス管理を無効にします。", "Process management is switched off."),
}
_SECTIONS: Final[dict[Section, Text]] = {
    "name": Text("アプリの名前を変更します。", "The app gets another name."),
    "code": Text("アプリコードを変更します。", "The app gets another code."),
    "description": Text("アプリの説明を変更します。", "The description of the app changes."),
    "settings": Text("アプリの設定を変更します。", "Settings of the app change."),
    "layout": Text("フォームの配置を変更します。", "The layout of the form changes."),
    "views": Text("一覧を変更します。", "The views change."),
    "process": Text("プロセス管理の設定を変更します。", "The process settings change."),
}


def describe(changes: Diff, language: Language) -> list[str]:
    """The changes in plain words, one sentence each, the weightiest first."""
    return [text.in_(language) for text in _sentences(changes, language)]


def _sentences(changes: Diff, language: Language) -> Iterator[Text]:
    for field in changes.removed:
        yield _REMOVED.fill(label=field.label, type=TYPE_NAMES[field.type.key].in_(language))
    for field in changes.added:
        if not (changes.is_first and field.type.system_column):
            yield _ADDED.fill(label=field.label, type=TYPE_NAMES[field.type.key].in_(language))
    for change in changes.changed:
        yield from _about(change)
    for option in changes.options:
        template = _OPTION if option.new is not None else _OPTION_GONE
        yield template.fill(label=option.field.label, old=option.old, new=option.new)
    yield from _about_process(changes)
    for section in changes.sections:
        if not changes.is_first:
            yield _SECTIONS[section]


def _about(change: FieldChange) -> Iterator[Text]:
    old, new = change.old, change.new
    names = {"label": new.label}
    said = []
    if old.code != new.code:
        said.append(_RECODED.fill(old=old.code, new=new.code, **names))
    if old.label != new.label:
        said.append(_RELABELLED.fill(old=old.label, **names))
    if old.unique != new.unique:
        said.append((_UNIQUE if new.unique else _NOT_UNIQUE).fill(**names))
    if old.required != new.required:
        said.append((_REQUIRED if new.required else _NOT_REQUIRED).fill(**names))
    if change.changes_result:
        said.append(_FORMULA.fill(**names))
    yield from said or [_CHANGED.fill(**names)]


def _about_process(changes: Diff) -> Iterator[Text]:
    if changes.process_switched is not None:
        yield _SWITCHED[changes.process_switched]
    for old, new in changes.states:
        yield (_STATE if new is not None else _STATE_GONE).fill(old=old, new=new)
    for name in changes.states_added:
        yield _STATE_ADDED.fill(new=name)
