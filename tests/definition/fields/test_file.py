from __future__ import annotations

import pytest

from urakata.definition.fields.base import Malformed
from urakata.definition.fields.file import File

file = File()
config = file.configure({}, "p")


def test_keys_are_kept_in_order_and_once(writing):
    assert file.parse(
        [{"fileKey": "b", "name": "x"}, {"fileKey": "a"}, {"fileKey": "b"}], config, writing
    ) == ["b", "a"]


def test_a_file_that_is_gone_is_left_out(reading):
    assert [each["name"] for each in file.dump(["k1", "gone"], config, reading)] == ["領収書.pdf"]


@pytest.mark.parametrize("shape", ["k1", [{"name": "x"}], [{"fileKey": ""}], [[]]])
def test_other_shapes_are_malformed(shape, writing):
    with pytest.raises(Malformed):
        file.parse(shape, config, writing)
