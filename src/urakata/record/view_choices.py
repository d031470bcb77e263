"""How each person has arranged an app's views: the first to be opened, the order, the stars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from urakata.access.rights import require_writer
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.record.models import ViewChoices
from urakata.record.saved_views import require_reader

MOST: Final = 1_200
_KEY: Final = re.compile(r"all|s?[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys of views: ``20`` of the app's definition, ``s7`` saved by somebody, ``all``."""

    starred: Sequence[str] = ()
    order: Sequence[str] = ()
    default: str = ""


def choices_of(*, actor: Actor, app: AppSchema) -> Choices:
    """What somebody has chosen; a view that is gone may still be named."""
    require_reader(actor, app)
    row = ViewChoices.objects.filter(app_id=app.app_id, user_id=actor.user_id).first()
    return Choices() if row is None else Choices(row.starred, row.order, row.default)


def choose(*, actor: Actor, app: AppSchema, choices: Choices) -> None:
    """Replace what somebody has chosen. Raises `Invalid` for what is no key."""
    require_reader(actor, app)
    require_writer(actor)
    named = {"starred": choices.starred, "order": choices.order, "default": [choices.default]}
    for at, keys in named.items():
        if len(keys) > MOST:
            raise invalid(at, rules.WRONG_SIZE.fill(min=0, max=MOST))
        if any(key and not _KEY.fullmatch(key) for key in keys):
            raise invalid(at, rules.NOT_IN_ENUM)
    ViewChoices.objects.update_or_create(
        app_id=app.app_id,
        user_id=actor.user_id,
        defaults={
            "starred": list(dict.fromkeys(choices.starred)),
            "order": list(dict.fromkeys(choices.order)),
            "default": choices.default,
        },
    )
