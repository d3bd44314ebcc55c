"""An area goes into another with all that is in it."""

from __future__ import annotations

import pytest

from huisheng.network.actions.move_area import move_area
from huisheng.network.editing import Refused
from huisheng.network.tests.areas import area
from huisheng.network.tests.asking import asked
from huisheng.network.tree import tree
from tests.cast import Cast


def test_an_area_moves_with_all_in_it_but_not_into_itself(cast: Cast) -> None:
    community = area("community")
    move_area(community.pk, area("other_street").pk, asked(community))
    assert area("other_street").pk in {each.id for each in tree().area_path(area("estate").pk)}
    for into in ("estate", "next_community"):
        with pytest.raises(Refused) as refused:
            move_area(community.pk, area(into).pk, asked(community))
        assert "parent" in refused.value.problems
