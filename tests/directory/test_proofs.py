from __future__ import annotations

from urakata.directory.proofs import Proofs


def test_a_proof_is_found_under_its_own_pair_only():
    proofs = Proofs()
    proofs.keep(proofs.name("sato", "pw"), 1, "stored", 5)

    found = proofs.find(proofs.name("sato", "pw"))
    assert found is not None
    assert (found.user_id, found.stored, found.epoch) == (1, "stored", 5)
    assert proofs.find(proofs.name("satop", "w")) is None


def test_no_two_processes_keep_a_pair_under_the_same_name():
    assert Proofs().name("sato", "pw") != Proofs().name("sato", "pw")


def test_a_proof_ends_after_its_time():
    proofs = Proofs(lifetime=-1)
    proofs.keep(proofs.name("sato", "pw"), 1, "stored", 5)

    assert proofs.find(proofs.name("sato", "pw")) is None


def test_the_oldest_go_first_when_there_are_too_many():
    proofs = Proofs(most=2)
    for n in range(3):
        proofs.keep(b"%d" % n, n, "stored", 5)

    assert [proofs.find(b"%d" % n) is None for n in range(3)] == [True, False, False]


def test_a_renewed_proof_lives_no_longer():
    proofs = Proofs()
    proofs.keep(b"x", 1, "stored", 5)
    before = proofs.find(b"x")
    assert before is not None

    proofs.renew(b"x", before, 6)

    after = proofs.find(b"x")
    assert after is not None
    assert (after.epoch, after.until) == (6, before.until)
    proofs.forget(b"x")
    assert proofs.find(b"x") is None
