"""An area is called otherwise from a day on."""

from __future__ import annotations

from huisheng.network.actions.edit_area import edit_area
from huisheng.network.models import Area
from huisheng.network.queries import row_on
from huisheng.network.tests.areas import area
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tree import tree
from tests.cast import Cast


def test_a_name_holds_from_its_day(cast: Cast) -> None:
    community = area("community")
    edit_area(community.pk, "景阳南社区", "", asked(community, in_days(-2)))
    before = row_on(Area, community.pk, in_days(-3))
    assert tree().area(community.pk).name == "景阳南社区"
    assert before is not None and before["name"] == "景阳社区"
