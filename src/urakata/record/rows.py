"""Records on their way to the ledger, and what a write answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from urakata.definition.fields.base import Stored, WriteContext
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record.problems import Problems
from urakata.record.standing import Standing


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one record: named by its id or by the value of a unique field."""

    row: JSONDict
    id: int | None = None
    key: tuple[str, JSONValue] | None = None  #: (field code, value)
    revision: int | None = None  #: None or -1: whatever it is now
    about: JSONDict = field(default_factory=dict)  #: what else the journal is to say of it


@dataclass(frozen=True, slots=True)
class Saved:
    """A record after a write."""

    id: int
    revision: int
    operation: Literal["INSERT", "UPDATE"]


@dataclass(slots=True)
class Cells:
    """Values side by side: those of a record, or of one row of a table in it."""

    at: str  #: path of problems: ``records[3]`` or ``records[3].明細.value[0].value``
    sent: dict[str, Stored] = field(default_factory=dict)  #: as the request gave them, by code
    values: dict[str, Stored] = field(default_factory=dict)  #: complete: over defaults or the past
    id: int | None = None
    refused: frozenset[str] = frozenset()  #: codes whose values could not be taken


@dataclass(slots=True)
class Row(Cells):
    """One record being written. New ones have no id until they are stored."""

    tables: dict[str, list[Cells]] = field(default_factory=dict)  #: complete, by table code
    sent_tables: frozenset[str] = frozenset()
    system: dict[str, Stored] = field(default_factory=dict)  #: ``created_by`` …, by column
    revision: int = 0  #: before the write; 0 for a new record
    about: JSONDict = field(default_factory=dict)  #: what else the journal is to say of it
    old: dict[str, Stored] = field(default_factory=dict)  #: values before the write
    old_tables: dict[str, list[Cells]] = field(default_factory=dict)  #: where they may change
    standing: Standing | None = None  #: what its place in the process says of its fields


@dataclass(slots=True)
class Batch:
    """The rows of one request, with all that the steps of a write must know."""

    actor: Actor
    app: AppSchema
    context: WriteContext
    problems: Problems
    rows: list[Row]

    @property
    def new(self) -> list[Row]:
        """The rows to insert."""
        return [row for row in self.rows if not row.revision]

    @property
    def existing(self) -> list[Row]:
        """The rows to update."""
        return [row for row in self.rows if row.revision]

    def cells(self, table_code: str | None) -> Sequence[Cells]:
        """The rows themselves, or the rows of one table of theirs."""
        return self.rows if table_code is None else list(self._table_cells(table_code))

    def _table_cells(self, table_code: str) -> Iterator[Cells]:
        for row in self.rows:
            yield from row.tables.get(table_code, ())
