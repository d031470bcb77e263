"""How strictly people are let in, as an administrator set it for the whole installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any, Final, Literal, TypeAlias, get_args

from allauth.mfa.models import Authenticator
from django.db import transaction

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATORS
from urakata.directory.checks import require_administrator
from urakata.directory.models import Session, SignInPolicyRow
from urakata.journal import writing
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.text import Text

Demand: TypeAlias = Literal["off", "optional", "administrators", "everyone"]
"""Of whom a second factor is asked: of nobody, of who set one up, of all administrators, of all."""

_LIMITS: Final = {
    "shortest_password": (8, 64),
    "idle_minutes": (5, 30 * 24 * 60),
    "longest_hours": (1, 30 * 24),
    "proof_minutes": (1, 120),
}


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """The rules of signing in; the defaults hold until somebody changes them."""

    second_factor: Demand = "optional"
    shortest_password: int = 12
    idle_minutes: int = 24 * 60  #: a session that nobody used for so long ends
    longest_hours: int = 7 * 24  #: a session ends so long after the sign-in, however much used
    proof_minutes: int = 15  #: for so long after a proof, dangerous actions ask for no new one

    @property
    def idle(self) -> timedelta:
        """How long a session lasts unused."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self.longest_hours)

    @property
    def proof(self) -> timedelta:
        """How long a proof of who it is lasts."""
        return timedelta(minutes=self.proof_minutes)


class _Kept:
    """The policy as of one epoch."""

    def __init__(self) -> None:
        self._epoch = -1
        self._policy = SignInPolicy()

    def get(self) -> SignInPolicy:
        epoch = epochs.current("directory")
        if epoch != self._epoch:
            self._policy, self._epoch = _read(), epoch
        return self._policy


_kept = _Kept()


def sign_in_policy() -> SignInPolicy:
    """The policy as it is now."""
    return _kept.get()


@transaction.atomic
def update_policy(*, actor: Actor, changes: Mapping[str, object]) -> SignInPolicy:
    """Change some of the rules; they hold from the next request on, also for open sessions.

    Raises `Forbidden` for who is no administrator, `Invalid` with every bad value.
    """
    require_administrator(actor)
    if problems := [Problem(name, text) for name, text in _flaws(changes)]:
        raise Invalid("CB_VA01", problems=problems)
    SignInPolicyRow.objects.get_or_create(pk=1)
    row = SignInPolicyRow.objects.select_for_update().get(pk=1)
    before = replace(SignInPolicy(), **row.changes)
    row.changes = {**row.changes, **changes}
    row.save()
    after = replace(SignInPolicy(), **row.changes)
    old, new = asdict(before), asdict(after)
    changed = [name for name in old if old[name] != new[name]]
    entry = writing.Entry(
        "settings.edit",
        before={name: old[name] for name in changed},
        after={name: new[name] for name in changed},
        about={"settings": "sign_in_policy"},
    )
    writing.write(actor, [entry] if changed else [])
    if "second_factor" in changed:
        _end_sessions_without_factor(after.second_factor)
    epochs.bump("directory")
    return after


def _end_sessions_without_factor(demand: Demand) -> None:
    """Whoever must have a second factor now and has none signs in anew, which leads to one.

    Those who came by another sign-in service stay: that service asks for theirs.
    """
    if demand not in ("administrators", "everyone"):
        return
    with_one = Authenticator.objects.filter(type__in=("totp", "webauthn")).values("user_id")
    found = Session.objects.exclude(road="provider").exclude(user_id__in=with_one)
    if demand == "administrators":
        found = found.filter(user__groups__code=ADMINISTRATORS)
    Session.objects.filter(pk__in=found.filter(user__isnull=False).values("pk")).delete()


def _read() -> SignInPolicy:
    row = SignInPolicyRow.objects.filter(pk=1).first()
    return replace(SignInPolicy(), **row.changes) if row else SignInPolicy()


def _flaws(changes: Mapping[str, object]) -> list[tuple[str, Text]]:
    found = [(name, _flaw(name, value)) for name, value in changes.items()]
    return [(name, text) for name, text in found if text]


def _flaw(name: str, value: Any) -> Text | None:  # noqa: ANN401  # whatever was sent
    if name == "second_factor":
        return None if value in get_args(Demand) else rules.NOT_IN_ENUM
    if name not in _LIMITS:
        return rules.BAD_SHAPE
    least, most = _LIMITS[name]
    if not isinstance(value, int) or isinstance(value, bool):
        return rules.NOT_AN_INTEGER
    if value < least:
        return rules.TOO_SMALL.fill(n=least)
    return rules.TOO_LARGE.fill(n=most) if value > most else None
