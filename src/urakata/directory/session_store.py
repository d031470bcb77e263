"""Where sessions are kept: Django's database sessions, with whose they are and when they were used.

`settings.SESSION_ENGINE` names this module. A session ends when nobody used it for a while, when
it is too old however much it is used, and when its row is deleted: every request reads the row.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import Q, QuerySet
from django.utils import timezone

from urakata.directory.models import Session
from urakata.directory.sign_in_policy import sign_in_policy

ABOUT: Final = "about"
"""The key of a session's data under which its columns are: they outlive every save."""

_TOUCHED: Final = timedelta(minutes=1)  #: how exactly the last use is known


class SessionStore(DatabaseStore):
    """One session."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @classmethod
    def clear_expired(cls) -> None:
        alive = living_sessions()
        Session.objects.exclude(pk__in=alive.values("pk")).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row: columns come from the data, so that the next save writes the same."""
        now = timezone.now()
        about = data.get(ABOUT, {})
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            handle=UUID(about["handle"]) if "handle" in about else None,
            address=about.get("address", ""),
            agent=about.get("agent", ""),
            road=about.get("road", ""),
            signed_in_at=datetime.fromisoformat(about["at"]) if "at" in about else now,
            last_used_at=now,
        )

    def _get_session_from_db(self) -> Session | None:
        row = living_sessions().filter(session_key=self.session_key).first()
        if row is None:
            self._session_key = None
            return None
        now = timezone.now()
        if now - row.last_used_at > _TOUCHED:
            Session.objects.filter(pk=row.pk).update(last_used_at=now)
        return row


def living_sessions() -> QuerySet[Session]:
    """The sessions that have not run out, by the policy as it is now."""
    now, policy = timezone.now(), sign_in_policy()
    return Session.objects.filter(
        Q(expire_date__gt=now)
        & Q(last_used_at__gt=now - policy.idle)
        & Q(signed_in_at__gt=now - policy.longest)
    )
