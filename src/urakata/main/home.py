"""The data folder (`URAKATA_HOME`) and what is kept in it: secret key, database, files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from urakata.main.postgres.places import DATABASE, PORT, USER, Places


def _default_home() -> Path:
    """`.urakata` beside the project in a checkout, else the user's own data folder."""
    checkout = Path(__file__).parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / ".urakata"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "urakata"


HOME = Path(os.environ.get("URAKATA_HOME") or _default_home()).absolute()


def folder(name: str) -> Path:
    """A folder of the data folder, made (for this account only) when it is not there yet."""
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = HOME / name
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def write_secret(path: Path, text: str) -> None:
    """Write a file that only this account may read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def secret_key() -> str:
    """The installation's signing key, made once and kept in the data folder (mode 0600)."""
    if key := os.environ.get("URAKATA_SECRET_KEY"):
        return key
    path = HOME / "secret-key"
    if not path.exists():
        _make_secret_key(path)
    return path.read_text(encoding="ascii")


def _make_secret_key(path: Path) -> None:
    """Two processes may start at once: the first one's key is the one that stays."""
    fresh = path.with_name(f".secret-key.{secrets.token_hex(4)}")
    write_secret(fresh, secrets.token_urlsafe(48))
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


_role = USER


def connect_as(role: str) -> None:
    """Let this process have another role than the superuser's in the embedded server.

    To be called before Django reads its settings.
    """
    global _role  # noqa: PLW0603 - one process, one role
    _role = role


def is_embedded() -> bool:
    """Whether the database is ours to look after, and not a server of the company's own."""
    return not os.environ.get("DATABASE_URL")


def database_settings() -> dict[str, Any]:
    """Django's settings of the database named by `DATABASE_URL`, else of the embedded server."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    embedded = not url.scheme
    options: dict[str, Any] = dict(parse_qsl(url.query))
    return {
        "ENGINE": "urakata.main.postgres.backend",
        "NAME": unquote(url.path.lstrip("/")) or DATABASE,
        "USER": _role if embedded else unquote(url.username or USER),
        "PASSWORD": unquote(url.password or ""),
        "HOST": str(Places(HOME).socket_folder) if embedded else options.pop("host", _host(url)),
        "PORT": str(PORT if embedded else url.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def _host(url: SplitResult) -> str:
    return unquote(url.hostname or "")
