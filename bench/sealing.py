"""What it takes to seal the journal, to export it and to verify the export: commands as operators run them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from urakata.main.postgres.server import EmbeddedServer

ENTRIES = 1_000_000
FILL = """
INSERT INTO journal_entry (at, kind, app_id, record_id, revision, actor_id, source, body)
SELECT now(), 'record.edit', 1, n, 2, 1, 'api', format(
  '{"about":{},"actor":{"code":"sato","id":1,"via":"session"},"after":{"f7":"新しい件名 %%s","f8":"1300"},'
  '"app":1,"at":"2026-11-25T03:20:05.120000+00:00","before":{"f7":"前の件名 %%s","f8":"1200"},'
  '"kind":"record.edit","on_behalf_of":null,"record":%%s,"revision":2,"source":{"address":"192.0.2.7",'
  '"name":"api","request":"0f3c5a"}}', n, n, n)
FROM generate_series(1, %s) AS n
"""


def measure_sealing(home: Path) -> dict[str, float]:
    """Seconds for a backlog of a million entries; entries a second of export and verification."""
    server = EmbeddedServer(home)
    server.ensure()
    try:
        _journal(home, "seal")
        with psycopg.connect(server.conninfo, autocommit=True) as database:
            database.execute(FILL, (ENTRIES,))
            database.execute("VACUUM ANALYZE journal_entry")
        path = home / "journal-export"
        sealed = _journal(home, "seal")
        exported = _journal(home, "export", str(path))
    finally:
        server.stop()
    with path.open("rb") as file:
        count = sum(line.startswith(b"E ") for line in file)
    verified = _journal(home, "verify", str(path))
    return {
        "journal_seal_1000000_s": sealed,
        "journal_export_entries_per_s": count / exported,
        "journal_verify_entries_per_s": count / verified,
        "journal_export_mb": path.stat().st_size / 1e6,
    }


def _journal(home: Path, *arguments: str) -> float:
    """Seconds of a command, from its start to its end."""
    environment = os.environ | {"URAKATA_HOME": str(home), "URAKATA_LANG": "en"}
    environment.pop("DATABASE_URL", None)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "urakata.main", "journal", *arguments],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - begun
