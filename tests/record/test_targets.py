from __future__ import annotations

import pytest

from tests.record.asking import add_one, count, problems, read, refusal, wire
from urakata.record.rows import Change
from urakata.record.write import update_records

TWICE = ["同じレコードが重複して指定されています。"]


@pytest.fixture
def app(an_app):
    return an_app(
        {
            "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
            "順": {"type": "NUMBER", "unique": True},
            "備考": "SINGLE_LINE_TEXT",
        }
    )


def update(actor, app, *changes, upsert=False):
    return update_records(actor=actor, app=app, changes=changes, prefix="records", upsert=upsert)


@pytest.mark.parametrize("value", ["1200", 1200, " 1200.0 ", "1.2e3"])
def test_a_number_is_a_key_however_it_is_written(app, suzuki, value):
    id_ = add_one(suzuki, app, 順="1200")

    [saved] = update(suzuki, app, Change(wire({"備考": "x"}), key=("順", value)))

    assert (saved.id, read(suzuki, app, id_)["備考"]) == (id_, "x")


def test_a_key_that_matches_nothing_is_told(app, suzuki):
    assert refusal(lambda: update(suzuki, app, Change({}, key=("番号", "A")))) == "GAIA_RE20"


def test_a_key_is_a_unique_field(app, suzuki):
    assert refusal(lambda: update(suzuki, app, Change({}, key=("備考", "A")))) == "GAIA_IQ27"
    assert refusal(lambda: update(suzuki, app, Change({}, key=("無", "A")))) == "GAIA_IQ11"


@pytest.mark.parametrize("value", ["", None])
def test_a_key_has_a_value(app, suzuki, value):
    found = problems(lambda: update(suzuki, app, Change({}, key=("番号", value)), upsert=True))

    assert found == {"records[0].updateKey.value": ["必須です。"]}
    assert count(app) == 0


def test_a_key_that_is_no_value_of_its_field_is_refused(app, suzuki):
    single = Change({}, key=("順", "千"))

    found = problems(
        lambda: update_records(actor=suzuki, app=app, changes=[single], prefix="record")
    )

    assert found == {"updateKey.value": ["数字でなければなりません。"]}
    assert refusal(lambda: update(suzuki, app, Change({}, key=("番号", {})))) == "CB_IJ01"


def test_a_key_cannot_change_what_it_names(app, suzuki):
    id_ = add_one(suzuki, app, 番号="A")

    found = problems(lambda: update(suzuki, app, Change(wire({"番号": "B"}), key=("番号", "A"))))

    assert list(found) == ["records[0].番号.value"]
    assert update(suzuki, app, Change(wire({"番号": "A"}), key=("番号", "A")))[0].revision == 2
    assert read(suzuki, app, id_)["番号"] == "A"


def test_a_record_is_named_once_by_whatever_means(app, suzuki):
    id_ = add_one(suzuki, app, 番号="A", 順="1")
    by_id, by_key, by_other = (
        Change({}, id=id_),
        Change({}, key=("番号", "A")),
        Change({}, key=("順", "1")),
    )

    assert problems(lambda: update(suzuki, app, by_id, by_id)) == {"records[1].id": TWICE}
    assert problems(lambda: update(suzuki, app, by_key, by_key)) == {"records[1].updateKey": TWICE}
    assert problems(lambda: update(suzuki, app, by_id, by_key)) == {"records[1].updateKey": TWICE}
    assert problems(lambda: update(suzuki, app, by_key, by_other)) == {
        "records[1].updateKey": TWICE
    }
    assert read(suzuki, app, id_)["$revision"] == "1"


def test_a_new_key_is_upserted_once(app, suzuki):
    twice = [Change({}, key=("番号", "Z"))] * 2

    assert list(problems(lambda: update(suzuki, app, *twice, upsert=True))) == [
        "records[1].updateKey"
    ]
    assert count(app) == 0
