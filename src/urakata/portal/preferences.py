"""How somebody likes the screen: kept on the server, so that it is the same on each device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

from django.db import connection

from urakata.access.rights import require_person
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, write_json
from urakata.portal.models import Preference

Theme: TypeAlias = Literal["light", "dark", "system"]
TextSize: TypeAlias = Literal["standard", "large", "largest"]
Landing: TypeAlias = Literal["portal", "tasks", "apps"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every setting there is, with what holds for who has chosen nothing."""

    theme: Theme = "system"
    text_size: TextSize = "standard"
    landing: Landing = "portal"  #: what is shown first after signing in
    shortcuts: bool = True  #: single keys; off for who sets them off by accident (WCAG 2.1.4)


_CHOICES: Final[dict[str, tuple[object, ...]]] = {
    "theme": get_args(Theme),
    "text_size": get_args(TextSize),
    "landing": get_args(Landing),
    "shortcuts": (True, False),
}
_STORE: Final = (
    "INSERT INTO portal_preference (user_id, values) VALUES (%s, %s::jsonb) "
    "ON CONFLICT (user_id) DO UPDATE SET values = portal_preference.values || excluded.values"
)


def preferences_of(user_id: int) -> Preferences:
    """Somebody's settings; what another version of Urakata kept and this one does not know is left out."""
    stored = Preference.objects.filter(pk=user_id).values_list("values", flat=True).first()
    return _read(stored or {})


def change_preferences(*, actor: Actor, changes: Mapping[str, object]) -> Preferences:
    """Change one's own settings, by name; the others stay. Raises `Invalid` for what is not offered."""
    require_person(actor)
    for name, value in changes.items():
        if not _is_offered(name, value):
            raise invalid(name, rules.NOT_IN_ENUM)
    if changes:
        kept: JSONDict = dict(changes)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute(_STORE, [actor.user_id, write_json(kept).decode()])
    return preferences_of(actor.user_id)


def _read(stored: Mapping[str, Any]) -> Preferences:
    known = {name: value for name, value in stored.items() if _is_offered(name, value)}
    return Preferences(**asdict(Preferences()) | known)


def _is_offered(name: str, value: object) -> bool:
    choices = _CHOICES.get(name, ())
    return any(type(value) is type(choice) and value == choice for choice in choices)
