"""What the tests of acts that keep the tree ask with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models

from huisheng.core import clock
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.close_unit import UnitStillNeeded
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of

CLERK = 3


def asked(row: models.Model, effective: date | None = None, key: UUID | None = None, **more: Any) -> Asked:
    """Asked by somebody who has just seen the row, for today unless said otherwise."""
    return Asked(CLERK, mark_of(row), effective or clock.today(), key, **more)


def in_days(days: int) -> date:
    """The day in so many days; before today when negative."""
    return clock.today() + timedelta(days=days)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run acts in threads with transactions of their own, started together; how each came out."""
    gate, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(at: int) -> None:
        gate.wait()
        try:
            acts[at]()
            said[at] = "done"
        except (Refused, ChangedMeanwhile, DoneAlready, UnitStillNeeded) as told:
            said[at] = type(told).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at]) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)
