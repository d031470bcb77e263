"""How somebody's settings are told, to the screen as it starts and to whoever asks for them."""

from __future__ import annotations

from urakata.directory.actor import Actor
from urakata.kernel.json import JSONDict
from urakata.portal.preferences import Preferences


def describe_preferences(actor: Actor, preferences: Preferences) -> JSONDict:
    """The settings with the language, which is the person's own."""
    return {
        "language": actor.language,
        "theme": preferences.theme,
        "textSize": preferences.text_size,
        "landing": preferences.landing,
        "shortcuts": preferences.shortcuts,
    }
