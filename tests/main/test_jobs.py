from __future__ import annotations

import asyncio

import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector

from urakata.journal import context
from urakata.main.jobs import as_job

pytestmark = pytest.mark.enable_socket  # of the event loop with itself


def run_all(app: App) -> None:
    async def work() -> None:
        async with app.open_async():
            await app.run_worker_async(
                wait=False, install_signal_handlers=False, task_middleware=[as_job]
            )

    asyncio.run(work())


def test_what_a_job_writes_is_the_jobs_and_nothing_of_it_stays_with_the_thread():
    app = App(connector=InMemoryConnector())
    seen = []

    @app.task(name="look")
    def look(*, fails: bool) -> None:
        seen.append(context.current())
        if fails:
            raise RuntimeError

    ids = [look.defer(fails=fails) for fails in (True, False)]
    run_all(app)

    assert seen == [context.Source("job", request_id=f"job-{id_}") for id_ in ids]
    assert context.current() == context.Source("system")
