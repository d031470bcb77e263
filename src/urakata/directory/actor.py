"""Whoever does something: a person, a token, or the system itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from urakata.kernel.text import Language

Right: TypeAlias = Literal["view", "add", "edit", "delete", "manage", "import", "export"]
"""Rights over an app; ``view``, ``edit`` and ``delete`` are also rights over single records."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and by which road. Every service and query takes one; no actor, no call."""

    user_id: int
    code: str
    name: str
    language: Language = "ja"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Tokyo"))
    is_administrator: bool = False  #: member of the built-in group ``Administrators``
    is_auditor: bool = (
        False  #: member of the built-in group ``Auditors``: sees all, changes nothing
    )
    is_guest: bool = False  #: somebody from outside: not one of ``everyone``
    via: Literal["session", "password", "token", "scim", "system"] = "session"
    tokens: Mapping[int, frozenset[Right]] | None = None  #: app id to rights, with ``via="token"``
    token_ids: tuple[int, ...] = ()  #: of the tokens, or the provider's credential
    organization_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()
    primary_organization_id: int | None = None
    follows_browser: bool = False  #: `language` is only a guess: ``Accept-Language`` decides
