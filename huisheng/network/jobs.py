"""The network's background jobs."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huisheng.network.actions.apply_changes import apply_changes
from huisheng.network.actions.close_unit import announce_closed_units


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
