"""The job worker: procrastinate's, on Django's connection, and the chores beside it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from typing import Final

from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.middleware import SyncCallNext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from urakata.journal import context
from urakata.main.upkeep import Chore, start_all, wait_for_all

logger = logging.getLogger("urakata.jobs")
RETRY_SECONDS: Final = 1.0
CONNECT_SECONDS: Final = 3.0  #: a worker told to end must not wait longer for a database
STALLED_SECONDS: Final = 60.0  #: a living worker says so every ten
LAST_SECONDS: Final = 18.0
GRACE_SECONDS: Final = 15.0  #: for jobs still running when we are asked to end


def work(chores: tuple[Chore, ...], *, concurrency: int) -> None:
    """Run jobs and chores until SIGTERM or SIGINT."""
    stop = threading.Event()
    threads = start_all(chores, stop)
    try:
        asyncio.run(_work(concurrency))
    finally:
        stop.set()
        wait_for_all(threads)


async def _work(concurrency: int) -> None:
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    running: set[asyncio.Task[None]] = set()

    def finish() -> None:
        end.set()
        for task in running:
            task.cancel()
        # whatever still waits by then (a database that is gone) waits in vain
        loop.call_later(LAST_SECONDS, os._exit, 1)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, finish)
    while not end.is_set():
        task = asyncio.create_task(_run_worker(concurrency))
        running.add(task)
        try:
            await task
        except asyncio.CancelledError:
            continue
        except (ConnectorException, OSError) as error:
            logger.warning("The job worker lost the database: %s", error)
        finally:
            running.discard(task)
        if not end.is_set():
            await _pause(end)


async def _pause(end: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(end.wait(), RETRY_SECONDS)
    except TimeoutError:
        return


async def _run_worker(concurrency: int) -> None:
    """One life of the worker: until cancelled, or until its connection breaks.

    A second app object fetches the jobs through its own connections; the tasks stay bound to the
    first, so that what a job defers is part of the job's own transaction.
    """
    connector = PsycopgConnector(kwargs=connector_params(), timeout=CONNECT_SECONDS)
    worker_app = app.with_connector(connector)
    async with worker_app.open_async():
        await _free_abandoned(worker_app)
        await worker_app.run_worker_async(
            concurrency=concurrency,
            install_signal_handlers=False,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
            task_middleware=[as_job],
        )


def as_job(call_next: SyncCallNext, job_context: JobContext, _worker: Worker) -> object:
    """Run a task with the journal knowing that it is a job, and which one."""
    context.begin(context.Source("job", request_id=f"job-{job_context.job.id}"))
    try:
        return call_next()
    finally:
        context.end()


async def _free_abandoned(worker_app: App) -> None:
    """Put back the jobs of workers that were killed: nobody else would ever finish them."""
    manager = worker_app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)
