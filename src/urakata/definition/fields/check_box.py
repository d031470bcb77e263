"""チェックボックス (CHECK_BOX): any number of options, all of them in sight."""

from __future__ import annotations

from urakata.definition.fields.choosing import ChooseMany


class CheckBox(ChooseMany):
    """Boxes to tick."""

    key = "CHECK_BOX"
    widget = "check-box"
    is_laid_out = True
