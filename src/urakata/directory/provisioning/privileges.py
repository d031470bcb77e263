"""Who must not come under the power of an identity provider that was not given it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from urakata.directory.built_in import ADMINISTRATORS, AUDITORS
from urakata.directory.models import User
from urakata.kernel.errors import Forbidden

PRIVILEGED: Final = (ADMINISTRATORS, AUDITORS)


def refuse_privileged(user_ids: Collection[int], *, may_administer: bool) -> None:
    """Raise `Forbidden` (``UR_SC02``) when one of them is an administrator or an auditor.

    Whoever may change an administrator's address or password can become one.
    """
    if may_administer:
        return
    if User.objects.filter(pk__in=user_ids, groups__code__in=PRIVILEGED).exists():
        raise Forbidden("UR_SC02")


def refuse_privileged_group(code: str, *, may_administer: bool) -> None:
    """Raise `Forbidden` (``UR_SC02``) for a group that gives power over everything."""
    if code in PRIVILEGED and not may_administer:
        raise Forbidden("UR_SC02")
