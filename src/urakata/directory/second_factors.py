"""Second factors: what somebody has, what the policy asks of them, and checking a code.

The devices, secrets and codes are `allauth.mfa`'s. A code of an authenticator app counts once: what
is kept is the time step of the last one, so that neither it nor an earlier one is taken again, by
whichever process (RFC 6238, 5.2). A recovery code counts once too.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from urakata.directory.actor import Actor
from urakata.directory.sign_in_policy import sign_in_policy

Method: TypeAlias = Literal["totp", "webauthn", "recovery_codes"]
Step: TypeAlias = Literal["second_factor", "set_up"]
"""What is missing after a right password: a second factor, or first of all one to have."""

MAIN: Final[tuple[Method, ...]] = ("totp", "webauthn")
LAST_STEP: Final = "last_step"
_ORDER: Final[tuple[Method, ...]] = (*MAIN, "recovery_codes")


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that somebody has; `left` is how many recovery codes were not used yet."""

    id: int
    method: Method
    name: str
    created_at: datetime
    last_used_at: datetime | None
    left: int | None = None


def factors_of(user_id: int) -> list[Factor]:
    """Everything that somebody has set up, the oldest first."""
    rows = Authenticator.objects.filter(user_id=user_id).order_by("pk")
    return [_factor(row) for row in rows]


def methods_of(user_id: int) -> tuple[Method, ...]:
    """The kinds of what somebody has set up; recovery codes come last."""
    rows = Authenticator.objects.filter(user_id=user_id)
    found = set(rows.values_list("type", flat=True))
    return tuple(method for method in _ORDER if method in found)


def has_second_factor(user_id: int) -> bool:
    """Whether somebody has one that the policy has not switched off."""
    if sign_in_policy().second_factor == "off":
        return False
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=MAIN).exists())


def is_demanded(actor: Actor) -> bool:
    """Whether the policy says that this person must have one."""
    demand = sign_in_policy().second_factor
    return demand == "everyone" or (demand == "administrators" and actor.is_administrator)


def missing_step(actor: Actor) -> Step | None:
    """What somebody with a right password still has to do before they are in."""
    if has_second_factor(actor.user_id):
        return "second_factor"
    return "set_up" if is_demanded(actor) else None


@transaction.atomic
def accept_code(user_id: int, code: str) -> Method | None:
    """Use up a code of somebody's authenticator app or of their recovery codes; None: it is wrong."""
    digits = clean_code(code)
    rows = Authenticator.objects.select_for_update().filter(user_id=user_id).order_by("pk")
    by_method = {row.type: row for row in rows}
    if (row := by_method.get("totp")) and _is_new_totp(row, digits):
        return "totp"
    if (row := by_method.get("recovery_codes")) and row.wrap().validate_code(digits):
        row.refresh_from_db()
        _used(row)
        return "recovery_codes"
    return None


def clean_code(code: str) -> str:
    """A code as it was meant: without spaces and hyphens, full-width digits as digits."""
    text = unicodedata.normalize("NFKC", code)
    return "".join(text.replace("-", " ").split())


def matching_step(secret: str, code: str) -> int | None:
    """The time step, about now, whose code this is."""
    for step in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, step))
        if constant_time_compare(expected, code):
            return int(step)
    return None


def _is_new_totp(row: Any, code: str) -> bool:  # noqa: ANN401  # allauth has no types
    step = matching_step(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get(LAST_STEP, -1):
        return False
    row.data[LAST_STEP] = step
    _used(row)
    return True


def _used(row: Any) -> None:  # noqa: ANN401
    row.last_used_at = timezone.now()
    row.save(update_fields=["data", "last_used_at"])


def _factor(row: Any) -> Factor:  # noqa: ANN401
    wrapped = row.wrap()
    is_codes = row.type == "recovery_codes"
    return Factor(
        row.pk,
        row.type,
        wrapped.name if row.type == "webauthn" else "",
        row.created_at,
        row.last_used_at,
        len(wrapped.get_unused_codes()) if is_codes else None,
    )
