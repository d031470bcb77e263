"""Credentials of identity providers: the right to keep people by SCIM, and nothing else.

They are not API tokens: they open no app, and an API token opens no SCIM. Only digests are kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.chronicle import told
from urakata.directory.models import ScimCredential
from urakata.directory.networks import Network, check_networks, read_networks
from urakata.directory.people import snapshot
from urakata.kernel.errors import Unauthenticated

PREFIX: Final = "urakata-scim-"
_SHAPE: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{20,100}}")


@dataclass(frozen=True, slots=True)
class CredentialInfo:
    """A credential as it is listed; the secret is known to nobody any more."""

    id: int
    hint: str
    memo: str
    may_administer: bool
    networks: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Provider:
    """Whoever a credential belongs to."""

    actor: Actor
    may_administer: bool
    networks: tuple[Network, ...]


@transaction.atomic
def create_credential(
    *, actor: Actor, memo: str = "", may_administer: bool = False, networks: Sequence[str] = ()
) -> str:
    """Make a credential and answer its secret, this once.

    With `may_administer` the provider may also change administrators and auditors, and make some.
    """
    checks.require_administrator(actor)
    secret = PREFIX + secrets.token_urlsafe(32)
    with told(actor, "credential") as ids:
        row = ScimCredential.objects.create(
            digest=_digest(secret),
            hint=secret[: len(PREFIX) + 4],
            memo=checks.check_text("memo", memo, 200),
            may_administer=may_administer,
            networks=check_networks("networks", networks),
        )
        ids.append(row.pk)
    epochs.bump("directory")
    return secret


@transaction.atomic
def revoke_credential(credential_id: int, *, actor: Actor) -> bool:
    """Make a credential useless at once; False when there was none."""
    checks.require_administrator(actor)
    with told(actor, "credential", [credential_id]):
        deleted, _ = ScimCredential.objects.filter(pk=credential_id).delete()
    epochs.bump("directory")
    return deleted > 0


def list_credentials(*, actor: Actor) -> list[CredentialInfo]:
    """All of them, oldest first."""
    checks.require_administrator(actor)
    return [
        CredentialInfo(
            row.pk, row.hint, row.memo, row.may_administer, tuple(row.networks), row.created_at
        )
        for row in ScimCredential.objects.order_by("pk")
    ]


def provider_of(secret: str) -> Provider:
    """Whose secret it is. Raises `Unauthenticated` (``UR_SC04``)."""
    row = None
    if _SHAPE.fullmatch(secret):
        row = ScimCredential.objects.filter(digest=_digest(secret)).first()
    if row is None:
        raise Unauthenticated("UR_SC04")
    administrator = actor_of(snapshot().administrator_id)
    actor = replace(administrator, via="scim", is_administrator=True, token_ids=(row.pk,))
    return Provider(actor, row.may_administer, read_networks(row.networks))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
