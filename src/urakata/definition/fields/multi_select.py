"""複数選択 (MULTI_SELECT): any number of options out of a list."""

from __future__ import annotations

from urakata.definition.fields.choosing import ChooseMany


class MultiSelect(ChooseMany):
    """A list in which several entries may be chosen."""

    key = "MULTI_SELECT"
    widget = "multi-select"
