"""The language of the command line: Japanese, unless the terminal clearly speaks English."""

from __future__ import annotations

import os
from collections.abc import Mapping

from urakata.kernel.text import Language, Text


def choose_language(environment: Mapping[str, str]) -> Language:
    """`URAKATA_LANG` decides; else the locale: `en_US.UTF-8` is English, `C` or none is not."""
    for name in ("URAKATA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        if value.startswith(("ja", "en")):
            return "ja" if value.startswith("ja") else "en"
    return "ja"


LANGUAGE: Language = choose_language(os.environ)


def say(text: Text) -> str:
    """The sentence in the language of this command line."""
    return text.in_(LANGUAGE)


def t(ja: str, en: str) -> str:
    """The one of two sentences that this command line speaks."""
    return ja if LANGUAGE == "ja" else en
