from __future__ import annotations

import pytest

from urakata.definition.fields.base import Malformed, Refused
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.kernel.errors import Invalid

OPTIONS = {
    "高": {"label": "高", "index": "1"},
    "中": {"label": "中", "index": "0"},
    "低": {"label": "低", "index": "2"},
}
boxes, radio, drop = (FIELD_TYPES[key] for key in ("CHECK_BOX", "RADIO_BUTTON", "DROP_DOWN"))


def test_choices_are_kept_once_in_the_options_order(writing):
    config = boxes.configure({"options": OPTIONS}, "p")

    assert boxes.parse(["低", "中", "低"], config, writing) == ["中", "低"]


def test_every_stranger_among_the_choices_is_named_by_its_place(writing):
    config = boxes.configure({"options": OPTIONS}, "p")

    with pytest.raises(ExceptionGroup) as group:
        boxes.parse(["中", "特", "超"], config, writing)

    assert [(one.suffix, one.text.ja) for one in group.value.exceptions] == [
        (".values[1].value", '"特"は選択肢にありません。'),
        (".values[2].value", '"超"は選択肢にありません。'),
    ]


def test_a_radio_button_is_never_empty(writing):
    without = radio.configure({"options": OPTIONS}, "p")
    with_default = radio.configure({"options": OPTIONS, "defaultValue": "低"}, "p")

    assert radio.parse("", without, writing) == "中"
    assert radio.default(with_default, writing) == "低"


def test_a_drop_down_may_be_empty_and_refuses_strangers(writing):
    config = drop.configure({"options": OPTIONS}, "p")

    assert drop.parse("", config, writing) is None
    with pytest.raises(Refused, match='The value, "特", is not in options.'):
        drop.parse("特", config, writing)
    with pytest.raises(Malformed):
        drop.parse(["中"], config, writing)


def test_indexes_are_counted_again_from_nought():
    config = drop.configure({"options": OPTIONS}, "p")

    assert drop.describe(config)["options"] == {
        "中": {"label": "中", "index": "0"},
        "高": {"label": "高", "index": "1"},
        "低": {"label": "低", "index": "2"},
    }


def test_a_default_that_is_no_option_is_refused():
    with pytest.raises(Invalid) as invalid:
        drop.configure({"options": OPTIONS, "defaultValue": "特"}, "properties[重要度]")

    assert invalid.value.problems[0].at == "properties[重要度].defaultValue"
