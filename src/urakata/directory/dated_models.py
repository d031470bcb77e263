"""Who was where and when, and what is prepared for a day to come.

Days go from `valid_from` up to, but not including, `valid_to`; None: until further notice. Triggers
keep tenures and eras whatever changes people (migration 0010), so nothing else writes them. They
name rows by bare ids: what was is not forgotten when an organization goes.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Tenure(models.Model):
    """在籍: somebody's place in an organization, with a title or none, for some days."""

    user_id = models.BigIntegerField()
    organization_id = models.BigIntegerField()
    title_id = models.BigIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user_id", "organization_id"], name="tenure_of_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organization_id} from {self.valid_from}"


class PersonEra(models.Model):
    """What was so about a person themselves for some days."""

    user_id = models.BigIntegerField(db_index=True)
    is_active = models.BooleanField()
    primary_organization_id = models.BigIntegerField(null=True)
    manager_id = models.BigIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} from {self.valid_from}"


class OrganizationEra(models.Model):
    """What an organization was called and lay in for some days."""

    organization_id = models.BigIntegerField(db_index=True)
    code = models.CharField(max_length=128)
    name = models.CharField(max_length=128)
    parent_id = models.BigIntegerField(null=True)
    is_closed = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} from {self.valid_from}"


class Prepared(models.Model):
    """Something to be done on a day. Kept when it is done (`applied_at`) or taken back."""

    effective_on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey("directory.User", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("directory.User", models.CASCADE, null=True, related_name="+")
    problem = models.JSONField(null=True)  #: why it could not be done on its day, in both languages

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(
                "effective_on",
                condition=Q(applied_at=None, cancelled_at=None, problem=None),
                name="%(class)s_to_come",
            )
        ]

    @property
    def state(self) -> str:
        """``waiting``, ``done``, ``cancelled`` or ``failed`` (and then `problem` says why)."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.applied_at is not None:
            return "done"
        return "waiting" if self.problem is None else "failed"


class PersonnelOrder(Prepared):
    """発令: who goes where on a day (`orders`). `organization` is a code: it may not be there yet."""

    kind = models.CharField(max_length=16)
    user = models.ForeignKey("directory.User", models.CASCADE, null=True, related_name="orders")
    organization = models.CharField(max_length=128)
    title = models.ForeignKey("directory.Title", models.PROTECT, null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id} {self.organization} on {self.effective_on}"


class OrganizationChange(Prepared):
    """組織変更: an organization that opens, moves, is renamed or closes on a day."""

    kind = models.CharField(max_length=16)
    organization = models.CharField(max_length=128)  #: its code
    name = models.CharField(max_length=128, blank=True)
    parent = models.CharField(max_length=128, blank=True)  #: a code; empty: at the top

    def __str__(self) -> str:
        return f"{self.kind} {self.organization} on {self.effective_on}"
