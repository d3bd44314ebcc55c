"""A mass organisation is added beside a branch (D16)."""

import pytest

from huisheng.core import clock
from huisheng.network.actions.beside_branch import (
    add_mass_org,
)
from huisheng.network.editing import Refused
from huisheng.network.queries import organisation_page
from huisheng.network.tests.beside import council
from tests.cast import Cast


def test_it_stands_on_the_page_of_its_branch_once(cast: Cast) -> None:
    assert council(cast) == council(cast)
    assert [each.name for each in organisation_page(cast.branch.pk).mass_orgs] == ["景阳议事会"]


def test_a_kind_that_is_none_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add_mass_org(cast.branch.pk, "choir", "合唱队", day=clock.today(), actor=7)
    assert list(refused.value.problems) == ["kind"]
