"""No address of the site is a blank page for whoever opens it in a browser, those of forms included.

After signing in again people come back to where they were, and that may be an address to which a form was sent.
"""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from tests.access_table import ROWS, Row
from tests.access_things import THINGS
from tests.support.world import Caller, World, routes, undone

# Nobody's browser opens these: a gateway reports there.
OF_MACHINES = {"outbox:reports"}
LED = [row for row in ROWS if hasattr(routes()[row.route], "sent_from")]
OPENED = [row for row in ROWS if row.route not in OF_MACHINES]
pytestmark = pytest.mark.usefixtures("log")


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.route)
def test_opening_any_address_shows_a_page(row: Row, world: World) -> None:
    with undone():
        response = _opened(row, world)
    assert response.status_code != 405


@pytest.mark.parametrize("row", LED, ids=lambda row: row.route)
def test_where_a_form_is_sent_leads_to_the_page_with_the_form(row: Row, world: World) -> None:
    with undone():
        response = _opened(row, world)
    assert response.status_code == 302
    page = routes()[row.route].sent_from
    assert f"{get_resolver().resolve(response['Location']).view_name}" == page
    assert not hasattr(routes()[page], "sent_from"), "a page that is itself only sent to"


def test_there_are_such_addresses() -> None:
    assert {"cases:search_person", "cases:letter_posting", "desk:keep_call_off"} <= {row.route for row in LED}


def _opened(row: Row, world: World) -> HttpResponse:
    address = reverse(row.route, kwargs=THINGS[row.about](world.cast) if row.about else None)
    return _sender(row, world).call("GET", address)


def _sender(row: Row, world: World) -> Caller:
    """The first whom the table lets send something there."""
    return next(each for each in world.callers if row.allows(each.role, each.relation, "POST"))
