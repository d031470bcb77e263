"""One web process: granian serving the WSGI application on one or several addresses.

granian's own server binds a single address for all its processes. Ours needs two (127.0.0.1 and
::1, never ``::``, which would show the machine to the network), so this module gives granian's
worker one listener for each address, in one process, and leaves processes to the supervisor.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Sequence
from typing import Any, Final
from wsgiref.types import WSGIApplication

from granian import _granian
from granian._futures import _new_cbscheduler
from granian.http import HTTP1Settings
from granian.wsgi import _callback_wrapper

# granian ships no type for the argument order of its compiled worker
_WSGI_WORKER: Final[Any] = _granian.WSGIWorker
_SIGNAL: Final[Any] = _granian.WorkerSignal
_LISTENER: Final[Any] = _granian.ListenerSpec
_SCHEDULER: Final[Any] = _new_cbscheduler
ENDING: Final = (signal.SIGTERM, signal.SIGINT)
BACKLOG: Final = 1024
IDLE_SECONDS: Final = 600  #: a thread keeps its database connection this long without work


def serve(application: WSGIApplication, hosts: Sequence[str], port: int, threads: int) -> None:
    """Answer requests until SIGTERM or SIGINT; requests being answered are finished first."""
    answer = _callback_wrapper(application, {})
    loop = asyncio.new_event_loop()
    # blocked before the first thread is made, so that only `sigwait` below ever takes them
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    ends = [_SIGNAL() for _ in hosts]
    finished = [threading.Event() for _ in hosts]
    for host, end, done in zip(hosts, ends, finished, strict=True):
        end.add_cb(done.set)
        worker = _WSGI_WORKER(*_worker_arguments(host, port, threads))
        worker.serve_mtr(_SCHEDULER(loop, answer, impl_asyncio=True), loop, end)
    signal.sigwait(ENDING)
    for end in ends:
        end.set()
    for done in finished:
        done.wait()
    loop.close()


def _worker_arguments(host: str, port: int, threads: int) -> tuple[object, ...]:
    listener = _LISTENER(host, port, BACKLOG)
    no_tls: tuple[object, ...] = (False, None, None, None, "tls1.3", None, [], False)
    return (
        1,
        (listener, None),
        None,  # metrics pipe
        1,  # threads of the Rust side
        512,
        threads,
        IDLE_SECONDS,
        BACKLOG,
        "1",  # HTTP/1.1; a proxy in front may speak more
        HTTP1Settings(),
        None,
        None,  # static files are WhiteNoise's
        *no_tls,
        (None, None),
    )
