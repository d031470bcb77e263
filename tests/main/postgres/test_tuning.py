"""From a small box to a big server: always durable, never more than there is."""

from __future__ import annotations

import pytest

from urakata.main.postgres.tuning import GIB, MIB, memory_of_machine, settings_for


def of(memory: int, *, disk: int = 100 * GIB, shm: int = 8 * GIB) -> dict[str, str]:
    return dict(settings_for(memory=memory, disk_free=disk, shared_memory=shm))


@pytest.mark.parametrize("memory", [256 * MIB, GIB, 24 * GIB, 512 * GIB])
def test_durability_is_never_cut(memory: int):
    chosen = of(memory)

    assert (chosen["fsync"], chosen["synchronous_commit"]) == ("on", "on")
    assert chosen["full_page_writes"] == "on"


def test_a_server_of_24_gib_uses_an_eighth_of_it_for_its_buffers():
    chosen = of(24 * GIB)

    assert chosen["shared_buffers"] == "3072MB"
    assert chosen["effective_cache_size"] == "12288MB"
    assert chosen["work_mem"] == "32MB"
    assert chosen["maintenance_work_mem"] == "1024MB"


def test_a_small_box_stays_small():
    chosen = of(512 * MIB, disk=2 * GIB)

    assert chosen["shared_buffers"] == "64MB"
    assert chosen["work_mem"] == "4MB"
    assert chosen["max_wal_size"] == "204MB"


def test_a_container_with_little_shared_memory_uses_files():
    assert of(GIB, shm=64 * MIB)["dynamic_shared_memory_type"] == "mmap"
    assert of(GIB, shm=GIB)["dynamic_shared_memory_type"] == "posix"


def test_the_machine_has_memory():
    assert memory_of_machine() > 64 * MIB
