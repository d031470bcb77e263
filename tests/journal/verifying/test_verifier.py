"""Exports are believed when they are whole, and the first place is named when they are not."""

from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journal.sealing.authority import Authority, serving
from urakata.directory.actor import Actor
from urakata.journal.exporting import lines as spelling
from urakata.journal.exporting.exporter import begin_export, pieces
from urakata.journal.merkle.tree import Growing, leaf_hash
from urakata.journal.queries import Wanted
from urakata.journal.sealing.heads import Head, SignedHead
from urakata.journal.sealing.keyring import public_keys, rotate
from urakata.journal.sealing.keys import Key, SignedKey
from urakata.journal.sealing.sealer import seal
from urakata.journal.sealing.stamps import stamp_newest
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.verifier import Trusted, verify
from urakata.journal.writing import Entry, write

pytestmark = pytest.mark.usefixtures("journal")


def exported(wanted: Wanted | None = None) -> list[bytes]:
    """The lines of an export."""
    export = begin_export(wanted) if wanted else begin_export()
    return b"".join(pieces(export)).splitlines(keepends=True)


def places(found: list[bytes], kind: bytes = b"E ") -> list[int]:
    return [n for n, line in enumerate(found) if line.startswith(kind)]


def refusal(found: list[bytes], trusted: Trusted | None = None) -> str:
    with pytest.raises(Refuted) as caught:
        verify(found, trusted)
    assert caught.value.text.ja != caught.value.text.en
    return caught.value.text.en


@pytest.fixture
def sealed(sato: Actor, suzuki: Actor) -> list[bytes]:
    """Three heads over some entries of 佐藤 and 鈴木; the lines of their export."""
    for count in (5, 3, 4):
        for who in (sato, suzuki):
            write(
                who,
                (
                    Entry("record.edit", count, n, 2, {"f7": "旧"}, {"f7": "新"})
                    for n in range(count)
                ),
            )
        seal()
    return exported()


def altered(line: bytes) -> bytes:
    return line.replace("新".encode(), "真".encode())


def test_a_whole_export_is_believed(sealed: list[bytes]):
    verdict = verify(sealed)

    (count,) = [int(line[2:]) for line in sealed if line.startswith(b"Z ")]
    assert (verdict.entries, verdict.left_out, verdict.heads) == (count, 0, 3)
    assert verdict.is_complete
    assert verdict.last is not None
    assert verdict.last.size == count
    assert verdict.key == public_keys()[-1].read()
    assert (verdict.warnings, verdict.stamps) == ([], [])


def test_an_empty_journals_export_is_believed():
    assert verify(exported()).entries == 0


@pytest.mark.parametrize("place", [0, 3, -1])
def test_an_altered_entry_is_named(sealed: list[bytes], place: int):
    at = [n for n in places(sealed) if "新".encode() in sealed[n]][place]
    sealed[at] = altered(sealed[at])

    number, id_ = int(sealed[at].split()[1]) + 1, int(sealed[at].split()[2])
    assert re.match(
        rf"Entry No\. {number} \(id {id_}\) was altered\. 20\d\d-.*record\.edit", refusal(sealed)
    )


def test_an_entry_that_is_altered_together_with_its_hash_is_found_in_its_minute(sealed):
    ends = [int(re.search(rb'"size":(\d+)', sealed[n])[1]) for n in places(sealed, b"S ")]
    at = next(n for n in places(sealed) if int(sealed[n].split()[1]) == ends[0] + 1)
    _, index, id_, _, body = altered(sealed[at])[:-1].split(b" ", 4)
    sealed[at] = spelling.entry(int(index), int(id_), leaf_hash(body), body)

    assert f"No. {ends[0] + 1} to {ends[1]} was altered together" in refusal(sealed)


@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_removed_entry_is_named(sealed: list[bytes], place: int):
    at = places(sealed)[place]
    number = int(sealed[at].split()[1]) + 1
    del sealed[at]

    assert refusal(sealed) == f"Entry No. {number} is missing."


def test_swapped_entries_are_named(sealed: list[bytes]):
    first, second = places(sealed)[2], places(sealed)[5]
    sealed[first], sealed[second] = sealed[second], sealed[first]

    assert refusal(sealed) == "Entry No. 3 was moved: entry No. 6 stands in its place."


def test_an_entry_that_stands_there_twice_is_named(sealed: list[bytes]):
    sealed.insert(places(sealed)[4], sealed[places(sealed)[1]])

    assert refusal(sealed) == "Entry No. 2 appears again where it does not belong."


def test_entries_that_were_swapped_with_their_numbers_do_not_lead_to_the_root(sealed):
    first, second = places(sealed)[2], places(sealed)[3]
    parts = [sealed[n].split(b" ", 2) for n in (first, second)]
    parts[0][1], parts[1][1] = parts[1][1], parts[0][1]
    sealed[first], sealed[second] = b" ".join(parts[1]), b" ".join(parts[0])

    assert "was altered together with its hash" in refusal(sealed)


