"""Keys in the data folder, and how one follows another."""

from __future__ import annotations

from stat import S_IMODE

import pytest

from tests.journal.sealing.test_sealer import heads
from urakata.directory.actor import Actor
from urakata.journal.sealing.keyring import KeyMissing, current_signer, public_keys, rotate
from urakata.journal.sealing.sealer import seal
from urakata.journal.writing import Entry, write

pytestmark = pytest.mark.usefixtures("journal")


def test_the_first_key_is_made_when_it_is_needed_and_only_we_may_read_it(keys):
    first = current_signer()

    (path,) = keys.iterdir()
    assert path.name == f"journal-{first.key.id}.pem"
    assert (S_IMODE(keys.stat().st_mode), S_IMODE(path.stat().st_mode)) == (0o700, 0o600)
    assert current_signer().key == first.key
    (known,) = public_keys()
    assert (known.read(), known.read().by) == (first.key, None)
    assert first.key.has_signed(known.text, known.signature)


def test_a_new_key_is_signed_by_the_one_before_and_signs_from_then_on(sato: Actor):
    write(sato, [Entry("record.add", 1, 1)])
    seal()
    old = current_signer()
    new = rotate()
    write(sato, [Entry("record.add", 1, 2)])
    seal()

    first, second = public_keys()
    assert (first.read(), second.read()) == (old.key, new.key)
    assert old.key.has_signed(second.text, second.signature)
    assert [head.read().key for head in heads()] == [old.key.id, new.key.id]


def test_a_key_that_is_not_here_is_neither_replaced_nor_silently_passed_over(sato: Actor, keys):
    signer = current_signer()
    path = keys / f"journal-{signer.key.id}.pem"
    path.rename(keys / "elsewhere.pem")
    write(sato, [Entry("record.add", 1, 1)])

    for attempt in (seal, rotate):
        with pytest.raises(KeyMissing, match=path.name):
            attempt()
    assert heads() == []
    assert len(public_keys()) == 1


def test_another_keys_file_is_not_taken_for_ours(keys):
    signer = current_signer()
    other = rotate()
    (keys / f"journal-{signer.key.id}.pem").replace(keys / f"journal-{other.key.id}.pem")

    with pytest.raises(KeyMissing):
        current_signer()


def test_a_lost_key_is_followed_by_one_that_nobody_signed(keys):
    signer = current_signer()
    (keys / f"journal-{signer.key.id}.pem").unlink()

    new = rotate(is_lost=True)

    last = public_keys()[-1]
    assert new.key.has_signed(last.text, last.signature)
    assert current_signer().key == new.key
    assert new.key.by is None
