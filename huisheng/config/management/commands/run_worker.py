"""`huisheng run_worker`: does background jobs until it is told to stop."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp

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


def worker_app() -> DjangoApp:
    """The app that fetches jobs, over a line of its own; the tasks keep theirs.

    So what a job queues is queued by Django's connection, in the job's transaction: it is rolled back with it,
    and nobody starts on it before the rest is there.
    """
    made = DjangoApp(
        connector=app.connector.get_worker_connector(),  # type: ignore[attr-defined]
        import_paths=app.import_paths,
        worker_defaults=app.worker_defaults,
    )
    made.tasks, made.periodic_registry = app.tasks, app.periodic_registry
    return made


async def _work(names: list[str]) -> None:
    async with (fetching := worker_app()).open_async():
        await fetching.run_worker_async(
            queues=names,
            name="+".join(names),
            concurrency=1,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE_SECONDS,
        )
