"""An app's definition as an immutable value: what every reader and writer of rows works from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from urakata.definition.access_rules import NOTHING_SET, AccessRules
from urakata.definition.fields.base import FieldType
from urakata.definition.routing import NO_RULES, Due, FieldRules, Kind, Reason, Route, Segregation
from urakata.kernel.json import JSONDict


@dataclass(frozen=True, slots=True)
class Lookup:
    """ルックアップ: a field that names a record of another app and takes values from it.

    `mode` is ours: ``COPY`` (kintone's: values are copied on write) or ``LIVE`` (the target fields
    are never stored; they are read from the master every time and so never go stale).
    """

    app_id: int
    key_field: str  #: code in the master: unique, or its record number
    mappings: tuple[tuple[str, str], ...]  #: (field here, field in the master)
    picker_fields: tuple[str, ...] = ()
    filter_condition: str = ""
    sort: str = ""
    mode: Literal["COPY", "LIVE"] = "COPY"


@dataclass(frozen=True, slots=True)
class Numbering:
    """自動付番: a text field whose value is drawn from a pattern when the record is added."""

    pattern: str  #: ``RNG-{fy}-{seq:4}``: literals, {yyyy} {yy} {fy} {mm} {dd} {seq:N} {field:CODE}
    reset: Literal["NEVER", "YEAR", "FISCAL_YEAR", "MONTH", "DAY", "FIELD"] = "NEVER"
    reset_field: str = ""  #: code, with reset ``FIELD``
    is_gap_free: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an app. `id` never changes; code, label and settings may."""

    id: int
    code: str
    label: str
    type: FieldType[Any]
    config: Any
    no_label: bool = False
    required: bool = False
    unique: bool = False
    is_enabled: bool = True  #: False only for STATUS, STATUS_ASSIGNEE, CATEGORY that are off
    table_id: int | None = None  #: id of the SUBTABLE field it is a column of
    lookup: Lookup | None = None
    numbering: Numbering | None = None
    live_source: tuple[int, str] | None = None
    """(id of the LIVE look-up field, code in the master) when the value is read, not stored."""

    @property
    def column(self) -> str:
        """The ledger column's name."""
        return self.type.system_column or f"f{self.id}"

    @property
    def is_stored(self) -> bool:
        """Whether the ledger has a column of its own for it."""
        return self.type.column is not None and self.live_source is None


@dataclass(frozen=True, slots=True)
class NumberPrecision:
    """How an app calculates: significant digits, decimal places, rounding."""

    digits: int = 16
    decimal_places: int = 4
    rounding: Literal["HALF_EVEN", "UP", "DOWN"] = "HALF_EVEN"


@dataclass(frozen=True, slots=True)
class State:
    """ステータス: one status of the process. `assignee` is kintone's object, as stored."""

    name: str
    index: int
    assignee: JSONDict
    id: int = 0  #: stays when the name changes
    route: Route | None = None
    due: Due | None = None
    fields: FieldRules = NO_RULES


@dataclass(frozen=True, slots=True)
class Action:
    """アクション: a way from one status to another."""

    name: str
    source: str
    target: str
    condition: str
    type: Literal["PRIMARY", "SECONDARY"] = "PRIMARY"
    executable_user: JSONDict = field(default_factory=dict)
    kind: Kind = "PLAIN"  #: what it means in a route
    reasons: tuple[str, ...] = ()  #: codes of `Process.reasons`, one of which must be given


@dataclass(frozen=True, slots=True)
class Process:
    """プロセス管理: the statuses in order and the actions between them."""

    is_enabled: bool
    states: tuple[State, ...] = ()
    actions: tuple[Action, ...] = ()
    reasons: tuple[Reason, ...] = ()
    segregation: tuple[Segregation, ...] = ()

    @property
    def initial(self) -> State:
        """The status of a new record: the one with the lowest index."""
        return self.states[0]


@dataclass(frozen=True)
class AppSchema:
    """A definition, checked and indexed. Equal versions of one app are the same schema."""

    app_id: int
    version: int  #: the live revision it was built from
    name: str
    code: str  #: アプリコード; ``""`` when there is none
    creator_id: int
    fields: tuple[Field, ...]  #: every field, table columns included, in form order
    precision: NumberPrecision
    fiscal_month: int
    process: Process
    settings: JSONDict  #: kintone's app settings object, as stored
    layout: list[JSONDict]
    views: dict[str, JSONDict]
    access: AccessRules = NOTHING_SET
    by_code: Mapping[str, Field] = field(init=False, repr=False)
    by_id: Mapping[int, Field] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {f.code: f for f in self.fields})
        object.__setattr__(self, "by_id", {f.id: f for f in self.fields})

    @property
    def is_sensitive(self) -> bool:
        """Whether the journal tells who reads its records, too."""
        return self.settings.get("sensitive") is True

    @property
    def top_fields(self) -> tuple[Field, ...]:
        """The fields outside tables, SUBTABLEs themselves included."""
        return tuple(f for f in self.fields if f.table_id is None)

    @property
    def tables(self) -> tuple[Field, ...]:
        """The SUBTABLE fields."""
        return tuple(f for f in self.fields if f.type.key == "SUBTABLE")

    def columns_of(self, table: Field) -> tuple[Field, ...]:
        """The columns of one SUBTABLE."""
        return tuple(f for f in self.fields if f.table_id == table.id)

    def of_type(self, key: str) -> Field | None:
        """The first field of a type: for system fields, of which there is one."""
        return next((f for f in self.fields if f.type.key == key), None)
