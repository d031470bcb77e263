"""People and what they belong to. Field names follow kintone's user object (kintone-api §1.12)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Prefetch, Q, Value
from django.db.models.functions import Upper

from urakata.directory.dated_models import (
    OrganizationChange,
    OrganizationEra,
    PersonEra,
    PersonnelOrder,
    Tenure,
)

__all__ = [
    "Absence",
    "ApiToken",
    "Delegation",
    "Epoch",
    "Group",
    "Membership",
    "Organization",
    "OrganizationChange",
    "OrganizationEra",
    "PersonEra",
    "PersonnelOrder",
    "Quota",
    "ScimCredential",
    "Session",
    "SignInFailure",
    "SignInPolicyRow",
    "Tenure",
    "Title",
    "User",
]


class Epoch(models.Model):
    """A counter that rises whenever cached facts change: one row per kind of fact.

    Every process keeps what it read in memory and asks this one small table, once a request,
    whether it is still true.
    """

    name = models.CharField(max_length=32, primary_key=True)  #: as in `epochs`
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Organization(models.Model):
    """組織: a department, within another one or at the top."""

    code = models.CharField(max_length=128, unique=True)
    name = models.CharField(max_length=128)
    local_name = models.CharField(max_length=128, blank=True)
    local_name_locale = models.CharField(max_length=8, default="en")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    is_closed = models.BooleanField(default=False, db_default=False)  #: kept for old records only
    description = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Title(models.Model):
    """役職: what somebody is within an organization (部長, 課長)."""

    code = models.CharField(max_length=128, unique=True)
    name = models.CharField(max_length=128)
    description = models.TextField(blank=True)
    rank = models.PositiveIntegerField(
        null=True
    )  #: 1 is the highest; None: below all that have one

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """グループ: people across organizations. ``everyone`` has no rows: it is all but guests."""

    code = models.CharField(max_length=128, unique=True)
    name = models.CharField(max_length=128)
    description = models.TextField(blank=True)
    networks = ArrayField(models.CharField(max_length=43), default=list, db_default=Value("{}"))
    """From where its members may come (`limits`); empty: it says nothing about that."""
    external_id = models.CharField(max_length=255, blank=True, db_default="")  #: the provider's

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person who can sign in. Nobody is ever deleted: `is_active` is kintone's ``valid``."""

    code = models.CharField(max_length=128, unique=True)  #: login name
    name = models.CharField(max_length=128)
    sur_name = models.CharField(max_length=64, blank=True)
    given_name = models.CharField(max_length=64, blank=True)
    sur_name_reading = models.CharField(max_length=64, blank=True)
    given_name_reading = models.CharField(max_length=64, blank=True)
    local_name = models.CharField(max_length=128, blank=True)
    local_name_locale = models.CharField(max_length=8, default="en")
    timezone = models.CharField(max_length=64, default="Asia/Tokyo")
    locale = models.CharField(max_length=8, default="ja")  #: ``ja``, ``en``, ``auto`` (browser's)
    description = models.TextField(blank=True)
    phone = models.CharField(max_length=64, blank=True)
    mobile_phone = models.CharField(max_length=64, blank=True)
    extension_number = models.CharField(max_length=32, blank=True)
    email = models.CharField(max_length=254, blank=True)
    callto = models.CharField(max_length=128, blank=True)
    url = models.CharField(max_length=512, blank=True)
    employee_number = models.CharField(max_length=64, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    join_date = models.DateField(null=True, blank=True)
    sort_order = models.IntegerField(null=True, blank=True)
    primary_organization = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True)
    groups = models.ManyToManyField(Group)
    manager = models.ForeignKey("self", models.SET_NULL, null=True)  #: None: whom titles make it
    is_active = models.BooleanField(default=True)
    is_guest = models.BooleanField(default=False, db_default=False)  #: not one of ``everyone``
    requests_per_minute = models.PositiveIntegerField(null=True)  #: None: the default, 0: no limit
    requests_at_once = models.PositiveIntegerField(null=True)  #: None: no limit
    external_id = models.CharField(max_length=255, blank=True, db_default="")  #: the provider's
    was_removed = models.BooleanField(default=False, db_default=False)  #: by the provider (SCIM)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    USERNAME_FIELD = "code"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        indexes: ClassVar = [models.Index(Upper("code"), name="user_by_code_without_case")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Membership(models.Model):
    """Somebody in an organization, with a title or none."""

    user = models.ForeignKey(User, models.CASCADE)
    organization = models.ForeignKey(Organization, models.CASCADE)
    title = models.ForeignKey(Title, models.SET_NULL, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organization"], name="one_membership")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organization_id}"


class Delegation(models.Model):
    """代理: other people who may decide for somebody, on some days (`delegations`)."""

    principal = models.ForeignKey(User, models.CASCADE, related_name="delegations_given")
    delegates = models.ManyToManyField(User, related_name="delegations_taken")
    starts_on = models.DateField()
    ends_on = models.DateField()  #: the last day
    app_ids = ArrayField(models.BigIntegerField(), null=True)  #: None: in every app
    amount_cap = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    note = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)  #: taken back before its last day was over
    ended_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index("ends_on", condition=Q(ended_at=None), name="delegation_that_holds")
        ]

    def __str__(self) -> str:
        return f"for {self.principal_id}, {self.starts_on} to {self.ends_on}"

    @staticmethod
    def with_delegates() -> Prefetch[str]:
        """For `prefetch_related`: the delegates, in the order of their ids."""
        return Prefetch("delegates", User.objects.order_by("pk"))


