from __future__ import annotations

import pytest

from tests.record.asking import add, add_one, change, count, line, lines, read, refusal
from urakata.record import files
from urakata.record.write import delete_records


@pytest.fixture
def app(an_app):
    return an_app({"添付": "FILE", "明細": {"type": "SUBTABLE", "fields": {"領収書": "FILE"}}})


def upload(actor, name="見積.pdf"):
    return files.upload(
        actor=actor, chunks=[name.encode()], name=name, content_type="application/pdf"
    )


def keys(*ids):
    return [{"fileKey": id_} for id_ in ids]


def is_attached(key):
    """Whether a record has the file now; what was let go of stays for former revisions."""
    assert key in files.describe([key])
    return files.place_of(key) is not None


def test_a_file_is_attached_and_shown(app, suzuki):
    key = upload(suzuki)

    record = read(suzuki, app, add_one(suzuki, app, 添付=keys(key)))

    assert record["添付"] == [
        {"fileKey": key, "name": "見積.pdf", "size": "10", "contentType": "application/pdf"}
    ]


def test_a_file_in_a_table_is_attached_and_shown(app, suzuki):
    key = upload(suzuki)

    record = read(suzuki, app, add_one(suzuki, app, 明細=[line(領収書=keys(key)), line()]))

    assert [[f["fileKey"] for f in row["領収書"]] for row in lines(record, "明細")] == [[key], []]


@pytest.mark.parametrize("key", ["x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_key_is_refused(app, suzuki, key):
    assert refusal(lambda: add_one(suzuki, app, 添付=keys(key))) == "GAIA_BL01"
    assert count(app) == 0


def test_a_file_belongs_to_one_record(app, suzuki):
    key = upload(suzuki)
    add_one(suzuki, app, 添付=keys(key))

    assert refusal(lambda: add_one(suzuki, app, 添付=keys(key))) == "GAIA_BL01"
    two = [{"添付": keys(other := upload(suzuki))}, {"添付": keys(other)}]
    assert refusal(lambda: add(suzuki, app, *two)) == "GAIA_BL01"
    assert count(app) == 1


def test_somebody_elses_upload_is_not_taken(app, suzuki, tanaka):
    assert refusal(lambda: add_one(tanaka, app, 添付=keys(upload(suzuki)))) == "GAIA_BL01"


def test_a_list_is_replaced_and_what_is_no_longer_listed_is_let_go(app, suzuki):
    old, kept, new = upload(suzuki, "a"), upload(suzuki, "b"), upload(suzuki, "c")
    id_ = add_one(suzuki, app, 添付=keys(old, kept))

    change(suzuki, app, id_, 添付=keys(new, kept))

    assert [f["fileKey"] for f in read(suzuki, app, id_)["添付"]] == [new, kept]
    assert [is_attached(key) for key in (old, kept, new)] == [False, True, True]


def test_files_in_rows_that_go_are_let_go(app, suzuki):
    one, two, top = upload(suzuki, "a"), upload(suzuki, "b"), upload(suzuki, "c")
    id_ = add_one(
        suzuki, app, 添付=keys(top), 明細=[line(領収書=keys(one)), line(領収書=keys(two))]
    )
    [first, _] = (row["id"] for row in read(suzuki, app, id_)["明細"])

    change(suzuki, app, id_, 明細=[line(first)])

    assert [is_attached(key) for key in (one, two, top)] == [True, False, True]


def test_files_stay_when_their_field_is_not_sent_and_go_with_their_record(app, suzuki):
    key = upload(suzuki)
    id_ = add_one(suzuki, app, 添付=keys(key))

    change(suzuki, app, id_)
    assert is_attached(key)
    delete_records(actor=suzuki, app=app, ids=[id_])
    assert not is_attached(key)
