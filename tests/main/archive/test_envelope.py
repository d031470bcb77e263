"""Encrypted backups: opened by who should, by nobody else, and by the plain `age` format."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from urakata.main.archive.age import new_identity, read_identities, recipient_of
from urakata.main.archive.envelope import Keys, Lock, locked, unlocked
from urakata.main.archive.manifest import ArchiveError

CONTENT = b"\x1f\x8b" + bytes(range(256)) * 4000  # more than a pipe holds


def lock(path: Path, how: Lock, *, proof: str = "") -> Path:
    with path.open("w+b") as raw, locked(raw, how, proof=proof) as stream:
        stream.write(CONTENT)
    return path


def unlock(path: Path, keys: Keys) -> bytes | str:
    """What is inside, or the refusal."""
    try:
        with path.open("rb") as raw, unlocked(raw, keys) as stream:
            return stream.read()
    except ArchiveError as error:
        return error.text.en


def test_a_passphrase_opens_what_it_locked(tmp_path: Path):
    path = lock(tmp_path / "b", Lock(passphrase="合言葉"))

    assert unlock(path, Keys(lambda: "合言葉")) == CONTENT
    assert unlock(path, Keys(lambda: "合言棄")) == "The passphrase is wrong. Nothing was changed."
    assert "encrypted under a passphrase" in str(unlock(path, Keys()))
    assert CONTENT[:64] not in path.read_bytes()


def test_each_of_two_secret_keys_opens_what_was_locked_for_both(tmp_path: Path):
    one, two, other = new_identity(), new_identity(), new_identity()
    path = lock(tmp_path / "b", Lock(recipients=[recipient_of(one), recipient_of(two)]))

    assert unlock(path, Keys(identities=[one])) == CONTENT
    assert unlock(path, Keys(identities=[other, two])) == CONTENT
    assert unlock(path, Keys(identities=[other])) == (
        "This secret key does not open it. Nothing was changed."
    )
    assert "with --identity" in str(unlock(path, Keys(lambda: "x")))


@pytest.mark.parametrize(
    "how", [Lock(passphrase="p"), Lock(recipients=[recipient_of(new_identity())])]
)
def test_a_proof_opens_it_too(tmp_path: Path, how: Lock):
    proof = new_identity()

    assert unlock(lock(tmp_path / "b", how, proof=proof), Keys(identities=[proof])) == CONTENT


def test_the_age_program_opens_both_without_us(tmp_path: Path):
    identity = Identity.generate()
    plain = pyrage.decrypt(
        lock(tmp_path / "k", Lock(recipients=[str(identity.to_public())])).read_bytes(), [identity]
    )
    with tarfile.open(lock(tmp_path / "p", Lock(passphrase="p")), "r:") as outer:
        sealed = {member.name: outer.extractfile(member).read() for member in outer}  # type: ignore[union-attr]
    key = pyrage.passphrase.decrypt(sealed["key.age"], "p").decode().strip()

    assert plain == CONTENT
    assert pyrage.decrypt(sealed["backup.tar.gz.age"], [Identity.from_str(key)]) == CONTENT


@pytest.mark.parametrize("place", [5_000, 70_000, -1])
def test_a_changed_byte_is_found(tmp_path: Path, place: int):
    identity = new_identity()
    content = bytearray(
        lock(tmp_path / "b", Lock(recipients=[recipient_of(identity)])).read_bytes()
    )
    content[place] ^= 1
    (tmp_path / "b").write_bytes(content)

    assert unlock(tmp_path / "b", Keys(identities=[identity])) == (
        "The encrypted backup is damaged, or it is cut off. Nothing was changed."
    )


def test_a_missing_end_is_found(tmp_path: Path):
    identity = new_identity()
    content = lock(tmp_path / "b", Lock(recipients=[recipient_of(identity)])).read_bytes()
    (tmp_path / "b").write_bytes(content[:-70_000])

    assert "damaged, or it is cut off" in str(unlock(tmp_path / "b", Keys(identities=[identity])))


def test_a_full_disk_is_an_error_that_says_so():
    class Full(io.BytesIO):
        def write(self, _block: object) -> int:
            raise OSError(28, "No space left on device")

    how = Lock(recipients=[recipient_of(new_identity())])
    with pytest.raises(OSError, match="No space left"):
        _fill(Full(), how)


def _fill(raw: io.BytesIO, how: Lock) -> None:
    with locked(raw, how) as stream:
        for _ in range(10):
            stream.write(CONTENT)


def test_what_is_no_key_is_refused_before_any_work():
    with pytest.raises(ArchiveError, match="not a public key"):
        Lock(recipients=["age1nobody"])
    for text in ("", "age1x", "AGE-SECRET-KEY-1X"):
        with pytest.raises(ArchiveError, match="not a file of a secret key"):
            read_identities(text)


def test_a_file_of_a_secret_key_may_have_comments():
    identity = new_identity()

    assert read_identities(f"# created: today\n# public key: …\n{identity}\n") == [identity]


def test_memory_does_not_grow_with_the_backup(tmp_path: Path):
    script = (
        "import pathlib, resource, sys\n"
        "from urakata.main.archive.age import new_identity, recipient_of\n"
        "from urakata.main.archive.envelope import Keys, Lock, locked, unlocked\n"
        "identity, path = new_identity(), pathlib.Path(sys.argv[1])\n"
        "block = bytes(1024 * 1024)\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = used()\n"
        "lock = Lock(recipients=[recipient_of(identity)])\n"
        "with path.open('w+b') as raw, locked(raw, lock) as stream:\n"
        "    for _ in range(150):\n"
        "        stream.write(block)\n"
        "with path.open('rb') as raw, unlocked(raw, Keys(identities=[identity])) as stream:\n"
        "    size = sum(len(part) for part in iter(lambda: stream.read(1 << 20), b''))\n"
        "print(size >> 20, used() - before < 40)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "b")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "150 True\n"
