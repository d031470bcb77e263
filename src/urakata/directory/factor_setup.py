"""Setting up a second factor, and giving it up.

With the first one come recovery codes. They are told once, when they are made: to the database they
are a seed that only this installation can read.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.checks import require_administrator
from urakata.directory.models import User
from urakata.directory.second_factors import (
    LAST_STEP,
    MAIN,
    Method,
    clean_code,
    is_demanded,
    matching_step,
)
from urakata.directory.services import get_for_update
from urakata.directory.session_list import end_sessions
from urakata.directory.sign_in_policy import sign_in_policy
from urakata.journal import writing
from urakata.journal.kinds import Kind
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Invalid, NotFound, invalid
from urakata.kernel.json import JSONValue


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret for an authenticator app: as text, as an address, as a QR code (SVG)."""

    secret: str
    url: str
    svg: str


def offer_totp(session: SessionBase, *, actor: Actor) -> Offer:
    """Make up a secret; it stays in the session until a right code shows that the app has it."""
    require_allowed()
    user = User.objects.get(pk=actor.user_id)
    secret: str = totp.generate_totp_secret()
    session[totp.SECRET_SESSION_KEY] = secret
    url: str = get_adapter().build_totp_url(user, secret)
    return Offer(secret, url, get_adapter().build_totp_svg(url))


@transaction.atomic
def set_up_totp(session: SessionBase, *, actor: Actor, code: str) -> list[str]:
    """Keep the offered secret, in place of one there was; answers new recovery codes, if any.

    Raises `Invalid` at ``code`` for a wrong one, ``UR_MF02`` when nothing was offered.
    """
    require_allowed()
    secret = session.get(totp.SECRET_SESSION_KEY)
    if not secret:
        raise Invalid("UR_MF02")
    step = matching_step(secret, clean_code(code))
    if step is None:
        raise invalid("code", rules.WRONG_CODE)
    user = get_for_update(actor.code)
    Authenticator.objects.filter(user_id=user.pk, type="totp").delete()
    row = totp.TOTP.activate(user, secret).instance
    row.data[LAST_STEP] = step
    row.save()
    del session[totp.SECRET_SESSION_KEY]
    return added(actor, user, "totp")


def added(actor: Actor, user: User, method: Method, name: str = "") -> list[str]:
    """What follows from a new factor: recovery codes with the first one, a line in the journal."""
    _tell(actor, "mfa.add", user.code, {"method": method, "name": name})
    epochs.bump("directory")
    if Authenticator.objects.filter(user_id=user.pk, type="recovery_codes").exists():
        return []
    return _new_codes(actor, user)


@transaction.atomic
def renew_recovery_codes(*, actor: Actor) -> list[str]:
    """New recovery codes; the ones before count no more. Raises `Invalid` without a factor."""
    user = get_for_update(actor.code)
    if not Authenticator.objects.filter(user_id=user.pk, type__in=MAIN).exists():
        raise Invalid("UR_MF04")
    Authenticator.objects.filter(user_id=user.pk, type="recovery_codes").delete()
    return _new_codes(actor, user)


@transaction.atomic
def remove_factor(*, actor: Actor, factor_id: int) -> None:
    """Give up one of one's own; recovery codes go with the last.

    Raises `NotFound` (``UR_MF03``), `Conflict` (``UR_MF05``) for the last one where the policy
    demands one.
    """
    user = get_for_update(actor.code)
    mine = Authenticator.objects.filter(user_id=user.pk)
    row = mine.filter(pk=factor_id, type__in=MAIN).first()
    if row is None:
        raise NotFound("UR_MF03")
    is_last = not mine.filter(type__in=MAIN).exclude(pk=factor_id).exists()
    if is_last and is_demanded(actor):
        raise Conflict("UR_MF05")
    (mine if is_last else mine.filter(pk=factor_id)).delete()
    _tell(actor, "mfa.remove", user.code, {"method": row.type})
    epochs.bump("directory")


@transaction.atomic
def reset_factors(*, actor: Actor, code: str) -> int:
    """Take all of them from somebody who lost theirs, and end their sessions. How many there were."""
    require_administrator(actor)
    user = get_for_update(code)
    rows = Authenticator.objects.filter(user_id=user.pk)
    methods: list[JSONValue] = list(rows.order_by("pk").values_list("type", flat=True))
    if methods:
        rows.delete()
        end_sessions(user.pk)
        _tell(actor, "mfa.remove", user.code, {"method": methods})
        epochs.bump("directory")
    return len(methods)


def require_allowed() -> None:
    """Refuse to set up what the policy has switched off."""
    if sign_in_policy().second_factor == "off":
        raise Conflict("UR_MF06")


def _new_codes(actor: Actor, user: User) -> list[str]:
    _tell(actor, "mfa.add", user.code, {"method": "recovery_codes"})
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def _tell(actor: Actor, kind: Kind, code: str, about: dict[str, JSONValue]) -> None:
    writing.write(actor, [writing.Entry(kind, about={"user": code, **about})])
