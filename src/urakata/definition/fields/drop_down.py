"""ドロップダウン (DROP_DOWN): one option out of a list that opens, or none."""

from __future__ import annotations

from urakata.definition.fields.choosing import ChooseOne


class DropDown(ChooseOne):
    """One option, or none."""

    key = "DROP_DOWN"
    widget = "drop-down"
