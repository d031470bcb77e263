"""The fixed tables beside the ledgers: files, comments, cursors, counters, search upkeep."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class File(models.Model):
    """An uploaded file: a name given to content that is kept once, under its SHA-256.

    Uploaded, it belongs to nobody and is swept after three days; attached, it belongs to a record
    (or to an app's settings) and its id is the download key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=512)
    content_type = models.CharField(max_length=255)
    size = models.BigIntegerField()
    uploader_id = models.BigIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    app_id = models.BigIntegerField(null=True)  #: set when attached
    record_id = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    """When its record let go of it. Nobody reads it any more; it is kept as long as the trash."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "record_id"]),
            models.Index(
                fields=["released_at"],
                condition=models.Q(released_at__isnull=False),
                name="record_file_released",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """Whether the text inside a content was read, by its SHA-256: one for all files that have it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    wanted_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, null=True)  # noqa: DJ001 - none is not a reason
    """Why there is no text, or not all (`file_texts.reading.Reason`)."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["wanted_at"],
                condition=models.Q(read_at__isnull=True),
                name="record_filetext_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class FilePassage(models.Model):
    """A page, a slide or a piece of a content's text, and the same as it is searched."""

    content = models.ForeignKey(FileText, models.CASCADE, related_name="passages")
    page = models.IntegerField(null=True)
    text = models.TextField()
    doc = models.TextField()  #: `ledger.squeeze` of the text

    def __str__(self) -> str:
        return self.text[:20]


class Comment(models.Model):
    """コメント: said about a record. `id` counts within the installation."""

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    text = models.TextField()
    mentions = models.JSONField(default=list)
    creator_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["app_id", "record_id", "id"])]

    def __str__(self) -> str:
        return self.text[:20]


class TrashedRecord(models.Model):
    """ごみ箱: a deleted record, whole, until it is restored or its time is over.

    `row` is the ledger's row by column (``f7``, ``status``, ``created_by`` …), `tables` has the rows
    of each table by its table's name (``t9``), `comments` those of `Comment`. The files wait where
    they are, released at `deleted_at`. `version` is the app's definition at the time.
    """

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    version = models.BigIntegerField()
    deleted_by = models.BigIntegerField()
    deleted_at = models.DateTimeField(db_index=True)
    row = models.JSONField()
    tables = models.JSONField()
    comments = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "record_id"], name="trashed_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["app_id", "deleted_at", "record_id"], name="record_trash_newest")
        ]

    def __str__(self) -> str:
        return f"app {self.app_id}: {self.record_id}"


class Cursor(models.Model):
    """A long answer being read page by page: the record ids as they were at its start."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    app_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    fields = ArrayField(models.TextField())
    size = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    position = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class CursorChunk(models.Model):
    """Some pages of a cursor's ids in one row: a page is read without reading all the others."""

    cursor = models.ForeignKey(Cursor, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    ids = ArrayField(models.BigIntegerField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cursor", "number"], name="one_chunk_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.cursor_id} {self.number}"


class Counter(models.Model):
    """採番: the last number given out by a numbering field within one scope (a fiscal year …)."""

    app_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    scope = models.CharField(max_length=200)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "field_id", "scope"], name="one_counter")
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"


class AddedOnce(models.Model):
    """What a request added under a key of its own, so that the same request twice adds it once."""

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    app_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)  #: of what was sent
    ids = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user_id", "key"], name="added_once")
        ]

    def __str__(self) -> str:
        return f"app {self.app_id}: {self.ids}"


class SearchDirty(models.Model):
    """Records (a range of ids) whose search text is not up to date yet; searches scan them too."""

    app_id = models.BigIntegerField(db_index=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"app {self.app_id}: {self.first_id}–{self.last_id}"


class SavedView(models.Model):
    """An 一覧 that somebody saved: theirs alone, or shared with whoever sees the app.

    `settings` is what `saved_views.Settings` holds. `fields` has the ids behind the codes that the
    settings name, as they were when it was saved: a renamed field is followed by them.
    """

    app_id = models.BigIntegerField()
    owner_id = models.BigIntegerField()
    name = models.CharField(max_length=64)
    is_shared = models.BooleanField(default=False)
    settings = models.JSONField()
    fields = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "owner_id", "name"], name="view_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class ViewChoices(models.Model):
    """How somebody has arranged an app's views: by their keys, ``20`` kintone's, ``s7`` a saved one."""

    app_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    starred = ArrayField(models.TextField())
    order = ArrayField(models.TextField())
    default = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app_id", "user_id"], name="view_choices_once")
        ]

    def __str__(self) -> str:
        return f"app {self.app_id}: {self.user_id}"


class Batch(models.Model):
    """一括編集・一括削除: one wish for many records, done group by group, and undone so.

    `results` has what became of each by its id: its new revision, or the error's code and words.
    `before` has the values that an edit replaced, as the API shows them. Forgotten after a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    app_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    changes = models.JSONField(null=True)  #: the values to be set; null deletes
    ids = ArrayField(models.BigIntegerField())
    done = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    results = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