def test_an_inserted_entry_does_not_lead_to_the_root(sealed: list[bytes]):
    at = places(sealed)[2]
    body = sealed[at].split(b" ", 4)[4][:-1]
    for n in places(sealed)[2:]:
        kind, index, rest = sealed[n].split(b" ", 2)
        sealed[n] = b" ".join((kind, b"%d" % (int(index) + 1), rest))
    sealed.insert(at, spelling.entry(2, 999, leaf_hash(body), body))

    assert "was altered together with its hash" in refusal(sealed)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_forged_head_is_named(sealed: list[bytes], place: int):
    at = places(sealed, b"S ")[place]
    sealed[at] = re.sub(rb'"at":"20\d\d', b'"at":"2019', sealed[at])

    assert "does not bear the signature" in refusal(sealed)


def test_a_removed_head_is_missed(sealed: list[bytes]):
    del sealed[places(sealed, b"S ")[1]]

    assert "does not follow the head before it" in refusal(sealed)


def test_without_its_last_head_an_export_is_not_believed(sealed: list[bytes]):
    del sealed[places(sealed, b"S ")[-1]]

    assert refusal(sealed).startswith("There is no head over all")


def test_without_its_last_minute_an_export_is_not_believed(sealed: list[bytes]):
    heads = places(sealed, b"S ")
    kept = sealed[: heads[1] + 1]

    assert refusal([*kept, spelling.end(len(places(kept)))]).endswith("is missing.")


@pytest.mark.parametrize("level", ["-1", "63", "9" * 12])
def test_a_subtree_that_no_tree_is_high_enough_for_takes_no_memory(sealed: list[bytes], level: str):
    sealed.insert(places(sealed)[0], f"N {level} 0 {'0' * 64}\n".encode())

    assert "no tree is that high" in refusal(sealed)


@pytest.mark.parametrize("keep", [1, 3, -1])
def test_a_file_that_was_cut_off_is_not_believed(sealed: list[bytes], keep: int):
    assert refusal(sealed[:keep]).startswith("The file is cut off")
    assert refusal([*sealed[:keep], sealed[keep][:-1]]).startswith("The file is cut off")


@pytest.mark.parametrize(
    "text", [b"", b"hello\n", b"H {}\n", b'H {"format":"urakata-journal","version":9}\n']
)
def test_anything_else_is_no_export(text: bytes):
    with pytest.raises(Refuted):
        verify(text.splitlines(keepends=True))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_single_change_of_a_line_goes_unnoticed(sealed: list[bytes], data):
    """A byte changed, a line removed, doubled or moved: anything but the header and an entry's id."""
    found = list(sealed)
    at = data.draw(st.integers(1, len(found) - 1))
    if data.draw(st.booleans()):
        line = found[at]
        start = len(b" ".join(line.split(b" ", 3)[:3])) if line[0] == 69 else 0
        place = data.draw(st.integers(start, len(line) - 2))
        byte = data.draw(st.integers(33, 126).filter(lambda b: b != line[place]))
        found[at] = line[:place] + bytes([byte]) + line[place + 1 :]
    else:
        line = found.pop(at)
        to = data.draw(st.integers(1, len(found)))
        if line[0] == 75 and to != at:  # the only key may not come later than its first head
            to = len(found)
        found[to:to] = data.draw(st.sampled_from([[], [line, line]]))
        if found == sealed:
            return
    with pytest.raises(Refuted):
        verify(found)


def test_everything_signed_anew_by_another_key_is_found_by_who_knows_the_key(sealed):
    """The thief of the database rewrites it all; only the key is not his."""
    known = public_keys()[0].read().public
    thief = Ed25519PrivateKey.generate()
    key = Key(thief.public_key().public_bytes_raw(), "2026-01-01T00:00:00.000000+00:00", None)
    forged, tree, before = [], Growing(), None
    for line in sealed:
        if line[:1] == b"K":
            made = spelling.key(SignedKey(key.dump(), thief.sign(key.dump())))
        elif line[:1] == b"E":
            _, index, id_, _, body = altered(line)[:-1].split(b" ", 4)
            made = spelling.entry(int(index), int(id_), leaf_hash(body), body)
            tree.add(leaf_hash(body))
        elif line[:1] == b"S":
            at = "2026-01-01T00:00:00.000000+00:00"
            text = Head(tree.size, tree.root, at, before and before.digest, key.id).dump()
            before = SignedHead(text, thief.sign(text))
            made = spelling.head(before)
        else:
            made = line
        forged.append(made)

    assert verify(forged).key == key  # it is whole, after all: so the key is what to compare
    assert "the keys may have been replaced" in refusal(forged, Trusted(key=known))
    assert verify(sealed, Trusted(key=known)).entries == len(places(sealed))


