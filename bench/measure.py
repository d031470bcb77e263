"""Timing a piece of work: percentiles of single calls, throughput of many at once."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Milliseconds of single calls."""

    p50: float
    p95: float
    calls: int
    cpu: float = 0.0  #: milliseconds of the web processes' CPU a call

    def as_dict(self) -> dict[str, float]:
        return {"p50_ms": self.p50, "p95_ms": self.p95, "calls": self.calls}


def time_calls(
    work: Callable[[int], object], *, seconds: float, least: int = 20, most: int = 2000
) -> Timing:
    """Call again and again for some seconds, after a warm-up."""
    for n in range(3):
        work(n)
    spent: list[float] = []
    deadline = time.perf_counter() + seconds
    while len(spent) < most and (len(spent) < least or time.perf_counter() < deadline):
        begun = time.perf_counter()
        work(len(spent) + 3)
        spent.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(spent, n=20)
    return Timing(statistics.median(spent), cuts[18], len(spent))


def time_both(
    one: Callable[[int], object],
    other: Callable[[int], object],
    *,
    seconds: float,
    least: int,
    warm_up: int,
) -> tuple[Timing, Timing]:
    """Two pieces of work turn by turn, so that whatever else goes on hits both alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for n in range(warm_up):
        one(n)
        other(n)
    deadline = time.perf_counter() + 2 * seconds
    while len(spent[0]) < least or time.perf_counter() < deadline:
        for work, times in zip((one, other), spent, strict=True):
            begun = time.perf_counter()
            work(len(times) + warm_up)
            times.append((time.perf_counter() - begun) * 1000)
    first, second = (
        Timing(statistics.median(times), statistics.quantiles(times, n=20)[18], len(times))
        for times in spent
    )
    return first, second


def throughput(
    make: Callable[[], Callable[[int], object]], *, connections: int, seconds: float
) -> float:
    """Calls a second over so many connections."""
    counts = [0] * connections
    deadline = time.perf_counter() + seconds

    def drive(place: int) -> None:
        work = make()
        while time.perf_counter() < deadline:
            work(counts[place] * connections + place)
            counts[place] += 1

    threads = [threading.Thread(target=drive, args=(n,)) for n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
