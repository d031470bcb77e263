"""The texts inside of files as they are kept: once for each content, by its digest."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from urakata.record import blobs
from urakata.record.adapters import ledger_cursor
from urakata.record.file_texts.reading import Reading, read_file
from urakata.record.models import FileText

MOST_ATTEMPTS: Final = 3  #: a content that keeps killing the worker is left alone
LOST_AFTER: Final = timedelta(hours=6)  #: nobody waits for a job that long

_NOTE: Final = """
INSERT INTO record_filetext AS x (sha256, wanted_at, attempts)
SELECT DISTINCT w.sha256, now(), 0 FROM unnest(%s::text[]) AS w(sha256)
ON CONFLICT (sha256) DO UPDATE SET wanted_at = now()
WHERE x.read_at IS NULL AND x.wanted_at < now() - %s::interval
RETURNING sha256
"""
_MISSING: Final = """
SELECT DISTINCT f.sha256 FROM record_file AS f LEFT JOIN record_filetext AS x USING (sha256)
WHERE x.sha256 IS NULL OR (x.read_at IS NULL AND x.wanted_at < now() - %s::interval)
LIMIT %s
"""
_KEEP: Final = """
INSERT INTO record_filepassage (content_id, page, text, doc)
SELECT %s, p.page, p.text, ledger.squeeze(p.text)
FROM unnest(%s::int[], %s::text[]) WITH ORDINALITY AS p(page, text, place) ORDER BY p.place
"""


def note_wanted(digests: Collection[str]) -> list[str]:
    """Note that contents are to be read; answers those that nobody has asked for yet."""
    rows = ledger_cursor().execute(_NOTE, ([*digests], LOST_AFTER)).fetchall()
    return [sha256 for (sha256,) in rows]


def missing(most: int) -> list[str]:
    """Contents of files that nobody has read, nor will."""
    rows = ledger_cursor().execute(_MISSING, (LOST_AFTER, most)).fetchall()
    return [sha256 for (sha256,) in rows]


def read_text(sha256: str) -> None:
    """Read a content that is waiting to be, and keep what it says or why it says nothing."""
    if not _begin(sha256):
        return
    try:
        reading = read_file(blobs.path_of(sha256))
    except FileNotFoundError:  # swept meanwhile
        forget(sha256)
        return
    _keep(sha256, reading)


def forget(sha256: str) -> None:
    """A content is gone, and with it what it said."""
    FileText.objects.filter(pk=sha256).delete()


@transaction.atomic
def _begin(sha256: str) -> bool:
    text = FileText.objects.select_for_update().filter(pk=sha256, read_at=None).first()
    if text is None:
        return False
    text.attempts += 1
    has_tried_enough = text.attempts > MOST_ATTEMPTS
    if has_tried_enough:
        text.read_at, text.reason = timezone.now(), "damaged"
    text.save()
    return not has_tried_enough


@transaction.atomic
def _keep(sha256: str, reading: Reading) -> None:
    text = FileText.objects.select_for_update().filter(pk=sha256).first()
    if text is None:
        return
    text.passages.all().delete()
    pages = [passage.page for passage in reading.passages]
    said = [passage.text for passage in reading.passages]
    ledger_cursor().execute(_KEEP, (sha256, pages, said))
    text.read_at, text.reason = timezone.now(), reading.reason
    text.save()
