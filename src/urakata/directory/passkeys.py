"""パスキー: set up, and shown instead of a password or after it.

The ceremonies are allauth's and fido2's: challenges in the session of the request being answered,
origin, signature and the person's presence and consent checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction

from urakata.directory.actor import Actor
from urakata.directory.checks import check_text
from urakata.directory.factor_setup import added, require_allowed
from urakata.directory.models import User
from urakata.directory.services import get_for_update
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid
from urakata.kernel.json import JSONDict

MOST: Final = 10  #: passkeys of one person
_LONGEST_NAME: Final = 64
_BROKEN: Final = (ValidationError, ValueError, TypeError, KeyError, AttributeError)
"""What the libraries raise for a credential that is not one, or not the right one."""


def offer_passkey(*, actor: Actor) -> JSONDict:
    """What a browser needs to make a passkey (``navigator.credentials.create``)."""
    require_allowed()
    user = User.objects.get(pk=actor.user_id)
    options: JSONDict = _plain(auth.begin_registration(user, passwordless=True))
    return options


@transaction.atomic
def set_up_passkey(*, actor: Actor, name: str, credential: JSONDict) -> list[str]:
    """Keep the passkey that a browser made; answers new recovery codes, if any.

    Raises `Invalid` at ``credential`` for one that does not answer our offer.
    """
    require_allowed()
    user = get_for_update(actor.code)
    if Authenticator.objects.filter(user_id=user.pk, type="webauthn").count() >= MOST:
        raise Invalid("UR_MF07", most=MOST)
    label = check_text("name", name.strip(), _LONGEST_NAME)
    with _refusing():
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
        auth.WebAuthn.add(user, label, credential)
    return added(actor, user, "webauthn", label)


def ask_for_passkey(user_id: int | None = None) -> JSONDict:
    """What a browser needs to show a passkey: one of this user's, or of whoever has one."""
    user = None if user_id is None else User.objects.get(pk=user_id)
    options: JSONDict = _plain(auth.begin_authentication(user))
    return options


def accept_passkey(credential: JSONDict, user_id: int | None = None) -> int:
    """The user whose passkey answers our question; asked of one user, only theirs counts.

    Raises `Invalid` at ``credential``.
    """
    with _refusing():
        auth.parse_authentication_response(credential)
        user = (
            auth.extract_user_from_response(credential)
            if user_id is None
            else User.objects.get(pk=user_id)
        )
        found = auth.complete_authentication(user, credential)
        found.record_usage()
        return int(user.pk)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise invalid("credential", rules.WRONG_PASSKEY) from error


def _plain(options: Any) -> Any:  # noqa: ANN401  # any JSON
    """fido2's mappings as plain ones."""
    if isinstance(options, Mapping):
        return {str(key): _plain(value) for key, value in options.items()}
    if isinstance(options, list | tuple):
        return [_plain(value) for value in options]
    return options
