"""Making a backup, while the product is in use."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import io
import os
import tarfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.db import transaction

from urakata.directory.actors import system_actor
from urakata.journal.writing import Entry, write
from urakata.kernel.json import JSONDict
from urakata.main.archive import snapshot
from urakata.main.archive.age import new_identity
from urakata.main.archive.envelope import Keys, Lock, locked
from urakata.main.archive.manifest import (
    DUMP,
    FILES,
    KEYS,
    MANIFEST,
    SECRET,
    Counting,
    Manifest,
)
from urakata.main.archive.placing import beside, place, require_free
from urakata.main.archive.proof import Proof
from urakata.main.archive.verify import verify
from urakata.main.archive.working import ELSEWHERE, alone, working_folder
from urakata.record import blobs

Tell = Callable[[int, int], None]  #: done and all, in bytes
COMPRESSION: Final = 1  #: dumps and office files are compressed already


@dataclass(frozen=True, slots=True)
class Wanted:
    """What backup to make of the data folder `home`."""

    home: Path
    target: Path
    secret: bytes  #: the installation's signing key
    lock: Lock
    may_overwrite: bool = False
    is_verified: bool = False  #: tried before it gets its name


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest
    proof: Proof | None  #: what it held when it was tried


def back_up(wanted: Wanted, tell: Tell) -> Made:
    """Write everything into one file, which appears under its name only when it is whole.

    The dump waits in the data folder, where its content lies open anyway; beside the target there
    is never more than the finished form. A backup that is tried opens for one more secret key,
    which nobody has afterwards: the server itself need not be able to read its backups.
    """
    wanted.target.parent.mkdir(parents=True, exist_ok=True)
    if not wanted.may_overwrite:
        require_free(wanted.target)
    identity = new_identity() if wanted.is_verified and not wanted.lock.is_open else ""
    with ExitStack() as held:
        held.enter_context(alone(wanted.home))
        folder = held.enter_context(working_folder(wanted.home))
        held.enter_context(snapshot.sweeper_held_off())
        seen = snapshot.dump(folder / DUMP)
        manifest = Manifest(
            importlib.metadata.version("urakata"), seen.server_version, tables=seen.tables
        )
        fresh = held.enter_context(beside(wanted.target, folder / ELSEWHERE))
        with fresh.open("r+b") as raw:
            with locked(raw, wanted.lock, proof=identity) as stream:
                _pack(stream, manifest, _Contents(wanted, folder / DUMP, seen.contents), tell)
            raw.flush()
            os.fsync(raw.fileno())
            raw.seek(0)
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
        (folder / DUMP).unlink()
        keys = Keys(identities=[identity] if identity else [])
        proof = verify(fresh, folder, keys) if wanted.is_verified else None
        size = fresh.stat().st_size
        place(fresh, wanted.target, may_overwrite=wanted.may_overwrite)
    made = Made(wanted.target, size, digest, manifest, proof)
    with transaction.atomic():
        write(system_actor(), [Entry("backup.run", about=_about(made, wanted.lock))])
    return made


def _about(made: Made, lock: Lock) -> JSONDict:
    return {
        "file": made.path.name,
        "size": made.size,
        "sha256": made.sha256,
        "files": made.manifest.file_count,
        "lost": list(made.manifest.lost),
        "encrypted": not lock.is_open,
        "verified": made.proof is not None,
    }


@dataclass(frozen=True, slots=True)
class _Contents:
    wanted: Wanted
    dump: Path
    files: Mapping[str, int]


def _pack(stream: BinaryIO, manifest: Manifest, contents: _Contents, tell: Tell) -> None:
    with (
        gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=COMPRESSION, mtime=0) as packed,
        tarfile.open(fileobj=cast("BinaryIO", packed), mode="w|") as archive,
    ):
        total = contents.dump.stat().st_size + sum(contents.files.values())
        done = _add(archive, manifest, DUMP, contents.dump)
        tell(done, total)
        for sha256 in contents.files:
            done += _add_content(archive, manifest, sha256)
            tell(done, total)
            archive.members.clear()  # type: ignore[attr-defined] # else it remembers every file
        _add_bytes(archive, manifest, SECRET, contents.wanted.secret)
        for path in sorted((contents.wanted.home / KEYS).glob("[!.]*")):
            _add(archive, manifest, f"{KEYS}{path.name}", path)
        _add_bytes(archive, manifest, MANIFEST, manifest.dump())


def _add_content(archive: tarfile.TarFile, manifest: Manifest, sha256: str) -> int:
    """A stored file; one that is gone, or is not what its name says, is written down as lost."""
    path = blobs.path_of(sha256)
    name = f"{FILES}{path.relative_to(blobs.root()).as_posix()}"
    try:
        size = _add(archive, manifest, name, path)
    except FileNotFoundError:
        manifest.lost.append(sha256)
        return 0
    if manifest.parts[name].sha256 != sha256:
        manifest.lost.append(sha256)
    return size


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> int:
    with path.open("rb") as file:
        counting = Counting(file)
        archive.addfile(_info(name, os.fstat(file.fileno()).st_size), counting)
    manifest.parts[name] = counting.part
    return counting.size


def _add_bytes(archive: tarfile.TarFile, manifest: Manifest, name: str, content: bytes) -> None:
    counting = Counting(io.BytesIO(content))
    archive.addfile(_info(name, len(content)), counting)
    manifest.parts[name] = counting.part


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    info.mtime = int(time.time())
    return info
