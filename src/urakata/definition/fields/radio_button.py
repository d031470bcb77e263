"""ラジオボタン (RADIO_BUTTON): one option, all of them in sight; one is always chosen."""

from __future__ import annotations

from urakata.definition.fields.base import Stored, WriteContext
from urakata.definition.fields.choosing import ChoiceConfig, ChooseOne
from urakata.kernel.json import JSONValue


class RadioButton(ChooseOne):
    """One option. Writing nothing chooses the default, or else the first option."""

    key = "RADIO_BUTTON"
    widget = "radio-button"
    is_laid_out = True

    def parse(self, raw: JSONValue, config: ChoiceConfig, context: WriteContext) -> Stored:
        return super().parse(raw, config, context) or self.default(config, context)

    def default(self, config: ChoiceConfig, context: WriteContext) -> Stored:
        return super().default(config, context) or config.options.first
