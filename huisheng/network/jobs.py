"""The network's background jobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from procrastinate.contrib.django import app

from huisheng.network.actions import take_in
from huisheng.network.actions.apply_changes import apply_changes
from huisheng.network.actions.close_unit import announce_closed_units
from huisheng.network.editing import Refused
from huisheng.network.models import Import


# Before the units of yesterday are looked at: what was planned for today holds from today on.
@app.periodic(cron="1 16 * * *")
@app.task(name="network.apply_changes", queue="clock", queueing_lock="network.apply_changes")
def apply_planned_changes(timestamp: int) -> None:
    """Just after midnight: changes that were planned for today, and any whose day was missed."""
    apply_changes()


# Times of the queue are UTC: this is five past midnight in China, which has one time zone.
@app.periodic(cron="5 16 * * *")
@app.task(name="network.announce_closed_units", queue="clock", queueing_lock="network.announce_closed_units")
def look_for_closed_units(timestamp: int) -> None:
    """Just after midnight: units whose last day is over hand over what they have."""
    announce_closed_units()


@app.task(name="network.look_at_import")
def look_at_import(*, import_id: str) -> None:
    """Read a large file that was given in."""
    with _told(import_id):
        take_in.look(UUID(import_id))


@app.task(name="network.take_import")
def take_import(*, import_id: str, actor: int | None) -> None:
    """Take a large file in; where the network moved meanwhile, the page shows the difference anew."""
    with _told(import_id), suppress(take_in.Moved, Refused):
        take_in.take(UUID(import_id), actor=actor)


@app.periodic(cron="41 * * * *")
@app.task(name="network.forget_old_imports", queue="clock", queueing_lock="network.forget_old_imports")
def forget_old_imports(timestamp: int) -> None:
    """Once an hour: files that were given in a day ago go."""
    take_in.forget_old_imports()


@contextmanager
def _told(import_id: str) -> Iterator[None]:
    """Whoever waits for the page learns that the job broke off; a file that was given up needs nothing more."""
    try:
        with suppress(Import.DoesNotExist):
            yield
    except Exception:
        take_in.interrupted(UUID(import_id))
        raise
