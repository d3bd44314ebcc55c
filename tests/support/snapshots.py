"""Every test reads network, catalogue, calendar and counts from its own database."""

from collections.abc import Iterator

import pytest

from huisheng.cases.queries import catalogue, lists
from huisheng.core import calendar
from huisheng.desk.queries import around, lacks, workload
from huisheng.network import tree


@pytest.fixture(autouse=True)
def fresh_snapshots() -> Iterator[None]:
    """Forget what an earlier test left in the process."""
    for snapshot in (tree, catalogue, calendar, around, lacks, workload):
        snapshot.forget()
    lists.forget_counts()
    yield
