"""Apps and every version of their definition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class App(models.Model):
    """アプリ: one ledger and its form. The definition itself is the JSON document beside it.

    `draft` is what the designer edits (kintone's pre-live settings), `live` what records follow;
    each carries the revision it was saved with. ``live`` is null until the first deploy.
    """

    name = models.CharField(max_length=64)
    code = models.CharField(max_length=64, blank=True)  #: アプリコード
    draft = models.JSONField()
    draft_revision = models.BigIntegerField(default=1)
    live = models.JSONField(null=True)
    live_revision = models.BigIntegerField(null=True)
    creator = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    modifier = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    modified_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  #: set while it is in the trash
    deleted_by = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    is_ending = models.BooleanField(default=False)  #: being removed for good, step by step

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"


class AppVersion(models.Model):
    """A definition that once went live: written at every deploy, never changed."""

    app = models.ForeignKey(App, models.CASCADE, related_name="versions")
    revision = models.BigIntegerField()
    document = models.JSONField()
    deployed_at = models.DateTimeField(auto_now_add=True)
    deployed_by = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    rolled_back_to = models.BigIntegerField(null=True)  #: the earlier version it brought back

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app", "revision"], name="one_version_per_revision")
        ]

    def __str__(self) -> str:
        return f"app {self.app_id} revision {self.revision}"