class Absence(models.Model):
    """不在: days on which somebody is not there (`absences`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()  #: the last day
    note = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)  #: taken back
    ended_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index("ends_on", condition=Q(ended_at=None), name="absence_that_holds")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.starts_on} to {self.ends_on}"


class ApiToken(models.Model):
    """APIトークン: the right to use one app's API without a person. Only its digest is kept."""

    app_id = models.BigIntegerField(db_index=True)
    digest = models.CharField(max_length=64, unique=True)  #: SHA-256, hex, of the token
    hint = models.CharField(max_length=8)  #: its first characters, to tell tokens apart
    rights = ArrayField(models.CharField(max_length=8))  #: of view, add, edit, delete, manage
    memo = models.CharField(max_length=200, blank=True)
    is_live = models.BooleanField(default=True)  #: False until the app is deployed with it
    networks = ArrayField(models.CharField(max_length=43), default=list, db_default=Value("{}"))
    requests_per_minute = models.PositiveIntegerField(null=True)  #: None: the default, 0: no limit
    requests_at_once = models.PositiveIntegerField(null=True)  #: None: no limit
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.hint}… of app {self.app_id}"


class ScimCredential(models.Model):
    """An identity provider's right to keep people by SCIM. Only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)  #: SHA-256, hex, of the secret
    hint = models.CharField(max_length=24)  #: its first characters
    memo = models.CharField(max_length=200, blank=True)
    may_administer = models.BooleanField(default=False)  #: also administrators and auditors
    networks = ArrayField(models.CharField(max_length=43), default=list, db_default=Value("{}"))
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.hint}… {self.memo}"


class Quota(models.Model):
    """What a person or a token used of a minute (`quotas`). Unlogged: no write-ahead log."""

    subject = models.CharField(max_length=32, primary_key=True)  #: ``user:12`` or ``token:7``
    minute = models.BigIntegerField()  #: since 1970
    used = models.PositiveIntegerField()
    granted = models.PositiveIntegerField()  #: by the last lease

    def __str__(self) -> str:
        return f"{self.subject}: {self.used}"


class SignInFailure(models.Model):
    """Failed sign-ins in a row, per account and per address: what throttling counts."""

    key = models.CharField(max_length=160, primary_key=True)  #: ``user:sato`` or ``address:::1``
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or about to be: then without a user."""

    user = models.ForeignKey(User, models.CASCADE, null=True)
    handle = models.UUIDField(unique=True, null=True)  #: names it to people; the key is a secret
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=256, blank=True)  #: what the browser says it is
    road = models.CharField(max_length=16, blank=True)  #: ``password``, ``passkey``, ``provider``
    signed_in_at = models.DateTimeField()
    last_used_at = models.DateTimeField()  #: to the minute

    def __str__(self) -> str:
        return f"{self.user_id} at {self.address}"


class SignInPolicyRow(models.Model):
    """The one row of the sign-in policy: what differs from the defaults."""

    changes = models.JSONField(default=dict)

    class Meta:
        db_table = "directory_signinpolicy"

    def __str__(self) -> str:
        return str(self.changes)


class CompanyCalendarRow(models.Model):
    """The one row of the company calendar; without it the defaults hold (`company_days`)."""

    base = models.CharField(max_length=16)  #: whose holidays: ``jp_public`` and so on
    closed_weekdays = ArrayField(models.PositiveSmallIntegerField())  #: 0 is Monday
    opening = ArrayField(models.PositiveSmallIntegerField())
    """From, to, from, to …: minutes of the day."""
    timezone = models.CharField(max_length=64)
    fiscal_month = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "directory_companycalendar"

    def __str__(self) -> str:
        return self.base


class SpecialDaysRow(models.Model):
    """The company's own days off, and days on which it works all the same: from and to."""

    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)  #: ``holiday`` or ``working``
    first = models.DateField()
    last = models.DateField()
    is_yearly = models.BooleanField(default=False)

    class Meta:
        db_table = "directory_specialdays"

    def __str__(self) -> str:
        return f"{self.name} {self.first}"
