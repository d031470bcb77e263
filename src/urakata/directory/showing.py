"""Showing once more who one is: with what one signs in with."""

from __future__ import annotations

from typing import Literal, TypeAlias

from urakata.directory import passkeys, second_factors, sign_in_journal, throttle
from urakata.directory.actor import Actor
from urakata.directory.models import User
from urakata.directory.second_factors import Method
from urakata.directory.sign_in import check_present_password
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Unauthenticated, invalid
from urakata.kernel.json import JSONDict

Proof: TypeAlias = Literal["password", "totp", "webauthn", "recovery_codes"]


def proofs_of(actor: Actor) -> tuple[Proof, ...]:
    """With what somebody shows who they are: with a second factor if they have one.

    Nothing, for who comes by another sign-in service and has no factor here: they sign in again.
    """
    if second_factors.has_second_factor(actor.user_id):
        return second_factors.methods_of(actor.user_id)
    user = User.objects.get(pk=actor.user_id)
    return ("password",) if user.has_usable_password() else ()


def check_factor(
    actor: Actor, *, code: str | None, credential: JSONDict | None, address: str
) -> Method:
    """The kind of the factor that was shown. Guesses of codes are counted, like passwords.

    Raises `Invalid` at ``code`` or ``credential`` for a wrong one, `TooMany` after too many. Not
    to be called inside a transaction: the count must stay.
    """
    if credential is not None:
        passkeys.accept_passkey(credential, actor.user_id)
        return "webauthn"
    is_last = throttle.count_attempt(actor.code, address, what="code")
    method = second_factors.accept_code(actor.user_id, code or "")
    if method is None:
        sign_in_journal.failed(actor.code, actor.user_id, is_last=is_last, reason="second_factor")
        raise invalid("code", rules.WRONG_CODE)
    throttle.forget_failures(actor.code, address, what="code")
    return method


def check_password(actor: Actor, password: str, *, address: str) -> None:
    """The same with a password, of who has no second factor."""
    if proofs_of(actor) != ("password",):
        raise Invalid("UR_MF08")
    try:
        check_present_password(actor, password, address=address)
    except Unauthenticated as error:
        raise invalid("password", rules.WRONG_PASSWORD) from error
