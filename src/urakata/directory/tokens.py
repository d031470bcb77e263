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
from typing import Final, NamedTuple, cast

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
    networks: tuple[str, ...] = ()  #: from where it may be used; empty: as everyone
    requests_per_minute: int | None = None  #: None: the installation's default; 0: no limit
    requests_at_once: int | None = None  #: None: no limit


def check_rights(rights: Iterable[str]) -> list[str]:
    """The rights as they are stored: one at least."""
    given = sorted(set(rights))
    if not given or not set(RIGHTS).issuperset(given):
        raise invalid("rights", rules.NOT_IN_ENUM)
    return given


@transaction.atomic
def create_token(
    app_id: int, rights: Iterable[str], memo: str = "", *, actor: Actor, is_live: bool = False
) -> str:
    """Make a token and answer it, this once. It works when the app is next deployed.

    `is_live` makes it work at once.
    """
    given = check_rights(rights)
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
        TokenInfo(
            id=row.pk,
            hint=row.hint,
            rights=_rights(row.rights),
            memo=row.memo,
            is_live=row.is_live,
            created_at=row.created_at,
            networks=tuple(row.networks),
            requests_per_minute=row.requests_per_minute,
            requests_at_once=row.requests_at_once,
        )
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


@transaction.atomic
def forget_tokens(app_id: int, *, actor: Actor) -> None:
    """Delete all tokens of an app: part of its end."""
    ids = list(ApiToken.objects.filter(app_id=app_id).values_list("pk", flat=True))
    if ids:
        with told(actor, "token", ids):
            ApiToken.objects.filter(pk__in=ids).delete()
        epochs.bump("directory")


class Known(NamedTuple):
    """The tokens of a header."""

    rights: Mapping[int, frozenset[Right]]  #: by app id
    ids: tuple[int, ...]


class _Kept:
    """What the token headers seen since the last change of the directory allow."""

    def __init__(self) -> None:
        self._epoch = -1
        self._known: dict[bytes, Known] = {}

    def get(self, header: str) -> Known:
        epoch = epochs.current("directory")
        kept = self._known
        if epoch != self._epoch:
            kept = {}
            self._known, self._epoch = kept, epoch
        key = hashlib.sha256(header.encode("utf-8", "replace")).digest()
        if (known := kept.get(key)) is None:
            known = _look_up(header)
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = known
        return known


_kept = _Kept()


def known_tokens(header: str) -> Known:
    """The tokens of an ``X-Cybozu-API-Token`` header, with commas between, and what they allow.

    Raises `Invalid`: ``GAIA_IA02`` when any of them is unknown or not deployed, ``GAIA_DA03`` for
    two of one app, ``GAIA_TO03`` for more than nine.
    """
    return _kept.get(header)


def _look_up(header: str) -> Known:
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
    return Known(rights, tuple(found[d].pk for d in digests))


def _rights(stored: Iterable[str]) -> tuple[Right, ...]:
    return tuple(cast("Right", right) for right in stored)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
