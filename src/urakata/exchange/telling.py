"""What the journal hears of an export: that it begins, before the first byte is given out, and how it ended.

The first entry stands before anything has left, whatever happens afterwards. The second one says
how much left, and its digest: a file that turns up somewhere can be told from others by it.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Generator
from contextlib import closing

from django.db import Error, transaction

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.journal.context import coming_from, current
from urakata.journal.writing import Entry
from urakata.kernel.json import JSONDict
from urakata.record.disclosure import Given

logger = logging.getLogger("urakata.exchange")


class Telling:
    """One export, told of twice under one number."""

    def __init__(self, actor: Actor, app: AppSchema, order: JSONDict) -> None:
        self._actor = actor
        self._app = app
        self._order = order
        self._source = current()  # what is told at the end is told when the request is over
        self._number = uuid.uuid4().hex
        self._rows = 0
        self._bytes = 0
        self._digest = hashlib.sha256()
        self.given = Given(app)

    def counting(self, batches: Generator[list[JSONDict]]) -> Generator[list[JSONDict]]:
        """The same batches, their records counted."""
        with closing(batches):
            for batch in batches:
                self._rows += len(batch)
                yield batch

    def weighing(self, pieces: Generator[bytes]) -> Generator[bytes]:
        """The same pieces; when there are no more, or nobody wants more, that is told."""
        self._write(self._order)
        is_whole = False
        try:
            with closing(pieces):
                for piece in pieces:
                    self._bytes += len(piece)
                    self._digest.update(piece)
                    yield piece
            is_whole = True
        finally:
            self._end(is_whole=is_whole)

    def _end(self, *, is_whole: bool) -> None:
        about: JSONDict = {
            "rows": self._rows,
            "bytes": self._bytes,
            "sha256": self._digest.hexdigest(),
            "whole": is_whole,
        }
        try:
            with transaction.atomic():
                self._write(about)
                with coming_from(self._source):
                    self.given.tell(self._actor, {"export": self._number})
        except Error:
            if is_whole:
                raise
            logger.exception("the end of export %s is not in the journal", self._number)

    def _write(self, about: JSONDict) -> None:
        entry = Entry("export.run", self._app.app_id, about={"export": self._number, **about})
        with coming_from(self._source), transaction.atomic():
            writing.write(self._actor, [entry])
