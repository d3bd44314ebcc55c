"""`huisheng run_worker`: does background jobs until it is told to stop."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

GRACE_SECONDS = 20


def queues() -> set[str]:
    """Every queue that a task names, `builtin` (Procrastinate's own) included."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return {task.queue for task in app.tasks.values()}


def chosen(only: str, without: str) -> list[str]:
    """The queues of one worker: those named, or all others."""
    if only:
        return only.split(",")
    return sorted(queues() - set(without.split(",")))


class Command(BaseCommand):
    help = "Runs a job worker: of the queues named, or of all but those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--only", default="", metavar="QUEUES", help="names with commas between")
        either.add_argument("--all-but", default="", metavar="QUEUES", help="names with commas between")

    def handle(self, *args: Any, only: str, all_but: str, **options: Any) -> None:
        asyncio.run(_work(chosen(only, all_but)))


async def _work(names: list[str]) -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:  # type: ignore[attr-defined]
        async with worker_app.open_async():
            await worker_app.run_worker_async(
                queues=names,
                name="+".join(names),
                concurrency=1,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_SECONDS,
            )
