"""The invented people of the demo district, in bulk. Only in the demo."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.network.models import Organisation
from huisheng.network.tree import tree
from huisheng.people.actions.demo_accounts import make_accounts
from huisheng.people.actions.demo_members import make_members
from huisheng.people.actions.demo_teams import make_teams
from huisheng.people.actions.load_roles import load_roles
from huisheng.people.demo.cast import DemoCast
from huisheng.people.demo.figures import Figures, read_figures
from huisheng.people.models import Absence, Account, Appointment
from huisheng.people.refusals import Refused


@dataclass(frozen=True)
class Loaded:
    """What was loaded, and in how many seconds. All 0 when it was there already."""

    members: int = 0
    accounts: int = 0
    places_in_teams: int = 0
    seconds: float = 0.0


@transaction.atomic
def load_demo_people(figures: Figures | None = None) -> Loaded:
    """Invent members, secretaries, hub households, volunteers and accounts for the network that is loaded.

    The same network and figures give the same people. A second time changes nothing. Raises `Refused`
    outside the demo: demo accounts exist nowhere else.
    """
    if not settings.DEMO:
        raise Refused(_("这里不是演示，不能载入演示账户。"))
    if Account.objects.filter(demo=True).exists():
        return Loaded()
    begun = time.perf_counter()
    figures = figures or read_figures()
    load_roles()
    rng = random.Random(figures.seed)  # noqa: S311  (invented people need no secret chance)
    roles = DemoCast(figures, tree(), rng).roles()
    posts = make_accounts(roles)
    members = make_members(figures, list(Organisation.objects.order_by("id")), rng)
    places = make_teams(figures, tree(), members, rng)
    _send_one_away(posts)
    count = sum(map(len, members.values()))
    audit.record("demo_people_loaded", actor=None, members=count, accounts=len(roles), places=places)
    return Loaded(count, len(roles), places, time.perf_counter() - begun)


def _send_one_away(posts: list[Appointment]) -> None:
    """The clerk of the second station is away; the first one stands in."""
    clerks = [post for post in posts if post.role_id == "station_clerk"]
    if len(clerks) > 1:
        today = clock.today()
        Absence.objects.create(
            appointment=clerks[1],
            absent_id=clerks[1].person_id,
            deputy_id=clerks[0].person_id,
            **_days(today),
        )


def _days(today: date) -> dict[str, date]:
    return {"since": today - timedelta(days=2), "until": today + timedelta(days=12)}
