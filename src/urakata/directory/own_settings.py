"""What people change about themselves without an administrator: the language they are spoken to in."""

from __future__ import annotations

from django.db import transaction

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.models import User
from urakata.directory.periods import require_person


@transaction.atomic
def set_own_language(*, actor: Actor, language: str) -> None:
    """Speak to the actor in this language from now on, on every device; ``auto``: the browser's."""
    require_person(actor)
    locale = checks.check_locale("language", language)
    with told(actor, "person", [actor.user_id]):
        User.objects.filter(pk=actor.user_id).update(locale=locale)
    epochs.bump("directory")
