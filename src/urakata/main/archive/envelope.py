"""The envelope of a backup: none, or age's format (https://age-encryption.org/v1).

For public keys the file is one age file. For a passphrase it is a tar of two: ``key.age``, a secret
key under the passphrase, and ``backup.tar.gz.age``, the backup for that key (a passphrase alone
cannot be streamed). The `age` program opens both without us::

    age -d -i key.txt urakata.tar.gz.age > urakata.tar.gz
    tar xf urakata.tar && age -d -i key.age backup.tar.gz.age > urakata.tar.gz
"""

from __future__ import annotations

import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from urakata.kernel.text import Text
from urakata.main.archive.age import (
    check_recipients,
    decrypted,
    encrypted,
    new_identity,
    recipient_of,
    unwrap,
    wrap,
)
from urakata.main.archive.manifest import NOT_OURS, ArchiveError

KEY: Final = "key.age"
CONTENT: Final = "backup.tar.gz.age"
LARGEST_KEY: Final = 64 * 1024
MAGIC: Final = b"age-encryption.org/"
GZIP: Final = b"\x1f\x8b"
NEEDS_PASSPHRASE: Final = Text(
    "このバックアップはパスフレーズで暗号化されています。"
    "「--passphrase-file」または環境変数URAKATA_BACKUP_PASSPHRASEで指定してください。",
    "This backup is encrypted under a passphrase. "
    "Give it with --passphrase-file or URAKATA_BACKUP_PASSPHRASE.",
)
NEEDS_IDENTITY: Final = Text(
    "このバックアップは公開鍵で暗号化されています。秘密鍵のファイルを「--identity」で指定してください。",
    "This backup is encrypted for public keys. Give the file of a secret key with --identity.",
)


@dataclass(frozen=True, slots=True)
class Lock:
    """How a backup is locked: under a passphrase, or for the holders of public keys, or not."""

    passphrase: str = ""
    recipients: Sequence[str] = ()

    def __post_init__(self) -> None:
        check_recipients(self.recipients)

    @property
    def is_open(self) -> bool:
        """True when anybody can read it."""
        return not (self.passphrase or self.recipients)

    @property
    def suffix(self) -> str:
        """How such a file's name should end."""
        if self.passphrase:
            return ".tar"
        return ".tar.gz.age" if self.recipients else ".tar.gz"


@dataclass(frozen=True, slots=True)
class Keys:
    """What there is to open a backup with. The passphrase is asked for only when it is needed."""

    passphrase: Callable[[], str] = str
    identities: Sequence[str] = ()


@contextmanager
def locked(raw: BinaryIO, lock: Lock, *, proof: str = "") -> Iterator[BinaryIO]:
    """A stream; what is written to it arrives in `raw`, which must be a file of its own.

    `proof` is a secret key that opens the backup too: for trying it once, then to be forgotten.
    """
    if lock.is_open:
        yield raw
        return
    own = proof or new_identity()
    more = [recipient_of(own)] if proof or lock.passphrase else []
    if lock.passphrase:
        with _wrapped(raw, wrap(own, lock.passphrase)), encrypted(raw, more) as stream:
            yield stream
    else:
        with encrypted(raw, [*lock.recipients, *more]) as stream:
            yield stream


@contextmanager
def unlocked(raw: BinaryIO, keys: Keys) -> Iterator[BinaryIO]:
    """The stream inside, whatever the envelope; raises `ArchiveError` when it does not open."""
    first = raw.read(len(MAGIC))
    raw.seek(0)
    if first.startswith(GZIP):
        yield raw
    elif first == MAGIC:
        if not keys.identities:
            raise ArchiveError(NEEDS_IDENTITY)
        with decrypted(raw, keys.identities) as stream:
            yield stream
    else:
        with tarfile.open(fileobj=raw, mode="r:") as outer:
            sealed, content = _parts(outer)
            identities = keys.identities or [unwrap(sealed, ask(keys))]
            with decrypted(content, identities) as stream:
                yield stream


def needs_passphrase(source: Path) -> bool:
    """Whether this is neither open nor locked for public keys."""
    with source.open("rb") as raw:
        first = raw.read(len(MAGIC))
    return not first.startswith(GZIP) and first != MAGIC


def ask(keys: Keys) -> str:
    """The passphrase; raises `ArchiveError` when there is none."""
    if secret := keys.passphrase():
        return secret
    raise ArchiveError(NEEDS_PASSPHRASE)


@contextmanager
def _wrapped(raw: BinaryIO, key: bytes) -> Iterator[None]:
    """The outer tar; its second header is written again once the content's size is known."""
    raw.write(_header(KEY, len(key)) + key + _padding(len(key)))
    place = raw.tell()
    raw.write(_header(CONTENT, 0))
    yield
    size = raw.tell() - place - tarfile.BLOCKSIZE
    raw.write(_padding(size) + bytes(2 * tarfile.BLOCKSIZE))
    raw.seek(place)
    raw.write(_header(CONTENT, size))


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    return info.tobuf(format=tarfile.GNU_FORMAT)  # sizes beyond 8 GiB fit into it


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _parts(outer: tarfile.TarFile) -> tuple[bytes, BinaryIO]:
    """The wrapped key, and the stream of the encrypted content."""
    key, content = outer.next(), outer.next()
    if key is None or key.name != KEY or not key.isfile() or key.size > LARGEST_KEY:
        raise ArchiveError(NOT_OURS.fill(why=KEY))
    if content is None or content.name != CONTENT or not content.isfile():
        raise ArchiveError(NOT_OURS.fill(why=CONTENT))
    sealed = cast("BinaryIO", outer.extractfile(key)).read()
    return sealed, cast("BinaryIO", outer.extractfile(content))
