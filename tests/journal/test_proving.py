"""Single proofs, from what the database keeps, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journal.sealing.test_sealer import entry_ids, heads
from urakata.directory.actor import Actor
from urakata.journal.proving import NoProof, prove_entry, prove_growth
from urakata.journal.sealing.keyring import public_keys
from urakata.journal.sealing.sealer import seal
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.proof import verify_proof
from urakata.journal.verifying.verifier import Trusted
from urakata.journal.writing import Entry, write
from urakata.kernel.json import write_json

pytestmark = pytest.mark.usefixtures("journal")


@pytest.fixture
def grown(sato: Actor) -> list[int]:
    """The sizes of the tree, after several sealings; whole blocks of 256 are among its leaves."""
    for count in (3, 300, 1, 517):
        write(sato, (Entry("record.add", 1, n) for n in range(count)))
        seal()
    return [head.read().size for head in heads()]


def check(proof: Any, trusted: Trusted | None = None) -> int:
    return verify_proof(write_json(proof), trusted or Trusted()).size


def test_every_entry_can_be_proved_with_few_hashes(grown: list[int]):
    ids = entry_ids()

    for id_ in [*ids[:5], *ids[250:262], *ids[508:516], *ids[-3:]]:
        proof = prove_entry(id_)
        assert check(proof) == grown[-1]
        assert len(proof["proof"]) <= 10


def test_the_tree_of_every_earlier_head_is_the_beginning_of_the_newest(grown: list[int]):
    key = public_keys()[0].read().public

    for size in grown:
        assert check(prove_growth(size), Trusted(key=key)) == grown[-1]


@pytest.mark.parametrize(
    "change",
    [
        {"index": 4}, {"entry": "{}"}, {"leaf": "00" * 32}, {"proof": []}, {"keys": []},
        {"head": {"text": "{}", "signature": ""}}, {"type": "x"},
    ],
)  # fmt: skip
def test_a_proof_of_something_else_does_not_hold(grown: list[int], change: dict[str, Any]):
    proof = prove_entry(entry_ids()[3])

    with pytest.raises(Refuted):
        check({**proof, **change})
    with pytest.raises(Refuted):
        check(proof, Trusted(key=b"x" * 32))


def test_another_past_is_not_the_beginning(grown: list[int]):
    first, second = prove_growth(grown[0]), prove_growth(grown[1])

    with pytest.raises(Refuted, match="does not lead"):
        check({**first, "old": second["old"]})


def test_there_is_no_proof_of_what_is_not_sealed(grown: list[int], sato: Actor):
    write(sato, [Entry("signout")])

    for nothing in (lambda: prove_entry(entry_ids()[-1]), lambda: prove_growth(grown[0] + 1)):
        with pytest.raises(NoProof):
            nothing()
