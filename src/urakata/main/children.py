"""Child processes of `urakata serve` and `worker`: kept alive, ended together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from urakata.main.postgres.process import tie_to_parent

logger = logging.getLogger("urakata.supervisor")
STABLE_SECONDS: Final = 30.0  #: alive this long, a child's earlier failures are forgotten
POLITE_SECONDS: Final = 20.0
FEW_ARENAS: Final = {"MALLOC_ARENA_MAX": "2"}
"""glibc keeps memory for each thread; the threads of a web process take turns anyway."""


def own_command(*arguments: str) -> list[str]:
    """The command line for another process of this program."""
    return [sys.executable, "-m", "urakata.main", *arguments]


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that ends when ours does, however that happens. Main thread only."""
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.DEVNULL,
        env={**FEW_ARENAS, **os.environ},
        preexec_fn=tie_to_parent(signal.SIGTERM),  # noqa: PLW1509
    )


@dataclass
class Child:
    """A process that should always run; restarted, ever more slowly while it keeps failing."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    _started_at: float = field(default=0.0, repr=False)
    _start_at: float = field(default=0.0, repr=False)

    def tick(self) -> None:
        """Start it when it does not run and it is time to."""
        now = time.monotonic()
        if self.process is not None:
            self._look_after(self.process, now)
        elif now >= self._start_at:
            self.process = start(self.command)
            self._started_at = now

    def _look_after(self, process: subprocess.Popen[bytes], now: float) -> None:
        code = process.poll()
        if code is None:
            return
        if now - self._started_at > STABLE_SECONDS:
            self.failures = 0
        pause = min(30.0, 0.5 * 2**self.failures)
        self.failures += 1
        logger.error("%s ended (%d); starting it again in %.1f s", self.name, code, pause)
        self.process, self._start_at = None, now + pause


def stop_all(children: Sequence[Child]) -> None:
    """Ask every child to end, wait for what they are doing, then insist."""
    processes = [child.process for child in children if child.process is not None]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + POLITE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
