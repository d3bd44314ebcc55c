"""Every queue has a worker, and what runs by the clock has one of its own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.config.env import environment
from huisheng.config.management.commands.run_worker import chosen, queues, worker_app
from huisheng.config.serving import CLOCK_QUEUE, children
from huisheng.core.jobs import deliver


def _served() -> list[list[str]]:
    workers = [
        child.command
        for child in children(environment(), logs_to_files=False)
        if "run_worker" in child.command
    ]
    return [
        chosen(
            only=command[-1] if "--only" in command else "",
            without=command[-1] if "--all-but" in command else "",
        )
        for command in workers
    ]


def test_every_queue_has_exactly_one_worker() -> None:
    served = [queue for names in _served() for queue in names]
    assert sorted(served) == sorted(queues())


def test_the_clock_s_queue_has_a_worker_of_its_own() -> None:
    assert [CLOCK_QUEUE] in _served()


def test_health_expects_as_many_workers_as_are_started() -> None:
    assert environment().number("HUISHENG_WORKERS") == len(_served())


@pytest.mark.django_db(transaction=True)
def test_what_a_job_queues_is_queued_with_its_transaction() -> None:
    """A worker's own line would queue at once, so that others start before the rest is there, or for nothing."""

    def job() -> None:
        with transaction.atomic():
            deliver.defer(reaction="none", fields={})
            transaction.set_rollback(True)

    async def worker() -> None:
        async with worker_app().open_async():
            await sync_to_async(job)()

    # In a thread of its own: browser tests leave a running loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, worker()).result()
    assert not ProcrastinateJob.objects.filter(task_name="core.deliver").exists()
