"""What the database refuses, said in the words of the API."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from itertools import chain
from typing import Final

import orjson
from django.db import DataError, IntegrityError, OperationalError
from psycopg import errors

from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid
from urakata.record.constraints import note_not_unique
from urakata.record.indexes import longest_indexed
from urakata.record.rows import Batch, Row

_BUSY: Final = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
LONGEST_INDEXED: Final = 800  #: characters that go into an index whatever they are
_VALUE: Final = re.compile(r"\(f\d+\)=\((.*)\)", re.DOTALL)


@contextmanager
def database_refusals(batch: Batch) -> Generator[None]:
    """Turn lost races into errors that a client can act on; the transaction is void then.

    Two writers of one unique value: the later one gets the same `Invalid` as if it had come later.
    A lock that cannot be had, a deadlock: ``GAIA_DA02``, try again.
    """
    try:
        yield
    except IntegrityError as error:
        raise _not_unique(batch, error) from error
    except OperationalError as error:
        raise _refused_work(batch, error) from error
    except DataError as error:
        raise Invalid("CB_IL02") from error
    except (UnicodeEncodeError, orjson.JSONEncodeError) as error:
        note_bad_characters(batch)
        raise Invalid("CB_VA01", problems=batch.problems.found) from error


def note_bad_characters(batch: Batch) -> None:
    """Note the values that hold halves of characters (lone surrogates), which no text may."""
    for row in batch.rows:
        for cells in (row, *chain.from_iterable(row.tables.values())):
            for code, value in cells.sent.items():
                if "\\ud" in ascii(value):
                    batch.problems.add(f"{cells.at}.{code}.value", rules.BAD_CHARACTER)


def _refused_work(batch: Batch, error: OperationalError) -> Exception:
    """Locks that cannot be had, and texts that are too long for an index that a view needs."""
    if isinstance(error.__cause__, _BUSY):
        return Invalid("GAIA_DA02")
    if isinstance(error.__cause__, errors.ProgramLimitExceeded):
        longest = longest_indexed(batch.app, [row.values for row in batch.rows])
        if longest is not None:
            place, field = longest
            at = f"{batch.rows[place].at}.{field.code}.value"
            return invalid(at, rules.TOO_LONG.fill(n=LONGEST_INDEXED + 1))
    return error


def _not_unique(batch: Batch, error: IntegrityError) -> Exception:
    cause = error.__cause__
    if not isinstance(cause, errors.UniqueViolation):
        return error
    field = _violated(batch.app, cause.diag.constraint_name or "")
    if field is None:
        return error
    row = _holder(batch, field, cause.diag.message_detail or "")
    note_not_unique(batch.problems, row, field)
    return Invalid("CB_VA01", problems=batch.problems.found)


def _violated(app: AppSchema, index: str) -> Field | None:
    """The field a unique index belongs to; its name ends in the field's column."""
    column = index.rpartition("_")[2]
    return next((f for f in app.fields if f.unique and f.column == column), None)


def _holder(batch: Batch, field: Field, detail: str) -> Row:
    """The row whose value was refused, as far as the database tells; else the first."""
    match = _VALUE.search(detail)
    value = match[1] if match else None
    writers = [row for row in batch.rows if row.values.get(field.code) is not None]
    same = [row for row in writers if row.values[field.code] == value]
    return (same or writers or batch.rows)[0]
