"""Settings for the machine at hand: from a small cloud box to a server of 24 GiB and more."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MIB: Final = 1024 * 1024
GIB: Final = 1024 * MIB
CGROUP_LIMITS: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def memory_of_machine() -> int:
    """Bytes of memory this process may use: the container's limit when there is one."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in CGROUP_LIMITS:
        try:
            total = min(total, int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):  # absent, or "max"
            continue
    return total


def _between(low: int, value: int, high: int) -> str:
    return f"{max(low, min(value, high)) // MIB}MB"


def settings_for(*, memory: int, disk_free: int, shared_memory: int) -> Mapping[str, str]:
    """The server's ``-c`` settings; durability (``fsync``, ``synchronous_commit``) is never cut."""
    return {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
        "max_connections": "200",
        "max_locks_per_transaction": "256",  # a restore and a dump lock every table at once
        "shared_buffers": _between(48 * MIB, memory // 8, 8 * GIB),
        "effective_cache_size": _between(128 * MIB, memory // 2, 256 * GIB),
        "work_mem": _between(4 * MIB, memory // 768, 64 * MIB),
        "maintenance_work_mem": _between(32 * MIB, memory // 24, GIB),
        "max_wal_size": _between(128 * MIB, disk_free // 10, 4 * GIB),
        "min_wal_size": "80MB",
        # what is kept for a receiver that is away must not fill the disk
        "max_slot_wal_keep_size": _between(GIB, disk_free // 4, 64 * GIB),
        "checkpoint_timeout": "15min",
        "wal_compression": "pglz",
        "random_page_cost": "1.1",
        "jit": "off",  # our statements are short: compiling them costs more than it saves
        # containers often have 64 MB of /dev/shm: parallel queries would fail there
        "dynamic_shared_memory_type": "posix" if shared_memory >= 256 * MIB else "mmap",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] ",
        "logging_collector": "off",
    }


def settings_here(home: Path) -> Mapping[str, str]:
    """The settings for this machine and this data folder's disk."""
    shm = Path("/dev/shm")  # noqa: S108 - only its size is read
    return settings_for(
        memory=memory_of_machine(),
        disk_free=shutil.disk_usage(home).free,
        shared_memory=shutil.disk_usage(shm).total if shm.is_dir() else GIB,
    )
