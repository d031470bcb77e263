"""age's encryption as streams: pyrage pushes from a reader to a writer, we want to write and read.

Both run in a thread beside us, with a pipe between, so that no backup is ever in memory as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final

import pyrage
from pyrage import passphrase
from pyrage.x25519 import Identity, Recipient

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError

BLOCK: Final = 1024 * 1024
NOT_A_RECIPIENT: Final = Text(
    "「{text}」は公開鍵ではありません（公開鍵は「age1」で始まります）。",
    '"{text}" is not a public key (they begin with "age1").',
)
NOT_AN_IDENTITY: Final = Text(
    "秘密鍵のファイルではありません（「AGE-SECRET-KEY-1」で始まる行が必要です）。",
    'This is not a file of a secret key (a line that begins with "AGE-SECRET-KEY-1").',
)
WRONG_PASSPHRASE: Final = Text(
    "パスフレーズが違います。何も変更していません。",
    "The passphrase is wrong. Nothing was changed.",
)
WRONG_IDENTITY: Final = Text(
    "この秘密鍵では開けません。何も変更していません。",
    "This secret key does not open it. Nothing was changed.",
)
BROKEN: Final = Text(
    "暗号化されたバックアップが壊れているか、途中で切れています。何も変更していません。",
    "The encrypted backup is damaged, or it is cut off. Nothing was changed.",
)


def new_identity() -> str:
    """A secret key, as text."""
    return str(Identity.generate())


def recipient_of(identity: str) -> str:
    """The public key of a secret key."""
    return str(Identity.from_str(identity).to_public())


def read_identities(text: str) -> list[str]:
    """The secret keys in a file as `age-keygen` writes it."""
    found = [line.strip() for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-1")]
    try:
        for line in found:
            Identity.from_str(line)
    except pyrage.IdentityError as error:
        raise ArchiveError(NOT_AN_IDENTITY) from error
    if not found:
        raise ArchiveError(NOT_AN_IDENTITY)
    return found


def check_recipients(texts: Sequence[str]) -> None:
    """Refuse what is no public key, before any work is done for it."""
    for text in texts:
        _recipient(text)


def wrap(identity: str, secret: str) -> bytes:
    """A secret key under a passphrase: an age file of its own."""
    sealed: bytes = passphrase.encrypt(f"{identity}\n".encode(), secret)
    return sealed


def unwrap(sealed: bytes, secret: str) -> str:
    """The secret key again; raises `ArchiveError` for a wrong passphrase."""
    try:
        text: bytes = passphrase.decrypt(sealed, secret)
    except pyrage.DecryptError as error:
        raise ArchiveError(WRONG_PASSPHRASE) from error
    return read_identities(text.decode())[0]


@contextmanager
def encrypted(raw: BinaryIO, recipients: Sequence[str]) -> Iterator[BinaryIO]:
    """A stream; what is written to it arrives in `raw` for the holders of these keys."""
    readers = [_recipient(text) for text in recipients]
    reading, writing = os.pipe()

    def work() -> None:
        with os.fdopen(reading, "rb") as source:
            pyrage.encrypt_io(source, raw, readers)

    with _beside(work) as done:
        try:
            with os.fdopen(writing, "wb") as sink:
                yield sink
        except BrokenPipeError:
            _finish(done)  # says why nobody reads any longer
            raise
        _finish(done)


@contextmanager
def decrypted(raw: BinaryIO, identities: Sequence[str]) -> Iterator[BinaryIO]:
    """A stream of what is inside `raw`; raises `ArchiveError` when it is damaged or not for us."""
    keys = [Identity.from_str(text) for text in identities]
    reading, writing = os.pipe()

    def work() -> None:
        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as sink:
            pyrage.decrypt_io(raw, sink, keys)

    with _beside(work) as done, os.fdopen(reading, "rb") as stream:
        try:
            yield stream
        except ArchiveError:
            raise
        except Exception:
            _drain(stream)
            _explain(done)  # a stream that ends early is often one that did not decrypt
            raise
        _drain(stream)  # the end is authenticated too
        _explain(done)


def _drain(stream: BinaryIO) -> None:
    while stream.read(BLOCK):
        pass


def _finish(done: Future[None]) -> None:
    try:
        done.result()
    except pyrage.EncryptError as error:  # so it calls what the writer raised
        raise OSError(str(error)) from error


def _explain(done: Future[None]) -> None:
    try:
        done.result()
    except pyrage.DecryptError as error:
        raise ArchiveError(WRONG_IDENTITY) from error
    except OSError as error:
        raise ArchiveError(BROKEN) from error


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[Future[None]]:
    with ThreadPoolExecutor(1, thread_name_prefix="age") as pool:
        yield pool.submit(work)


def _recipient(text: str) -> Recipient:
    try:
        return Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise ArchiveError(NOT_A_RECIPIENT.fill(text=text)) from error
