"""A mass organisation ends, and may begin again."""

from huisheng.core import clock
from huisheng.network.actions.beside_branch import (
    add_mass_org,
    end_mass_org,
)
from huisheng.network.editing import mark_of
from huisheng.network.queries import organisation_page
from huisheng.network.tests.beside import council
from tests.cast import Cast


def test_it_leaves_the_page_of_its_branch_and_may_come_back(cast: Cast) -> None:
    row = council(cast)
    seen = mark_of(row)
    for _click in range(2):
        end_mass_org(row.pk, day=clock.today(), seen=seen, actor=7)
    assert organisation_page(cast.branch.pk).mass_orgs == []
    again, is_new = add_mass_org(cast.branch.pk, "council", "景阳议事会", day=clock.today(), actor=7)
    assert (again.pk, again.until) == (row.pk, None)
    assert is_new
