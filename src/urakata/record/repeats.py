"""The same request twice: what was added once is not added again.

A client whose answer was lost sends its request once more, with the key it had the first time. The
key is taken within the transaction that adds the records, so that of two at once the second waits
for the first, and a request that failed leaves its key free.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from urakata.directory.actor import Actor
from urakata.kernel.errors import Conflict
from urakata.record.models import AddedOnce
from urakata.record.rows import Saved

KEPT: Final = timedelta(days=30)  #: a draft may wait that long for its second try
_TAKE: Final = (
    "INSERT INTO record_addedonce (user_id, key, app_id, digest, ids, at)"
    " VALUES (%s, %s, %s, %s, '{}', now()) ON CONFLICT (user_id, key) DO NOTHING RETURNING id"
)


def add_once(
    *, actor: Actor, app_id: int, key: str, content: bytes, add: Callable[[], list[Saved]]
) -> list[Saved]:
    """What `add` adds, or what it added under this key of this person before.

    Raises `Conflict` (``UR_IK01``) where the key stood for something else; to be called within the
    transaction that adds.
    """
    digest = hashlib.sha256(content).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, (actor.user_id, key, app_id, digest))
        taken = cursor.fetchone()
    if taken is not None:
        saved = add()
        AddedOnce.objects.filter(pk=taken[0]).update(ids=[each.id for each in saved])
        return saved
    before = AddedOnce.objects.get(user_id=actor.user_id, key=key)
    if (before.app_id, before.digest) != (app_id, digest):
        raise Conflict("UR_IK01")
    return [Saved(id_, 1, "INSERT") for id_ in before.ids]


def sweep() -> None:
    """Forget keys that nobody comes back with."""
    AddedOnce.objects.filter(at__lt=timezone.now() - KEPT).delete()
