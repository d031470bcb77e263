"""添付ファイル: uploading, attaching, reading and sweeping files.

An upload belongs to nobody but its uploader and is swept after three days. Attached to a record it
is read by whoever may view the app, under the same key, and can be attached to no other record.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from urakata.access import rights
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.journal.writing import Entry
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, Problem, invalid
from urakata.kernel.json import JSONDict
from urakata.record import blobs, jobs
from urakata.record.file_texts import keeping
from urakata.record.models import File

KEPT: Final = timedelta(days=3)  #: how long an upload waits to be attached
LONGEST_NAME: Final = 512
DEFAULT_LIMIT: Final = 1024**3
UNKNOWN_TYPE: Final = "application/octet-stream"
_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+(;[\x20-\x7e]*)?", re.ASCII)
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_ATTACH: Final = """
UPDATE record_file AS f SET app_id = %s, record_id = w.record_id
FROM unnest(%s::uuid[], %s::bigint[]) AS w(id, record_id) JOIN record_file AS old USING (id)
WHERE f.id = w.id AND f.released_at IS NULL AND (
  (f.app_id IS NULL AND f.uploader_id = %s)
  OR (f.app_id = %s AND f.record_id IS NOT DISTINCT FROM w.record_id))
RETURNING f.id, old.app_id IS NULL, f.record_id, f.name, f.content_type, f.size, f.sha256
"""

_TAKE_BACK: Final = """
UPDATE record_file AS f SET released_at = NULL
FROM unnest(%s::uuid[], %s::bigint[]) AS w(id, record_id)
WHERE f.id = w.id AND f.app_id = %s AND f.record_id = w.record_id
RETURNING f.id
"""
_TAKE_ALL_BACK: Final = """
UPDATE record_file AS f SET released_at = NULL
FROM unnest(%s::bigint[], %s::timestamptz[]) AS w(record_id, released_at)
WHERE f.app_id = %s AND f.record_id = w.record_id AND f.released_at = w.released_at
"""


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A stored file, as far as somebody who downloads it needs to know."""

    id: str
    name: str
    content_type: str
    size: int
    sha256: str

    def as_json(self) -> JSONDict:
        """The file as the journal names it."""
        return {
            "file": self.id,
            "name": self.name,
            "type": self.content_type,
            "size": self.size,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a file is attached. Without a record, it belongs to the app's settings."""

    app_id: int
    record_id: int | None


def place_of(file_id: str) -> FilePlace | None:
    """Where a file is attached; None for an upload, and for what is no file at all."""
    file = _find(file_id)
    if file is None or file.app_id is None:
        return None
    return FilePlace(file.app_id, file.record_id)


def upload(*, actor: Actor, chunks: Iterable[bytes], name: str, content_type: str) -> str:
    """Store a stream of bytes under a new key, in constant memory; answers the key.

    Raises `Forbidden` for a token that may write nowhere, `Invalid` for a bad name and for more
    than ``FILE_SIZE_LIMIT`` bytes.
    """
    rights.require_somewhere(actor, "add", "edit")
    rights.require_writer(actor)
    name = clean_name(name)
    limit: int = getattr(settings, "FILE_SIZE_LIMIT", DEFAULT_LIMIT)
    try:
        received = blobs.receive(chunks, limit)
    except blobs.TooLong as error:
        mb = max(limit // 1024**2, 1)
        problem = Problem("file", rules.FILE_TOO_LARGE.fill(mb=mb))
        raise Invalid("CB_VA01", problems=[problem]) from error
    with received, transaction.atomic():
        received.keep()
        file = File.objects.create(
            sha256=received.sha256,
            name=name,
            content_type=clean_type(content_type),
            size=received.size,
            uploader_id=actor.user_id,
        )
        jobs.want_texts([file.sha256])
        told = FileInfo(str(file.id), name, file.content_type, file.size, file.sha256)
        writing.write(actor, [Entry("file.upload", about=told.as_json())])
    return str(file.id)


def open_file(*, actor: Actor, file_id: str) -> tuple[BinaryIO, FileInfo]:
    """The content as a stream, and what it is.

    Raises `NotFound` (``GAIA_BL01``) for an unknown key and for somebody else's upload,
    `Forbidden` for who may not view the app.
    """
    file = _find(file_id)
    if file is None or (file.app_id is None and file.uploader_id != actor.user_id):
        raise unknown(file_id)
    if file.app_id is not None:
        rights.require(actor, "view", file.app_id)
    try:
        stream = blobs.path_of(file.sha256).open("rb")
    except FileNotFoundError as error:
        raise unknown(file_id) from error
    info = FileInfo(str(file.id), file.name, file.content_type, file.size, file.sha256)
    told = Entry("file.read", file.app_id, file.record_id, about=info.as_json())
    with transaction.atomic():
        writing.write(actor, [told])
    return stream, info


def attach(*, actor: Actor, app_id: int, wanted: Mapping[int, Sequence[str]]) -> list[Entry]:
    """Bind files to the records that now list them: record id to file keys.

    An upload of this actor becomes attached, a file of the same record stays. Answers what the
    journal is to say, which is the caller's to write. Raises `NotFound` (``GAIA_BL01``) for any
    other key, and for one that two records want.
    """
    pairs = {key: record_id for record_id, keys in wanted.items() for key in keys}
    for record_id, keys in wanted.items():
        for key in keys:
            if parse_key(key) is None or pairs[key] != record_id:
                raise unknown(key)
    if not pairs:
        return []
    ids, records = list(pairs), list(pairs.values())
    with connection.cursor() as cursor:
        cursor.execute(_ATTACH, [app_id, ids, records, actor.user_id, app_id])
        rows = cursor.fetchall()
    attached = {str(id_) for id_, *_ in rows}
    for key in ids:
        if key not in attached:
            raise unknown(key)
    return [
        Entry("file.attach", app_id, record_id, about=FileInfo(str(id_), *about).as_json())
        for id_, is_new, record_id, *about in rows
        if is_new
    ]


def attachable(
    actor: Actor, app_id: int, record_id: int | None, keys: Iterable[str]
) -> frozenset[str]:
    """Those of the keys that `attach` would bind to a record, or to a new one."""
    ids = [id_ for key in keys if (id_ := parse_key(key)) is not None]
    own = Q(app_id=None, uploader_id=actor.user_id)
    there = Q(app_id=app_id, record_id=record_id, released_at=None)
    is_free = own if record_id is None else own | there
    found = File.objects.filter(is_free, id__in=ids).values_list("id", flat=True)
    return frozenset(str(id_) for id_ in found)


def release(keys: Iterable[str]) -> None:
    """Let go of files that their record no longer lists: nobody reads them any more.

    They are kept for a while (`forget_released`), so that a former revision can have them back.
    """
    ids = [id_ for key in keys if (id_ := parse_key(key)) is not None]
    if ids:
        File.objects.filter(id__in=ids, record_id__isnull=False, released_at=None).update(
            released_at=timezone.now()
        )


def release_records(app_id: int, record_ids: Sequence[int], at: datetime) -> None:
    """Let go of all files of records that are deleted at a moment."""
    File.objects.filter(app_id=app_id, record_id__in=record_ids, released_at=None).update(
        released_at=at
    )


def take_back(app_id: int, keys: Mapping[int, Sequence[str]]) -> set[str]:
    """Bring back files that records let go of, record id to file keys; answers what there was."""
    pairs = [
        (id_, record) for record, each in keys.items() for key in each if (id_ := parse_key(key))
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [[id_ for id_, _ in pairs], [r for _, r in pairs], app_id])
        return {str(id_) for (id_,) in cursor.fetchall()}


def take_back_records(app_id: int, record_ids: Sequence[int], at: Sequence[datetime]) -> None:
    """Bring back the files of records that were deleted, each at its moment."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ALL_BACK, [list(record_ids), list(at), app_id])


def forget_released(before: datetime) -> None:
    """Forget files that records let go of before a moment; their contents are swept later."""
    File.objects.filter(released_at__lt=before).delete()


def describe(keys: Iterable[str]) -> dict[str, JSONDict]:
    """What kintone shows of files: ``{"fileKey", "name", "size", "contentType"}`` by key."""
    ids = {id_ for key in keys if (id_ := parse_key(key)) is not None}
    if not ids:
        return {}
    rows = File.objects.filter(id__in=ids).values_list("id", "name", "size", "content_type")
    return {
        str(id_): {
            "fileKey": str(id_),
            "name": name,
            "size": str(size),
            "contentType": content_type,
        }
        for id_, name, size, content_type in rows
    }


def sweep() -> int:
    """Delete uploads nobody attached, and contents nobody names; answers how many contents.

    Run it outside a transaction: each content goes in one of its own, under its lock.
    """
    File.objects.filter(app_id=None, uploaded_at__lt=timezone.now() - KEPT).delete()
    blobs.remove_leftovers()
    return sum(_remove_unnamed(digests) for digests in blobs.old_contents())


def _remove_unnamed(digests: list[str]) -> int:
    named = set(File.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    removed = 0
    for sha256 in digests:
        if sha256 in named:
            continue
        with transaction.atomic():
            is_ours = blobs.try_lock(sha256)
            if is_ours and not File.objects.filter(sha256=sha256).exists():
                blobs.remove(sha256)
                keeping.forget(sha256)
                removed += 1
    return removed


def contents(since: datetime | None = None) -> Iterator[tuple[str, int]]:
    """Every content that a row (made since a moment) names: its digest and its size."""
    rows = File.objects.filter(uploaded_at__gte=since) if since else File.objects.all()
    found = rows.order_by("sha256").values_list("sha256").annotate(Max("size"))
    yield from found.iterator(chunk_size=10_000)


def clean_name(name: str) -> str:
    """The last component of a file's name; raises `Invalid` for one that no disk would take."""
    last = re.split(r"[/\\]", name)[-1].strip()
    if last in ("", ".", "..") or any(map(_is_odd, last)):
        raise invalid("file", rules.BAD_FILE_NAME)
    if len(last) > LONGEST_NAME:
        raise invalid("file", rules.TOO_LONG.fill(n=LONGEST_NAME + 1))
    return last


def clean_type(content_type: str) -> str:
    """A content type that may stand in a header; what is not one becomes "just bytes"."""
    is_one = len(content_type) <= 255 and _TYPE.fullmatch(content_type)
    return content_type if is_one else UNKNOWN_TYPE


def parse_key(key: object) -> uuid.UUID | None:
    """A file key as sent; None for anything that is not written as we write keys."""
    if not isinstance(key, str) or len(key) != 36:
        return None
    try:
        id_ = uuid.UUID(key)
    except ValueError:
        return None
    return id_ if str(id_) == key else None


def _is_odd(character: str) -> bool:
    """Control characters, halves of pairs, and those that turn the reading direction around."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING


def _find(key: str) -> File | None:
    id_ = parse_key(key)
    return None if id_ is None else File.objects.filter(pk=id_, released_at=None).first()


def unknown(key: str) -> NotFound:
    """The error for a key that names no file, or none that the actor may know of."""
    return NotFound("GAIA_BL01", id=str(key)[:100])