def test_a_key_is_believed_when_the_one_before_signed_it(sato: Actor, sealed: list[bytes]):
    first = public_keys()[0].read().public
    rotate()
    write(sato, [Entry("record.add", 1, 1)])
    seal()
    found = exported()

    assert verify(found, Trusted(key=first)).warnings == []
    assert verify(found, Trusted(key=public_keys()[1].read().public)).heads == 4
    at = places(found, b"K ")[1]
    for forged in (b"", b"00" * 64):
        kind, _, text = found[at].split(b" ", 2)
        wrong = [*found[:at], b" ".join((kind, forged, text)), *found[at + 1 :]]
        assert "does not bear the signature of the key before it" in refusal(wrong)


def test_a_lost_key_is_a_warning_and_ends_the_trust_in_the_first(sato: Actor, sealed):
    first = public_keys()[0].read().public
    rotate(is_lost=True)
    write(sato, [Entry("record.add", 1, 1)])
    seal()
    found = exported()

    (warning,) = verify(found).warnings
    assert public_keys()[1].read().id in warning.en
    assert "the keys may have been replaced" in refusal(found, Trusted(key=first))


@pytest.mark.parametrize("name", ["app", "record", "kind", "actor", "nothing", "since", "until"])
def test_an_export_of_some_entries_leads_to_the_same_root(sealed, suzuki: Actor, name: str):
    wanted = {
        "app": Wanted(app_id=3),
        "record": Wanted(app_id=4, record_id=1),
        "kind": Wanted(kind="record.edit"),
        "actor": Wanted(actor_id=suzuki.user_id),
        "nothing": Wanted(app_id=10**9),
        "since": Wanted(since=middle()),
        "until": Wanted(until=middle()),
    }[name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        total = cursor.fetchone()[0]
    whole = [sealed[n] for n in places(sealed)]
    found = exported(wanted)

    some = [found[n] for n in places(found)]
    verdict = verify(found)
    assert set(some) <= set(whole)
    assert (len(some), verdict.entries + verdict.left_out) == (verdict.entries, total)
    assert verdict.is_complete is False
    assert verdict.last == verify(sealed).last
    if some:
        at = places(found)[len(some) // 2]
        if "新".encode() in found[at]:
            assert "was altered" in refusal([*found[:at], altered(found[at]), *found[at + 1 :]])
        assert "is missing" in refusal([*found[:at], *found[at + 1 :]])


def middle():
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM journal_entry ORDER BY id OFFSET 12 LIMIT 1")
        return cursor.fetchone()[0]


def test_an_export_of_everything_may_leave_nothing_out(sealed: list[bytes]):
    at = places(sealed)[3]
    _, index, _, hashed, _ = sealed[at].split(b" ", 4)
    sealed[at] = b"N 0 %b %b\n" % (index, hashed)
    sealed[-1] = spelling.end(len(places(sealed)))

    assert "entries are left out from No. 4 on" in refusal(sealed)


def test_what_a_superuser_does_with_the_triggers_off_is_named(sealed: list[bytes]):
    def tampered(sql: str) -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql)
            found = refusal(exported())
            transaction.set_rollback(True)
        return found

    id_ = int(sealed[places(sealed)[6]].split()[2])
    assert f"Entry No. 7 (id {id_}) was altered." in tampered(
        f"UPDATE journal_entry SET body = replace(body, '\"kind\"', '\"kinb\"') WHERE id = {id_}"
    )
    assert tampered(f"DELETE FROM journal_entry WHERE id = {id_}") == (
        f"Entry No. 7 (id {id_}) was removed from the journal."
    )
    assert "Entry No. 7 is missing." in tampered(
        f"DELETE FROM journal_entry WHERE id = {id_};"
        f" DELETE FROM journal_leaf WHERE entry_id = {id_}"
    )
    assert "does not bear the signature" in tampered(
        'UPDATE journal_head SET text = replace(text, \'"at":"20\', \'"at":"19\')'
    )


def test_a_line_that_was_smuggled_into_an_entry_is_part_of_it(sealed: list[bytes]):
    id_ = int(sealed[places(sealed)[6]].split()[2])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE journal_entry SET body = body || E'\\nZ 3' WHERE id = {id_}")

    assert f"Entry No. 7 (id {id_}) was altered." in refusal(exported())


def test_time_stamps_are_read_and_those_of_known_authorities_trusted(sealed, settings):
    authority, other = Authority(), Authority()
    with serving(authority) as url:
        settings.TSA_URL = url
        stamp_newest()
    found = exported()

    (stamp,) = verify(found).stamps
    assert (stamp.size, stamp.is_trusted) == (verify(found).last.size, False)
    (stamp,) = verify(found, Trusted(roots=[authority.root])).stamps
    assert stamp.is_trusted
    assert "time-stamp" in refusal(found, Trusted(roots=[other.root]))
    at, heads = places(found, b"T ")[0], places(found, b"S ")
    moved = [*found[: heads[0] + 1], found[at], *found[heads[0] + 1 : at], *found[at + 1 :]]
    assert "another head's" in refusal(moved)
