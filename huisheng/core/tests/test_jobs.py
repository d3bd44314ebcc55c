"""What a killed worker left behind is run again, one job after the other, whatever one of them does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from huisheng.core import jobs


class Manager:
    """Stands for the table of jobs: the first one's next run waits already."""

    def __init__(self) -> None:
        self.revived: list[str] = []
        self.ended: list[tuple[str, Status]] = []

    async def get_stalled_jobs(self, seconds_since_heartbeat: float) -> list[str]:
        return ["escalate", "deliver"]

    async def retry_job(self, job: str) -> None:
        if job == "escalate":
            raise UniqueViolation(constraint_name="procrastinate_jobs_queueing_lock_idx", queueing_lock="x")
        self.revived.append(job)

    async def finish_job(self, job: str, status: Status, delete_job: bool) -> None:
        self.ended.append((job, status))


def test_a_clock_job_whose_next_run_waits_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager = Manager()
    monkeypatch.setattr(app, "job_manager", manager, raising=False)
    with ThreadPoolExecutor() as other:  # this thread may be a browser's, with a loop that runs already
        other.submit(
            lambda: asyncio.run(jobs.revive_stalled.func(cast(JobContext, None), timestamp=0))
        ).result()
    assert manager.ended == [("escalate", Status.FAILED)]
    assert manager.revived == ["deliver"]
