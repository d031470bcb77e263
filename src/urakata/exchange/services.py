"""Whole ledgers out, whole files in."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from django.db import transaction

from urakata.access.field_rules import hidden_codes
from urakata.access.rights import require
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.exchange.moment import at_one_moment
from urakata.exchange.readers import READERS, Entry, Source
from urakata.exchange.telling import Telling
from urakata.exchange.writers import WRITERS, Batches, Encoding, Format, Order
from urakata.journal import writing
from urakata.journal.context import coming_from, current
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.record.bulk import load_rows
from urakata.record.read import stream_rows

_ROW: Final = re.compile(r"records\[(\d+)\]\.?")


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or with `is_dry_run` would have done."""

    added: int
    changed: int
    is_dry_run: bool


def export_records(
    *,
    actor: Actor,
    app: AppSchema,
    format_: Format,
    query: str = "",
    fields: Sequence[str] = (),
    encoding: Encoding = "utf-8",
) -> Generator[bytes]:
    """A file of all records that a query finds, in constant memory whatever their number.

    They are as they all were at one moment. What is wrong with the request is raised at once,
    before the first piece. Close it to end early: the database is held until the last piece.
    """
    require(actor, "export", app)
    hidden = hidden_codes(actor, app)
    _refuse_strangers(app, fields, format_, hidden)
    order: JSONDict = {"query": query, "fields": [*fields], "format": format_, "encoding": encoding}
    telling = Telling(actor, app, order)
    rows = stream_rows(actor=actor, app=app, query=query, fields=fields, given=telling.given)
    batches = telling.counting(at_one_moment(app, rows))
    pieces = WRITERS[format_](batches, Order(app, fields, encoding, hidden))
    return telling.weighing(_closing(batches, pieces))


def _closing(batches: Batches, pieces: Generator[bytes]) -> Generator[bytes]:
    """The pieces; the batches behind them end with them, at once and in the right order."""
    with closing(batches), closing(pieces):
        yield from pieces


def _refuse_strangers(
    app: AppSchema, fields: Sequence[str], format_: Format, hidden: Collection[str]
) -> None:
    """A misspelt code must not quietly leave a column out; a hidden one is like a misspelt one."""
    known = (app.by_code.keys() - hidden) | ({"$id", "$revision"} if format_ == "jsonl" else set())
    for code in fields:
        if code not in known:
            raise Invalid("GAIA_FC01", field=code[:200])


def import_records(  # noqa: PLR0913 - what an import is, one each
    *,
    actor: Actor,
    app: AppSchema,
    file: BinaryIO,
    format_: Format,
    update_key: str | None = None,
    is_dry_run: bool = False,
    name: str = "",
    tell: Callable[[int], None] | None = None,
) -> Report:
    """Add the records of a file, or with `update_key` (a unique field) change those known already.

    All or nothing. Raises `Invalid` with up to 100 problems at ``line[12].金額.value``: the line is
    the row that a person sees in Excel. A dry run checks everything and keeps nothing. `name` is
    the file's, for the journal.
    """
    lines: array[int] = array("Q")
    entries = READERS[format_](Source(file, app, actor.timezone))
    with transaction.atomic(), coming_from(replace(current(), name="import")):
        try:
            loaded = load_rows(
                actor=actor,
                app=app,
                rows=_remember(entries, lines),
                update_key=update_key,
                tell=tell,
            )
        except Invalid as error:
            raise _by_line(error, lines) from error
        about: JSONDict = {"file": name, "format": format_, "key": update_key}
        about |= {"added": loaded.added, "changed": loaded.changed}
        writing.write(actor, [writing.Entry("import.run", app.app_id, about=about)])
        if is_dry_run:
            transaction.set_rollback(True)
    return Report(loaded.added, loaded.changed, is_dry_run)


def _remember(entries: Iterable[Entry], lines: array[int]) -> Iterator[JSONDict]:
    """The rows, noting the line of each."""
    for entry in entries:
        lines.append(entry.line)
        yield entry.row


def _by_line(error: Invalid, lines: array[int]) -> Invalid:
    """The same problems at the lines of the file instead of the numbers of records."""

    def place(match: re.Match[str]) -> str:
        return f"line[{lines[int(match[1])]}]."

    problems = [
        Problem(_ROW.sub(place, problem.at, count=1).rstrip("."), problem.text)
        for problem in error.problems
    ]
    return Invalid(error.code, problems=problems, text=error.text)
