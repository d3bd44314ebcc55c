"""A committee and a council of the cast, for tests of the acts on them."""

from datetime import timedelta

from huisheng.core import clock
from huisheng.network.actions.beside_branch import (
    add_committee,
    add_mass_org,
)
from huisheng.network.models import MassOrg, OwnersCommittee
from tests.cast import Cast

A_WEEK = timedelta(days=7)


def committee(cast: Cast, name: str = "锦江业委会") -> OwnersCommittee:
    return add_committee(cast.plots[0].pk, name, "0431-00000001", day=clock.today() - A_WEEK, actor=7)[0]


def council(cast: Cast) -> MassOrg:
    return add_mass_org(cast.branch.pk, "council", "景阳议事会", day=clock.today() - A_WEEK, actor=7)[0]
