"""Where records stood, who was asked, who did what and when: what lead times are read from."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Route(models.Model):
    """承認ルート: one submission of a record, with the steps that were resolved for it.

    `basis` says what it was resolved from: the facts of the case and the rows of the matrix.
    """

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    status_id = models.BigIntegerField()  #: of the status in the app's document
    round = models.PositiveIntegerField(default=1)  #: rises with every submission of the record
    state = models.CharField(max_length=16, default="open")
    """``open``, or how it ended: ``passed rejected returned pulled_back withdrawn void``."""
    applicant_id = models.BigIntegerField()
    submitted_by_id = models.BigIntegerField()  #: another than the applicant: 代理申請
    submitted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    basis = models.JSONField(default=dict)
    resolved_as = models.CharField(max_length=100, blank=True, default="", db_default="")
    """The people and rules that its open steps were looked at with last (`process.following`)."""
    was = models.CharField(max_length=16, blank=True)  #: its state before it went into the trash
    gone_with = models.CharField(max_length=8, blank=True)  #: ``record`` or ``app``, meanwhile

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "record_id", "round"]),
            models.Index(fields=["applicant_id", "-submitted_at"]),
            models.Index(fields=["submitted_by_id", "-submitted_at"]),
            models.Index(
                fields=["resolved_as", "id"], condition=Q(state="open"), name="process_route_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["app_id", "record_id"], condition=Q(state="open"), name="one_open_route"
            )
        ]

    def __str__(self) -> str:
        return f"{self.app_id}/{self.record_id} #{self.round}: {self.state}"


class Step(models.Model):
    """One thing that was waited for: a record in a status, or one line of a step of a route.

    Where all of a line must agree, each of them has a row. A route's rows are made when it is
    resolved (``planned``), and entered when their turn comes.
    """

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    route = models.ForeignKey(Route, models.CASCADE, null=True)  #: None: a status without a route
    status_id = models.BigIntegerField()
    status = models.CharField(max_length=64)  #: its name when it was entered
    number = models.PositiveIntegerField(default=0)  #: of the step in its route; 0: the status
    place = models.PositiveIntegerField(default=0, db_default=0)
    """Where the step stands among those that the status's own route writes, from 1; 0: not there,
    but in the authority matrix. `number` counts those that were really resolved."""
    line = models.PositiveIntegerField(default=0)  #: among those of the step, from 1
    lap = models.PositiveIntegerField(
        default=1, db_default=1
    )  #: rises when the route is sent back to the step
    join = models.PositiveIntegerField(default=0)  #: how many lines pass the step; 0: all
    need = models.CharField(max_length=4, default="ANY")
    name = models.CharField(max_length=128, blank=True)  #: of step and line, for people
    assignees = ArrayField(models.BigIntegerField(), default=list)  #: any of whom may act
    because = models.JSONField(default=list)  #: why they: see `process.routes.reasons`
    state = models.CharField(max_length=16, default="open")
    """``planned open`` while it lasts; ``passed rejected returned skipped cancelled`` after."""
    entered_at = models.DateTimeField(null=True)  #: None while planned
    started_at = models.DateTimeField(null=True)  #: when one of the assignees first looked
    left_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    waited = models.BigIntegerField(null=True)  #: seconds until it was started
    worked = models.BigIntegerField(null=True)  #: seconds from then until it was left
    business = models.BigIntegerField(null=True)  #: of both, seconds within business hours
    by_id = models.BigIntegerField(null=True)  #: who acted
    on_behalf_of_id = models.BigIntegerField(null=True)  #: whose turn it was, if another's
    action = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=32, blank=True)  #: a code of the app's list
    comment = models.TextField(blank=True)
    was = models.CharField(max_length=16, blank=True)  #: its state before it went into the trash
    gone_with = models.CharField(max_length=8, blank=True)  #: ``record`` or ``app``, meanwhile

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "record_id", "id"]),
            models.Index(fields=["app_id", "left_at"]),
            models.Index(
                fields=["due_at"],
                condition=Q(left_at__isnull=True, due_at__isnull=False),
                name="process_step_due",
            ),
            GinIndex(
                fields=["assignees"],
                condition=Q(state="open"),
                name="process_step_turn",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.app_id}/{self.record_id} {self.name or self.status}: {self.state}"


class Condition(models.Model):
    """条件: what somebody approved under; it is open until it is done."""

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    route_id = models.BigIntegerField(null=True)  #: in which it was approved
    text = models.TextField()
    set_by_id = models.BigIntegerField()
    set_at = models.DateTimeField()
    done_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "record_id"]),
            models.Index(
                fields=["app_id"], condition=Q(done_at__isnull=True), name="process_condition_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.app_id}/{self.record_id}: {self.text[:20]}"


class Opinion(models.Model):
    """回覧: what one person was asked about a record, and what he said. Nothing waits for it."""

    app_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    asked_id = models.BigIntegerField()
    by_id = models.BigIntegerField()  #: who asked
    question = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["app_id", "record_id"]),
            models.Index(
                fields=["asked_id", "asked_at"],
                condition=Q(answered_at__isnull=True),
                name="process_opinion_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.app_id}/{self.record_id}: {self.question[:20]}"
