"""The journal's table, as Django reads it; the migration makes it, in months."""

from __future__ import annotations

from django.db import models


class JournalEntry(models.Model):
    """One thing that happened. `body` says everything; the other columns find it."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField()
    app_id = models.BigIntegerField(null=True)
    record_id = models.BigIntegerField(null=True)
    revision = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField()
    source = models.TextField()
    body = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_entry"

    def __str__(self) -> str:
        return self.body
