"""Which language an answer speaks, where the user leaves it to the browser."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from urakata.kernel.text import Language

SPOKEN: Final[dict[str, Language]] = {"ja": "ja", "en": "en"}


def default_language() -> Language:
    """For clients that name no language: official ones never do, and expect English."""
    return SPOKEN.get(getattr(settings, "API_LANGUAGE", "en"), "en")


def preferred_language(accept: str | None) -> Language:
    """The first of our languages in an ``Accept-Language`` header, by its q-values."""
    wanted: list[tuple[float, int, Language]] = []
    for position, part in enumerate((accept or "").split(",")[:20]):
        tag, _, parameters = part.strip().partition(";")
        language = SPOKEN.get(tag.strip().lower().split("-")[0])
        quality = _quality(parameters)
        if language and quality > 0:
            wanted.append((-quality, position, language))
    return min(wanted)[2] if wanted else default_language()


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
