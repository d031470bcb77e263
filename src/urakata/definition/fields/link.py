"""リンク (LINK): a web address, a telephone number or a mail address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from urakata.definition.fields.base import (
    EQUALITY,
    LIKENESS,
    MEMBERSHIP,
    FieldType,
    Refused,
    Stored,
    WriteContext,
)
from urakata.definition.fields.lengths import Lengths, read_lengths
from urakata.definition.fields.properties import Properties
from urakata.definition.fields.texts import take_text
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

LONGEST = 8_192  #: characters
_FORMS: Final[dict[str, tuple[re.Pattern[str], Text]]] = {
    "WEB": (re.compile(r"(?:https?|ftps?|file|tel|mailto)://?\S+", re.IGNORECASE), rules.NOT_A_URL),
    "CALL": (re.compile(r"[+\d][\d\s()./#*,;+-]*"), rules.NOT_A_PHONE),
    "MAIL": (re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+"), rules.NOT_AN_ADDRESS),
}


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """What kind of address, its length limits and the default."""

    protocol: str = "WEB"
    lengths: Lengths = Lengths()


class Link(FieldType[LinkConfig]):
    """An address of the chosen kind."""

    key = "LINK"
    widget = "link"
    kind = "text"
    column = "text"
    operators = (*EQUALITY, *MEMBERSHIP, *LIKENESS)
    is_sortable = True
    may_be_unique = True
    search = "text"

    def configure(self, raw: JSONDict, at: str) -> LinkConfig:
        properties = Properties(raw, at)
        config = LinkConfig(
            protocol=properties.one_of("protocol", tuple(_FORMS), "WEB"),
            lengths=read_lengths(properties, LONGEST),
        )
        properties.done()
        return config

    def describe(self, config: LinkConfig) -> JSONDict:
        return {"protocol": config.protocol, **config.lengths.describe()}

    def parse(self, raw: JSONValue, config: LinkConfig, context: WriteContext) -> Stored:
        text = take_text(raw)
        if text is None:
            return None
        config.lengths.check(text, LONGEST)
        form, refusal = _FORMS[config.protocol]
        if not form.fullmatch(text):
            raise Refused(refusal)
        return text

    def default(self, config: LinkConfig, context: WriteContext) -> Stored:
        return config.lengths.default or None
