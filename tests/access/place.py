"""One record, and everything that somebody can try on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from urakata.process.services import advance_status
from urakata.record import comments, downloads
from urakata.record.adapters import ledger_cursor
from urakata.record.keyset import list_after
from urakata.record.read import (
    count_records,
    get_record,
    list_records,
    read_records,
    select_ids,
    stream_rows,
)
from urakata.record.write import Change, delete_records, update_records


class Place:
    """An app with one record, and everything that can be tried on it."""

    def __init__(self, app: Any, record: int, key: str) -> None:
        self.app, self.record, self.key = app, record, key

    @property
    def state(self) -> list[Any]:
        """Everything that a refused attempt must leave as it was; the journal too."""
        tables = (
            f"ledger.app_{self.app.app_id}",
            f"ledger.app_{self.app.app_id}_t{self.app.by_code['経歴'].id}",
            "record_file",
            "record_comment",
            "record_cursor",
            "journal_entry",
        )
        return [
            ledger_cursor().execute(f"SELECT t.*::text FROM {table} AS t ORDER BY 1").fetchall()
            for table in tables
        ]

    def looks(self, actor: Any) -> dict[str, Callable[[], object]]:
        """Reads of the record itself: they are refused."""
        at = {"actor": actor, "app": self.app, "record_id": self.record}
        return {
            "get": lambda: get_record(**at),
            "comments": lambda: comments.list_comments(**at),
            "file": self._opens(actor),
        }

    def _opens(self, actor: Any) -> Callable[[], object]:
        def open_() -> None:
            stream, _ = downloads.open_file(actor=actor, file_id=self.key)
            stream.close()

        return open_

    def finds(self, actor: Any) -> list[int]:
        """How many records each kind of list shows."""
        to = {"actor": actor, "app": self.app}
        return [
            len(list_records(**to, query="").records),
            len(list_after(**to, query="", limit=9).records),
            len(read_records(**to, ids=[self.record])),
            len(select_ids(**to, query="")),
            sum(map(len, stream_rows(**to, query=""))),
            count_records(**to, query=""),
        ]

    def tries(self, actor: Any) -> dict[str, Callable[[], object]]:
        """Writes."""
        at = {"actor": actor, "app": self.app, "record_id": self.record}
        to = {"actor": actor, "app": self.app}
        change = [Change({"氏名": {"value": "x"}}, id=self.record)]
        return {
            "edit": lambda: update_records(**to, changes=change, prefix="records"),
            "delete": lambda: delete_records(**to, ids=[self.record]),
            "comment": lambda: comments.add_comment(**at, text="x"),
            "action": lambda: advance_status(**at, action="進める"),
        }
