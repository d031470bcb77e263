"""APIトークン: made, listed, revoked; and what the tokens of a request allow.

Only digests are kept: whoever reads the database learns no token. That somebody may manage the
app's tokens is the caller's to check; apps are not known here.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from django.db import transaction

from urakata.directory import epochs
from urakata.directory.actor import Actor, Right
from urakata.directory.checks import check_text
from urakata.directory.chronicle import told
from urakata.directory.models import ApiToken
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid

LENGTH: Final = 40
MOST: Final = 9  #: tokens of one request
RIGHTS: Final[tuple[Right, ...]] = ("view", "add", "edit", "delete", "manage")
_ALPHABET: Final = string.ascii_letters + string.digits
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{1,200}")
_MOST_KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token as its app's settings list it; the token itself is known to nobody any more."""

    id: int
    hint: str
    rights: tuple[Right, ...]
    memo: str
    is_live: bool
    created_at: datetime


@transaction.atomic
def create_token(
    app_id: int, rights: Iterable[str], memo: str = "", *, actor: Actor, is_live: bool = False
) -> str:
    """Make a token and answer it, this once. It works when the app is next deployed.

    `is_live` makes it work at once.
    """
    given = sorted(set(rights))
    if not given or not set(RIGHTS).issuperset(given):
        raise invalid("rights", rules.NOT_IN_ENUM)
    token = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    with told(actor, "token") as ids:
        row = ApiToken.objects.create(
            app_id=app_id,
            digest=_digest(token),
            hint=token[:4],
            rights=given,
            memo=check_text("memo", memo, 200),
            is_live=is_live,
        )
        ids.append(row.pk)
    epochs.bump("directory")
    return token


@transaction.atomic
def revoke_token(app_id: int, token_id: int, *, actor: Actor) -> bool:
    """Make a token of an app useless at once; False when there was none."""
    with told(actor, "token", [token_id]):
        deleted, _ = ApiToken.objects.filter(pk=token_id, app_id=app_id).delete()
    epochs.bump("directory")
    return deleted > 0


def list_tokens(app_id: int) -> list[TokenInfo]:
    """The tokens of an app, oldest first."""
    rows = ApiToken.objects.filter(app_id=app_id).order_by("id")
    return [
        TokenInfo(row.pk, row.hint, _rights(row.rights), row.memo, row.is_live, row.created_at)
        for row in rows
    ]


@transaction.atomic
def activate_tokens(app_id: int, *, actor: Actor) -> None:
    """Let an app's new tokens work: part of its deploy."""
    waiting = ApiToken.objects.filter(app_id=app_id, is_live=False)
    ids = list(waiting.values_list("pk", flat=True))
    if not ids:
        return
    with told(actor, "token", ids):
        ApiToken.objects.filter(pk__in=ids).update(is_live=True)
    epochs.bump("directory")


class _Kept:
    """What the token headers seen since the last change of the directory allow."""

    def __init__(self) -> None:
        self._epoch = -1
        self._rights: dict[bytes, Mapping[int, frozenset[Right]]] = {}

    def get(self, header: str) -> Mapping[int, frozenset[Right]]:
        epoch = epochs.current("directory")
        kept = self._rights
        if epoch != self._epoch:
            kept = {}
            self._rights, self._epoch = kept, epoch
        key = hashlib.sha256(header.encode("utf-8", "replace")).digest()
        if (rights := kept.get(key)) is None:
            rights = _look_up(header)
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = rights
        return rights


_kept = _Kept()


def rights_of(header: str) -> Mapping[int, frozenset[Right]]:
    """App ids to rights, of an ``X-Cybozu-API-Token`` header: tokens with commas between.

    Raises `Invalid`: ``GAIA_IA02`` when any of them is unknown or not deployed, ``GAIA_DA03`` for
    two of one app, ``GAIA_TO03`` for more than nine.
    """
    return _kept.get(header)


def _look_up(header: str) -> Mapping[int, frozenset[Right]]:
    tokens = [part.strip() for part in header.split(",")]
    if len(tokens) > MOST:
        raise Invalid("GAIA_TO03", name=f"X-Cybozu-API-Token[{MOST}]")
    if not all(map(_TOKEN.fullmatch, tokens)):
        raise Invalid("GAIA_IA02")
    digests = [_digest(token) for token in tokens]
    found = {row.digest: row for row in ApiToken.objects.filter(digest__in=digests, is_live=True)}
    if any(digest not in found for digest in digests):
        raise Invalid("GAIA_IA02")
    rights = {found[d].app_id: frozenset(_rights(found[d].rights)) for d in digests}
    if len(rights) < len(tokens):
        raise Invalid("GAIA_DA03")
    return rights


def _rights(stored: Iterable[str]) -> tuple[Right, ...]:
    return tuple(cast("Right", right) for right in stored)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
