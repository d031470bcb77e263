"""What people keep at hand, how they like the screen, and what administrators tell them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

LONGEST_TITLE = 200


class Preference(models.Model):
    """How somebody likes the screen: only what they chose themselves (`portal.preferences`)."""

    user = models.OneToOneField("directory.User", models.CASCADE, primary_key=True)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.pk}: {self.values}"


class Favourite(models.Model):
    """An app, or one view of it, that somebody starred."""

    user = models.ForeignKey("directory.User", models.CASCADE)
    app_id = models.BigIntegerField()
    view = models.CharField(max_length=64, blank=True)  #: the view's id; ``""``: the app itself
    label = models.CharField(max_length=128, blank=True)  #: the view's name when it was starred
    starred_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "app_id", "view"], name="one_favourite")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.app_id} {self.view}"


class Visit(models.Model):
    """The last time somebody opened an app or a record."""

    user = models.ForeignKey("directory.User", models.CASCADE)
    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField(default=0)  #: 0: the app itself
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "app_id", "record_id"], name="one_visit")
        ]
        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="visit_by_time")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.app_id}/{self.record_id}"


class Announcement(models.Model):
    """お知らせ: what administrators tell everybody who is not a guest."""

    title = models.CharField(max_length=LONGEST_TITLE)
    body = models.TextField(blank=True)
    is_important = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  #: None: until it is taken back
    created_by = models.ForeignKey("directory.User", models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["starts_on"], name="announcement_by_day")]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """Somebody has read an announcement."""

    announcement = models.ForeignKey(Announcement, models.CASCADE)
    user = models.ForeignKey("directory.User", models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["announcement", "user"], name="one_reading")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.announcement_id}"
