"""Every page asserts how many statements it takes: `statements_table.py` says it, and this counts.

Counted is the second view of the page, when what the process holds has been read, by the first of the callers
whom the access table lets in. A page that takes more fails; one that takes fewer fails too, so that the table
stays what is true. That lists do not take more when there is more to show is tried beside each page.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huisheng.core.snapshot import standing_still
from tests.access_table import ROWS, Row
from tests.access_things import THINGS
from tests.statements_table import FOREIGN, STATEMENTS
from tests.support.world import Caller, World, undone

MOST = 17
EVERYTHING = {"desk:exchange_workbook": 24}  # one statement for each kind of thing that the file holds
pytestmark = pytest.mark.usefixtures("log")  # whatever lies in the state folder
PAGES = [row for row in ROWS if not row.route.startswith(FOREIGN)]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.route)
def test_a_page_takes_as_many_statements_as_the_table_says(row: Row, world: World) -> None:
    with undone():
        address = reverse(row.route, kwargs=THINGS[row.about](world.cast) if row.about else None)
        taken = _statements(address, _first_allowed(row, world))
    assert taken == STATEMENTS.get(row.route), f'"{row.route}": {taken},'


def test_the_table_names_only_pages() -> None:
    assert set(STATEMENTS) <= {row.route for row in PAGES}


def test_no_page_takes_many() -> None:
    assert {route: count for route, count in STATEMENTS.items() if count > MOST} == EVERYTHING


def _first_allowed(row: Row, world: World) -> Caller:
    return next(caller for caller in world.callers if row.allows(caller.role, caller.relation, "GET"))


def _statements(address: str, caller: Caller) -> int | None:
    """Statements of a second view; None where there is nothing to view: no page, or one that sends elsewhere."""
    with undone():
        first = caller.call("GET", address)
        if first.status_code != 200:
            return None
        with standing_still(), CaptureQueriesContext(connection) as seen:
            caller.call("GET", address)
        return len(seen)
